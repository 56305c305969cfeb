#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How a message tells its fields. Every message has one function
//
//     template <class Self, class Visitor>
//     static void describe(Self& self, Visitor& visit) {
//         visit("reader", self.reader, text(1, 128));
//     }
//
// that the decoder, the encoder and the manual's check all run, so that name, type and bounds of a field
// stand in one place. A field is required unless its member is std::optional.
namespace sigillo::protocol {

using Bytes = std::vector<unsigned char>;
/// Values for the placeholders of a sentence.
using Details = std::map<std::string, std::string>;

/// Length in bytes of UTF-8.
struct TextBounds {
    std::size_t min;
    std::size_t max;
};
/// A text of the form "YYYY-MM-DD".
struct DateBounds {};
/// Inclusive.
struct IntegerBounds {
    std::int64_t min;
    std::int64_t max;
};
/// Decoded length; on the wire base64 with padding (RFC 4648 section 4).
struct BytesBounds {
    std::size_t min;
    std::size_t max;
};
/// Number of items, then the bounds of each (ignored for messages and enumerations).
template <class Item>
struct ListBounds {
    std::size_t min;
    std::size_t max;
    Item item;
};
/// For booleans, enumerations, nested messages and Details.
struct AnyBounds {};

constexpr TextBounds text(std::size_t min, std::size_t max) {
    return {min, max};
}
constexpr IntegerBounds integer(std::int64_t min, std::int64_t max) {
    return {min, max};
}
constexpr BytesBounds bytes(std::size_t min, std::size_t max) {
    return {min, max};
}
constexpr AnyBounds any() {
    return {};
}
template <class Item = AnyBounds>
constexpr ListBounds<Item> list(std::size_t min, std::size_t max, Item item = {}) {
    return {min, max, item};
}

/// The texts of an enumeration, in the order of its values, as
///
///     template <> struct EnumNames<Role> {
///         static constexpr auto texts = names_up_to<Role::auditor>("member", ..., "auditor");
///     };
template <class E>
struct EnumNames;

/// One text for each value; `last` is the enumeration's last one.
template <auto last, class... Texts>
constexpr auto names_up_to(Texts... texts) {
    static_assert(sizeof...(texts) == static_cast<std::size_t>(last) + 1);
    struct Names {
        std::string_view items[sizeof...(texts)];
    };
    return Names{{texts...}};
}

constexpr std::int64_t max_integer = (std::int64_t{1} << 53) - 1;
/// Unix seconds until the end of the year 9999.
constexpr IntegerBounds instant() {
    return {0, 253402300799};
}
/// "YYYY-MM-DD"; that the day exists is for `domain::parse_date` to say.
constexpr DateBounds date() {
    return {};
}
/// An amount in euro cents; negative for refunds.
constexpr IntegerBounds cents() {
    return {-100'000'000, 100'000'000};
}

} // namespace sigillo::protocol
