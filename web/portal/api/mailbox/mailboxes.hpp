#pragma once

#include "shared/domain/mailbox/decide.hpp"
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

/// One command and everything that is to be written with it.
struct MailboxExecution {
    std::optional<CommandKey> key;
    domain::RequestId mailbox;
    std::optional<std::int64_t> expected_seq; ///< that the client saw
    domain::Actor actor;
    domain::mailbox::Command command;
    std::optional<domain::mailbox::Subject> subject; ///< where the mailbox is not asked for yet
    std::vector<Write> writes;
    std::string reply;
};

struct MailboxExecuted {
    bool repeated = false; ///< done before; nothing was written
    std::string reply;
};

/// The way from a command on a mailbox to what is stored: facts, `decide`, `react`, one transaction. One
/// thread.
class Mailboxes {
  public:
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
    domain::Result<MailboxExecuted> execute(MailboxExecution execution);
    /// The same, tried again where somebody was faster: for the portal's own commands.
    domain::Result<MailboxExecuted> execute_as_system(MailboxExecution execution);

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
    RequestRow row_of(const LoadedMailbox& loaded, const domain::mailbox::Facts& facts) const;

    Store& store_;
    const Clock& clock_;
    const Catalogue& catalogue_;
};

} // namespace sigillo::portal
