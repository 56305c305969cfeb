#include "web/app/model/route.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace sigillo::app {

namespace {

struct Pattern {
    Place place;
    std::string_view before;
    std::string_view after;
};

// "before", an id, "after"; without an id where `before` has no closing slash.
constexpr std::array<Pattern, 25> patterns{{{Place::mailbox, "mailbox", ""},
                                            {Place::mailbox, "mailbox/", ""},
                                            {Place::mailboxes, "mailboxes", ""},
                                            {Place::mailbox_new, "mailboxes/new", ""},
                                            {Place::queue, "queue", ""},
                                            {Place::work, "work", ""},
                                            {Place::signatories, "signatories", ""},
                                            {Place::users, "users", ""},
                                            {Place::albo, "register", ""},
                                            {Place::password, "password", ""},
                                            {Place::password, "password/", ""},
                                            {Place::pin, "pin", ""},
                                            {Place::buy, "buy", ""},
                                            {Place::buy, "buy/", ""},
                                            {Place::own_password, "own-password", ""},
                                            {Place::own_data, "privacy/data", ""},
                                            {Place::erasure, "privacy/erasure", ""},
                                            {Place::conventions, "conventions", ""},
                                            {Place::offices, "offices", ""},
                                            {Place::privacy, "privacy", ""},
                                            {Place::accessibility, "accessibility", ""},
                                            {Place::order, "renew/", "/order"},
                                            {Place::check, "renew/", ""},
                                            {Place::install, "request/", "/install"},
                                            {Place::request, "request/", ""}}};

constexpr std::string_view hexadecimal = "0123456789ABCDEF";

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string escape(std::string_view id) {
    std::string out;
    for (const char c : id) {
        if (is_plain(c)) {
            out += c;
        } else {
            const auto byte = static_cast<std::uint8_t>(c);
            out += '%';
            out += hexadecimal[byte >> 4U];
            out += hexadecimal[byte & 15U];
        }
    }
    return out;
}

int digit_of(char c) {
    const char upper = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto at = hexadecimal.find(upper);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::optional<std::string> unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '/') {
            return std::nullopt;
        }
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size() || digit_of(text[i + 1]) < 0 || digit_of(text[i + 2]) < 0) {
            return std::nullopt;
        }
        out += static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
        i += 2;
    }
    return out;
}

/// "buy/CODE/ORDER" or "buy/CODE/ORDER/PAGE".
std::optional<Route> parse_draft(std::string_view location) {
    std::array<std::string_view, 4> pieces;
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        if (count == pieces.size()) {
            return std::nullopt;
        }
        const auto slash = location.find('/');
        pieces.at(count) = location.substr(0, slash);
        more = slash != std::string_view::npos;
        location.remove_prefix(more ? slash + 1 : location.size());
    }
    if (count < 3 || pieces[0] != "buy" || pieces[1].empty() || pieces[2].empty()) {
        return std::nullopt;
    }
    auto code = unescape(pieces[1]);
    auto order = unescape(pieces[2]);
    auto page = unescape(pieces[3]);
    if (!code || !order || !page) {
        return std::nullopt;
    }
    return Route{Place::draft, std::move(*code), std::move(*order), std::move(*page)};
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

} // namespace

std::string_view document_of(std::string_view location) {
    constexpr std::string_view office = "/office/";
    const auto path = location.substr(0, location.find_first_of("?#"));
    return path == office.substr(0, office.size() - 1) || path.substr(0, office.size()) == office ? office
                                                                                                  : "/";
}

Route parse_route(std::string_view location) {
    const auto document = document_of(location);
    if (const auto mark = location.find('#'); mark != std::string_view::npos) {
        location = location.substr(mark + 1);
    } else {
        location.remove_prefix(std::min(document.size(), location.size()));
    }
    location = location.substr(0, location.find('?'));
    while (!location.empty() && location.front() == '/') {
        location.remove_prefix(1);
    }
    while (!location.empty() && location.back() == '/') {
        location.remove_suffix(1);
    }
    if (location.empty() || location == "index.html") {
        return {};
    }
    if (auto draft = parse_draft(location)) {
        return std::move(*draft);
    }
    for (const Pattern& pattern : patterns) {
        if (pattern.before.back() != '/') {
            if (location == pattern.before) {
                return {pattern.place, {}, {}, {}};
            }
            continue;
        }
        if (location.size() > pattern.before.size() + pattern.after.size() &&
            location.substr(0, pattern.before.size()) == pattern.before &&
            ends_with(location, pattern.after)) {
            auto middle = location.substr(pattern.before.size(),
                                          location.size() - pattern.before.size() - pattern.after.size());
            if (auto id = unescape(middle)) {
                return {pattern.place, std::move(*id), {}, {}};
            }
        }
    }
    return {Place::unknown, {}, {}, {}};
}

std::string fragment_of(const Route& route) {
    if (route.place == Place::draft) {
        return "#/buy/" + escape(route.id) + "/" + escape(route.order) +
               (route.page.empty() ? std::string{} : "/" + escape(route.page));
    }
    for (const Pattern& pattern : patterns) {
        const bool fits = (pattern.before.back() == '/') != route.id.empty();
        if (pattern.place == route.place && fits) {
            std::string path = "#/" + std::string(pattern.before);
            return pattern.before.back() == '/' ? path + escape(route.id) + std::string(pattern.after) : path;
        }
    }
    return "#/";
}

bool is_public(Place place) {
    return place == Place::privacy || place == Place::accessibility || place == Place::password;
}

} // namespace sigillo::app
