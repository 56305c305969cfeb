#include "web/portal/server/client_address.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace sigillo::portal {

namespace {

constexpr std::size_t longest_header = 4096;
constexpr std::size_t most_proxies = 16;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// An address with what may stand around it: "[2001:db8::1]:4711", "192.0.2.1:4711".
std::string address_of_node(std::string_view node) {
    if (!node.empty() && node.front() == '[') {
        const auto end = node.find(']');
        if (end == std::string_view::npos) {
            return {};
        }
        const auto rest = node.substr(end + 1);
        const bool good = rest.empty() || (rest.front() == ':' && all_digits(rest.substr(1)));
        return good ? canonical_address(node.substr(1, end - 1)) : std::string();
    }
    const auto colon = node.find(':');
    if (colon != std::string_view::npos && colon == node.rfind(':')) {
        return all_digits(node.substr(colon + 1)) ? canonical_address(node.substr(0, colon)) : std::string();
    }
    return canonical_address(node);
}

} // namespace

std::string canonical_address(std::string_view text) {
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (text.empty() || text.size() >= out.size()) {
        return {};
    }
    const std::string name(text);
    in_addr v4{};
    if (inet_pton(AF_INET, name.c_str(), &v4) == 1) {
        return inet_ntop(AF_INET, &v4, out.data(), out.size()) != nullptr ? out.data() : std::string();
    }
    in6_addr v6{};
    if (inet_pton(AF_INET6, name.c_str(), &v6) != 1) {
        return {};
    }
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {
        return inet_ntop(AF_INET, &v6.s6_addr[12], out.data(), out.size()) != nullptr ? out.data()
                                                                                      : std::string();
    }
    return inet_ntop(AF_INET6, &v6, out.data(), out.size()) != nullptr ? out.data() : std::string();
}

std::string client_address(std::string_view peer, std::string_view x_forwarded_for,
                           const std::vector<std::string>& trusted) {
    std::string at = canonical_address(peer);
    if (at.empty()) {
        return std::string(peer);
    }
    const auto is_trusted = [&](const std::string& address) {
        return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
    };
    std::string_view rest = x_forwarded_for;
    if (rest.size() > longest_header) {
        return at;
    }
    for (std::size_t hop = 0; hop < most_proxies && !rest.empty() && is_trusted(at); ++hop) {
        const auto comma = rest.rfind(',');
        const auto last = trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
        std::string before = address_of_node(last);
        if (before.empty()) {
            break;
        }
        at = std::move(before);
    }
    return at;
}

} // namespace sigillo::portal
