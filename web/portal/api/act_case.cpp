#include "web/portal/api/act_case.hpp"

#include "web/portal/api/purchase/purchase_act.hpp"
#include "web/portal/api/validation.hpp"

namespace sigillo::portal {

namespace {

std::optional<domain::Digest> act_of(const std::optional<domain::Validation>& validation) {
    return validation ? std::optional(validation->act) : std::nullopt;
}

class RenewalCase final : public ActCase {
  public:
    RenewalCase(Renewals& renewals, LoadedRenewal loaded, domain::renewal::Facts facts)
        : renewals_(renewals), loaded_(std::move(loaded)), facts_(std::move(facts)) {}

    [[nodiscard]] const domain::OrderId& order() const override { return loaded_.state.subject.order; }
    [[nodiscard]] std::optional<domain::Digest> act() const override {
        return act_of(loaded_.state.validation);
    }
    [[nodiscard]] domain::Instant now() const override { return facts_.now; }
    [[nodiscard]] domain::Status allowed() const override {
        return domain::renewal::precondition(loaded_.state, domain::renewal::CommandKind::validate, facts_);
    }
    [[nodiscard]] domain::Result<domain::ValidationData> data() const override {
        return renewal_data(loaded_.state, facts_);
    }
    domain::Status accept(AcceptedAct act) override {
        RenewalExecution execution;
        execution.key = std::move(act.key);
        execution.request = loaded_.state.subject.request;
        execution.expected_seq = loaded_.state.sequence;
        execution.actor = std::move(act.actor);
        execution.command = domain::renewal::Validate{};
        execution.act = std::move(act.found);
        execution.writes = std::move(act.writes);
        execution.streams = std::move(act.streams);
        execution.facts = std::move(facts_);
        execution.loaded = std::move(loaded_);
        const auto executed = renewals_.execute(std::move(execution));
        return executed ? domain::Status(domain::Done{}) : domain::Status(executed.error());
    }

  private:
    Renewals& renewals_;
    LoadedRenewal loaded_;
    domain::renewal::Facts facts_;
};

class PurchaseCase final : public ActCase {
  public:
    PurchaseCase(Purchases& purchases, LoadedPurchase loaded, domain::purchase::Facts facts)
        : purchases_(purchases), loaded_(std::move(loaded)), facts_(std::move(facts)) {}

    [[nodiscard]] const domain::OrderId& order() const override { return loaded_.state.subject.order; }
    [[nodiscard]] std::optional<domain::Digest> act() const override {
        return act_of(loaded_.state.validation);
    }
    [[nodiscard]] domain::Instant now() const override { return facts_.now; }
    [[nodiscard]] domain::Status allowed() const override {
        return domain::purchase::precondition(loaded_.state, domain::purchase::CommandKind::validate, facts_);
    }
    [[nodiscard]] domain::Result<domain::ValidationData> data() const override {
        return purchase_data(loaded_.state, facts_);
    }
    domain::Status accept(AcceptedAct act) override {
        PurchaseExecution execution;
        execution.key = std::move(act.key);
        execution.request = loaded_.state.subject.request;
        execution.expected_seq = loaded_.state.sequence;
        execution.actor = std::move(act.actor);
        execution.command = domain::purchase::Validate{};
        execution.act = std::move(act.found);
        execution.writes = std::move(act.writes);
        execution.streams = std::move(act.streams);
        const auto executed = purchases_.execute(std::move(execution));
        return executed ? domain::Status(domain::Done{}) : domain::Status(executed.error());
    }

  private:
    Purchases& purchases_;
    LoadedPurchase loaded_;
    domain::purchase::Facts facts_;
};

template <class Case, class Lifecycle>
domain::Result<std::unique_ptr<ActCase>> open_case(Lifecycle& requests, const domain::RequestId& request,
                                                   const domain::Actor& actor) {
    auto loaded = requests.load(request);
    if (!loaded) {
        return loaded.error();
    }
    auto facts = requests.facts(loaded->state, actor);
    if (!facts) {
        return facts.error();
    }
    return std::unique_ptr<ActCase>(std::make_unique<Case>(requests, std::move(*loaded), std::move(*facts)));
}

} // namespace

domain::Result<std::unique_ptr<ActCase>>
open_renewal_case(Renewals& renewals, const domain::RequestId& request, const domain::Actor& actor) {
    return open_case<RenewalCase>(renewals, request, actor);
}

domain::Result<std::unique_ptr<ActCase>>
open_purchase_case(Purchases& purchases, const domain::RequestId& request, const domain::Actor& actor) {
    return open_case<PurchaseCase>(purchases, request, actor);
}

} // namespace sigillo::portal
