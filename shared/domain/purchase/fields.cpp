#include "shared/domain/purchase/fields.hpp"

#include <type_traits>

namespace sigillo::domain::purchase {

namespace {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
std::string text_of_field(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
        return value;
    } else if constexpr (std::is_same_v<T, ProductId>) {
        return value.value;
    } else if constexpr (std::is_same_v<T, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::is_same_v<T, Date>) {
        return to_text(value);
    } else if constexpr (IsOptional<T>::value) {
        return value ? std::string(domain::text_of(*value)) : std::string();
    } else {
        return std::string(domain::text_of(value));
    }
}

template <class E>
bool read_enum(std::string_view text, E& out) {
    const auto read = parse_enum<E>(text);
    if (read) {
        out = *read;
    }
    return read.has_value();
}

template <class T>
bool read_field(std::string_view text, T& out) {
    if constexpr (std::is_same_v<T, std::string>) {
        out = std::string(text);
        return true;
    } else if constexpr (std::is_same_v<T, ProductId>) {
        out = ProductId(std::string(text));
        return true;
    } else if constexpr (std::is_same_v<T, bool>) {
        out = text == "true";
        return out || text == "false";
    } else if constexpr (std::is_same_v<T, Date>) {
        if (text.empty()) {
            out = {};
            return true;
        }
        const auto date = parse_date(text);
        if (date) {
            out = *date;
        }
        return date.ok();
    } else if constexpr (IsOptional<T>::value) {
        if (text.empty()) {
            out.reset();
            return true;
        }
        return read_enum(text, out.emplace());
    } else {
        return read_enum(text, out);
    }
}

std::string in_capitals(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ') {
            out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return out;
}

/// E.164, as numbers are compared (X5) and SMS are sent to: without what people put between the digits, an
/// Italian mobile number with its prefix. What is not whole yet stays as it is.
std::string as_mobile(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '-' && c != '.' && c != '/' && c != '(' && c != ')') {
            out += c;
        }
    }
    if (out.substr(0, 2) == "00") {
        out.replace(0, 2, "+");
    }
    const bool italian = (out.size() == 9 || out.size() == 10) && out.front() == '3';
    return italian ? "+39" + out : out;
}

/// Writings of one and the same thing are kept in one way.
std::string as_kept(std::string_view path, std::string_view text) {
    const auto dot = path.rfind('.');
    const auto leaf = path.substr(dot == std::string_view::npos ? 0 : dot + 1);
    if (leaf == "mobile") {
        return as_mobile(text);
    }
    return leaf == "province" || leaf == "codice_fiscale" ? in_capitals(text) : std::string(text);
}

} // namespace

std::string field_value(const Form& form, std::string_view path) {
    std::string found;
    for_each_field(form, [&](const std::string& name, const auto& value) {
        if (name == path) {
            found = text_of_field(value);
        }
    });
    return found;
}

Status set_field(Form& form, std::string_view path, std::string_view text) {
    bool done = false;
    Form changed = form;
    for_each_field(changed, [&](const std::string& name, auto& value) {
        if (name == path) {
            done = read_field(as_kept(path, text), value);
        }
    });
    if (!done) {
        return Error(ErrorId::invalid_argument, {{"field", std::string(path)}});
    }
    form = std::move(changed);
    return Done{};
}

} // namespace sigillo::domain::purchase
