#pragma once

#include "tests/virtual_card/bytes.hpp"

#include <functional>

namespace sigillo::virtual_card {

/// Status words of ISO 7816-4 that the two profiles answer with.
namespace sw {
inline constexpr std::uint16_t ok = 0x9000;
inline constexpr std::uint16_t memory_failure = 0x6581;
inline constexpr std::uint16_t wrong_length = 0x6700;
inline constexpr std::uint16_t last_of_chain_expected = 0x6883;
inline constexpr std::uint16_t incompatible_file = 0x6981;
inline constexpr std::uint16_t security_not_satisfied = 0x6982;
inline constexpr std::uint16_t blocked = 0x6983;
inline constexpr std::uint16_t conditions_not_satisfied = 0x6985;
inline constexpr std::uint16_t no_current_file = 0x6986;
inline constexpr std::uint16_t wrong_data = 0x6A80;
inline constexpr std::uint16_t function_not_supported = 0x6A81;
inline constexpr std::uint16_t file_not_found = 0x6A82;
inline constexpr std::uint16_t no_room = 0x6A84;
inline constexpr std::uint16_t wrong_parameters = 0x6A86;
inline constexpr std::uint16_t data_not_found = 0x6A88;
inline constexpr std::uint16_t file_exists = 0x6A89;
inline constexpr std::uint16_t wrong_offset = 0x6B00;
inline constexpr std::uint16_t unknown_instruction = 0x6D00;
inline constexpr std::uint16_t unknown_class = 0x6E00;
} // namespace sw

/// A command APDU, short or extended (ISO 7816-4, 5.1).
struct Command {
    std::uint8_t cla = 0;
    std::uint8_t ins = 0;
    std::uint8_t p1 = 0;
    std::uint8_t p2 = 0;
    Bytes data;
    std::optional<std::size_t> le; ///< 1..65536; nothing: the host expects no data

    [[nodiscard]] std::uint16_t p1p2() const { return static_cast<std::uint16_t>(p1 << 8 | p2); }
};

struct Response {
    Response(std::uint16_t status_word) : status(status_word) {}
    Response(Bytes body) : data(std::move(body)), status(sw::ok) {}

    Bytes data;
    std::uint16_t status;
};

/// Nothing if the bytes are no command APDU of any of the seven cases.
[[nodiscard]] std::optional<Command> parse_command(View apdu);

/// What every card does around its commands: command chaining (CLA 0x10) before, and the answer in pieces
/// that the host's Le allows, fetched with GET RESPONSE, after.
class Channel {
  public:
    /// The largest body that a chain may grow to.
    static constexpr std::size_t chain_limit = 16384;

    using Handler = std::function<Response(const Command&)>;

    /// Handles one APDU of the host and returns the whole answer, status word included.
    [[nodiscard]] Bytes transmit(View apdu, const Handler& handler);

    void reset();

  private:
    [[nodiscard]] Bytes answer(Response response, std::optional<std::size_t> le);
    [[nodiscard]] Bytes get_response(const Command& command);

    std::optional<Command> chain_;
    Bytes waiting_; ///< what GET RESPONSE has still to fetch
};

} // namespace sigillo::virtual_card
