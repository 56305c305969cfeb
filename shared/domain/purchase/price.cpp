#include "shared/domain/purchase/price.hpp"

#include <algorithm>

namespace sigillo::domain::purchase {

namespace {

Error not_offered(const char* field) {
    return {ErrorId::invalid_argument, {{"field", field}}};
}

} // namespace

Result<Price> price_of(const ConventionVersion& convention, const Form& form) {
    Price price;
    if (form.product.empty()) {
        return price;
    }
    const Product* product = product_by_id(convention, form.product);
    if (product == nullptr || product->flow != Flow::purchase) {
        return not_offered("product");
    }
    const auto add = [&](LineKind kind, std::string name, Cents net) -> Status {
        const auto vat = vat_of(net, product->vat);
        if (!vat) {
            return vat.error();
        }
        price.lines.push_back({kind, std::move(name), net, product->vat, *vat});
        return Done{};
    };
    if (const Status added = add(LineKind::product, product->id.value, product->net); !added) {
        return added.error();
    }
    if (form.identification) {
        const auto& all = product->identification;
        const auto chosen = std::find_if(all.begin(), all.end(), [&](const IdentificationOption& option) {
            return option.method == *form.identification;
        });
        if (chosen == all.end()) {
            return not_offered("identification");
        }
        const Status added = add(LineKind::identification, std::string(text_of(chosen->method)), chosen->net);
        if (!added) {
            return added.error();
        }
    }
    if (form.shipping.to != Delivery::nothing) {
        const auto& all = product->delivery;
        const auto chosen = std::find_if(all.begin(), all.end(), [&](const DeliveryOption& option) {
            return option.to == form.shipping.to;
        });
        if (chosen == all.end()) {
            return not_offered("shipping");
        }
        if (const Status added = add(LineKind::delivery, std::string(text_of(chosen->to)), chosen->net);
            !added) {
            return added.error();
        }
    }
    std::vector<domain::PriceLine> lines;
    for (const auto& line : price.lines) {
        lines.push_back({line.net, 1, line.vat_rate});
    }
    const auto total = total_of(lines);
    if (!total) {
        return total.error();
    }
    price.total = *total;
    return price;
}

} // namespace sigillo::domain::purchase
