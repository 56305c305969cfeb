#pragma once

#include "shared/domain/mailbox/decide.hpp"
#include "web/portal/api/cycle_execution.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sigillo::portal {

/// A mailbox as stored.
struct LoadedMailbox {
    domain::mailbox::State state;
    std::vector<domain::mailbox::Event> events;
};

struct MailboxExecution : CycleExecution<domain::mailbox::Command, LoadedMailbox> {
    std::optional<domain::mailbox::Subject> subject; ///< where the mailbox is not asked for yet
};

/// The way from a command on a mailbox to what is stored: facts, `decide`, `react`, one transaction. One
/// thread.
class Mailboxes {
  public:
    // What code for every life cycle knows them by.
    using Command = domain::mailbox::Command;
    using Execution = MailboxExecution;
    using MarkRefunded = domain::mailbox::MarkRefunded;

    Mailboxes(Store& store, const Clock& clock, const Catalogue& catalogue)
        : store_(store), clock_(clock), catalogue_(catalogue) {}

    /// Error: `not_found`.
    domain::Result<LoadedMailbox> load(const domain::RequestId& mailbox);
    /// What a decision rests on now; `subject` counts until the mailbox is asked for.
    domain::Result<domain::mailbox::Facts> facts(const domain::mailbox::State& state,
                                                 const domain::mailbox::Subject& subject,
                                                 const domain::Actor& actor);
    /// Errors: those of `decide` and of the store; `request_changed_meanwhile` where the client saw another
    /// state.
    domain::Result<Executed> execute(MailboxExecution execution);
    /// The same, tried again where somebody was faster: for the portal's own commands.
    domain::Result<Executed> execute_as_system(MailboxExecution execution);

    /// The member's mailbox: that which they have or asked for last, ended ones too. None: never asked.
    domain::Result<std::optional<RequestRow>> newest_of(const domain::PersonId& member);
    /// Who the member's next mailbox would be for, under an id that stays the same until it is asked for, so
    /// that two pages that ask at once meet on one stream. Of several Orders the first that has a convention
    /// counts. Error: `register_not_enrolled` for who is in no register.
    domain::Result<domain::mailbox::Subject> next_of(const domain::PersonId& member,
                                                     const domain::OrderId& only = {});

    [[nodiscard]] domain::Instant now() const { return clock_.now(); }
    Store& store() { return store_; }
    [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }

  private:
    struct Cycle;

    static RequestRow row_of(const LoadedMailbox& loaded, const domain::mailbox::Facts& facts);

    Store& store_;
    const Clock& clock_;
    const Catalogue& catalogue_;
};

} // namespace sigillo::portal
