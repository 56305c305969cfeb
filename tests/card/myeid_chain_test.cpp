#include "tests/card/made_cards.hpp"
#include "tests/card/pkcs11.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::tests;

namespace {

const Bytes cns_id{0x01};
const Bytes signature_id{0x10};
const Bytes new_id{0x11};

struct MyeidChain {
    ReaderEnvironment reader;
    std::filesystem::path state = made_card(reader, {});
    std::filesystem::path cns_certificate = state.parent_path() / "cns.pem";
    std::filesystem::path signature_certificate = state.parent_path() / "sign.pem";

    [[nodiscard]] bool signature_key_works() const {
        const Module module(opensc_module());
        auto token = module.open("DS User PIN");
        Bytes signature;
        return token.login("22222") == CKR_OK &&
               token.sign(token.find(CKO_PRIVATE_KEY, signature_id).value(), "act", signature) == CKR_OK &&
               rsa_verifies(certificate_modulus(signature_certificate), "act", signature);
    }
};

} // namespace

TEST_CASE_METHOD(MyeidChain, "each PIN of a MyEID card shows as a token with the holder's name", "[chain]") {
    reader.insert(0, state);
    const Module module(opensc_module());
    const auto tokens = module.tokens();
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].label == "ROSSI MARIO (CNS User PIN)");
    CHECK(tokens[1].label == "ROSSI MARIO (DS User PIN)");
    CHECK(tokens[0].serial == "0000001234567890");
}

TEST_CASE_METHOD(MyeidChain, "pkcs11-tool lists both slots of a MyEID card", "[chain]") {
    reader.insert(0, state);
    std::string output;
    CHECK(run({"pkcs11-tool", "--module", opensc_module().string(), "--list-token-slots"}, &output) == 0);
    CHECK_THAT(output, ContainsSubstring("CNS User PIN"));
    CHECK_THAT(output, ContainsSubstring("DS User PIN"));
}

TEST_CASE_METHOD(MyeidChain, "both keys of a MyEID card sign what their certificates verify", "[chain]") {
    reader.insert(0, state);
    const Module module(opensc_module());
    const struct {
        const char* label;
        const char* pin;
        const Bytes& id;
        const std::filesystem::path& certificate;
    } roles[] = {{"CNS User PIN", "11111", cns_id, cns_certificate},
                 {"DS User PIN", "22222", signature_id, signature_certificate}};
    for (const auto& role : roles) {
        CAPTURE(role.label);
        auto token = module.open(role.label);
        CHECK(token.attribute(token.find(CKO_CERTIFICATE, role.id).value(), CKA_VALUE) ==
              certificate_der(role.certificate));
        REQUIRE(token.login(role.pin) == CKR_OK);
        Bytes signature;
        REQUIRE(token.sign(token.find(CKO_PRIVATE_KEY, role.id).value(), "message", signature) == CKR_OK);
        CHECK(rsa_verifies(certificate_modulus(role.certificate), "message", signature));
    }
}

TEST_CASE_METHOD(MyeidChain, "wrong PINs lock one PIN of a MyEID card, and its PUK opens it again",
                 "[chain]") {
    reader.insert(0, state);
    const Module module(opensc_module());
    auto token = module.open("DS User PIN");
    CHECK(token.login("99999") == CKR_PIN_INCORRECT);
    CHECK(token.login("99999") == CKR_PIN_INCORRECT);
    CHECK(token.login("99999") == CKR_PIN_LOCKED);
    CHECK(token.login("22222") == CKR_PIN_LOCKED);
    CHECK(module.open("CNS User PIN").login("11111") == CKR_OK);
    CHECK(token.set_pin("87654321", "33333") == CKR_OK);
    CHECK(token.login("33333") == CKR_OK);
}

TEST_CASE_METHOD(MyeidChain, "the retry counter of a MyEID card survives being pulled", "[chain]") {
    reader.insert(0, state);
    {
        const Module module(opensc_module());
        CHECK(module.open("DS User PIN").login("99999") == CKR_PIN_INCORRECT);
        CHECK(module.open("DS User PIN").login("99999") == CKR_PIN_INCORRECT);
    }
    reader.pull(0);
    reader.insert(0, state);
    const Module module(opensc_module());
    CHECK(module.open("DS User PIN").login("99999") == CKR_PIN_LOCKED);
}

TEST_CASE_METHOD(MyeidChain, "a new key and certificate come onto a MyEID card and stay when it is pulled",
                 "[chain]") {
    reader.insert(0, state);
    Bytes modulus;
    {
        const Module module(opensc_module());
        auto token = module.open("DS User PIN");
        REQUIRE(token.login("22222") == CKR_OK);
        const auto pair = token.generate_rsa(new_id, "DS User Private Key 2");
        REQUIRE(pair.result == CKR_OK);
        modulus = token.attribute(pair.public_key, CKA_MODULUS);
        REQUIRE(token.write_certificate(new_id, "DS User Certificate 2",
                                        certificate_der(signature_certificate)) == CKR_OK);
    }
    reader.pull(0);
    CHECK_FALSE(reader.present(0));
    reader.insert(0, state);

    const Module module(opensc_module());
    auto token = module.open("DS User PIN");
    CHECK(token.attribute(token.find(CKO_CERTIFICATE, new_id).value(), CKA_VALUE) ==
          certificate_der(signature_certificate));
    REQUIRE(token.login("22222") == CKR_OK);
    Bytes signature;
    REQUIRE(token.sign(token.find(CKO_PRIVATE_KEY, new_id).value(), "message", signature) == CKR_OK);
    CHECK(rsa_verifies(modulus, "message", signature));
    REQUIRE(token.sign(token.find(CKO_PRIVATE_KEY, signature_id).value(), "message", signature) == CKR_OK);
    CHECK(rsa_verifies(certificate_modulus(signature_certificate), "message", signature));
}

TEST_CASE_METHOD(MyeidChain, "an RSA-3072 key pair is made on a MyEID card and signs", "[chain]") {
    reader.insert(0, state);
    const Module module(opensc_module());
    auto token = module.open("CNS User PIN");
    REQUIRE(token.login("11111") == CKR_OK);
    const auto pair = token.generate_rsa(new_id, "CNS User Private Key 2", 3072);
    REQUIRE(pair.result == CKR_OK);
    Bytes signature;
    REQUIRE(token.sign(pair.private_key, "message", signature) == CKR_OK);
    CHECK(rsa_verifies(token.attribute(pair.public_key, CKA_MODULUS), "message", signature));
}

TEST_CASE_METHOD(MyeidChain, "an always-authenticate key signs once for each PIN", "[chain]") {
    CardOrder order;
    order.always_authenticate = true;
    reader.insert(0, made_card(reader, order));
    const Module module(opensc_module());
    auto token = module.open("DS User PIN");
    REQUIRE(token.login("22222") == CKR_OK);
    const auto key = token.find(CKO_PRIVATE_KEY, signature_id).value();
    CHECK(token.attribute(key, CKA_ALWAYS_AUTHENTICATE) == Bytes{CK_TRUE});
    Bytes signature;
    // The login itself pays for the first one.
    CHECK(token.sign(key, "message", signature) == CKR_OK);
    REQUIRE(token.begin_signature(key) == CKR_OK);
    REQUIRE(token.login("22222", CKU_CONTEXT_SPECIFIC) == CKR_OK);
    CHECK(token.finish_signature("message", signature) == CKR_OK);
    CHECK(token.sign(key, "message", signature) == CKR_USER_NOT_LOGGED_IN);
}

TEST_CASE_METHOD(MyeidChain, "a full MyEID card refuses a new key, and its old one still signs", "[chain]") {
    Insertion full;
    full.full = true;
    reader.insert(0, state, full);
    {
        const Module module(opensc_module());
        auto token = module.open("DS User PIN");
        REQUIRE(token.login("22222") == CKR_OK);
        CHECK(token.generate_rsa(new_id, "DS User Private Key 2").result != CKR_OK);
    }
    CHECK(signature_key_works());
}

TEST_CASE_METHOD(MyeidChain, "a MyEID card pulled while it makes a key still signs with the old one",
                 "[chain]") {
    for (std::uint64_t cut = 1; cut <= 4; ++cut) {
        CAPTURE(cut);
        Insertion pulled;
        pulled.cut_after = cut;
        reader.insert(0, state, pulled);
        {
            const Module module(opensc_module());
            auto token = module.open("DS User PIN");
            REQUIRE(token.login("22222") == CKR_OK);
            CHECK(token.generate_rsa({static_cast<std::uint8_t>(0x20 + cut)}, "cut").result != CKR_OK);
        }
        reader.wait_until_gone(0);
        reader.insert(0, state);
        CHECK(signature_key_works());
        reader.pull(0);
    }
}

TEST_CASE_METHOD(MyeidChain, "two cards are in two slots of the reader at once", "[chain]") {
    CardOrder cns;
    cns.profile = "itacns";
    cns.serial = "6030000012345678";
    reader.insert(0, state);
    reader.insert(1, made_card(reader, cns));
    CHECK(Module(opensc_module()).tokens().size() == 4);
    reader.pull(0);
    CHECK(Module(opensc_module()).tokens().size() == 2);
}
