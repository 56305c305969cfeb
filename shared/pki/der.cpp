#include "shared/pki/der.hpp"

#include <algorithm>
#include <chrono>

namespace sigillo::pki::der {

namespace {

void append(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append_header(Bytes& out, std::uint8_t tag, std::size_t length) {
    out.push_back(tag);
    if (length < 0x80) {
        out.push_back(static_cast<unsigned char>(length));
        return;
    }
    int count = 0;
    for (std::size_t rest = length; rest > 0; rest >>= 8)
        ++count;
    out.push_back(static_cast<unsigned char>(0x80 | count));
    while (count-- > 0)
        out.push_back(static_cast<unsigned char>(length >> (8 * count) & 0xff));
}

void append_base128(Bytes& out, std::uint64_t value) {
    int shift = 63;
    while (shift > 0 && (value >> shift) == 0)
        shift -= 7;
    for (; shift > 0; shift -= 7)
        out.push_back(static_cast<unsigned char>(0x80 | (value >> shift & 0x7f)));
    out.push_back(static_cast<unsigned char>(value & 0x7f));
}

void append_digits(std::string& out, int value, int width) {
    std::string digits = std::to_string(value);
    out.append(static_cast<std::size_t>(std::max(0, width - static_cast<int>(digits.size()))), '0');
    out += digits;
}

} // namespace

Bytes tlv(std::uint8_t tag, ByteView value) {
    Bytes out;
    out.reserve(value.size() + 6);
    append_header(out, tag, value.size());
    append(out, value);
    return out;
}

Bytes constructed(std::uint8_t tag, Parts parts) {
    std::size_t length = 0;
    for (ByteView part : parts)
        length += part.size();
    Bytes out;
    out.reserve(length + 6);
    append_header(out, tag, length);
    for (ByteView part : parts)
        append(out, part);
    return out;
}

Bytes sequence(Parts parts) {
    return constructed(tag::sequence, parts);
}

Bytes concatenation(const std::vector<Bytes>& parts) {
    Bytes out;
    for (const Bytes& part : parts)
        append(out, part);
    return out;
}

Bytes set_of(std::vector<Bytes> parts) {
    std::sort(parts.begin(), parts.end());
    return tlv(tag::set, concatenation(parts));
}

Bytes oid(std::string_view dotted) {
    std::vector<std::uint64_t> arcs(1, 0);
    for (char character : dotted) {
        if (character == '.')
            arcs.push_back(0);
        else
            arcs.back() = arcs.back() * 10 + static_cast<std::uint64_t>(character - '0');
    }
    Bytes value;
    append_base128(value, arcs.at(0) * 40 + arcs.at(1));
    for (std::size_t i = 2; i < arcs.size(); ++i)
        append_base128(value, arcs[i]);
    return tlv(tag::oid, value);
}

Bytes null() {
    return {tag::null, 0};
}

Bytes boolean_true() {
    return {tag::boolean, 1, 0xff};
}

Bytes integer(std::int64_t value) {
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> shift & 0xff));
    const unsigned char sign = value < 0 ? 0xff : 0x00;
    std::size_t skip = 0;
    while (skip < 7 && bytes[skip] == sign && (bytes[skip + 1] & 0x80) == (sign & 0x80))
        ++skip;
    return tlv(tag::integer, ByteView(bytes).subspan(skip));
}

Bytes unsigned_integer(ByteView magnitude) {
    while (magnitude.size() > 1 && magnitude[0] == 0)
        magnitude = magnitude.subspan(1);
    Bytes value;
    if (magnitude.empty() || (magnitude[0] & 0x80) != 0)
        value.push_back(0);
    append(value, magnitude);
    return tlv(tag::integer, value);
}

Bytes bit_string(ByteView whole_bytes) {
    const Bytes unused{0};
    return constructed(tag::bit_string, {unused, whole_bytes});
}

Bytes named_bits(std::initializer_list<int> set_bits) {
    Bytes value{0};
    int last = 0;
    for (int bit : set_bits) {
        const std::size_t at = static_cast<std::size_t>(bit) / 8 + 1;
        if (value.size() <= at)
            value.resize(at + 1, 0);
        value[at] = static_cast<unsigned char>(value[at] | 0x80 >> bit % 8);
        last = std::max(last, bit);
    }
    value[0] = static_cast<unsigned char>(7 - last % 8);
    return tlv(tag::bit_string, value);
}

Bytes octet_string(ByteView value) {
    return tlv(tag::octet_string, value);
}

Bytes text(std::uint8_t tag, std::string_view value) {
    return tlv(tag, view_of(value));
}

std::optional<Bytes> time(std::int64_t unix_seconds) {
    using namespace std::chrono;
    constexpr sys_seconds first = sys_days{year{1950} / 1 / 1};
    constexpr sys_seconds end = sys_days{year{10000} / 1 / 1};
    if (unix_seconds < first.time_since_epoch().count() || unix_seconds >= end.time_since_epoch().count())
        return std::nullopt;
    const sys_seconds instant{seconds{unix_seconds}};
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss clock{instant - day};
    const int year = int{date.year()};
    std::string digits;
    append_digits(digits, year < 2050 ? year % 100 : year, year < 2050 ? 2 : 4);
    append_digits(digits, static_cast<int>(unsigned{date.month()}), 2);
    append_digits(digits, static_cast<int>(unsigned{date.day()}), 2);
    append_digits(digits, static_cast<int>(clock.hours().count()), 2);
    append_digits(digits, static_cast<int>(clock.minutes().count()), 2);
    append_digits(digits, static_cast<int>(clock.seconds().count()), 2);
    digits.push_back('Z');
    return text(year < 2050 ? tag::utc_time : tag::generalized_time, digits);
}

std::optional<Element> Reader::next() {
    if (rest_.size() < 2 || (rest_[0] & 0x1f) == 0x1f)
        return std::nullopt;
    std::size_t header = 2;
    std::size_t length = rest_[1];
    if (length >= 0x80) {
        const std::size_t count = length & 0x7f;
        if (count == 0 || count > 4 || rest_.size() < 2 + count || rest_[2] == 0)
            return std::nullopt;
        length = 0;
        for (std::size_t i = 0; i < count; ++i)
            length = length << 8 | rest_[2 + i];
        if (length < 0x80)
            return std::nullopt;
        header += count;
    }
    if (rest_.size() - header < length)
        return std::nullopt;
    Element element{rest_[0], rest_.subspan(header, length), rest_.first(header + length)};
    rest_ = rest_.subspan(header + length);
    return element;
}

std::optional<Element> Reader::next(std::uint8_t tag) {
    return next_is(tag) ? next() : std::nullopt;
}

std::optional<Element> whole(ByteView bytes, std::uint8_t tag) {
    Reader reader(bytes);
    auto element = reader.next(tag);
    return element && reader.at_end() ? element : std::nullopt;
}

bool equal(ByteView left, ByteView right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

bool is_oid(const Element& element, std::string_view dotted) {
    return element.tag == tag::oid && equal(element.whole, oid(dotted));
}

std::optional<std::int64_t> read_time(const Element& element) {
    using namespace std::chrono;
    const std::size_t year_digits = element.tag == tag::utc_time ? 2 : 4;
    if ((element.tag != tag::utc_time && element.tag != tag::generalized_time) ||
        element.value.size() != year_digits + 11 || element.value.back() != 'Z')
        return std::nullopt;
    for (unsigned char character : element.value.first(year_digits + 10)) {
        if (character < '0' || character > '9')
            return std::nullopt;
    }
    const auto number = [&element](std::size_t at, std::size_t count) {
        int value = 0;
        for (unsigned char digit : element.value.subspan(at, count))
            value = value * 10 + (digit - '0');
        return value;
    };
    int full_year = number(0, year_digits);
    if (year_digits == 2)
        full_year += full_year < 50 ? 2000 : 1900;
    else if (full_year < 2050)
        return std::nullopt;
    const year_month_day date{year{full_year}, month{static_cast<unsigned>(number(year_digits, 2))},
                              day{static_cast<unsigned>(number(year_digits + 2, 2))}};
    const int hour = number(year_digits + 4, 2);
    const int minute = number(year_digits + 6, 2);
    const int second = number(year_digits + 8, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return sys_seconds{sys_days{date} + hours{hour} + minutes{minute} + seconds{second}}
        .time_since_epoch()
        .count();
}

} // namespace sigillo::pki::der
