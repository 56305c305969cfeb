#include "shared/pki/bytes.hpp"

#include "shared/pki/openssl.hpp"

#include <openssl/sha.h>

namespace sigillo::pki {

namespace {

constexpr std::string_view standard_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode(ByteView bytes, std::string_view alphabet) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t buffer = 0;
    int bits = 0;
    for (unsigned char byte : bytes) {
        buffer = (buffer << 8 | byte) & 0xffffff;
        for (bits += 8; bits >= 6; bits -= 6)
            text.push_back(alphabet[buffer >> (bits - 6) & 0x3f]);
    }
    if (bits > 0)
        text.push_back(alphabet[buffer << (6 - bits) & 0x3f]);
    return text;
}

domain::Result<Bytes> decode(std::string_view text, std::string_view alphabet) {
    std::array<int, 256> value_of;
    value_of.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        value_of[static_cast<unsigned char>(alphabet[i])] = static_cast<int>(i);
    if (text.size() % 4 == 1)
        return domain::ErrorId::pki_malformed;
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t buffer = 0;
    int bits = 0;
    for (char character : text) {
        const int value = value_of[static_cast<unsigned char>(character)];
        if (value < 0)
            return domain::ErrorId::pki_malformed;
        buffer = (buffer << 6 | static_cast<std::uint32_t>(value)) & 0xffffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<unsigned char>(buffer >> bits & 0xff));
        }
    }
    if ((buffer & ((1U << bits) - 1)) != 0)
        return domain::ErrorId::pki_malformed;
    return bytes;
}

int hex_value(char character) {
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'a' && character <= 'f')
        return character - 'a' + 10;
    if (character >= 'A' && character <= 'F')
        return character - 'A' + 10;
    return -1;
}

} // namespace

ByteView view_of(std::string_view text) {
    return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

std::string text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

std::string base64_of(ByteView bytes) {
    std::string text = encode(bytes, standard_alphabet);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string base64url_of(ByteView bytes) {
    return encode(bytes, url_alphabet);
}

std::string hex_of(ByteView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (unsigned char byte : bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 0x0f]);
    }
    return text;
}

domain::Result<Bytes> bytes_of_base64(std::string_view text) {
    if (text.size() % 4 != 0)
        return domain::ErrorId::pki_malformed;
    for (int padding = 0; padding < 2 && !text.empty() && text.back() == '='; ++padding)
        text.remove_suffix(1);
    return decode(text, standard_alphabet);
}

domain::Result<Bytes> bytes_of_base64url(std::string_view text) {
    return decode(text, url_alphabet);
}

domain::Result<Bytes> bytes_of_hex(std::string_view text) {
    if (text.size() % 2 != 0)
        return domain::ErrorId::pki_malformed;
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0)
            return domain::ErrorId::pki_malformed;
        bytes.push_back(static_cast<unsigned char>(high << 4 | low));
    }
    return bytes;
}

Digest sha256(ByteView bytes) {
    Digest digest;
    SHA256(bytes.data(), bytes.size(), digest.data());
    return digest;
}

std::string sha256_hex(ByteView bytes) {
    return hex_of(sha256(bytes));
}

bool equal_in_constant_time(ByteView left, ByteView right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace sigillo::pki
