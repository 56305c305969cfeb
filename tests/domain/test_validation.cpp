#include "shared/domain/validation.hpp"
#include "tests/support/catch.hpp"

#include <functional>

using namespace sigillo::domain;

namespace {

const OrderId order("ingegneri-torino");
const Instant now = parse_rfc3339("2026-11-22T10:00:00Z").value();

ActFacts sound() {
    return {Digest("act"), CodiceFiscale::parse("RSSMRA80A01H501U").value(), now, true, true, true,
            Digest("data")};
}

std::string verdict(const std::function<void(ActFacts&)>& change, const Digest& current = Digest("data")) {
    ActFacts act = sound();
    change(act);
    const auto found = validation_by(act, order, current, now);
    return found ? "counts" : std::string(text_of(found.error().id));
}

} // namespace

TEST_CASE("an act that is sound counts, with who signed, when, and on what R43") {
    const auto validation = validation_by(sound(), order, Digest("data"), now + Duration::minutes(2));
    REQUIRE(validation.ok());
    CHECK(validation->signer == sound().signer);
    CHECK(validation->signed_at == now);
    CHECK(validation->received_at == now + Duration::minutes(2));
    CHECK(validation->act == Digest("act"));
    CHECK(validation->data == Digest("data"));
}

TEST_CASE("each thing wrong with an act has its own reason R43 X19") {
    CHECK(verdict([](ActFacts&) {}) == "counts");
    CHECK(verdict([](ActFacts& act) { act.portal_matches = false; }) == "act-other-portal");
    CHECK(verdict([](ActFacts& act) { act.content_equals_issued = false; }) == "act-content-differs");
    CHECK(verdict([](ActFacts& act) { act.signer_is_signatory = false; }) == "act-signer-not-signatory");
    CHECK(verdict([](ActFacts& act) { act.data = Digest("older"); }) == "act-data-changed");
    CHECK(verdict([](ActFacts& act) { act.data = {}; }, {}) == "act-data-changed");
}

TEST_CASE("an act is signed within five minutes of the portal's clock, before or after R43") {
    const auto off = [](Duration by) {
        return verdict([by](ActFacts& act) { act.signing_time = act.signing_time + by; });
    };
    const Duration five = Duration::minutes(5);
    CHECK(off(five) == "counts");
    CHECK(off(Duration{-five.seconds}) == "counts");
    CHECK(off(Duration{five.seconds + 1}) == "act-clock-off");
    CHECK(off(Duration{-five.seconds - 1}) == "act-clock-off");
}
