// Renewal through the whole chain: module process -> opensc-pkcs11.so -> pcscd -> vpcd -> virtual card.

#include "tests/agent/support/card_in_reader.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::must;
using test::PkiWorld;
using Role = CertificateRole;
namespace fs = std::filesystem;

namespace {

struct Chain : test::CardInReader {
    explicit Chain(const std::string& profile = "myeid", bool always = false)
        : CardInReader({profile, always}) {}
    static RenewalPins pins(std::string cns = "11111", std::string sign = "22222") {
        RenewalPins result;
        result.emplace(Role::authentication, SecretString(std::span<char>(cns.data(), cns.size())));
        result.emplace(Role::signature, SecretString(std::span<char>(sign.data(), sign.size())));
        return result;
    }
    domain::Result<RenewalRequests> start(const CardSnapshot& card) {
        return renewal->start(test::order_for(card.id), pins(), {});
    }
    domain::Result<RenewalReceipts> install(const RenewalRequests& requests) {
        return renewal->install(test::order_for("").name, test::certify(requests.requests), pins(), {});
    }
    /// The invariant: in each role the card signs with a certificate that is valid now.
    void check_card_signs(const CardSnapshot& card) {
        for (const auto role : {Role::authentication, Role::signature}) {
            auto given = pins();
            const auto session = must(cards->login(card.id, role, std::move(given.at(role))));
            const auto digest = pki::sha256(pki::view_of("x"));
            CHECK(std::any_of(card.certificates.begin(), card.certificates.end(),
                              [&](const CardCertificate& one) {
                                  if (one.role != role || one.certificate.not_after() <= PkiWorld::now) {
                                      return false;
                                  }
                                  const auto signature = session->sign(one.id, std::span(&digest, 1));
                                  return signature && pki::verify_sha256(one.certificate.public_key(), digest,
                                                                         signature->front());
                              }));
        }
    }

    std::unique_ptr<RenewalService> renewal = make_renewal_service(*cards, *folder.platform, test::test_now);
};

} // namespace

TEST_CASE("a MyEID card with two PINs is renewed [R75] [R80] [R89]") {
    Chain chain;
    const auto card = chain.put_in();
    CHECK(card.pins.size() == 2);
    CHECK(card.state == CardState::writable);
    const auto requests = must(chain.start(card));
    must(chain.install(requests));
    const auto after = must(chain.cards->card(card.id));
    CHECK(after.certificates.size() == 4);
    CHECK(after.current(Role::signature)->certificate.not_after() == PkiWorld::now + 1000 * PkiWorld::day);
    CHECK(after.orphan_keys == 0);
    chain.check_card_signs(after);
}

TEST_CASE("a signature key that wants its PIN each time signs a batch with one PIN") {
    Chain chain("myeid", true);
    const auto card = chain.put_in();
    auto pins = Chain::pins();
    const auto session =
        must(chain.cards->login(card.id, Role::signature, std::move(pins.at(Role::signature))));
    const std::vector<pki::Digest> digests(3, pki::sha256(pki::view_of("act")));
    CHECK(must(session->sign(card.current(Role::signature)->id, digests)).size() == 3);
}

TEST_CASE("a wrong PIN of a MyEID card is told with the tries left, and blocks at the end") {
    Chain chain;
    const auto card = chain.put_in();
    const auto attempt = [&] {
        std::string wrong = "99999";
        return chain.cards->login(card.id, Role::signature,
                                  SecretString(std::span<char>(wrong.data(), wrong.size())));
    };
    const auto first = attempt();
    REQUIRE_FALSE(first);
    CHECK(first.error().id == ErrorId::card_pin_wrong);
    const int tries = std::stoi(first.error().details.at("tries"));
    CHECK(tries > 0);
    for (int left = tries; left > 1; --left) {
        CHECK(attempt().error().id == ErrorId::card_pin_wrong);
    }
    CHECK(attempt().error().id == ErrorId::card_pin_blocked);
    CHECK(chain.renewal->check(test::order_for(card.id)).error().id == ErrorId::card_pin_blocked);
}

TEST_CASE("PINs that were each tried on a MyEID card, one of them wrong at first, are good for its renewal") {
    Chain chain;
    const auto card = chain.put_in();
    const auto tried = [&](Role role, std::string pin) {
        const auto session =
            chain.cards->login(card.id, role, SecretString(std::span<char>(pin.data(), pin.size())));
        return session ? std::nullopt : std::optional(session.error().id);
    };
    CHECK(tried(Role::authentication, "11111") == std::nullopt);
    CHECK(tried(Role::signature, "99999") == ErrorId::card_pin_wrong);
    CHECK(tried(Role::signature, "22222") == std::nullopt);
    const auto requests = must(chain.start(card));
    must(chain.install(requests));
    chain.check_card_signs(must(chain.cards->card(card.id)));
}

TEST_CASE("a CNS through OpenSC is refused as read-only before anything is touched [R75]") {
    Chain chain("itacns");
    tests::Insertion logged;
    logged.log = chain.reader.directory() / "apdus";
    const auto card = chain.put_in(logged);
    CHECK(card.state == CardState::read_only);
    CHECK(chain.start(card).error().id == ErrorId::card_read_only);
    std::ifstream log(logged.log);
    const std::string apdus{std::istreambuf_iterator<char>(log), {}};
    // No PIN was sent, and so nothing was done that needs one.
    CHECK_FALSE(apdus.empty());
    CHECK(apdus.find("secret bytes") == std::string::npos);
}

TEST_CASE("a CNS signs with both keys, and its PINs are not taken for locked") {
    Chain chain("itacns");
    const auto card = chain.put_in();
    REQUIRE(card.pins.size() == 2);
    CHECK_FALSE(card.pins[0].blocked);
    chain.check_card_signs(card);
}

TEST_CASE("a full MyEID card is told, with its old keys working") {
    Chain chain;
    tests::Insertion full;
    full.full = true;
    const auto card = chain.put_in(full);
    CHECK(chain.start(card).error().id == ErrorId::card_full);
    chain.check_card_signs(card);
}

TEST_CASE("a MyEID card pulled after any write can sign, and its renewal ends well after it") {
    // Each cut takes seconds: all of them only in the long run.
    const std::uint64_t step = std::getenv("SIGILLO_FULL") != nullptr ? 1 : 7;
    int cuts = 0;
    // More than a renewal of both keys changes on the card nothing is cut, and that is the end.
    for (std::uint64_t at = 1;; at += step) {
        CAPTURE(at);
        Chain chain;
        tests::Insertion insertion;
        insertion.cut_after = at;
        const auto card = chain.put_in(insertion);
        auto requests = chain.start(card);
        auto receipts =
            requests ? chain.install(*requests) : domain::Result<RenewalReceipts>(requests.error());
        if (receipts) {
            break;
        }
        ++cuts;
        CHECK(receipts.error().id == ErrorId::card_removed);
        chain.wait_until_out();
        const auto again = chain.put_in();
        chain.check_card_signs(again);
        if (!requests) {
            requests = must(chain.start(again));
        }
        receipts = chain.install(*requests);
        if (!receipts) {
            // The card lost the key: the only way on is another one.
            CHECK(receipts.error().details.at("cause") == "card-certificate-missing");
            chain.check_card_signs(again);
            receipts = chain.install(must(chain.start(again)));
        }
        must(receipts);
        chain.check_card_signs(must(chain.cards->card(again.id)));
        chain.reader.pull(0);
    }
    CHECK(cuts > 6);
}

TEST_CASE("a card that wants its PIN each time gets no half of a key pair through OpenSC, and the person "
          "reads why") {
    Chain chain("myeid", true);
    tests::Insertion logged;
    logged.log = chain.reader.directory() / "apdus";
    const auto card = chain.put_in(logged);
    CHECK(chain.start(card).error().id == ErrorId::card_keys_not_makeable);
    std::ifstream log(logged.log);
    for (std::string line; std::getline(log, line);) {
        // CREATE FILE and GENERATE KEY
        CHECK(line.rfind("> 00E0", 0) != 0);
        CHECK(line.rfind("> 0046", 0) != 0);
    }
}
