#include "tests/card/made_cards.hpp"
#include "tests/card/pkcs11.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::tests;

namespace {

CardOrder itacns_order() {
    CardOrder order;
    order.profile = "itacns";
    order.serial = "6030000012345678";
    return order;
}

struct ItacnsChain {
    ReaderEnvironment reader;
    std::filesystem::path state = made_card(reader, itacns_order());

    ItacnsChain() { reader.insert(0, state); }
};

} // namespace

TEST_CASE_METHOD(ItacnsChain, "each PIN of a CNS shows as a token with the holder's name", "[chain]") {
    const Module module(opensc_module());
    const auto tokens = module.tokens();
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].label == "MARIO ROSSI (PIN CNS0)");
    CHECK(tokens[1].label == "MARIO ROSSI (PIN CNS1)");
    CHECK(tokens[0].serial == "6030000012345678");
}

TEST_CASE_METHOD(ItacnsChain, "both keys of a CNS sign what their certificates verify", "[chain]") {
    const Module module(opensc_module());
    const struct {
        const char* label;
        const char* pin;
        Bytes id;
        const char* certificate;
    } roles[] = {{"PIN CNS0", "11111", {0x01}, "cns.pem"}, {"PIN CNS1", "22222", {0x10}, "sign.pem"}};
    for (const auto& role : roles) {
        CAPTURE(role.label);
        const auto certificate = state.parent_path() / role.certificate;
        auto token = module.open(role.label);
        CHECK(token.attribute(token.find(CKO_CERTIFICATE, role.id).value(), CKA_VALUE) ==
              certificate_der(certificate));
        REQUIRE(token.login(role.pin) == CKR_OK);
        Bytes signature;
        REQUIRE(token.sign(token.find(CKO_PRIVATE_KEY, role.id).value(), "message", signature) == CKR_OK);
        CHECK(rsa_verifies(certificate_modulus(certificate), "message", signature));
    }
}

TEST_CASE_METHOD(ItacnsChain, "a CNS makes no key through OpenSC", "[chain]") {
    const Module module(opensc_module());
    auto token = module.open("PIN CNS1");
    REQUIRE(token.login("22222") == CKR_OK);
    CHECK(token.generate_rsa({0x11}, "new").result == CKR_FUNCTION_NOT_SUPPORTED);
}

TEST_CASE_METHOD(ItacnsChain, "a CNS takes no certificate through OpenSC", "[chain]") {
    const Module module(opensc_module());
    auto token = module.open("PIN CNS1");
    REQUIRE(token.login("22222") == CKR_OK);
    CHECK(token.write_certificate({0x11}, "new", certificate_der(state.parent_path() / "sign.pem")) ==
          CKR_FUNCTION_NOT_SUPPORTED);
}

TEST_CASE_METHOD(ItacnsChain, "wrong PINs lock one PIN of a CNS, and its PUK opens it again", "[chain]") {
    const Module module(opensc_module());
    auto token = module.open("PIN CNS1");
    CHECK(token.login("99999") == CKR_PIN_INCORRECT);
    CHECK(token.login("99999") == CKR_PIN_INCORRECT);
    CHECK(token.login("99999") == CKR_PIN_LOCKED);
    CHECK(module.open("PIN CNS0").login("11111") == CKR_OK);
    CHECK(token.set_pin("87654321", "33333") == CKR_OK);
    CHECK(token.login("33333") == CKR_OK);
}

TEST_CASE("a TS-CNS shows one key, which authenticates, and none that signs documents [R134]", "[chain]") {
    ReaderEnvironment reader;
    CardOrder order;
    order.profile = "ts-cns";
    order.serial = "6030000012345678";
    const auto state = made_card(reader, order);
    reader.insert(0, state);
    const Module module(opensc_module());
    auto token = module.open("PIN CNS0");
    REQUIRE(token.login("11111") == CKR_OK);
    CHECK(token.attribute(token.find(CKO_CERTIFICATE, {0x01}).value(), CKA_VALUE) ==
          certificate_der(state.parent_path() / "cns.pem"));
    CHECK_FALSE(token.find(CKO_CERTIFICATE, {0x10}));
    Bytes signature;
    CHECK(token.sign(token.find(CKO_PRIVATE_KEY, {0x01}).value(), "message", signature) == CKR_OK);
}
