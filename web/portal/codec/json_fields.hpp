#pragma once

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/error.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/language.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/named_enum.hpp"

#include <nlohmann/json.hpp>

#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// The domain's value types to JSON and strictly back: no unknown, missing or repeated field, no wrong type.
// Only what the domain declares optional may be absent.
namespace sigillo::portal::codec {

using Json = nlohmann::json;

/// Where reading failed and why, in words for whoever wrote the file.
struct Fault {
    std::string pointer; ///< RFC 6901
    std::string reason;
};

/// Parses text with repeated keys, more than `depth` levels or more than `bytes` refused.
std::optional<Fault> parse_strict(std::string_view text, std::size_t bytes, int depth, Json& out);

/// Something with a one-to-one text or number.
template <class T>
struct Scalar;

template <class T>
concept HasScalar = requires {
    Scalar<T>::kind;
};

template <class T>
concept HasFields = requires(T& value) {
    T::each_field(value, [](const char*, auto&) {});
};

template <>
struct Scalar<std::string> {
    static constexpr std::string_view kind = "a text";
    static Json write(const std::string& value) { return value; }
    static bool read(const Json& json, std::string& out);
};
template <>
struct Scalar<bool> {
    static constexpr std::string_view kind = "true or false";
    static Json write(bool value) { return value; }
    static bool read(const Json& json, bool& out);
};
template <>
struct Scalar<std::int64_t> {
    static constexpr std::string_view kind = "a whole number";
    static Json write(std::int64_t value) { return value; }
    static bool read(const Json& json, std::int64_t& out);
};
template <>
struct Scalar<int> {
    static constexpr std::string_view kind = "a whole number";
    static Json write(int value) { return value; }
    static bool read(const Json& json, int& out);
};
template <class Tag>
struct Scalar<domain::Id<Tag>> {
    static constexpr std::string_view kind = "a text";
    static Json write(const domain::Id<Tag>& value) { return value.value; }
    static bool read(const Json& json, domain::Id<Tag>& out) {
        return Scalar<std::string>::read(json, out.value);
    }
};
template <>
struct Scalar<domain::Instant> {
    static constexpr std::string_view kind = "seconds since 1970";
    static Json write(domain::Instant value) { return value.seconds; }
    static bool read(const Json& json, domain::Instant& out);
};
template <>
struct Scalar<domain::Date> {
    static constexpr std::string_view kind = "a day as \"2026-11-22\"";
    static Json write(const domain::Date& value) { return domain::to_text(value); }
    static bool read(const Json& json, domain::Date& out);
};
template <>
struct Scalar<domain::Cents> {
    static constexpr std::string_view kind = "a whole number of cents";
    static Json write(domain::Cents value) { return value.value; }
    static bool read(const Json& json, domain::Cents& out);
};
template <>
struct Scalar<domain::VatRate> {
    static constexpr std::string_view kind = "hundredths of a percent, 0 to 10000";
    static Json write(domain::VatRate value) { return value.basis_points; }
    static bool read(const Json& json, domain::VatRate& out);
};
template <>
struct Scalar<domain::CodiceFiscale> {
    static constexpr std::string_view kind = "a codice fiscale";
    static Json write(const domain::CodiceFiscale& value) { return value.text(); }
    static bool read(const Json& json, domain::CodiceFiscale& out);
};
template <>
struct Scalar<domain::ErrorId> {
    static constexpr std::string_view kind = "the id of an error";
    static Json write(domain::ErrorId value) { return domain::text_of(value); }
    static bool read(const Json& json, domain::ErrorId& out);
};
template <>
struct Scalar<domain::Language> {
    static constexpr std::string_view kind = "\"it\" or \"en\"";
    static Json write(domain::Language value) { return domain::text_of(value); }
    static bool read(const Json& json, domain::Language& out);
};
template <domain::NamedEnum E>
struct Scalar<E> {
    static constexpr std::string_view kind = "one of the values that this field has";
    static Json write(E value) { return domain::text_of(value); }
    static bool read(const Json& json, E& out) {
        std::string text;
        if (!Scalar<std::string>::read(json, text)) {
            return false;
        }
        const auto value = domain::parse_enum<E>(text);
        if (value) {
            out = *value;
        }
        return value.has_value();
    }
};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
Json write(const T& value) {
    if constexpr (HasScalar<T>) {
        return Scalar<T>::write(value);
    } else if constexpr (IsOptional<T>::value) {
        return value ? write(*value) : Json();
    } else if constexpr (IsVector<T>::value) {
        Json out = Json::array();
        for (const auto& element : value) {
            out.push_back(write(element));
        }
        return out;
    } else {
        static_assert(HasFields<T>, "a type without a JSON form");
        Json out = Json::object();
        T::each_field(value, [&out](const char* name, const auto& field) { out[name] = write(field); });
        return out;
    }
}

std::string pointer_below(const std::string& pointer, std::string_view name);
/// A field of `json` that is not among `names`.
std::optional<Fault> unknown_field(const Json& json, const std::vector<std::string_view>& names,
                                   const std::string& pointer);

template <class T>
std::optional<Fault> read(const Json& json, T& out, const std::string& pointer = {}) {
    if constexpr (HasScalar<T>) {
        if (!Scalar<T>::read(json, out)) {
            return Fault{pointer, "must be " + std::string(Scalar<T>::kind)};
        }
        return std::nullopt;
    } else if constexpr (IsOptional<T>::value) {
        out.reset();
        return json.is_null() ? std::nullopt : read(json, out.emplace(), pointer);
    } else if constexpr (IsVector<T>::value) {
        if (!json.is_array()) {
            return Fault{pointer, "must be a list"};
        }
        out.clear();
        for (std::size_t i = 0; i < json.size(); ++i) {
            if (auto fault = read(json[i], out.emplace_back(), pointer_below(pointer, std::to_string(i)))) {
                return fault;
            }
        }
        return std::nullopt;
    } else {
        static_assert(HasFields<T>, "a type without a JSON form");
        if (!json.is_object()) {
            return Fault{pointer, "must be an object"};
        }
        std::optional<Fault> fault;
        std::vector<std::string_view> names;
        T::each_field(out, [&](const char* name, auto& field) {
            using Field = std::remove_cvref_t<decltype(field)>;
            names.emplace_back(name);
            if (fault) {
                return;
            }
            const auto found = json.find(name);
            if (found != json.end()) {
                fault = read(*found, field, pointer_below(pointer, name));
            } else if constexpr (IsOptional<Field>::value) {
                field.reset();
            } else {
                fault = Fault{pointer_below(pointer, name), "is missing"};
            }
        });
        return fault ? fault : unknown_field(json, names, pointer);
    }
}

} // namespace sigillo::portal::codec
