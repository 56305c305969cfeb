#include "shared/pki/canonical_json.hpp"

#include "shared/pki/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace sigillo::pki {

namespace {

using Json = nlohmann::json;

constexpr std::int64_t largest_integer = (std::int64_t{1} << 53) - 1;

domain::Error not_canonical(const char* reason) {
    return {domain::ErrorId::pki_not_canonical, {{"reason", reason}}};
}

domain::Error malformed(const char* reason) {
    return {domain::ErrorId::pki_malformed, {{"reason", reason}}};
}

bool in_range(std::int64_t value) {
    return value >= -largest_integer && value <= largest_integer;
}

bool in_range(std::uint64_t value) {
    return value <= static_cast<std::uint64_t>(largest_integer);
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool needs_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

/// RFC 8785 3.2.2.2: the short escapes where JSON has one, else \u00xx in lower case, all other characters as
/// they are.
void append_string(const std::string& text, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.push_back('"');
    if (std::none_of(text.begin(), text.end(), needs_escape)) {
        out += text;
        out.push_back('"');
        return;
    }
    for (char character : text) {
        switch (character) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            if (static_cast<unsigned char>(character) < 0x20) {
                out += "\\u00";
                out.push_back(digits[static_cast<unsigned char>(character) >> 4]);
                out.push_back(digits[static_cast<unsigned char>(character) & 0x0f]);
            } else {
                out.push_back(character);
            }
        }
    }
    out.push_back('"');
}

/// The reason why the value has no canonical form, or null. Recursion is bounded by canonical_max_depth.
const char* append_value(const Json& value, int depth, std::string& out);

const char* append_member(const Json::object_t::value_type& member, bool first, int depth, std::string& out) {
    if (!first)
        out.push_back(',');
    append_string(member.first, out);
    out.push_back(':');
    return append_value(member.second, depth + 1, out);
}

const char* append_object(const Json& value, int depth, std::string& out) {
    const auto& object = value.get_ref<const Json::object_t&>();
    // nlohmann sorts names by their bytes: for ASCII that is the order of UTF-16 units.
    if (std::all_of(object.begin(), object.end(),
                    [](const auto& member) { return is_ascii(member.first); })) {
        out.push_back('{');
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (const char* reason = append_member(*member, member == object.begin(), depth, out))
                return reason;
        }
        out.push_back('}');
        return nullptr;
    }
    std::map<std::u16string, const Json::object_t::value_type*> members;
    for (const auto& member : object) {
        auto units = utf16_of(member.first);
        if (!units)
            return "utf8";
        members.emplace(std::move(*units), &member);
    }
    out.push_back('{');
    bool first = true;
    for (const auto& [units, member] : members) {
        if (const char* reason = append_member(*member, std::exchange(first, false), depth, out))
            return reason;
    }
    out.push_back('}');
    return nullptr;
}

const char* append_array(const Json& value, int depth, std::string& out) {
    out.push_back('[');
    bool first = true;
    for (const Json& element : value.get_ref<const Json::array_t&>()) {
        if (!std::exchange(first, false))
            out.push_back(',');
        if (const char* reason = append_value(element, depth + 1, out))
            return reason;
    }
    out.push_back(']');
    return nullptr;
}

const char* append_value(const Json& value, int depth, std::string& out) {
    switch (value.type()) {
    case Json::value_t::null:
        out += "null";
        return nullptr;
    case Json::value_t::boolean:
        out += value.get<bool>() ? "true" : "false";
        return nullptr;
    case Json::value_t::number_integer:
        if (!in_range(value.get<std::int64_t>()))
            return "number";
        out += std::to_string(value.get<std::int64_t>());
        return nullptr;
    case Json::value_t::number_unsigned:
        if (!in_range(value.get<std::uint64_t>()))
            return "number";
        out += std::to_string(value.get<std::uint64_t>());
        return nullptr;
    case Json::value_t::string:
        if (!is_ascii(value.get_ref<const std::string&>()) &&
            !count_code_points(value.get_ref<const std::string&>()))
            return "utf8";
        append_string(value.get_ref<const std::string&>(), out);
        return nullptr;
    case Json::value_t::array:
        return depth >= canonical_max_depth ? "depth" : append_array(value, depth, out);
    case Json::value_t::object:
        return depth >= canonical_max_depth ? "depth" : append_object(value, depth, out);
    case Json::value_t::number_float:
    case Json::value_t::binary:
    case Json::value_t::discarded:
        return "number";
    }
    return "number";
}

/// Builds the value, and stops at the first thing that an act cannot hold. nlohmann's own parser would keep
/// the last of two equal keys silently, and has no bound on depth.
class Builder final : public nlohmann::json_sax<Json> {
  public:
    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override {
        return in_range(std::int64_t{value}) ? put(value) : refuse(not_canonical("number"));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return in_range(std::uint64_t{value}) ? put(value) : refuse(not_canonical("number"));
    }
    bool number_float(number_float_t, const string_t&) override { return refuse(not_canonical("number")); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return refuse(malformed("syntax")); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool key(string_t& name) override {
        if (open_.back()->contains(name))
            return refuse(malformed("duplicate-key"));
        name_ = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return refuse(malformed("syntax"));
    }

    Json take() { return std::move(root_); }
    [[nodiscard]] const domain::Error& error() const { return error_; }

  private:
    Json* place(Json&& value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        Json& slot = parent[name_];
        slot = std::move(value);
        return &slot;
    }
    bool put(Json value) {
        place(std::move(value));
        return true;
    }
    bool open(Json container) {
        if (open_.size() >= static_cast<std::size_t>(canonical_max_depth))
            return refuse(malformed("depth"));
        open_.push_back(place(std::move(container)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    bool refuse(domain::Error error) {
        error_ = std::move(error);
        return false;
    }

    Json root_;
    std::vector<Json*> open_;
    std::string name_;
    domain::Error error_ = malformed("syntax");
};

} // namespace

domain::Result<std::string> canonical_text(const nlohmann::json& value) {
    std::string text;
    if (const char* reason = append_value(value, 0, text))
        return not_canonical(reason);
    return text;
}

domain::Result<nlohmann::json> parse_canonical(std::string_view bytes) {
    if (bytes.size() > canonical_max_bytes)
        return malformed("size");
    Builder builder;
    try {
        if (!Json::sax_parse(bytes.begin(), bytes.end(), &builder))
            return builder.error();
    } catch (const nlohmann::detail::exception&) {
        return malformed("syntax");
    }
    Json value = builder.take();
    const auto text = canonical_text(value);
    if (!text)
        return text.error();
    if (*text != bytes)
        return not_canonical("form");
    return value;
}

} // namespace sigillo::pki
