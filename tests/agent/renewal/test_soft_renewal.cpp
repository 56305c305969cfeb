// A whole renewal on SoftHSM, and one that is cut at every write.

#include "agent/card/make_card_service.hpp"
#include "tests/agent/renewal/renewal_bench.hpp"
#include "tests/agent/support/soft_card.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::must;
using test::SoftCard;
using Role = CertificateRole;

namespace {

struct Bench {
    SoftCard card;
    test::StateFolder state;
    std::unique_ptr<CardService> cards = make_card_service(*state.platform, card.settings());
    std::unique_ptr<RenewalService> renewal = make_renewal_service(*cards, *state.platform, test::test_now);
    RenewalOrder order = test::order_for(test::only_card(*cards).id);

    static RenewalPins pins(const std::string& pin = SoftCard::pin) {
        RenewalPins result;
        result.emplace(Role::authentication, SoftCard::secret(pin));
        return result;
    }
    domain::Result<RenewalRequests> start() { return renewal->start(order, pins(), {}); }
    domain::Result<RenewalReceipts> install(const RenewalRequests& requests) {
        return renewal->install(order.name, test::certify(requests.requests), pins(), {});
    }
    /// The invariant: the card signs with a certificate that is valid now.
    void check_card_signs() {
        const auto shown = test::only_card(*cards);
        const auto session = must(cards->login(shown.id, Role::signature, SoftCard::secret()));
        for (const auto role : {Role::authentication, Role::signature}) {
            const auto* current = shown.current(role);
            REQUIRE(current != nullptr);
            const auto digest = pki::sha256(pki::view_of("x"));
            const auto signature = must(session->sign(current->id, std::span(&digest, 1)));
            CHECK(pki::verify_sha256(current->certificate.public_key(), digest, signature[0]));
            CHECK(current->certificate.not_after() > test::PkiWorld::now);
        }
    }
};

} // namespace

TEST_CASE("a card is renewed in SoftHSM and other software finds the new beside the old [R80] [R89]") {
    Bench bench;
    const auto requests = must(bench.start());
    REQUIRE(bench.install(requests));
    CHECK(bench.card.ids_seen_by_others("cert").size() == 4);
    CHECK(bench.card.ids_seen_by_others("privkey").size() == 4);
    const auto shown = test::only_card(*bench.cards);
    CHECK(shown.current(Role::signature)->certificate.not_after() ==
          test::PkiWorld::now + 1000 * test::PkiWorld::day);
    CHECK(shown.orphan_keys == 0);
    const auto calls = bench.card.take_calls();
    CHECK(std::count(calls.begin(), calls.end(), "C_DestroyObject") == 0);
    bench.check_card_signs();
}

TEST_CASE("a wrong PIN stops a renewal before anything is made") {
    Bench bench;
    CHECK(bench.renewal->start(bench.order, Bench::pins("00000000"), {}).error().id ==
          ErrorId::card_pin_wrong);
    CHECK(bench.card.ids_seen_by_others("privkey").size() == 2);
}

TEST_CASE("a full card stops a renewal with the old keys working") {
    Bench bench;
    bench.card.set_faults("C_GenerateKeyPair 0x31\n");
    CHECK(bench.start().error().id == ErrorId::card_full);
    bench.card.set_faults("");
    bench.check_card_signs();
}

TEST_CASE("a card pulled at any write can sign, and the renewal ends well after it") {
    const std::string fault =
        GENERATE(as<std::string>{}, "C_GenerateKeyPair pull 0", "C_GenerateKeyPair pull-after 0",
                 "C_GenerateKeyPair pull 1", "C_GenerateKeyPair pull-after 1", "C_CreateObject pull 0",
                 "C_CreateObject pull-after 0", "C_CreateObject pull 1", "C_CreateObject pull-after 1",
                 "C_Sign pull 1", "C_Sign pull 3", "C_Sign pull 4");
    CAPTURE(fault);
    Bench bench;
    bench.card.set_faults(fault + "\n");
    auto requests = bench.start();
    if (requests) {
        const auto cut = bench.install(*requests);
        REQUIRE_FALSE(cut);
        CHECK(cut.error().id == ErrorId::card_removed);
    } else {
        CHECK(requests.error().id == ErrorId::card_removed);
    }
    bench.card.set_faults("");
    bench.card.put_in();
    bench.check_card_signs();
    if (!requests) {
        requests = bench.start();
        REQUIRE(requests);
    }
    REQUIRE(bench.install(*requests));
    const auto shown = test::only_card(*bench.cards);
    CHECK(shown.certificates.size() == 4);
    bench.check_card_signs();
}

TEST_CASE("another card in the reader is told when the certificates come") {
    Bench bench;
    const auto requests = must(bench.start());
    bench.renewal->end(bench.order.name);
    const SoftCard other;
    // SoftHSM's serial number is made at initialisation: this copy gets one of its own.
    const auto command = "SOFTHSM2_CONF=" + (other.folder() / "softhsm2.conf").string() +
                         " softhsm2-util --init-token --free --label OTHER --pin 12345678 --so-pin 87654321 "
                         ">/dev/null 2>&1 && SOFTHSM2_CONF=" +
                         (other.folder() / "softhsm2.conf").string() +
                         " softhsm2-util --delete-token --token CNS >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
    const auto cards = make_card_service(*bench.state.platform, other.settings());
    const auto renewal = make_renewal_service(*cards, *bench.state.platform, test::test_now);
    const auto refused =
        renewal->install(bench.order.name, test::certify(requests.requests), Bench::pins(), {});
    CHECK(refused.error().id == ErrorId::card_changed);
}
