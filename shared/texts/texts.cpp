#include "shared/texts/texts.hpp"

#include "shared/domain/instant.hpp"
#include "shared/domain/money.hpp"
#include "shared/texts/table.hpp"

#include <algorithm>
#include <optional>

namespace sigillo::texts {

namespace {

constexpr int deepest = 4; // sentences within sentences
constexpr std::string_view missing = "\u2026";

const Row* find(std::string_view key) {
    const Table all = table();
    const Row* end = all.rows + all.size;
    const Row* found =
        std::lower_bound(all.rows, end, key, [](const Row& row, std::string_view k) { return row.key < k; });
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

std::string fill(Language language, std::string_view key, const Parameters& parameters, int depth);

std::string apply(std::string_view filter, const std::string& value, Language language,
                  const Parameters& parameters, int depth) {
    if (filter == "date" || filter == "time") {
        const auto at = instant_of(value);
        if (!at) {
            return value;
        }
        return filter == "time" ? domain::format_instant(*at, language)
                                : domain::format_date(domain::rome_date(*at), language);
    }
    if (filter == "money") {
        const auto cents = domain::parse_cents(value);
        return cents ? domain::format(cents.value(), language) : value;
    }
    if (filter == "text") {
        return fill(language, value, parameters, depth + 1);
    }
    return value;
}

/// Fills the placeholders of a piece of a sentence; `gap` is set where a parameter is missing or empty.
std::string fill_piece(Language language, std::string_view rest, const Parameters& parameters, int depth,
                       bool& gap) {
    std::string out;
    // The generator has checked that every brace belongs to a placeholder.
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        const auto close = rest.find('}', open);
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
            out += apply(filter, value->second, language, parameters, depth);
            gap = gap || value->second.empty();
        }
        rest.remove_prefix(close + 1);
    }
    out += rest;
    return out;
}

std::string fill(Language language, std::string_view key, const Parameters& parameters, int depth) {
    const Row* row = find(key);
    if (row == nullptr || depth > deepest) {
        return std::string(key);
    }
    std::string_view rest = language == Language::en ? row->en : row->it;
    std::string out;
    bool gap = false;
    for (auto open = rest.find('['); open != std::string_view::npos; open = rest.find('[')) {
        const auto close = rest.find(']', open);
        out += fill_piece(language, rest.substr(0, open), parameters, depth, gap);
        gap = false;
        const std::string piece =
            fill_piece(language, rest.substr(open + 1, close - open - 1), parameters, depth, gap);
        out += gap ? std::string{} : piece;
        rest.remove_prefix(close + 1);
    }
    return out + fill_piece(language, rest, parameters, depth, gap);
}

} // namespace

std::string text(Language language, std::string_view key, const Parameters& parameters) {
    return fill(language, key, parameters, 0);
}

bool has_text(std::string_view key) {
    return find(key) != nullptr;
}

ErrorText error_text(Language language, const domain::Error& error) {
    const std::string key = "error." + std::string(domain::text_of(error.id));
    return {text(language, key + ".what", error.details), text(language, key + ".next", error.details)};
}

} // namespace sigillo::texts
