#pragma once

#include "shared/domain/convention.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::tests {

using namespace sigillo::domain;

/// The text keys of a purchase's notices at a step, as "channel to recipient: key".
inline std::vector<std::string> told_at(const ConventionVersion& version, NoticeStep step) {
    std::vector<std::string> told;
    for (const auto& rule : version.notices) {
        if (rule.flow == Flow::purchase && rule.step == step) {
            told.push_back(std::string(text_of(rule.channel)) + " to " +
                           std::string(text_of(rule.recipient)) + ": " + rule.text_key);
        }
    }
    return told;
}

/// The statement is there, on that page, with those words in Italian and English.
inline bool states(const ConventionVersion& version, StatementPlace place, const std::string& it,
                   const std::string& en) {
    return std::any_of(version.statements.begin(), version.statements.end(), [&](const Statement& one) {
        return one.place == place && one.text.it.find(it) != std::string::npos &&
               one.text.en.find(en) != std::string::npos;
    });
}

inline const Product& sold(const ConventionVersion& version, const char* id) {
    const Product* product = product_by_id(version, ProductId(id));
    REQUIRE(product != nullptr);
    return *product;
}

/// Its net price for delivery there; none where it is not delivered there.
inline std::optional<Cents> shipping(const Product& product, Delivery to) {
    for (const auto& option : product.delivery) {
        if (option.to == to) {
            return option.net;
        }
    }
    return std::nullopt;
}

/// The net price of being identified so; none where that is not offered.
inline std::optional<Cents> identifying(const Product& product, IdentificationMethod method) {
    for (const auto& option : product.identification) {
        if (option.method == method) {
            return option.net;
        }
    }
    return std::nullopt;
}

} // namespace sigillo::tests
