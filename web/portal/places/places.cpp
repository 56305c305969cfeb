#include "web/portal/places/places.hpp"

#include "shared/domain/transliterate.hpp"
#include "web/portal/places/place_rows.hpp"

#include <algorithm>
#include <tuple>

namespace sigillo::portal {

namespace {

constexpr std::int64_t first_day_of_table = -39811; ///< 1861-01-01 since the epoch

std::optional<domain::Date> date_of(std::int32_t days) {
    if (days == 0) {
        return std::nullopt;
    }
    return domain::date_of_days(first_day_of_table + days);
}

Place place_of(const PlaceRow& row) {
    return {row.code, std::string_view(place_names + row.name, row.size), row.area, date_of(row.first_day),
            date_of(row.last_day)};
}

bool parts_words(char c) {
    return c == ' ' || c == '\'' || c == '-' || c == '/' || c == '.' || c == '(' || c == ')' || c == ',';
}

/// Typographic apostrophes come from phones.
constexpr std::string_view curly_apostrophe = "\xE2\x80\x99";

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::size_t start = 0;
    const auto take = [&](std::size_t end) {
        if (auto word = domain::transliterate(text.substr(start, end - start)); !word.empty()) {
            words.push_back(std::move(word));
        }
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (parts_words(text[at])) {
            take(at);
            start = at + 1;
        } else if (text.substr(at, curly_apostrophe.size()) == curly_apostrophe) {
            take(at);
            start = at + curly_apostrophe.size();
        }
    }
    take(text.size());
    return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string out;
    for (const auto& word : words) {
        if (!out.empty()) {
            out += between;
        }
        out += word;
    }
    return out;
}

bool begins_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

/// Each wanted word begins a word of the name, in the same order.
bool words_begin(std::string_view name, const std::vector<std::string>& wanted) {
    auto want = wanted.begin();
    while (want != wanted.end() && !name.empty()) {
        if (begins_with(name, *want)) {
            ++want;
        }
        const auto space = name.find(' ');
        name = space == std::string_view::npos ? std::string_view() : name.substr(space + 1);
    }
    return want == wanted.end();
}

const PlaceRow* row_of(std::string_view belfiore) {
    const auto* const end = place_rows + place_count;
    const auto* const found =
        std::lower_bound(place_rows, end, belfiore, [](const PlaceRow& row, std::string_view code) {
            return std::string_view(row.code) < code;
        });
    return found != end && belfiore == found->code ? found : nullptr;
}

std::string upper_code(std::string_view text) {
    std::string code;
    for (const char c : text) {
        if (c != ' ') {
            code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return code;
}

} // namespace

Places::Places() {
    folded_.reserve(place_count);
    for (std::size_t at = 0; at < place_count; ++at) {
        const auto words = words_of(std::string_view(place_names + place_rows[at].name, place_rows[at].size));
        folded_.push_back({joined(words, " "), joined(words, "")});
    }
}

domain::BirthPlaces::Validity Places::on(std::string_view belfiore, const domain::Date& date) const {
    const auto place = by_code(belfiore);
    if (!place) {
        return Validity::unknown_place;
    }
    return place->existed_on(date) ? Validity::valid : Validity::not_on_that_date;
}

std::optional<Place> Places::by_code(std::string_view belfiore) const {
    const PlaceRow* row = row_of(belfiore);
    if (row == nullptr) {
        return std::nullopt;
    }
    return place_of(*row);
}

std::vector<Place> Places::find(std::string_view text, const domain::Date& day, std::size_t limit) const {
    enum class Fit { begins, words };
    struct Hit {
        bool not_exact;
        bool not_on_day;
        Fit fit;
        std::size_t at;
    };
    std::vector<Hit> hits;
    if (const PlaceRow* row = row_of(upper_code(text)); row != nullptr) {
        return {place_of(*row)};
    }
    const auto wanted = words_of(text);
    const std::string letters = joined(wanted, "");
    const bool code_alone = text.find_first_of("0123456789") != std::string_view::npos;
    if (!letters.empty() && !code_alone) {
        for (std::size_t at = 0; at < folded_.size(); ++at) {
            const bool begins = begins_with(folded_[at].letters, letters);
            if (begins || words_begin(folded_[at].words, wanted)) {
                hits.push_back({folded_[at].letters != letters, !place_of(place_rows[at]).existed_on(day),
                                begins ? Fit::begins : Fit::words, at});
            }
        }
    }
    const auto order = [this](const Hit& a, const Hit& b) {
        return std::tie(a.not_exact, a.not_on_day, a.fit, folded_[a.at].words, a.at) <
               std::tie(b.not_exact, b.not_on_day, b.fit, folded_[b.at].words, b.at);
    };
    const std::size_t count = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count), hits.end(), order);
    std::vector<Place> places;
    places.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
        places.push_back(place_of(place_rows[hits[at].at]));
    }
    return places;
}

} // namespace sigillo::portal
