#include "web/portal/codec/json_fields.hpp"

#include <algorithm>
#include <set>

namespace sigillo::portal::codec {
namespace {

/// Looks at a text before it is taken: nlohmann keeps the last of repeated keys without a word.
class Inspector final : public nlohmann::json_sax<Json> {
  public:
    explicit Inspector(int depth) : depth_(depth) {}
    [[nodiscard]] const std::string& reason() const { return reason_; }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return enter(); }
    bool key(string_t& name) override {
        if (!keys_.back().insert(name).second) {
            reason_ = "the field \"" + name + "\" stands twice";
            return false;
        }
        return true;
    }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_array() override { return leave(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        reason_ = "is not JSON, at byte " + std::to_string(position);
        return false;
    }

  private:
    bool enter() {
        if (static_cast<int>(keys_.size()) == depth_) {
            reason_ = "has too many levels";
            return false;
        }
        keys_.emplace_back();
        return true;
    }
    bool leave() {
        keys_.pop_back();
        return true;
    }

    int depth_;
    std::vector<std::set<std::string>> keys_;
    std::string reason_;
};

} // namespace

std::optional<Fault> parse_strict(std::string_view text, std::size_t bytes, int depth, Json& out) {
    if (text.size() > bytes) {
        return Fault{"", "is longer than " + std::to_string(bytes) + " bytes"};
    }
    Inspector inspector(depth);
    if (!Json::sax_parse(text.begin(), text.end(), &inspector)) {
        return Fault{"", inspector.reason()};
    }
    out = Json::parse(text.begin(), text.end(), nullptr, false);
    return out.is_discarded() ? std::optional<Fault>(Fault{"", "is not JSON"}) : std::nullopt;
}

bool Scalar<std::string>::read(const Json& json, std::string& out) {
    if (!json.is_string()) {
        return false;
    }
    out = json.get_ref<const std::string&>();
    return true;
}

bool Scalar<bool>::read(const Json& json, bool& out) {
    if (!json.is_boolean()) {
        return false;
    }
    out = json.get<bool>();
    return true;
}

bool Scalar<std::int64_t>::read(const Json& json, std::int64_t& out) {
    if (!json.is_number_integer() ||
        (json.is_number_unsigned() &&
         json.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))) {
        return false;
    }
    out = json.get<std::int64_t>();
    return true;
}

bool Scalar<int>::read(const Json& json, int& out) {
    std::int64_t wide = 0;
    if (!Scalar<std::int64_t>::read(json, wide) || wide < std::numeric_limits<int>::min() ||
        wide > std::numeric_limits<int>::max()) {
        return false;
    }
    out = static_cast<int>(wide);
    return true;
}

bool Scalar<domain::Instant>::read(const Json& json, domain::Instant& out) {
    return Scalar<std::int64_t>::read(json, out.seconds);
}

bool Scalar<domain::Date>::read(const Json& json, domain::Date& out) {
    std::string text;
    if (!Scalar<std::string>::read(json, text)) {
        return false;
    }
    if (text.empty()) {
        out = {};
        return true;
    }
    const auto date = domain::parse_date(text);
    if (date) {
        out = *date;
    }
    return date.ok();
}

bool Scalar<domain::Cents>::read(const Json& json, domain::Cents& out) {
    return Scalar<std::int64_t>::read(json, out.value);
}

bool Scalar<domain::VatRate>::read(const Json& json, domain::VatRate& out) {
    return Scalar<int>::read(json, out.basis_points) && out.basis_points >= 0 && out.basis_points <= 10000;
}

bool Scalar<domain::CodiceFiscale>::read(const Json& json, domain::CodiceFiscale& out) {
    std::string text;
    if (!Scalar<std::string>::read(json, text)) {
        return false;
    }
    if (text.empty()) {
        out = {};
        return true;
    }
    auto code = domain::CodiceFiscale::parse(text);
    if (code) {
        out = *code;
    }
    return code.ok();
}

bool Scalar<domain::ErrorId>::read(const Json& json, domain::ErrorId& out) {
    std::string text;
    return Scalar<std::string>::read(json, text) && domain::parse_error_id(text, out);
}

bool Scalar<domain::Language>::read(const Json& json, domain::Language& out) {
    std::string text;
    if (!Scalar<std::string>::read(json, text) || (text != "it" && text != "en")) {
        return false;
    }
    out = domain::parse_language(text);
    return true;
}

std::string pointer_below(const std::string& pointer, std::string_view name) {
    std::string out = pointer + "/";
    for (const char c : name) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

std::optional<Fault> unknown_field(const Json& json, const std::vector<std::string_view>& names,
                                   const std::string& pointer) {
    for (const auto& [name, value] : json.items()) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            return Fault{pointer_below(pointer, name), "is not a field that belongs here"};
        }
    }
    return std::nullopt;
}

} // namespace sigillo::portal::codec
