#include "tests/card/card_hand.hpp"
#include "tests/card/crypto.hpp"
#include "tests/virtual_card/card_file.hpp"
#include "tests/virtual_card/myeid_card.hpp"
#include "tests/virtual_card/provision/new_card.hpp"

#include <nlohmann/json.hpp>

using namespace sigillo::virtual_card;
using namespace sigillo::tests;
using sigillo::virtual_card::Bytes;

namespace {

/// A card with PIN 1 (11111, PUK 12345678) and PIN 2 (22222), active.
std::unique_ptr<Card> active_card(CardOptions options = {}) {
    auto blank = make_blank_myeid("00000000001234567890");
    auto& card = *std::get<0>(blank);
    REQUIRE(ask(card, "00DA010113 3131313131FFFFFF 3132333435363738 030A00") == "9000");
    REQUIRE(ask(card, "00DA010213 3232323232FFFFFF 3132333435363738 030A00") == "9000");
    REQUIRE(ask(card, "004404000C A000000063504B43532D3135") == "9000");
    REQUIRE(ask(card, "00A4080C02 5015") == "9000");
    auto loaded = load_card(card.state().dump(), options);
    auto active = std::move(std::get<0>(loaded));
    REQUIRE(ask(*active, "00A4080C02 5015") == "9000");
    return active;
}

constexpr auto pin1 = "0020000108 3131313131FFFFFF";
constexpr auto pin2 = "0020000208 3232323232FFFFFF";

// CREATE FILE of a key behind a PIN: crypto, update, delete and generate need it.
std::string create_key(const char* kind, const char* size, const char* id, const char* pin,
                       const char* properties = "0000") {
    const std::string p(pin);
    return std::string("00E0000019 6217 8102") + size + "8201" + kind + "8302" + id + "8603" + p + p + p + p +
           "FF8502" + properties + "8A0100";
}

void make_rsa_key(Card& card, const char* id) {
    REQUIRE(ask(card, pin1) == "9000");
    REQUIRE(ask(card, create_key("11", "0800", id, "1")) == "9000");
    REQUIRE(ask(card, "0046000007 30058103010001") == "9000");
}

} // namespace

TEST_CASE("a MyEID card tells its version, serial number and abilities", "[myeid]") {
    const auto card = active_card();
    CHECK(ask(*card, "00CA01A014") == "1D01000000040500"
                                      "00000000001234567890"
                                      "00009000");
    CHECK(ask(*card, "00CA01AA0B") == "01000910000000000002099000");
    CHECK(ask(*card, "00CA010100") == "6A88");
}

TEST_CASE("selecting by application, path and identifier gives the file's control information", "[myeid]") {
    const auto card = active_card();
    CHECK(ask(*card, "00A404000C A000000063504B43532D3135 00") == "6F2581020000820138"
                                                                  "83023F00"
                                                                  "8603000FFF"
                                                                  "85020000"
                                                                  "8A0105"
                                                                  "840CA000000063504B43532D3135"
                                                                  "9000");
    CHECK(ask(*card, "00A4080002 5015 00") == "6F17810200008201388302501586"
                                              "03000FFF850200008A01059000");
    CHECK(ask(*card, "00A4080C04 50154B01") == "6A82");
    REQUIRE(ask(*card, "00E0000019 6217 80020010 820101 83024401 860301"
                       "1FFF 85020000 8A0100") == "9000");
    CHECK(ask(*card, "00A4080004 50154401 00") == "6F17800200108201018302440186"
                                                  "03011FFF850200008A01059000");
    CHECK(ask(*card, "00A4000C02 3F00") == "9000");
    CHECK(ask(*card, "00A4000C02 5015") == "9000");
    CHECK(ask(*card, "00A4000C02 4401") == "9000");
    CHECK(ask(*card, "00A4040005 A000000001 00") == "6A82");
}

TEST_CASE("a wrong PIN counts down to a blocked one, a right one counts up again", "[myeid]") {
    const auto card = active_card();
    CHECK(ask(*card, "00200001") == "63C3");
    CHECK(ask(*card, "0020000108 3939393939FFFFFF") == "63C2");
    CHECK(ask(*card, pin1) == "9000");
    CHECK(ask(*card, "00200001") == "9000");
    CHECK(ask(*card, "0020000108 3939393939FFFFFF") == "63C2");
    CHECK(ask(*card, "00200001") == "63C2");
    CHECK(ask(*card, "0020000108 3939393939FFFFFF") == "63C1");
    CHECK(ask(*card, "0020000108 3939393939FFFFFF") == "6983");
    CHECK(ask(*card, pin1) == "6983");
    CHECK(ask(*card, pin2) == "9000");
}

TEST_CASE("the PUK unblocks a PIN, and has tries of its own", "[myeid]") {
    const auto card = active_card();
    for (int i = 0; i < 3; ++i) {
        (void)ask(*card, "0020000108 3939393939FFFFFF");
    }
    CHECK(ask(*card, "002C000110 3939393939393939 3434343434FFFFFF") == "63C9");
    CHECK(ask(*card, "002C000110 3132333435363738 3434343434FFFFFF") == "9000");
    CHECK(ask(*card, pin1) == "63C2");
    CHECK(ask(*card, "0020000108 3434343434FFFFFF") == "9000");
}

TEST_CASE("a PIN is changed with the old one only", "[myeid]") {
    const auto card = active_card();
    CHECK(ask(*card, "0024000110 3939393939FFFFFF 3434343434FFFFFF") == "63C2");
    CHECK(ask(*card, "0024000110 3131313131FFFFFF 3434343434FFFFFF") == "9000");
    CHECK(ask(*card, "0020000108 3434343434FFFFFF") == "9000");
}

TEST_CASE("an RSA key made on the card signs what OpenSSL verifies, by every way of asking", "[myeid]") {
    const auto card = active_card();
    make_rsa_key(*card, "4B01");
    const auto modulus = data_of(ask(*card, "00CA010100"));
    REQUIRE(modulus.size() == 256);
    const auto info = digest_info("message");
    const auto block = padded_block(info, 256);

    REQUIRE(ask(*card, "002241B60A 800102 81024B01 840100") == "9000");
    CHECK(rsa_verifies(modulus, "message", data_of(ask(*card, with_body("002A9E9A", info)))));

    REQUIRE(ask(*card, "002241B60A 800100 81024B01 840100") == "9000");
    CHECK(rsa_verifies(modulus, "message", data_of(ask(*card, with_body("002A9E9A", block)))));
    REQUIRE(ask(*card, "102A9E9AFF" + to_hex(View(block).first(255))) == "9000");
    CHECK(rsa_verifies(modulus, "message", data_of(ask(*card, with_body("002A9E9A", Bytes{block.back()})))));

    REQUIRE(ask(*card, "002241B80A 800100 81024B01 840100") == "9000");
    Bytes first{0x81};
    append(first, View(block).first(128));
    Bytes second{0x82};
    append(second, View(block).last(128));
    REQUIRE(ask(*card, with_body("002A8086", first)) == "9000");
    CHECK(rsa_verifies(modulus, "message", data_of(ask(*card, with_body("002A8086", second)))));
}

TEST_CASE("a MyEID card deciphers, and refuses broken padding", "[myeid]") {
    const auto card = active_card();
    make_rsa_key(*card, "4B01");
    const auto modulus = data_of(ask(*card, "00CA010100"));
    REQUIRE(ask(*card, "002241B80A 800102 81024B01 840100") == "9000");
    Bytes body{0x00};
    append(body, rsa_encrypt(modulus, {1, 2, 3}));
    CHECK(data_of(ask(*card, with_body("002A8086", body))) == Bytes{1, 2, 3});
    CHECK(ask(*card, with_body("002A8086", Bytes(257, 0x00))) == "6A80");
}

TEST_CASE("an RSA-3072 signature is fetched in two pieces", "[myeid]") {
    const auto card = active_card();
    REQUIRE(ask(*card, pin1) == "9000");
    REQUIRE(ask(*card, create_key("11", "0C00", "4B01", "1")) == "9000");
    REQUIRE(ask(*card, "0046000007 30058103010001") == "9000");
    auto modulus = data_of(ask(*card, "00CA0101000180"));
    REQUIRE(modulus.size() == 384);
    REQUIRE(ask(*card, "002241B60A 800102 81024B01 840100") == "9000");
    auto first = ask(*card, with_body("002A9E9A", digest_info("message")));
    REQUIRE(first.substr(first.size() - 4) == "6180");
    auto signature = hex(first.substr(0, first.size() - 4));
    append(signature, data_of(ask(*card, "00C0000080")));
    CHECK(rsa_verifies(modulus, "message", signature));
}

TEST_CASE("an EC key made on the card signs what OpenSSL verifies", "[myeid]") {
    const auto card = active_card();
    REQUIRE(ask(*card, pin1) == "9000");
    REQUIRE(ask(*card, create_key("22", "0100", "4B02", "1")) == "9000");
    REQUIRE(ask(*card, "00460000") == "9000");
    const auto object = data_of(ask(*card, "00CA018600"));
    REQUIRE(to_hex(View(object).first(3)) == "864104");
    REQUIRE(ask(*card, "002241B60A 800104 81024B02 840100") == "9000");
    const auto signature = data_of(ask(*card, with_body("002A9E9A", sha256("message"))));
    CHECK(ecdsa_verifies(Bytes(object.begin() + 2, object.end()), "message", signature));
}

TEST_CASE("a key answers only behind its own PIN", "[myeid]") {
    const auto card = active_card();
    make_rsa_key(*card, "4B01");
    REQUIRE(ask(*card, "002E0000") == "9000");
    REQUIRE(ask(*card, pin2) == "9000");
    REQUIRE(ask(*card, "002241B60A 800102 81024B01 840100") == "9000");
    CHECK(ask(*card, with_body("002A9E9A", digest_info("message"))) == "6982");
    CHECK(ask(*card, "0046000007 30058103010001") == "6982");
    CHECK(ask(*card, "A0E40000") == "6982");
    REQUIRE(ask(*card, pin1) == "9000");
    CHECK(ask(*card, "A0E40000") == "9000");
}

TEST_CASE("an always-authenticate key asks for its PIN before each signature", "[myeid]") {
    const auto card = active_card();
    REQUIRE(ask(*card, pin2) == "9000");
    REQUIRE(ask(*card, create_key("11", "0800", "4B01", "2", "2000")) == "9000");
    REQUIRE(ask(*card, "0046000007 30058103010001") == "9000");
    REQUIRE(ask(*card, "002241B60A 800102 81024B01 840100") == "9000");
    const auto sign = with_body("002A9E9A", digest_info("message"));
    CHECK(data_of(ask(*card, sign)).size() == 256);
    CHECK(ask(*card, sign) == "6982");
    REQUIRE(ask(*card, pin2) == "9000");
    CHECK(data_of(ask(*card, sign)).size() == 256);
}

TEST_CASE("access conditions of data files hold once the card is active", "[myeid]") {
    const auto card = active_card();
    REQUIRE(ask(*card, "00E0000019 6217 80020004 820101 83024501 860312"
                       "1FFF 85020000 8A0100") == "9000");
    CHECK(ask(*card, "00B0000004") == "6982");
    CHECK(ask(*card, "00D6000002 AABB") == "6982");
    REQUIRE(ask(*card, pin2) == "9000");
    CHECK(ask(*card, "00D6000102 AABB") == "9000");
    CHECK(ask(*card, "00D6000302 AABB") == "6A84");
    CHECK(ask(*card, "00B0000004") == "6982");
    REQUIRE(ask(*card, pin1) == "9000");
    CHECK(ask(*card, "00B0000000") == "00AABB009000");
    CHECK(ask(*card, "00B0000501") == "6B00");
}

TEST_CASE("a full card creates nothing and goes on signing", "[myeid]") {
    const auto card = active_card({true});
    const auto before = card->revision();
    CHECK(ask(*card, create_key("11", "0800", "4B01", "1")) == "6A84");
    CHECK(card->revision() == before);
}

TEST_CASE("a file exists once, and is gone when deleted", "[myeid]") {
    const auto card = active_card();
    const auto create = "00E0000019 6217 80020004 820101 83024501 860300"
                        "0FFF 85020000 8A0100";
    REQUIRE(ask(*card, create) == "9000");
    CHECK(ask(*card, create) == "6A89");
    REQUIRE(ask(*card, "00A4080C04 50154501") == "9000");
    CHECK(ask(*card, "A0E40000") == "9000");
    CHECK(ask(*card, "00A4080C04 50154501") == "6A82");
}

TEST_CASE("wiping leaves the two directories and no PIN", "[myeid]") {
    const auto card = active_card();
    make_rsa_key(*card, "4B01");
    REQUIRE(ask(*card, "00A4000C02 3F00") == "9000");
    REQUIRE(ask(*card, "00DA01E008 FFFF 111FFF 222FFF") == "9000");
    CHECK(ask(*card, "00A4080002 5015 00") == "6F178102000082013883025015"
                                              "8603222FFF"
                                              "85020000"
                                              "8A0101"
                                              "9000");
    CHECK(ask(*card, "00200001") == "6A88");
    CHECK(ask(*card, "00A4080C04 50154B01") == "6A82");
}

TEST_CASE("unknown commands, classes and parameters have their own answers", "[myeid]") {
    const auto card = active_card();
    CHECK(ask(*card, "00FF0000") == "6D00");
    CHECK(ask(*card, "80CA01A014") == "6E00");
    CHECK(ask(*card, "002241A40A 800104 81024B02 840100") == "6A81");
    CHECK(ask(*card, "00460000") == "6981");
    CHECK(ask(*card, "002A9E9A01 00 00") == "6985");
    CHECK(ask(*card, "00E0000002 6200") == "6A80");
}
