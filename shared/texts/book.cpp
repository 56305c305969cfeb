#include "shared/texts/book.hpp"

#include "shared/domain/instant.hpp"
#include "shared/domain/money.hpp"

#include <algorithm>
#include <optional>

namespace sigillo::texts {

namespace {

constexpr int deepest = 4; // sentences within sentences
constexpr std::string_view missing = "\u2026";

const Row* find(const Table& table, std::string_view key) {
    const Row* end = table.rows + table.size;
    const Row* found = std::lower_bound(table.rows, end, key,
                                        [](const Row& row, std::string_view k) { return row.key < k; });
    return found != end && found->key == key ? found : nullptr;
}

std::optional<domain::Instant> instant_of(std::string_view value) {
    if (const auto at = domain::parse_rfc3339(value)) {
        return at.value();
    }
    if (const auto day = domain::parse_date(value)) {
        return domain::start_of_day_in_rome(day.value());
    }
    return std::nullopt;
}

} // namespace

std::string Book::apply(std::string_view filter, const std::string& value, const Parameters& parameters,
                        int depth) const {
    if (filter == "date" || filter == "time") {
        const auto at = instant_of(value);
        if (!at) {
            return value;
        }
        return filter == "time" ? domain::format_instant(*at, language_)
                                : domain::format_date(domain::rome_date(*at), language_);
    }
    if (filter == "money") {
        const auto cents = domain::parse_cents(value);
        return cents ? domain::format(cents.value(), language_) : value;
    }
    if (filter == "text") {
        return fill(value, parameters, depth + 1);
    }
    return value;
}

/// Fills the placeholders of a piece of a sentence; `gap` is set where a parameter is missing or empty.
std::string Book::fill_piece(std::string_view rest, const Parameters& parameters, int depth,
                             bool& gap) const {
    std::string out;
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        const auto close = rest.find('}', open);
        if (close == std::string_view::npos) {
            break; // the generator lets no such sentence pass; a loaded file may be another's
        }
        const std::string_view inside = rest.substr(open + 1, close - open - 1);
        const auto bar = inside.find('|');
        const auto value = parameters.find(std::string(inside.substr(0, bar)));
        out += rest.substr(0, open);
        if (value == parameters.end()) {
            out += missing;
            gap = true;
        } else {
            const std::string_view filter =
                bar == std::string_view::npos ? std::string_view{} : inside.substr(bar + 1);
            out += apply(filter, value->second, parameters, depth);
            gap = gap || value->second.empty();
        }
        rest.remove_prefix(close + 1);
    }
    out += rest;
    return out;
}

std::string Book::fill(std::string_view key, const Parameters& parameters, int depth) const {
    const Row* row = find(table_, key);
    if (row == nullptr || depth > deepest) {
        return std::string(key);
    }
    std::string_view rest = row->text;
    std::string out;
    bool gap = false;
    for (auto open = rest.find('['); open != std::string_view::npos; open = rest.find('[')) {
        const auto close = rest.find(']', open);
        if (close == std::string_view::npos) {
            break;
        }
        out += fill_piece(rest.substr(0, open), parameters, depth, gap);
        gap = false;
        const std::string piece = fill_piece(rest.substr(open + 1, close - open - 1), parameters, depth, gap);
        out += gap ? std::string{} : piece;
        rest.remove_prefix(close + 1);
    }
    return out + fill_piece(rest, parameters, depth, gap);
}

std::string Book::text(std::string_view key, const Parameters& parameters) const {
    return fill(key, parameters, 0);
}

bool Book::has(std::string_view key) const {
    return find(table_, key) != nullptr;
}

ErrorText Book::error(const domain::Error& error) const {
    const std::string key = "error." + std::string(domain::text_of(error.id));
    return {text(key + ".what", error.details), text(key + ".next", error.details)};
}

} // namespace sigillo::texts
