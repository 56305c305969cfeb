#include "tests/card/card_hand.hpp"
#include "tests/virtual_card/card_file.hpp"
#include "tests/virtual_card/myeid_card.hpp"
#include "tests/virtual_card/provision/new_card.hpp"
#include "tests/virtual_card/transcript.hpp"
#include "tests/virtual_card/vpcd.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

using namespace sigillo::virtual_card;
using sigillo::tests::ask;
using sigillo::tests::hex;

namespace {

std::unique_ptr<Card> blank_card() {
    return std::move(std::get<0>(make_blank_myeid("00000000001234567890")));
}

const CardSession::Save discard = [](const Card&) { return true; };

} // namespace

TEST_CASE("frames of vpcd come out whole however they are cut", "[vpcd]") {
    const auto stream = hex("0001 04 0005 00A4000C00 0000 0002 AABB");
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        CAPTURE(step);
        FrameDecoder decoder;
        std::vector<std::string> frames;
        for (std::size_t at = 0; at < stream.size(); at += step) {
            decoder.feed(View(stream).subspan(at, std::min(step, stream.size() - at)));
            while (const auto frame = decoder.next()) {
                frames.push_back(to_hex(*frame));
            }
        }
        CHECK(frames == std::vector<std::string>{"04", "00A4000C00", "", "AABB"});
    }
    CHECK(to_hex(encode_frame(hex("AABB"))) == "0002AABB");
}

TEST_CASE("the reader's control bytes give the ATR, and no answer to power and reset", "[vpcd]") {
    const auto card = blank_card();
    CardSession session(*card, discard, {});
    CHECK(to_hex(session.handle(hex("04")).reply.value()) == "3BF51800008131FE454D794549449A");
    for (const auto* control : {"00", "01", "02"}) {
        CHECK_FALSE(session.handle(hex(control)).reply);
    }
    CHECK(to_hex(session.handle(hex("")).reply.value()) == "6700");
}

TEST_CASE("a reset forgets the session, and nothing of the card", "[vpcd]") {
    const auto card = blank_card();
    CardSession session(*card, discard, {});
    REQUIRE(ask(*card, "00DA010113 3131313131FFFFFF 3132333435363738 030A00") == "9000");
    REQUIRE(ask(*card, "0020000108 3131313131FFFFFF") == "9000");
    REQUIRE(ask(*card, "00200001") == "9000");
    (void)session.handle(hex("02"));
    CHECK(ask(*card, "00200001") == "63C3");
}

TEST_CASE("a cut card has made and kept its last change, and never answers it", "[vpcd]") {
    const auto card = blank_card();
    std::vector<std::string> kept;
    CardSession session(*card,
                        [&](const Card& changed) {
                            kept.push_back(changed.state().dump());
                            return true;
                        },
                        {2, nullptr});
    const auto first = session.handle(hex("00DA010113 3131313131FFFFFF 3132333435363738 030A00"));
    CHECK(to_hex(first.reply.value()) == "9000");
    CHECK(to_hex(session.handle(hex("00A4040000")).reply.value()).size() == 4);
    const auto second = session.handle(hex("00DA010213 3131313131FFFFFF 3132333435363738 030A00"));
    CHECK(second.next == CardSession::Next::cut);
    CHECK_FALSE(second.reply);
    REQUIRE(kept.size() == 2);
    CHECK(nlohmann::json::parse(kept.back()).at("pins").size() == 2);
}

TEST_CASE("a change that cannot be kept is not confirmed", "[vpcd]") {
    const auto card = blank_card();
    CardSession session(*card, [](const Card&) { return false; }, {});
    const auto outcome = session.handle(hex("00DA010113 3131313131FFFFFF 3132333435363738 030A00"));
    CHECK(outcome.next == CardSession::Next::not_saved);
    CHECK_FALSE(outcome.reply);
}

TEST_CASE("the transcript shows no PIN, no PUK and no key", "[vpcd]") {
    const auto card = blank_card();
    std::ostringstream transcript;
    CardSession session(*card, discard, {0, &transcript});
    for (const auto* apdu :
         {"00DA010113 3131313131FFFFFF 3132333435363738 030A00", "0020000108 3131313131FFFFFF",
          "1020000108 3131313131FFFFFF", "0024000110 3131313131FFFFFF 3131313131FFFFFF",
          "002C000110 3132333435363738 3131313131FFFFFF", "00DA018305 3131313131",
          "00200001 00000A 31313131313131313131"}) {
        (void)session.handle(hex(apdu));
    }
    CHECK_THAT(transcript.str(), !ContainsSubstring("3131"));
    CHECK_THAT(transcript.str(), ContainsSubstring("> 0020000108<8 secret bytes>\n"));
    CHECK(describe_command(hex("00B0000010")) == "00B0000010");
}

TEST_CASE("a card's state survives being written down", "[state]") {
    const auto card = blank_card();
    REQUIRE(ask(*card, "00DA010113 3131313131FFFFFF 3132333435363738 030A00") == "9000");
    auto loaded = load_card(card->state().dump());
    REQUIRE(std::holds_alternative<std::unique_ptr<Card>>(loaded));
    CHECK(std::get<0>(loaded)->state() == card->state());
}

TEST_CASE("what is no card state is refused with a reason", "[state]") {
    for (const auto* text :
         {"", "[]", "{}", R"({"profile":"cie"})", R"({"profile":"myeid"})",
          R"({"profile":"itacns","atr":"3B","files":{"1":"00"},"codes":{},"keys":{}})",
          R"({"profile":"myeid","serial":"00000000001234567890","activated":true,"pins":{},"files":[]})"}) {
        CAPTURE(text);
        const auto loaded = load_card(text);
        REQUIRE(std::holds_alternative<CardFault>(loaded));
        CHECK_FALSE(std::get<CardFault>(loaded).what.empty());
    }
}
