#include "web/portal/identity/jws.hpp"

#include "shared/pki/bytes.hpp"
#include "tests/portal/identity/signed_answer.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
using nlohmann::json;

namespace {

pki::PrivateKey p256() {
    static const auto key = *pki::PrivateKey::generate_ec_p256();
    return key;
}

pki::PrivateKey rsa() {
    static const auto key = *pki::PrivateKey::generate_rsa(2048);
    return key;
}

std::string reason(const domain::Result<std::string>& read) {
    if (read) {
        return "ok";
    }
    CHECK(read.error().id == domain::ErrorId::identification_not_authentic);
    return read.error().details.at("reason");
}

// RFC 7515 appendix A.3: the payload of A.2 is the same.
const std::string payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19y"
                            "b290Ijp0cnVlfQ";
const std::string es256_signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const std::string rs256_signature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
    "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb"
    "1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QO"
    "YEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
const std::string rsa_modulus =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4"
    "d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5re"
    "xMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxX"
    "FvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";

pki::PublicKey point(const std::string& x, const std::string& y) {
    pki::Bytes bytes{0x04};
    for (const auto& half : {x, y}) {
        const auto part = pki::bytes_of_base64url(half);
        REQUIRE(part);
        bytes.insert(bytes.end(), part->begin(), part->end());
    }
    const auto key = pki::PublicKey::from_ec_point(bytes);
    REQUIRE(key);
    return *key;
}

} // namespace

TEST_CASE("the ES256 example of RFC 7515 A.3 is read") {
    const auto key =
        point("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    const auto read = read_jws("eyJhbGciOiJFUzI1NiJ9." + payload + "." + es256_signature, key);
    REQUIRE(reason(read) == "ok");
    CHECK(read->find("\"joe\"") != std::string::npos);
}

TEST_CASE("the RS256 example of RFC 7515 A.2 is read") {
    const auto key = pki::PublicKey::from_rsa(*pki::bytes_of_base64url(rsa_modulus), pki::Bytes{1, 0, 1});
    REQUIRE(key);
    CHECK(reason(read_jws("eyJhbGciOiJSUzI1NiJ9." + payload + "." + rs256_signature, *key)) == "ok");
}

TEST_CASE("a signature by another key, or over another payload, is refused") {
    const std::string jws = signed_jws({{"alg", "ES256"}}, "{}", p256());
    CHECK(reason(read_jws(jws, p256().public_key())) == "ok");
    CHECK(reason(read_jws(jws, pki::PrivateKey::generate_ec_p256()->public_key())) == "signature");
    const auto dot = jws.rfind('.');
    const std::string other = signed_jws({{"alg", "ES256"}}, "[]", p256());
    CHECK(reason(read_jws(other.substr(0, other.rfind('.')) + jws.substr(dot), p256().public_key())) ==
          "signature");
}

TEST_CASE("the header cannot choose how a signature is checked") {
    const auto header = GENERATE(json{{"alg", "none"}}, json{{"alg", "HS256"}}, json{{"alg", "RS256"}},
                                 json{{"alg", "es256"}});
    CHECK(reason(read_jws(signed_jws(header, "{}", p256()), p256().public_key())) == "algorithm");
    CHECK(reason(read_jws(signed_jws({{"alg", "ES256"}}, "{}", rsa()), rsa().public_key())) == "algorithm");
}

TEST_CASE("a header that brings a key, or asks for what is not understood, is refused") {
    const auto header = GENERATE(json{{"alg", "ES256"}, {"crit", json::array({"exp"})}, {"exp", 1}},
                                 json{{"alg", "ES256"}, {"jwk", json::object()}},
                                 json{{"alg", "ES256"}, {"x5u", "https://a.example"}},
                                 json{{"alg", "ES256"}, {"b64", false}}, json::array(), json{{"alg", 1}});
    CHECK(reason(read_jws(signed_jws(header, "{}", p256()), p256().public_key())) == "form");
}

TEST_CASE("what is no compact JWS is refused") {
    const auto text = GENERATE(std::string(), std::string("."), std::string(".."), std::string("a.b"),
                               std::string("e30=.e30.AAAA"), std::string(9000, 'A'),
                               std::string("eyJhbGciOiJFUzI1NiJ9.e30.AAAA.AAAA"));
    CHECK(reason(read_jws(text, p256().public_key())) == "form");
}

TEST_CASE("an ES256 signature of another length is refused") {
    const std::string head = "eyJhbGciOiJFUzI1NiJ9.e30.";
    CHECK(reason(read_jws(head + "AAAA", p256().public_key())) == "signature");
    CHECK(reason(read_jws(head, p256().public_key())) == "signature");
    CHECK(reason(read_jws(head + pki::base64url_of(pki::Bytes(64)), p256().public_key())) == "signature");
}

TEST_CASE("a provider's key is read from PEM, and a weak one or another curve refused") {
    CHECK(read_jws_key(public_pem(p256())));
    CHECK(read_jws_key(public_pem(rsa())));
    const auto weak = read_jws_key(public_pem(*pki::PrivateKey::generate_rsa(1024)));
    REQUIRE_FALSE(weak);
    CHECK(weak.error().id == domain::ErrorId::pki_key_weak);
    CHECK_FALSE(read_jws_key("-----BEGIN PUBLIC KEY-----\n"));
}
