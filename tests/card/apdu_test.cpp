#include "tests/card/card_hand.hpp"

using namespace sigillo::virtual_card;
using sigillo::tests::hex;

namespace {

Response echo_length(const Command& command) {
    Bytes data;
    put_be16(data, command.data.size());
    return data;
}

std::string through(Channel& channel, std::string_view apdu, const Channel::Handler& handler = echo_length) {
    return to_hex(channel.transmit(hex(apdu), handler));
}

} // namespace

TEST_CASE("short and extended APDUs of every case are told apart", "[apdu]") {
    struct Case {
        const char* apdu;
        std::size_t data;
        std::optional<std::size_t> le;
    };
    const Case cases[] = {
        {"00010203", 0, std::nullopt},
        {"0001020300", 0, 256},
        {"0001020310", 0, 16},
        {"0001020302AABB", 2, std::nullopt},
        {"0001020302AABB05", 2, 5},
        {"00010203000000", 0, 65536},
        {"00010203000100", 0, 256},
        {"00010203000002AABB", 2, std::nullopt},
        {"00010203000002AABB0000", 2, 65536},
    };
    for (const auto& expected : cases) {
        CAPTURE(expected.apdu);
        const auto command = parse_command(hex(expected.apdu));
        REQUIRE(command);
        CHECK(command->data.size() == expected.data);
        CHECK(command->le == expected.le);
    }
}

TEST_CASE("an APDU whose lengths do not fit is refused", "[apdu]") {
    for (const auto* apdu : {"", "00", "000102", "0001020303AABB", "0001020301AABBCC", "000102030000",
                             "00010203000003AABB", "00010203000000AA", "00010203000002AABB00"}) {
        CAPTURE(apdu);
        CHECK_FALSE(parse_command(hex(apdu)));
    }
}

TEST_CASE("a chained command arrives in one piece", "[apdu]") {
    Channel channel;
    CHECK(through(channel, "102A9E9A03AABBCC") == "9000");
    CHECK(through(channel, "102A9E9A03AABBCC") == "9000");
    CHECK(through(channel, "002A9E9A02DDEE00") == "00089000");
}

TEST_CASE("a chain that another command breaks into is dropped", "[apdu]") {
    Channel channel;
    CHECK(through(channel, "102A9E9A03AABBCC") == "9000");
    CHECK(through(channel, "00200081") == "6883");
    CHECK(through(channel, "002A9E9A02DDEE00") == "00029000");
}

TEST_CASE("a chain cannot grow without bound", "[apdu]") {
    Channel channel;
    const auto part = "102A9E9AFF" + to_hex(Bytes(255, 0x55));
    std::string answer = "9000";
    std::size_t sent = 0;
    for (; answer == "9000" && sent < 200; ++sent) {
        answer = through(channel, part);
    }
    CHECK(answer == "6883");
    CHECK(sent == Channel::chain_limit / 255 + 1);
}

TEST_CASE("a long answer is fetched with GET RESPONSE", "[apdu]") {
    Channel channel;
    const Channel::Handler handler = [](const Command&) { return Response(Bytes(600, 0x11)); };
    const auto first = through(channel, "00CA010100", handler);
    CHECK(first.substr(first.size() - 4) == "6100");
    const auto second = through(channel, "00C0000000", handler);
    CHECK(second.size() == 2 * 258);
    CHECK(second.substr(second.size() - 4) == "6158");
    const auto third = through(channel, "00C0000058", handler);
    CHECK(third.substr(third.size() - 4) == "9000");
    CHECK(third.size() == 2 * (88 + 2));
    CHECK(through(channel, "00C0000000", handler) == "6985");
}
