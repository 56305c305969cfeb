#include "agent/module_host/host_messages.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::agent;

namespace {

template <class Message>
Message there_and_back(Message message) {
    auto decoded = host::decode_request(host::encode(host::Request(std::move(message))));
    REQUIRE(decoded);
    REQUIRE(std::holds_alternative<Message>(*decoded));
    return std::get<Message>(std::move(*decoded));
}

SecretString pin_of(std::string text) {
    return SecretString(std::span<char>(text.data(), text.size()));
}

} // namespace

TEST_CASE("a log-in carries slot, card and PIN to the module's process") {
    const auto login = there_and_back(host::Login{7, "serial", pin_of("12345")});
    CHECK(login.slot == 7);
    CHECK(login.serial == "serial");
    CHECK(login.pin.view() == "12345");
}

TEST_CASE("a new PIN is carried with the old one or the PUK, each in its place") {
    const auto change = there_and_back(host::ChangePin{7, pin_of("12345"), pin_of("54321")});
    CHECK(change.old_pin.view() == "12345");
    CHECK(change.new_pin.view() == "54321");
    const auto unblock = there_and_back(host::UnblockPin{7, "serial", pin_of("12345678"), pin_of("54321")});
    CHECK(unblock.puk.view() == "12345678");
    CHECK(unblock.new_pin.view() == "54321");
}

TEST_CASE("a message with two secrets grows after neither, so that no copy of one is left behind") {
    host::Encoder encoder;
    encoder(std::uint64_t{7});
    encoder(pin_of(std::string(SecretString::capacity, '1')));
    const auto* place = encoder.bytes().data();
    encoder(pin_of(std::string(SecretString::capacity, '2')));
    CHECK(encoder.bytes().data() == place);
}

TEST_CASE("a batch carries its digests in order") {
    pki::Digest first{};
    pki::Digest second{};
    second[31] = 9;
    const auto sign = there_and_back(host::Sign{1, {4, 5}, {first, second}});
    CHECK(sign.key_id == Bytes{4, 5});
    CHECK(sign.digests == std::vector<pki::Digest>{first, second});
}

TEST_CASE("a token's data come back whole") {
    host::ListTokens::Reply reply;
    reply.module = "m";
    host::Token token;
    token.slot = 3;
    token.reader = "r";
    token.serial = "s";
    token.pin_final_try = true;
    token.free_room = 1234;
    reply.tokens.push_back(token);
    const auto decoded = host::decode_reply<host::ListTokens::Reply>(host::encode_reply(reply));
    REQUIRE(decoded);
    CHECK(decoded->tokens.at(0).serial == "s");
    CHECK(decoded->tokens.at(0).pin_final_try);
    CHECK(decoded->tokens.at(0).free_room == 1234u);
}

TEST_CASE("an error keeps its id and details on the way") {
    const domain::Error error(domain::ErrorId::card_pin_wrong, {{"tries", "2"}});
    const auto decoded = host::decode_reply<host::Nothing>(host::encode_failure(error));
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error() == error);
}

TEST_CASE("a frame cut anywhere is refused") {
    const auto whole = host::encode(host::Request(host::Login{7, "serial", pin_of("12345")}));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK_FALSE(host::decode_request(ByteView(whole).first(size)));
    }
}

TEST_CASE("a count that the frame cannot hold costs no memory") {
    // true, then a list of 2^60 signatures
    const Bytes frame{1, 0, 0, 0, 0, 0, 0, 0, 16};
    CHECK_FALSE(host::decode_reply<host::Sign::Reply>(frame));
}

TEST_CASE("a frame with something left over is refused") {
    auto frame = host::encode(host::Request(host::ListTokens{}));
    frame.push_back(0);
    CHECK(host::decode_request(frame).error().id == domain::ErrorId::message_malformed);
}
