#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
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

constexpr std::int64_t max_integer = (std::int64_t{1} << 53) - 1;
/// Unix seconds until the end of the year 9999.
constexpr IntegerBounds instant() {
    return {0, 253402300799};
}
/// "YYYY-MM-DD"
constexpr TextBounds date() {
    return {10, 10};
}
/// An amount in euro cents; negative for refunds.
constexpr IntegerBounds cents() {
    return {-100'000'000, 100'000'000};
}

} // namespace sigillo::protocol
