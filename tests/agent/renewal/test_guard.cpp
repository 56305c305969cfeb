#include "agent/renewal/guard.hpp"
#include "tests/agent/renewal/renewal_bench.hpp"
#include "tests/agent/support/scripted_card.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::PkiWorld;

namespace {

struct Case {
    CardSnapshot card = test::ScriptedCard().snapshot;
    RenewalOrder order = test::order_for("card");
    std::int64_t now = PkiWorld::now;

    [[nodiscard]] ErrorId refusal() const {
        const auto result = check_card(order, card, now);
        REQUIRE_FALSE(result);
        return result.error().id;
    }
};

} // namespace

TEST_CASE("a card about to expire may be renewed [R75] [X12]") {
    const Case fine;
    CHECK(check_card(fine.order, fine.card, fine.now));
}

TEST_CASE("an expired card is not renewed [R81]") {
    Case late;
    late.now = PkiWorld::now + 31 * PkiWorld::day;
    CHECK(late.refusal() == ErrorId::card_certificate_expired);
}

TEST_CASE("the last second of validity still counts") {
    Case last;
    last.now = last.card.certificates[0].certificate.not_after();
    CHECK(check_card(last.order, last.card, last.now));
}

TEST_CASE("a renewal before its window is refused where the portal gave one [X12]") {
    Case early;
    early.order.window_days = 29;
    CHECK(early.refusal() == ErrorId::renewal_window_not_open);
    early.order.window_days = 30;
    CHECK(check_card(early.order, early.card, early.now));
    early.order.window_days.reset();
    CHECK(check_card(early.order, early.card, early.now));
}

TEST_CASE("the card of someone else is refused") {
    Case other;
    other.order.codice_fiscale = "BNCLRA85A41F205L";
    CHECK(other.refusal() == ErrorId::card_of_someone_else);
}

TEST_CASE("an obsolete card is refused with its reason [X13]") {
    Case old;
    old.card.state = CardState::obsolete;
    CHECK(old.refusal() == ErrorId::card_obsolete);
}

TEST_CASE("a read-only card is refused") {
    Case fixed;
    fixed.card.state = CardState::read_only;
    CHECK(fixed.refusal() == ErrorId::card_read_only);
}

TEST_CASE("a card known to lack room is refused") {
    Case small;
    small.card.free_room = 8191;
    CHECK(small.refusal() == ErrorId::card_full);
    small.card.free_room = 8192;
    CHECK(check_card(small.order, small.card, small.now));
}

TEST_CASE("a blocked PIN is refused before it is asked for") {
    Case blocked;
    blocked.card.pins[0].blocked = true;
    CHECK(blocked.refusal() == ErrorId::card_pin_blocked);
}

TEST_CASE("without the authentication certificate nothing can be stated, whatever is renewed") {
    Case half;
    half.order.roles = {CertificateRole::signature};
    half.card.certificates.erase(half.card.certificates.begin());
    CHECK(half.refusal() == ErrorId::card_certificate_missing);
}

TEST_CASE("a certificate is matched by key, holder, kind and date") {
    const auto& world = PkiWorld::get();
    const auto& holder = world.secretary;
    const auto& key = holder.signature.public_key().der();
    const auto reason = [&](CertificateRole role, const pki::Certificate& certificate, const Bytes& wanted,
                            const std::string& codice_fiscale, std::int64_t now) {
        const auto result = match_certificate(role, certificate.der(), wanted, codice_fiscale, now);
        return result ? std::string() : result.error().details.at("reason");
    };
    const auto& cf = holder.subject.codice_fiscale;
    using Role = CertificateRole;
    CHECK(reason(Role::signature, holder.signature, key, cf, PkiWorld::now).empty());
    CHECK(reason(Role::authentication, holder.signature, key, cf, PkiWorld::now) == "role");
    CHECK(reason(Role::signature, holder.signature, holder.authentication.public_key().der(), cf,
                 PkiWorld::now) == "key");
    CHECK(reason(Role::signature, holder.signature, key, "BNCLRA85A41F205L", PkiWorld::now) == "holder");
    CHECK(reason(Role::signature, holder.signature, key, cf, holder.signature.not_after() + 1) == "expired");
    CHECK(match_certificate(Role::signature, Bytes{1, 2}, key, cf, 0).error().details.at("reason") == "form");
}
