#include "shared/domain/purchase/plan.hpp"

#include "shared/domain/purchase/state.hpp"

#include <algorithm>

namespace sigillo::domain::purchase {

std::vector<Step> plan_of(const Product& product, Delivery to) {
    std::vector<Step> plan{Step::payment};
    const auto add = [&](bool wanted, Step step) {
        if (wanted) {
            plan.push_back(step);
        }
    };
    add(product.originals, Step::originals);
    add(product.identified == IdentificationTime::before_validation, Step::identification);
    add(product.validation, Step::validation);
    add(product.certificates != CertificateSet::none, Step::issuance);
    add(to != Delivery::nothing, Step::shipping);
    add(to == Delivery::to_order, Step::arrival);
    add(to == Delivery::to_order, Step::collection);
    add(product.activation == Activation::by_holder, Step::activation);
    return plan;
}

Stage stage_after(Step step) {
    switch (step) {
    case Step::payment:
        return Stage::paid;
    case Step::originals:
        return Stage::originals_received;
    case Step::identification:
        return Stage::identified;
    case Step::validation:
        return Stage::validated;
    case Step::issuance:
        return Stage::issued;
    case Step::shipping:
        return Stage::shipped;
    case Step::arrival:
        return Stage::at_order;
    case Step::collection:
        return Stage::collected;
    case Step::activation:
        return Stage::active;
    }
    return Stage::none;
}

std::optional<Step> next_step(const State& state, const Product& product) {
    if (state.stage == Stage::none || is_end(state.stage)) {
        return std::nullopt;
    }
    if (state.stage == Stage::issuing) {
        return Step::issuance;
    }
    const auto plan = plan_of(product, state.form.shipping.to);
    if (state.stage == Stage::placed) {
        return plan.front();
    }
    const auto done =
        std::find_if(plan.begin(), plan.end(), [&](Step step) { return stage_after(step) == state.stage; });
    if (done == plan.end() || done + 1 == plan.end()) {
        return std::nullopt;
    }
    return *(done + 1);
}

} // namespace sigillo::domain::purchase
