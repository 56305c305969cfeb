#include "shared/domain/money.hpp"

#include <charconv>
#include <limits>

namespace sigillo::domain {

namespace {
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr int whole = 10000; // basis points of 100%
} // namespace

Result<Cents> add(Cents a, Cents b) {
    if (b.value > 0 ? a.value > highest - b.value : a.value < lowest - b.value) {
        return ErrorId::invalid_argument;
    }
    return Cents{a.value + b.value};
}

Result<Cents> multiply(Cents amount, int count) {
    if (count < 0) {
        return ErrorId::invalid_argument;
    }
    if (count > 0 && (amount.value > highest / count || amount.value < lowest / count)) {
        return ErrorId::invalid_argument;
    }
    return Cents{amount.value * count};
}

Result<Cents> vat_of(Cents net, VatRate rate) {
    if (net.value < 0 || rate.basis_points < 0 || rate.basis_points > whole) {
        return ErrorId::invalid_argument;
    }
    // Whole euro-cents and the rest apart, so that only an amount whose VAT cannot be represented overflows.
    const std::int64_t quotient = net.value / whole;
    const std::int64_t rest = net.value % whole;
    return Cents{quotient * rate.basis_points + (rest * rate.basis_points + whole / 2) / whole};
}

Result<Total> total_of(const std::vector<PriceLine>& lines) {
    Total total;
    for (const auto& line : lines) {
        const auto net = multiply(line.unit_net, line.quantity);
        if (!net) {
            return net.error();
        }
        const auto vat = vat_of(net.value(), line.vat);
        if (!vat) {
            return vat.error();
        }
        const auto sum_net = add(total.net, net.value());
        const auto sum_vat = add(total.vat, vat.value());
        if (!sum_net || !sum_vat) {
            return ErrorId::invalid_argument;
        }
        total.net = sum_net.value();
        total.vat = sum_vat.value();
    }
    const auto gross = add(total.net, total.vat);
    if (!gross) {
        return gross.error();
    }
    total.gross = gross.value();
    return total;
}

std::string format(Cents amount, Language language) {
    const bool negative = amount.value < 0;
    // Unsigned, because the lowest value has no positive counterpart.
    const auto magnitude =
        negative ? ~static_cast<std::uint64_t>(amount.value) + 1 : static_cast<std::uint64_t>(amount.value);
    std::string digits = std::to_string(magnitude / 100);
    const char group = language == Language::en ? ',' : '.';
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), 1, group);
    }
    const auto cents = magnitude % 100;
    digits += language == Language::en ? '.' : ',';
    digits += cents < 10 ? "0" : "";
    digits += std::to_string(cents);
    const std::string sign = negative ? "-" : "";
    return language == Language::en ? sign + "\u20AC" + digits : sign + digits + "\u00A0\u20AC";
}

std::string format(VatRate rate, Language language) {
    std::string out = std::to_string(rate.basis_points / 100);
    int fraction = rate.basis_points % 100;
    if (fraction != 0) {
        out += language == Language::en ? '.' : ',';
        out += fraction < 10 ? "0" : "";
        out += std::to_string(fraction % 10 == 0 ? fraction / 10 : fraction);
    }
    return out + '%';
}

Result<Cents> parse_cents(std::string_view text) {
    Cents cents;
    const auto* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, cents.value);
    if (problem != std::errc{} || rest != end || text.empty()) {
        return ErrorId::invalid_argument;
    }
    return cents;
}

} // namespace sigillo::domain
