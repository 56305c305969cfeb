#include "shared/protocol/codec.hpp"

#include "shared/protocol/base64.hpp"
#include "shared/protocol/utf8.hpp"

#include <algorithm>
#include <utility>

namespace sigillo::protocol {

namespace {

using domain::Error;
using domain::ErrorId;

/// Where in a message the decoder stands: "acts[3].content", from the inside out.
struct Place {
    const Place* outer;
    std::string_view name;
    std::size_t index = 0; ///< used where `name` is empty
};

std::string path_of(const Place* place) {
    if (place == nullptr) {
        return {};
    }
    std::string path = path_of(place->outer);
    if (place->name.empty()) {
        return path + '[' + std::to_string(place->index) + ']';
    }
    if (!path.empty()) {
        path += '.';
    }
    return path + std::string(place->name);
}

class Failing {
  public:
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] const Error& error() const { return error_; }

    void fail(ErrorId id, const Place& place) { fail(id, &place); }
    void fail(ErrorId id, const Place* place) {
        if (!failed_) {
            failed_ = true;
            error_ = Error(id, {{"field", path_of(place)}});
        }
    }

  private:
    bool failed_ = false;
    Error error_{ErrorId::message_malformed};
};

void read(const Json& json, const Type& type, void* value, const Place& place, Failing& failing);

/// Reads the members of one object; `finish` refuses those that no field asked for.
class ObjectReader final : public FieldVisitor {
  public:
    ObjectReader(const Json::object_t& object, const Place* place, Failing& failing)
        : object_(object), place_(place), failing_(failing) {}

    void finish() {
        if (failing_.failed() || seen_.size() == object_.size()) {
            return;
        }
        for (const auto& [key, ignored] : object_) {
            if (std::find(seen_.begin(), seen_.end(), key) == seen_.end()) {
                // A name that would look like an index is still told as a name.
                const std::string name = key.empty() ? std::string("\"\"") : shortened(key, 64);
                failing_.fail(ErrorId::message_unknown_field, Place{place_, name});
                return;
            }
        }
    }

  private:
    void field(const Field& field) override {
        if (failing_.failed()) {
            return;
        }
        const Place place{place_, field.name};
        const auto found = object_.find(field.name);
        if (found == object_.end()) {
            if (field.optional == nullptr) {
                failing_.fail(ErrorId::message_missing_field, place);
            }
            return;
        }
        seen_.emplace_back(field.name);
        void* value = field.optional == nullptr ? field.value : field.optional->emplace(field.value);
        read(found->second, field.type, value, place, failing_);
    }

    const Json::object_t& object_;
    const Place* place_;
    Failing& failing_;
    std::vector<std::string_view> seen_;
};

void read_object(const Json& json, void* message, void (*describe)(void*, FieldVisitor&), const Place* place,
                 Failing& failing) {
    const auto* object = json.get_ptr<const Json::object_t*>();
    if (object == nullptr) {
        failing.fail(ErrorId::message_wrong_type, place);
        return;
    }
    ObjectReader reader(*object, place, failing);
    describe(message, reader);
    reader.finish();
}

bool is_plain_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t';
    });
}

bool is_date(std::string_view text) {
    constexpr std::string_view form = "0000-00-00";
    return text.size() == form.size() &&
           std::equal(text.begin(), text.end(), form.begin(),
                      [](char c, char shape) { return shape == '0' ? c >= '0' && c <= '9' : c == shape; });
}

bool within(std::size_t length, const Type& type) {
    return length >= static_cast<std::size_t>(type.min) && length <= static_cast<std::size_t>(type.max);
}

void read_integer(const Json& json, const Type& type, void* value, const Place& place, Failing& failing) {
    std::int64_t number = 0;
    if (const auto* natural = json.get_ptr<const Json::number_unsigned_t*>()) {
        if (*natural > static_cast<std::uint64_t>(max_integer)) {
            failing.fail(ErrorId::message_value_out_of_range, place);
            return;
        }
        number = static_cast<std::int64_t>(*natural);
    } else if (const auto* integer = json.get_ptr<const Json::number_integer_t*>()) {
        number = *integer;
    } else {
        failing.fail(ErrorId::message_wrong_type, place);
        return;
    }
    if (number < type.min || number > type.max) {
        failing.fail(ErrorId::message_value_out_of_range, place);
    } else if (type.kind == Kind::integer32) {
        *static_cast<int*>(value) = static_cast<int>(number);
    } else {
        *static_cast<std::int64_t*>(value) = number;
    }
}

/// Texts and all that is written as one.
void read_text(const Json& json, const Type& type, void* value, const Place& place, Failing& failing) {
    const auto* text = json.get_ptr<const Json::string_t*>();
    if (text == nullptr) {
        failing.fail(ErrorId::message_wrong_type, place);
        return;
    }
    bool fits = false;
    if (type.kind == Kind::bytes) {
        auto& bytes = *static_cast<Bytes*>(value);
        fits = text->size() / 4 * 3 <= static_cast<std::size_t>(type.max) + 2 &&
               decode_base64(*text, bytes) && within(bytes.size(), type);
    } else if (type.kind == Kind::enumeration) {
        const auto* end = type.names + type.max + 1;
        const auto* name = std::find(type.names, end, *text);
        fits = name != end;
        if (fits) {
            store_enum(value, static_cast<int>(name - type.names));
        }
    } else {
        fits = type.kind == Kind::date ? is_date(*text) : within(text->size(), type) && is_plain_text(*text);
        *static_cast<std::string*>(value) = *text;
    }
    if (!fits) {
        failing.fail(ErrorId::message_value_out_of_range, place);
    }
}

void read_details(const Json& json, Details& details, const Place& place, Failing& failing) {
    const auto* object = json.get_ptr<const Json::object_t*>();
    if (object == nullptr) {
        failing.fail(ErrorId::message_wrong_type, place);
        return;
    }
    if (object->size() > max_details) {
        failing.fail(ErrorId::message_value_out_of_range, place);
        return;
    }
    for (const auto& [key, item] : *object) {
        const auto* text = item.get_ptr<const Json::string_t*>();
        if (text == nullptr) {
            failing.fail(ErrorId::message_wrong_type, place);
            return;
        }
        if (key.empty() || key.size() > max_detail_key || !is_plain_text(key) ||
            text->size() > max_detail_value || !is_plain_text(*text)) {
            failing.fail(ErrorId::message_value_out_of_range, place);
            return;
        }
        details.emplace(key, *text);
    }
}

void read_list(const Json& json, const Type& type, void* value, const Place& place, Failing& failing) {
    const auto* items = json.get_ptr<const Json::array_t*>();
    if (items == nullptr) {
        failing.fail(ErrorId::message_wrong_type, place);
        return;
    }
    if (!within(items->size(), type)) {
        failing.fail(ErrorId::message_value_out_of_range, place);
        return;
    }
    type.list->resize(value, items->size());
    for (std::size_t at = 0; at < items->size() && !failing.failed(); ++at) {
        read((*items)[at], *type.item, type.list->item(value, at), Place{&place, {}, at}, failing);
    }
}

void read(const Json& json, const Type& type, void* value, const Place& place, Failing& failing) {
    switch (type.kind) {
    case Kind::integer32:
    case Kind::integer64:
        read_integer(json, type, value, place, failing);
        return;
    case Kind::text:
    case Kind::date:
    case Kind::bytes:
    case Kind::enumeration:
        read_text(json, type, value, place, failing);
        return;
    case Kind::boolean:
        if (const auto* flag = json.get_ptr<const Json::boolean_t*>()) {
            *static_cast<bool*>(value) = *flag;
        } else {
            failing.fail(ErrorId::message_wrong_type, place);
        }
        return;
    case Kind::details:
        read_details(json, *static_cast<Details*>(value), place, failing);
        return;
    case Kind::message:
        read_object(json, value, type.describe, &place, failing);
        return;
    case Kind::list:
        read_list(json, type, value, place, failing);
        return;
    }
}

Json write(const Type& type, void* value);

class ObjectWriter final : public FieldVisitor {
  public:
    Json take() && { return Json(std::move(object_)); }

  private:
    void field(const Field& field) override {
        void* value = field.optional == nullptr ? field.value : field.optional->held(field.value);
        if (value != nullptr) {
            object_.emplace(field.name, write(field.type, value));
        }
    }

    Json::object_t object_;
};

Json write(const Type& type, void* value) {
    switch (type.kind) {
    case Kind::integer32:
        return *static_cast<int*>(value);
    case Kind::integer64:
        return *static_cast<std::int64_t*>(value);
    case Kind::text:
    case Kind::date:
        return *static_cast<std::string*>(value);
    case Kind::bytes:
        return encode_base64(*static_cast<Bytes*>(value));
    case Kind::enumeration: {
        const int index = load_enum(value);
        const bool known = index >= 0 && index <= type.max;
        return known ? std::string(type.names[index]) : std::string();
    }
    case Kind::boolean:
        return *static_cast<bool*>(value);
    case Kind::details: {
        Json::object_t object;
        for (const auto& [key, text] : *static_cast<Details*>(value)) {
            object.emplace(key, text);
        }
        return object;
    }
    case Kind::message:
        return encode_message(value, type.describe);
    case Kind::list: {
        Json::array_t items;
        const std::size_t size = type.list->size(value);
        items.reserve(size);
        for (std::size_t at = 0; at < size; ++at) {
            items.push_back(write(*type.item, type.list->item(value, at)));
        }
        return items;
    }
    }
    return nullptr;
}

} // namespace

domain::Status decode_message(const Json& json, void* message, void (*describe)(void*, FieldVisitor&)) {
    Failing failing;
    read_object(json, message, describe, nullptr, failing);
    if (failing.failed()) {
        return failing.error();
    }
    return domain::Done{};
}

Json encode_message(void* message, void (*describe)(void*, FieldVisitor&)) {
    ObjectWriter writer;
    describe(message, writer);
    return std::move(writer).take();
}

} // namespace sigillo::protocol
