#pragma once

#include "shared/domain/purchase/decide.hpp"
#include "web/portal/api/cycle_execution.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sigillo::portal {

/// A purchase as stored.
struct LoadedPurchase {
    domain::purchase::State state;
    std::vector<domain::purchase::Event> events;
};

struct PurchaseExecution : CycleExecution<domain::purchase::Command, LoadedPurchase> {
    std::optional<domain::ActFacts> act;
    std::optional<domain::purchase::IdentificationFacts> identification;
    std::optional<domain::purchase::ActivationFacts> activation;
    /// Where the request does not exist yet: who it is for, and under which code.
    std::optional<domain::purchase::Subject> subject;
    domain::ConventionCode convention;
};

/// The way from a command on a purchase to what is stored: facts, `decide`, `react`, one transaction. One
/// thread.
class Purchases {
  public:
    // What code for every life cycle knows them by.
    using Command = domain::purchase::Command;
    using Execution = PurchaseExecution;
    using MarkRefunded = domain::purchase::MarkRefunded;

    Purchases(Store& store, const Clock& clock, const Catalogue& catalogue, const domain::BirthPlaces& places)
        : store_(store), clock_(clock), catalogue_(catalogue), places_(places) {}

    /// Error: `not_found`.
    domain::Result<LoadedPurchase> load(const domain::RequestId& request);
    /// What a decision about an existing request rests on now.
    domain::Result<domain::purchase::Facts> facts(const domain::purchase::State& state,
                                                  const domain::Actor& actor);
    /// The same for a form that is to be placed.
    domain::Result<domain::purchase::Facts> facts(const domain::purchase::Subject& subject,
                                                  const domain::ConventionCode& code,
                                                  const domain::purchase::Form& form,
                                                  const domain::Actor& actor);
    /// Errors: those of `decide` and of the store; `request_changed_meanwhile` where the client saw another
    /// state; `contact_of_someone_else` where somebody was faster with the address or number (X5).
    domain::Result<Executed> execute(PurchaseExecution execution);
    /// The same, tried again where somebody was faster: for the portal's own commands.
    domain::Result<Executed> execute_as_system(PurchaseExecution execution);

    [[nodiscard]] domain::Instant now() const { return clock_.now(); }
    Store& store() { return store_; }
    [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
    [[nodiscard]] const domain::BirthPlaces& places() const { return places_; }

  private:
    struct Cycle;

    domain::Status add_register(domain::purchase::Facts& facts);
    /// The member's oldest credit that is kept for that code (X8).
    domain::Result<std::optional<domain::CreditUse>> credit_of(const domain::PersonId& member,
                                                               const domain::ConventionCode& code);
    domain::Status use_credit(Transaction& transaction, const domain::CreditUse& credit,
                              const domain::RequestId& to);
    static RequestRow row_of(const LoadedPurchase& loaded, const domain::purchase::Facts& facts);

    Store& store_;
    const Clock& clock_;
    const Catalogue& catalogue_;
    const domain::BirthPlaces& places_;
};

/// When the purchase entered its stage.
domain::Instant stage_since(const std::vector<domain::purchase::Event>& events);

} // namespace sigillo::portal
