#include "shared/protocol/base64.hpp"

namespace sigillo::protocol {

namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int value_of(char c) {
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

} // namespace

std::string encode_base64(const Bytes& bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t taken = bytes.size() - at < 3 ? bytes.size() - at : 3;
        unsigned group = static_cast<unsigned>(bytes[at]) << 16;
        group |= taken > 1 ? static_cast<unsigned>(bytes[at + 1]) << 8 : 0;
        group |= taken > 2 ? static_cast<unsigned>(bytes[at + 2]) : 0;
        out += alphabet[group >> 18];
        out += alphabet[(group >> 12) & 63];
        out += taken > 1 ? alphabet[(group >> 6) & 63] : '=';
        out += taken > 2 ? alphabet[group & 63] : '=';
    }
    return out;
}

bool decode_base64(std::string_view text, Bytes& out) {
    out.clear();
    if (text.size() % 4 != 0) {
        return false;
    }
    if (text.empty()) {
        return true;
    }
    const std::size_t padding = text[text.size() - 2] == '=' ? 2 : text[text.size() - 1] == '=' ? 1 : 0;
    const std::size_t digits = text.size() - padding;
    if (padding == 2 && text.back() != '=') {
        return false;
    }
    out.reserve(text.size() / 4 * 3);
    unsigned held = 0;
    int bits = 0;
    for (std::size_t at = 0; at < digits; ++at) {
        const int value = value_of(text[at]);
        if (value < 0) {
            out.clear();
            return false;
        }
        held = (held << 6 | static_cast<unsigned>(value)) & 0xFFFF;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<unsigned char>(held >> bits));
        }
    }
    if ((held & ((1u << bits) - 1)) != 0) {
        out.clear();
        return false;
    }
    return true;
}

} // namespace sigillo::protocol
