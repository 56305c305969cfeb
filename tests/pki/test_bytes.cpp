#include "shared/pki/bytes.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::pki;
using sigillo::test::outcome;

TEST_CASE("base64 agrees with the vectors of RFC 4648") {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : vectors) {
        CHECK(base64_of(view_of(plain)) == encoded);
        CHECK(text_of(bytes_of_base64(encoded).value()) == plain);
    }
}

TEST_CASE("base64url has the two other characters and no padding") {
    const Bytes bytes{0xfb, 0xff, 0xfe};
    CHECK(base64url_of(bytes) == "-__-");
    CHECK(base64_of(bytes) == "+//+");
    CHECK(base64url_of(view_of("f")) == "Zg");
    CHECK(bytes_of_base64url("-__-").value() == bytes);
    CHECK(text_of(bytes_of_base64url("Zg").value()) == "f");
}

TEST_CASE("a second way to write the same base64 is refused") {
    for (const char* text :
         {"Zg", "Zg=", "Zh==", "Zg==\n", "Z g==", "Zg==Zg==", "====", "A", "-__-", "Zm9=="})
        CHECK(outcome(bytes_of_base64(text)) == "pki-malformed");
    for (const char* text : {"Zg==", "Zh", "A", "+//+"})
        CHECK(outcome(bytes_of_base64url(text)) == "pki-malformed");
}

TEST_CASE("hexadecimal goes both ways and refuses halves and strangers") {
    CHECK(hex_of(Bytes{0x00, 0xab, 0x7f}) == "00ab7f");
    CHECK(bytes_of_hex("00aB7F").value() == Bytes{0x00, 0xab, 0x7f});
    CHECK(outcome(bytes_of_hex("abc")) == "pki-malformed");
    CHECK(outcome(bytes_of_hex("0g")) == "pki-malformed");
}

TEST_CASE("sha256 agrees with FIPS 180-4") {
    CHECK(sha256_hex(view_of("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
