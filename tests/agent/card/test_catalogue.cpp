#include "agent/card/module_catalogue.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::agent;

namespace {

ModuleCatalogue built_in(const char* system = "linux") {
    auto catalogue = ModuleCatalogue::built_in(system);
    REQUIRE(catalogue);
    return *catalogue;
}

CardKind kind_of(const char* atr) {
    return built_in().kind_of(*pki::bytes_of_hex(atr));
}

} // namespace

TEST_CASE("the table of modules is good for every system") {
    CHECK(ModuleCatalogue::built_in("linux"));
    CHECK(ModuleCatalogue::built_in("windows"));
    CHECK(ModuleCatalogue::built_in("macos"));
}

TEST_CASE("a CNS on a chip that lost its certification is obsolete [X13]") {
    CHECK(kind_of("3BFF1800008131FE45006B05052000012101434E5310318079").obsolete);
}

TEST_CASE("other CNS are not obsolete, and their PIN flags are not believed") {
    for (const auto* atr : {"3BFF1800008131FE45006B020C0100012101434E5311318057",
                            "3BFF1800FF8131FE55006B02090200011101434E531131808E",
                            "3BFF1800008131FE55006B02090403010101434E5310318065"}) {
        const auto kind = kind_of(atr);
        CHECK_FALSE(kind.obsolete);
        CHECK_FALSE(kind.pin_flags);
        CHECK(kind.opensc_read_only);
    }
}

TEST_CASE("MyEID goes to OpenSC") {
    const auto looked_for = built_in().looked_for(kind_of("3BF51800008131FE454D794549449A"));
    CHECK(looked_for.front() == "opensc-pkcs11.so");
}

TEST_CASE("OpenSC is the last resort for an unknown card") {
    CHECK(built_in().looked_for({}).back() == "opensc-pkcs11.so");
}

TEST_CASE("an ATR pattern fits digit by digit") {
    CHECK(atr_matches("3B..4*", "3B1241"));
    CHECK(atr_matches("*79", "3B3180"
                             "79"));
    CHECK_FALSE(atr_matches("*79", "3B318057"));
    CHECK_FALSE(atr_matches("3B..", "3B1"));
}

TEST_CASE("a table that names an unknown module is refused with the reason") {
    const auto refused = ModuleCatalogue::parse(
        R"({"cards":[{"name":"x","atr":"*","modules":["none"]}],"modules":[]})", "linux");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().id == domain::ErrorId::configuration_invalid);
    CHECK(refused.error().details.at("reason") == "unknown module none");
}
