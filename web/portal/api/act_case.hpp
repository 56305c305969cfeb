#pragma once

#include "shared/domain/validation_act.hpp"
#include "web/portal/api/purchase/purchases.hpp"
#include "web/portal/api/renewals.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace sigillo::portal {

/// A signed act that was found good, and what is kept with it.
struct AcceptedAct {
    CommandKey key;
    domain::Actor actor;
    domain::ActFacts found;
    std::vector<Write> writes;
    std::vector<StreamAppend> streams;
};

/// A request that an Order can validate, whatever it is about. Holds what was read, so that it is read once.
class ActCase {
  public:
    virtual ~ActCase() = default;
    [[nodiscard]] virtual const domain::OrderId& order() const = 0;
    /// The act that validated it, once one has.
    [[nodiscard]] virtual std::optional<domain::Digest> act() const = 0;
    [[nodiscard]] virtual domain::Instant now() const = 0;
    /// Whether it can be validated now.
    [[nodiscard]] virtual domain::Status allowed() const = 0;
    [[nodiscard]] virtual domain::Result<domain::ValidationData> data() const = 0;
    /// At most once.
    virtual domain::Status accept(AcceptedAct act) = 0;
};

domain::Result<std::unique_ptr<ActCase>>
open_renewal_case(Renewals& renewals, const domain::RequestId& request, const domain::Actor& actor);
domain::Result<std::unique_ptr<ActCase>>
open_purchase_case(Purchases& purchases, const domain::RequestId& request, const domain::Actor& actor);

} // namespace sigillo::portal
