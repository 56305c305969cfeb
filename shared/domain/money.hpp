#pragma once

#include "shared/domain/language.hpp"
#include "shared/domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::domain {

/// An amount in euro cents.
struct Cents {
    std::int64_t value = 0;

    bool operator==(const Cents&) const = default;
    constexpr bool operator<(Cents other) const { return value < other.value; }
};

/// A VAT rate in hundredths of a percent, 0 to 10000: 22% is 2200.
struct VatRate {
    int basis_points = 0;

    bool operator==(const VatRate&) const = default;
};

/// One line of an order.
struct PriceLine {
    Cents unit_net;
    int quantity = 1;
    VatRate vat;
};

/// What an order costs. `gross` is what the member pays.
struct Total {
    Cents net;
    Cents vat;
    Cents gross;

    bool operator==(const Total&) const = default;

    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("net", self.net);
        f("vat", self.vat);
        f("gross", self.gross);
    }
};

/// `invalid_argument` where the sum leaves 64 bits.
Result<Cents> add(Cents a, Cents b);
/// `invalid_argument` where the product leaves 64 bits or the count is negative.
Result<Cents> multiply(Cents amount, int count);
/// VAT of one line, rounded half up to the cent. `invalid_argument` for a negative amount, a rate outside
/// 0 to 100%, or an overflow.
Result<Cents> vat_of(Cents net, VatRate rate);
/// Sums lines; VAT is rounded for each line, as on the invoice.
Result<Total> total_of(const std::vector<PriceLine>& lines);

/// "21,96 €" in Italian, "€21.96" in English; thousands are grouped. A no-break space stands before the sign.
std::string format(Cents amount, Language language);
/// "22%" or "4,5%" / "4.5%".
std::string format(VatRate rate, Language language);

/// Reads a plain number of cents, as `details` carry it ("2196"). `invalid_argument` otherwise.
Result<Cents> parse_cents(std::string_view text);

} // namespace sigillo::domain
