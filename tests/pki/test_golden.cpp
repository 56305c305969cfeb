// Acts are kept for twenty years: what was once accepted has to be readable by every later version.

#include "shared/pki/pkcs10.hpp"
#include "shared/pki/verify.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

#include <fstream>
#include <iterator>

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;

namespace {

constexpr std::int64_t kept_at = 1768471200;

Bytes golden(const std::string& name) {
    std::ifstream file(SIGILLO_GOLDEN "/" + name, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("acts of the first version still verify with the evidence kept beside them") {
    const Certificate authority = test::must(Certificate::from_der(golden("authority.der")));
    const Trust trust({{authority, 0, INT64_MAX}});
    RevocationStore revocation;
    test::must(revocation.add(test::must(Crl::parse(golden("crl.der"))), authority));
    for (const char* name : {"act_rsa.p7m", "act_ec.p7m"}) {
        const auto act = verify_cades(golden(name), trust, revocation, Purpose::act, kept_at);
        REQUIRE(outcome(act) == "ok");
        CHECK(text_of(act->content) == R"({"decision":"validated","order":"fermo"})");
        CHECK(act->signing_time == kept_at);
    }
}

TEST_CASE("a request of the first version still proves its key") {
    const auto request = read_request(golden("request.der"));
    REQUIRE(outcome(request) == "ok");
    CHECK(request->key == test::must(PublicKey::from_der(golden("key_rsa.der"))));
}
