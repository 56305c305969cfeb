#pragma once

#include "shared/protocol/visitor.hpp"

#include <string>

namespace sigillo::tests {

/// Fills a message with values inside the bounds, each field with another one. `extreme` takes the upper
/// bound of everything that is not too long for a test; `optionals` says whether those are there.
class Samples final : public protocol::FieldVisitor {
  public:
    Samples(int seed, bool extreme, bool optionals) : seed_(seed), extreme_(extreme), optionals_(optionals) {}

    template <class Message>
    static Message make(int seed, bool extreme, bool optionals) {
        Message message{};
        Samples samples(seed, extreme, optionals);
        Message::describe(message, static_cast<protocol::FieldVisitor&>(samples));
        return message;
    }

  private:
    void field(const protocol::Field& field) override {
        if (field.optional == nullptr) {
            fill(field.type, field.value);
        } else if (optionals_) {
            fill(field.type, field.optional->emplace(field.value));
        }
    }

    void fill(const protocol::Type& type, void* value) {
        using protocol::Kind;
        ++seed_;
        const std::int64_t number = extreme_ ? type.max : type.min + seed_ % (type.max - type.min + 1);
        const auto length =
            static_cast<std::size_t>(extreme_ ? type.max : std::min(type.max, type.min + seed_ % 7));
        switch (type.kind) {
        case Kind::text:
            static_cast<std::string*>(value)->assign(length, static_cast<char>('a' + seed_ % 26));
            break;
        case Kind::date:
            *static_cast<std::string*>(value) = "2026-11-" + std::to_string(10 + seed_ % 20);
            break;
        case Kind::integer32:
            *static_cast<int*>(value) = static_cast<int>(number);
            break;
        case Kind::integer64:
            *static_cast<std::int64_t*>(value) = number;
            break;
        case Kind::boolean:
            *static_cast<bool*>(value) = extreme_ || seed_ % 2 == 0;
            break;
        case Kind::bytes:
            static_cast<protocol::Bytes*>(value)->assign(length, static_cast<unsigned char>(seed_));
            break;
        case Kind::enumeration:
            protocol::store_enum(value, static_cast<int>(number));
            break;
        case Kind::details:
            *static_cast<protocol::Details*>(value) = {{"tries", std::to_string(seed_)}};
            break;
        case Kind::message:
            type.describe(value, *this);
            break;
        case Kind::list: {
            const auto size = static_cast<std::size_t>(std::min(type.max, type.min + 1 + seed_ % 2));
            type.list->resize(value, size);
            for (std::size_t at = 0; at < size; ++at) {
                fill(*type.item, type.list->item(value, at));
            }
            break;
        }
        }
    }

    int seed_;
    bool extreme_;
    bool optionals_;
};

} // namespace sigillo::tests
