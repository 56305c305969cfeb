#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/purchase/values.hpp"

#include <string>
#include <vector>

namespace sigillo::domain::purchase {

enum class LineKind { product, identification, delivery };

/// One line of what a purchase costs.
struct Line {
    LineKind kind = LineKind::product;
    std::string name; ///< the product's id, the method, or where it is delivered
    Cents net;
    VatRate vat_rate;
    Cents vat; ///< rounded to the cent for this line

    bool operator==(const Line&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("kind", self.kind);
        f("name", self.name);
        f("net", self.net);
        f("vat_rate", self.vat_rate);
        f("vat", self.vat);
    }
};

struct Price {
    std::vector<Line> lines;
    Total total;

    bool operator==(const Price&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("lines", self.lines);
        f("total", self.total);
    }
};

/// What the choices made so far cost; what is not chosen yet costs nothing yet. Lines of zero are kept, so
/// that "free" stands on the page. `invalid_argument` for a product, method or delivery that is not offered.
Result<Price> price_of(const ConventionVersion& convention, const Form& form);

} // namespace sigillo::domain::purchase

namespace sigillo::domain {
template <>
struct EnumNames<purchase::LineKind> {
    using L = purchase::LineKind;
    static constexpr auto table = std::to_array<std::pair<L, std::string_view>>(
        {{L::product, "product"}, {L::identification, "identification"}, {L::delivery, "delivery"}});
};
} // namespace sigillo::domain
