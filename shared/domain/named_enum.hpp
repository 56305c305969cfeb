#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace sigillo::domain {

/// The stable texts of an enumeration: they stand in stored events, in files and on the wire. Each
/// enumeration specialises this with a `table` of (value, text).
template <class E>
struct EnumNames;

template <class E>
concept NamedEnum = requires {
    EnumNames<E>::table.size();
};

/// Empty only for a value outside the enumeration.
template <NamedEnum E>
constexpr std::string_view text_of(E value) {
    for (const auto& [candidate, text] : EnumNames<E>::table) {
        if (candidate == value) {
            return text;
        }
    }
    return {};
}

template <NamedEnum E>
constexpr std::optional<E> parse_enum(std::string_view text) {
    for (const auto& [candidate, name] : EnumNames<E>::table) {
        if (name == text) {
            return candidate;
        }
    }
    return std::nullopt;
}

} // namespace sigillo::domain
