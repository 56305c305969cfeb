#include "agent/card/card_reading.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using test::PkiWorld;

namespace {

TokenContent slot_with(const pki::Certificate& certificate, Bytes id, const std::string& label) {
    TokenContent content;
    content.token.serial = "0123456789";
    content.token.label = label;
    content.token.can_generate_rsa = true;
    content.objects.certificates.push_back({id, "certificate", certificate.der()});
    content.objects.keys.push_back({id, "key", false, certificate.public_key().der()});
    return content;
}

std::vector<TokenContent> two_slots() {
    const auto& holder = PkiWorld::get().secretary;
    return {slot_with(holder.authentication, {1}, "CNS User"),
            slot_with(holder.signature, {0x10}, "DS User")};
}

} // namespace

TEST_CASE("a card with a PIN for each key shows as one card with two PINs") {
    const auto card = snapshot_of("reader", {}, {}, two_slots());
    REQUIRE(card.pins.size() == 2);
    CHECK(card.pins[0].roles == std::vector{CertificateRole::authentication});
    CHECK(card.pins[1].roles == std::vector{CertificateRole::signature});
    CHECK(card.current(CertificateRole::signature)->id == Bytes{0x10});
    CHECK(card.state == CardState::writable);
}

TEST_CASE("a card's id is the same in every reader and does not show its serial number") {
    const auto first = snapshot_of("one", {}, {}, two_slots());
    const auto second = snapshot_of("two", {}, {}, two_slots());
    CHECK(first.id == second.id);
    CHECK(first.id == pki::sha256_hex(pki::view_of("0123456789")));
}

TEST_CASE("a certificate shown in both slots is one certificate") {
    auto slots = two_slots();
    slots[1].objects.certificates.push_back(slots[0].objects.certificates[0]);
    CHECK(snapshot_of("reader", {}, {}, slots).certificates.size() == 2);
}

TEST_CASE("a certificate without its key cannot be the current one") {
    auto slots = two_slots();
    slots[0].objects.keys.clear();
    const auto card = snapshot_of("reader", {}, {}, slots);
    CHECK(card.current(CertificateRole::authentication) == nullptr);
}

TEST_CASE("a key under the id of somebody else's certificate is not its key") {
    auto slots = two_slots();
    slots[0].objects.keys[0].public_key = slots[1].objects.keys[0].public_key;
    CHECK(snapshot_of("reader", {}, {}, slots).current(CertificateRole::authentication) == nullptr);
}

TEST_CASE("keys without a certificate are counted as orphans") {
    auto slots = two_slots();
    slots[0].objects.keys.push_back({{9}, "", true, {}});
    slots[0].objects.keys.push_back({{9}, "", false, {}});
    CHECK(snapshot_of("reader", {}, {}, slots).orphan_keys == 1);
}

TEST_CASE("OpenSC's \"locked\" is not believed for a CNS") {
    auto slots = two_slots();
    slots[0].token.pin_locked = true;
    CardKind kind;
    kind.pin_flags = false;
    CHECK_FALSE(snapshot_of("reader", kind, {}, slots).pins[0].blocked);
    CHECK(snapshot_of("reader", {}, {}, slots).pins[0].blocked);
}

TEST_CASE("a CNS through OpenSC is read-only, through a vendor's module it is writable") {
    CardKind kind;
    kind.opensc_read_only = true;
    CHECK(snapshot_of("reader", kind, {true, false}, two_slots()).state == CardState::read_only);
    CHECK(snapshot_of("reader", kind, {false, false}, two_slots()).state == CardState::writable);
}

TEST_CASE("an obsolete card is obsolete before it is anything else [X13]") {
    CardKind kind;
    kind.obsolete = true;
    CHECK(snapshot_of("reader", kind, {true, false}, two_slots()).state == CardState::obsolete);
}
