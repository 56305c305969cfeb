#include "agent/platform/linux/tcp_table.hpp"

#include <charconv>
#include <cstring>
#include <vector>

namespace sigillo::agent {

namespace {

template <class Number>
std::optional<Number> number(std::string_view text, int base) {
    Number value{};
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (failed != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

// proc(5): each 32-bit word of the address as a number of the machine's own byte order, the port as a number.
std::optional<TcpEndpoint> endpoint(std::string_view text) {
    const auto colon = text.find(':');
    if (colon != 8 && colon != 32) {
        return std::nullopt;
    }
    TcpEndpoint result;
    std::size_t at = 0;
    if (colon == 8) {
        result.address[10] = result.address[11] = 0xff;
        at = 12;
    }
    for (std::size_t word = 0; word < colon; word += 8, at += 4) {
        const auto value = number<std::uint32_t>(text.substr(word, 8), 16);
        if (!value) {
            return std::nullopt;
        }
        std::memcpy(result.address.data() + at, &*value, 4);
    }
    const auto port = number<std::uint16_t>(text.substr(colon + 1), 16);
    if (!port) {
        return std::nullopt;
    }
    result.port = *port;
    return result;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const auto begin = line.find_first_not_of(' ');
        if (begin == std::string_view::npos) {
            break;
        }
        const auto end = line.find(' ', begin);
        words.push_back(line.substr(begin, end == std::string_view::npos ? end : end - begin));
        line = end == std::string_view::npos ? std::string_view() : line.substr(end);
    }
    return words;
}

} // namespace

std::optional<std::uint32_t> owner_in_tcp_table(std::string_view table, const TcpEndpoint& local,
                                                const TcpEndpoint& remote) {
    constexpr std::size_t local_column = 1;
    constexpr std::size_t remote_column = 2;
    constexpr std::size_t state_column = 3;
    constexpr std::size_t owner_column = 7;
    while (!table.empty()) {
        const auto end = table.find('\n');
        const auto words = words_of(table.substr(0, end));
        table = end == std::string_view::npos ? std::string_view() : table.substr(end + 1);
        // A socket in TIME_WAIT (06) has no owner any more and shows as user 0.
        if (words.size() <= owner_column || words[state_column] == "06") {
            continue;
        }
        if (endpoint(words[local_column]) == local && endpoint(words[remote_column]) == remote) {
            return number<std::uint32_t>(words[owner_column], 10);
        }
    }
    return std::nullopt;
}

} // namespace sigillo::agent
