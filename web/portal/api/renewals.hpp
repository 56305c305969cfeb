#pragma once

#include "shared/domain/renewal/decide.hpp"
#include "shared/domain/signatory.hpp"
#include "web/portal/api/caller.hpp"
#include "web/portal/api/cycle_execution.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/door/trust_store.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sigillo::portal {

/// A renewal as stored.
struct LoadedRenewal {
    domain::renewal::State state;
    std::vector<domain::renewal::Event> events;
};

struct RenewalExecution : CycleExecution<domain::renewal::Command, LoadedRenewal> {
    std::optional<domain::ActFacts> act;
    std::optional<domain::renewal::StatementFacts> statement;
    std::optional<CardRow> card; ///< where the request does not exist yet
    /// Read already, as `loaded` is.
    std::optional<domain::renewal::Facts> facts;
};

/// The way from a command to what is stored: facts, `decide`, `react`, one transaction. One thread.
class Renewals {
  public:
    // What code for every life cycle knows them by.
    using Command = domain::renewal::Command;
    using Execution = RenewalExecution;
    using MarkRefunded = domain::renewal::MarkRefunded;

    Renewals(Store& store, const Clock& clock, const Catalogue& catalogue, const TrustStore& trust)
        : store_(store), clock_(clock), catalogue_(catalogue), trust_(trust) {}

    /// Error: `not_found`.
    domain::Result<LoadedRenewal> load(const domain::RequestId& request);
    /// What a decision about an existing request rests on now.
    domain::Result<domain::renewal::Facts> facts(const domain::renewal::State& state,
                                                 const domain::Actor& actor);
    /// The same for a request that does not exist yet.
    domain::Result<domain::renewal::Facts> facts(const CardRow& card, const domain::RequestId& request,
                                                 const domain::Actor& actor);
    /// Errors: those of `decide` and of the store; `request_changed_meanwhile` where the client saw another
    /// state.
    domain::Result<Executed> execute(Execution execution);
    /// The same, tried again where somebody was faster: for the portal's own commands.
    domain::Result<Executed> execute_as_system(Execution execution);

    /// The version that the request keeps to, or the one in force for its Order and card. Null where there is
    /// none.
    const domain::ConventionVersion* convention_of(const domain::renewal::State& state,
                                                   const domain::ConventionCode& of_card);
    /// The id for the next request about this card: always the same until that one exists, so that two pages
    /// that open it at once meet on one stream.
    domain::Result<domain::RequestId> next_request(const CardRow& card);
    /// Who may sign for the Order.
    domain::Result<domain::SignatoryState> signatories(const domain::OrderId& order);
    /// Somebody signed in, with the roles of now: who signs for an Order is what the Order's own history says
    /// today, whatever the account was given.
    domain::Result<Caller> caller(Account account, domain::Language language);

    [[nodiscard]] domain::Instant now() const { return clock_.now(); }
    Store& store() { return store_; }
    [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
    [[nodiscard]] const TrustStore& trust() const { return trust_; }

  private:
    struct Cycle;

    domain::Status complete(domain::renewal::Facts& facts, const domain::renewal::State& state,
                            const std::optional<CardRow>& card);
    static RequestRow row_of(const LoadedRenewal& loaded, const domain::renewal::Facts& facts);

    Store& store_;
    const Clock& clock_;
    const Catalogue& catalogue_;
    const TrustStore& trust_;
};

} // namespace sigillo::portal
