#include "tests/card/card_hand.hpp"
#include "tests/card/crypto.hpp"
#include "tests/virtual_card/card_file.hpp"
#include "tests/virtual_card/itacns_card.hpp"

#include <nlohmann/json.hpp>

using namespace sigillo::virtual_card;
using namespace sigillo::tests;
using sigillo::virtual_card::Bytes;

namespace {

SecretCode code(std::string_view pin, std::string_view puk) {
    return SecretCode({padded_code(pin).value(), padded_code(puk).value(), 3, 10, 3, 10});
}

/// A CNS with a key 01 behind PIN 10 (11111) and a key 10 behind PIN 1A (22222).
ItacnsCard issued_card(Bytes* modulus = nullptr) {
    const auto key = PrivateKey::from_pem(fresh_rsa_pem()).value();
    if (modulus != nullptr) {
        *modulus = key.modulus();
    }
    ItacnsCard::Content content;
    content.atr = hex("3BFF1800008131FE45006B020C0100012101434E5311318057");
    content.files[hex("10001003")] = hex("36303330303030303132333435363738");
    content.files[hex("11001101")] = hex("3082AABBCC");
    content.directories.insert(hex("14008110"));
    content.codes.emplace(std::uint8_t{0x10}, code("11111", "12345678"));
    content.codes.emplace(std::uint8_t{0x1A}, code("22222", "87654321"));
    content.keys.emplace(std::uint8_t{0x01}, ItacnsCard::Key{key, 0x10});
    content.keys.emplace(std::uint8_t{0x10}, ItacnsCard::Key{key, 0x1A});
    return ItacnsCard(std::move(content));
}

} // namespace

TEST_CASE("a CNS lets its files be read and knows no applications", "[itacns]") {
    auto card = issued_card();
    CHECK(ask(card, "00A404000C A000000063504B43532D3135 00") == "6A82");
    CHECK(ask(card, "00A4000C02 3F00") == "9000");
    CHECK(ask(card, "00A4080C04 10001003") == "9000");
    CHECK(ask(card, "00B0000010") == "363033303030303031323334353637389000");
    CHECK(ask(card, "00B0000EFF") == "37389000");
    CHECK(ask(card, "00B00010FF") == "9000");
    CHECK(ask(card, "00A4080004 11001101 00") == "6F16800200058201018302110186"
                                                 "0900FFFFFFFFFFFFFFFF9000");
    CHECK(ask(card, "00A4080C04 14008110") == "9000");
    for (const auto* missing :
         {"00A4080C02 2F00", "00A4080C02 5015", "00A4080C02 5031", "00A4080C04 2FFF8228"}) {
        CHECK(ask(card, missing) == "6A82");
    }
}

TEST_CASE("a CNS refuses everything that would change it", "[itacns]") {
    auto card = issued_card();
    const auto state = card.state();
    for (const auto* apdu :
         {"00CA010100", "00CB3FFF00", "00E0000000", "00D6000001AA", "00DA010100", "00460000"}) {
        CAPTURE(apdu);
        CHECK(ask(card, apdu) == "6D00");
    }
    CHECK(card.state() == state);
    CHECK(card.revision() == 0);
}

TEST_CASE("each key of a CNS signs behind its own PIN", "[itacns]") {
    Bytes modulus;
    auto card = issued_card(&modulus);
    const auto block = padded_block(digest_info("message"), 256);
    const auto sign = with_body("002A9E9A", block);
    REQUIRE(ask(card, "0022F30300") == "9000");
    REQUIRE(ask(card, "0022F1B603 830110") == "9000");
    CHECK(ask(card, sign) == "6982");
    REQUIRE(ask(card, "0020001008 3131313131FFFFFF") == "9000");
    CHECK(ask(card, sign) == "6982");
    REQUIRE(ask(card, "0020009A08 3232323232FFFFFF") == "9000");
    CHECK(rsa_verifies(modulus, "message", data_of(ask(card, sign))));

    REQUIRE(ask(card, "0022F1B803 830101") == "9000");
    Bytes body{0x00};
    append(body, block);
    CHECK(rsa_verifies(modulus, "message", data_of(ask(card, with_body("002A8086", body)))));
    CHECK(ask(card, "0022F1B603 830107") == "6A88");
}

TEST_CASE("PIN, change and PUK of a CNS count their tries", "[itacns]") {
    auto card = issued_card();
    CHECK(ask(card, "0020001008 3939393939FFFFFF") == "63C2");
    CHECK(ask(card, "0024001010 3939393939FFFFFF 3434343434FFFFFF") == "63C1");
    CHECK(ask(card, "0020001008 3939393939FFFFFF") == "6983");
    CHECK(ask(card, "002C001010 3939393939393939 3434343434FFFFFF") == "63C9");
    CHECK(ask(card, "002C001010 3132333435363738 3434343434FFFFFF") == "9000");
    CHECK(ask(card, "0020001008 3434343434FFFFFF") == "9000");
    CHECK(ask(card, "0020001108 3434343434FFFFFF") == "6A88");
}

TEST_CASE("the retry counter of a CNS survives being pulled", "[itacns]") {
    auto card = issued_card();
    REQUIRE(ask(card, "0020001008 3939393939FFFFFF") == "63C2");
    const auto loaded = load_card(card.state().dump());
    REQUIRE(std::holds_alternative<std::unique_ptr<Card>>(loaded));
    CHECK(ask(*std::get<0>(loaded), "00200010") == "63C2");
}

TEST_CASE("EF DatiPersonali has a length in hexadecimal digits and fields with theirs", "[itacns]") {
    const auto file = personal_data_file({"6030", "01012024", "01012030", "ROSSI", "MARIO"});
    CHECK(std::string(file.begin(), file.end()) == "000028"
                                                   "046030"
                                                   "0801012024"
                                                   "0801012030"
                                                   "05ROSSI"
                                                   "05MARIO");
}
