#pragma once

// Writing and strict reading of DER (X.690). Internal to shared/pki.

#include "shared/pki/bytes.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace sigillo::pki::der {

namespace tag {
inline constexpr std::uint8_t boolean = 0x01, integer = 0x02, bit_string = 0x03, octet_string = 0x04,
                              null = 0x05, oid = 0x06, enumerated = 0x0a, utf8_string = 0x0c,
                              printable_string = 0x13, ia5_string = 0x16, utc_time = 0x17,
                              generalized_time = 0x18, sequence = 0x30, set = 0x31;
/// Context-specific, constructed or primitive.
constexpr std::uint8_t context(int number) {
    return static_cast<std::uint8_t>(0xa0 + number);
}
constexpr std::uint8_t context_primitive(int number) {
    return static_cast<std::uint8_t>(0x80 + number);
}
} // namespace tag

using Parts = std::initializer_list<ByteView>;

Bytes tlv(std::uint8_t tag, ByteView value);
Bytes constructed(std::uint8_t tag, Parts parts);
Bytes sequence(Parts parts);
Bytes concatenation(const std::vector<Bytes>& parts);
/// Sorted as DER asks (X.690 11.6).
Bytes set_of(std::vector<Bytes> parts);
Bytes oid(std::string_view dotted);
Bytes null();
Bytes boolean_true();
Bytes integer(std::int64_t value);
/// From big-endian magnitude.
Bytes unsigned_integer(ByteView magnitude);
Bytes bit_string(ByteView whole_bytes);
/// Named bits, first bit first; trailing zeros are dropped (X.690 11.2.2).
Bytes named_bits(std::initializer_list<int> set_bits);
Bytes octet_string(ByteView value);
Bytes text(std::uint8_t tag, std::string_view value);
/// UTCTime until 2049, GeneralizedTime after (RFC 5280 4.1.2.5); nothing outside 1950 to 9999.
std::optional<Bytes> time(std::int64_t unix_seconds);

struct Element {
    std::uint8_t tag = 0;
    ByteView value;
    ByteView whole;
};

/// Reads elements one after the other. Anything but DER of low tag numbers and definite, shortest lengths
/// gives nothing.
class Reader {
  public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] bool next_is(std::uint8_t tag) const { return !rest_.empty() && rest_[0] == tag; }
    std::optional<Element> next();
    std::optional<Element> next(std::uint8_t tag);

  private:
    ByteView rest_;
};

/// The one element that fills the bytes.
std::optional<Element> whole(ByteView bytes, std::uint8_t tag);
bool equal(ByteView left, ByteView right);
/// Whether it is an OID element's content for this dotted text.
bool is_oid(const Element& element, std::string_view dotted);
/// Unix seconds of a UTCTime or GeneralizedTime in the one form that DER and RFC 5280 allow (seconds, Z).
std::optional<std::int64_t> read_time(const Element& element);

} // namespace sigillo::pki::der
