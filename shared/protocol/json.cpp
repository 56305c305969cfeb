#include "shared/protocol/json.hpp"

#include "shared/protocol/utf8.hpp"

#include <utility>
#include <vector>

namespace sigillo::protocol {

namespace {

using domain::Error;
using domain::ErrorId;

/// Builds the value while it holds the limits; nlohmann's own builder knows none and lets the last of two
/// equal keys win.
class BoundedBuilder final : public nlohmann::json_sax<Json> {
  public:
    explicit BoundedBuilder(const JsonLimits& limits) : limits_(limits) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(std::int64_t value) override { return add(value); }
    bool number_unsigned(std::uint64_t value) override { return add(value); }
    bool number_float(double, const std::string& text) override {
        if (text.find_first_of(".eE") == std::string::npos) {
            return fail({ErrorId::message_value_out_of_range, {{"field", key_}}});
        }
        return fail({ErrorId::message_wrong_type, {{"field", key_}}});
    }
    bool string(std::string& value) override { return add(std::move(value)); }
    bool binary(Json::binary_t&) override { return fail(ErrorId::message_malformed); }

    bool start_object(std::size_t) override { return open(Json::value_t::object); }
    bool start_array(std::size_t) override { return open(Json::value_t::array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& value) override {
        key_ = shortened(value, 64);
        auto [slot, fresh] = open_.back()->get_ptr<Json::object_t*>()->try_emplace(std::move(value));
        slot_ = &slot->second;
        return fresh || fail({ErrorId::message_duplicate_key, {{"field", key_}}});
    }

    bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
        return fail(ErrorId::message_malformed);
    }

    domain::Result<Json> take() && {
        if (failed_) {
            return std::move(error_);
        }
        return std::move(root_);
    }

  private:
    Json* place(Json value) {
        if (++nodes_ > limits_.max_nodes) {
            fail({ErrorId::message_too_large, {{"limit", std::to_string(limits_.max_nodes)}}});
            return nullptr;
        }
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        if (auto* items = open_.back()->get_ptr<Json::array_t*>()) {
            return &items->emplace_back(std::move(value));
        }
        *slot_ = std::move(value);
        return slot_;
    }

    bool add(Json value) { return place(std::move(value)) != nullptr; }

    bool open(Json::value_t type) {
        if (open_.size() == limits_.max_depth) {
            return fail({ErrorId::message_too_deep, {{"limit", std::to_string(limits_.max_depth)}}});
        }
        Json* placed = place(Json(type));
        if (placed == nullptr) {
            return false;
        }
        open_.push_back(placed);
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    bool fail(Error error) {
        if (!failed_) {
            failed_ = true;
            error_ = std::move(error);
        }
        return false;
    }

    const JsonLimits& limits_;
    Json root_;
    std::vector<Json*> open_;
    Json* slot_ = nullptr;
    std::string key_;
    std::size_t nodes_ = 0;
    bool failed_ = false;
    Error error_{ErrorId::message_malformed};
};

void write_string(std::string_view text, std::string& out) {
    constexpr char hex[] = "0123456789abcdef";
    out += '"';
    while (!text.empty()) {
        const std::size_t good = valid_utf8_prefix(text);
        for (const char c : text.substr(0, good)) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out += '\\';
                out += c;
            } else if (c == '\n') {
                out += "\\n";
            } else if (byte < 0x20) {
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 15];
            } else {
                out += c;
            }
        }
        text.remove_prefix(good);
        if (!text.empty()) {
            out += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        }
    }
    out += '"';
}

void write_scalar(const Json& value, std::string& out) {
    switch (value.type()) {
    case Json::value_t::boolean:
        out += *value.get_ptr<const Json::boolean_t*>() ? "true" : "false";
        return;
    case Json::value_t::number_integer:
        out += std::to_string(*value.get_ptr<const Json::number_integer_t*>());
        return;
    case Json::value_t::number_unsigned:
        out += std::to_string(*value.get_ptr<const Json::number_unsigned_t*>());
        return;
    case Json::value_t::string:
        write_string(*value.get_ptr<const Json::string_t*>(), out);
        return;
    case Json::value_t::number_float:
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded:
    case Json::value_t::object:
    case Json::value_t::array:
        out += "null";
        return;
    }
}

/// An array or object that is being written.
struct Open {
    const Json* container;
    std::size_t next_item = 0;
    Json::object_t::const_iterator next_member{};
};

} // namespace

domain::Result<Json> parse_bounded(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.max_bytes) {
        return Error(ErrorId::message_too_large, {{"limit", std::to_string(limits.max_bytes)}});
    }
    const std::size_t valid = valid_utf8_prefix(text);
    if (valid != text.size()) {
        return Error(ErrorId::message_not_text, {{"position", std::to_string(valid)}});
    }
    // nlohmann's lexer skips a byte order mark and takes a NUL byte for the end of the text.
    if (text.find('\0') != std::string_view::npos || text.substr(0, 3) == "\xEF\xBB\xBF") {
        return Error(ErrorId::message_malformed);
    }
    BoundedBuilder builder(limits);
    Json::sax_parse(text.data(), text.data() + text.size(), &builder);
    return std::move(builder).take();
}

std::string dump(const Json& value) {
    std::string out;
    std::vector<Open> open;
    const Json* current = &value;
    for (;;) {
        if (const auto* object = current->get_ptr<const Json::object_t*>()) {
            out += '{';
            open.push_back({current, 0, object->begin()});
        } else if (current->is_array()) {
            out += '[';
            open.push_back({current});
        } else {
            write_scalar(*current, out);
        }
        current = nullptr;
        while (current == nullptr) {
            if (open.empty()) {
                return out;
            }
            Open& top = open.back();
            if (const auto* object = top.container->get_ptr<const Json::object_t*>()) {
                if (top.next_member == object->end()) {
                    out += '}';
                    open.pop_back();
                    continue;
                }
                if (top.next_member != object->begin()) {
                    out += ',';
                }
                write_string(top.next_member->first, out);
                out += ':';
                current = &top.next_member->second;
                ++top.next_member;
            } else {
                const auto& items = *top.container->get_ptr<const Json::array_t*>();
                if (top.next_item == items.size()) {
                    out += ']';
                    open.pop_back();
                    continue;
                }
                if (top.next_item != 0) {
                    out += ',';
                }
                current = &items[top.next_item++];
            }
        }
    }
}

} // namespace sigillo::protocol
