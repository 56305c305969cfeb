#pragma once

#include "shared/protocol/json.hpp"
#include "shared/protocol/visitor.hpp"

namespace sigillo::protocol {

/// Of Details: entries, bytes of a key, bytes of a value.
constexpr std::size_t max_details = 16;
constexpr std::size_t max_detail_key = 64;
constexpr std::size_t max_detail_value = 4096;

/// The part of `decode` and `encode` that is the same for all messages.
domain::Status decode_message(const Json& json, void* message, void (*describe)(void*, FieldVisitor&));
Json encode_message(void* message, void (*describe)(void*, FieldVisitor&));

/// Reads a message as its `describe` says. Refused with `message_unknown_field`, `message_missing_field`,
/// `message_wrong_type` and `message_value_out_of_range` (number, length, unknown text of an enumeration,
/// base64 in other than its one form, control characters other than tab and line feed in a text); details
/// "field" is the path, e.g. "acts[3].content", empty for the message itself. An optional field is left out,
/// never null.
template <class T>
domain::Result<T> decode(const Json& json) {
    T message{};
    const domain::Status status = decode_message(json, &message, describe_erased<T>);
    if (!status) {
        return status.error();
    }
    return message;
}

/// The JSON of a message; empty optionals are left out. Bounds are the sender's to keep: what breaks them is
/// refused by the receiver.
template <class T>
Json encode(const T& message) {
    return encode_message(const_cast<T*>(&message), describe_erased<T>);
}

/// Text of an enumeration's value on the wire; empty for a number that is no value.
template <class E>
constexpr std::string_view text_of(E value) {
    const auto& texts = EnumNames<E>::texts.items;
    const auto index = static_cast<std::size_t>(value);
    return index < std::size(texts) ? texts[index] : std::string_view{};
}

} // namespace sigillo::protocol
