// Renewal through the whole chain: module process -> opensc-pkcs11.so -> pcscd -> vpcd -> virtual card.

#include "agent/card/make_card_service.hpp"
#include "tests/agent/renewal/renewal_bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/reader/card_order.hpp"
#include "tests/support/reader/reader_environment.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <mutex>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::must;
using test::PkiWorld;
using Role = CertificateRole;
namespace fs = std::filesystem;

namespace {

void write_text(const fs::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

/// A card of the world's secretary that ends in 30 days, made once for each kind.
fs::path card_of_secretary(const tests::ReaderEnvironment& reader, const std::string& profile, bool always) {
    static const tests::ReaderEnvironment keeper;
    static std::map<std::string, fs::path> made;
    auto& folder = made[profile + (always ? "-always" : "")];
    if (folder.empty()) {
        const auto& world = PkiWorld::get();
        const auto place = keeper.directory() / (profile + (always ? "-always" : ""));
        fs::create_directory(place);
        tests::CardOrder order;
        order.profile = profile;
        order.always_authenticate = always;
        if (profile == "itacns") {
            order.serial = "1234567890123456";
        }
        const auto role = [&](tests::CardRole& files, const std::string& name, pki::Profile kind,
                              const pki::PrivateKey& key) {
            files.key = place / (name + "-key.pem");
            files.certificate = place / (name + ".pem");
            write_text(files.key, key.pem());
            write_text(files.certificate,
                       world
                           .issue(kind, world.secretary.subject, key.public_key(),
                                  PkiWorld::now - 300 * PkiWorld::day, PkiWorld::now + 30 * PkiWorld::day)
                           .pem());
        };
        role(order.cns, "cns", pki::Profile::cns_authentication, world.secretary.authentication_key);
        role(order.signature, "sign", pki::Profile::signature, world.secretary.signature_key);
        tests::make_card(order, place / "card.json");
        folder = place;
    }
    const auto copy = reader.directory() / "card.json";
    fs::copy_file(folder / "card.json", copy);
    return copy;
}

CardSettings settings() {
    CardSettings result;
    result.host_command = {SIGILLO_MODULE_HOST};
    return result;
}

struct Chain {
    explicit Chain(const std::string& profile = "myeid", bool always = false)
        : state(card_of_secretary(reader, profile, always)) {
        cards->on_change([this] {
            const std::lock_guard lock(mutex);
            ++changes;
            changed.notify_all();
        });
    }
    ~Chain() { cards->on_change({}); }

    /// Until the service sees a card, or sees none. The wait ends with the change, not with time.
    CardSnapshot put_in(const tests::Insertion& insertion = {}) {
        reader.insert(0, state, insertion);
        while (true) {
            const auto seen = changes_now();
            for (const auto& shown : must(cards->readers())) {
                if (shown.card) {
                    return *shown.card;
                }
                if (shown.failure && shown.card_present) {
                    test::fail_fixture(*shown.failure);
                }
            }
            wait_for_change(seen);
        }
    }
    void wait_until_out() {
        reader.wait_until_gone(0);
        while (true) {
            const auto seen = changes_now();
            const auto shown = must(cards->readers());
            if (std::none_of(shown.begin(), shown.end(), [](const auto& one) { return one.card_present; })) {
                return;
            }
            wait_for_change(seen);
        }
    }
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

    tests::ReaderEnvironment reader;
    fs::path state;
    std::mutex mutex;
    std::condition_variable changed;
    int changes = 0;
    test::StateFolder folder;
    std::unique_ptr<CardService> cards = make_card_service(*folder.platform, settings());
    std::unique_ptr<RenewalService> renewal = make_renewal_service(*cards, *folder.platform, test::test_now);

  private:
    int changes_now() {
        const std::lock_guard lock(mutex);
        return changes;
    }
    void wait_for_change(int seen) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return changes != seen; });
    }
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
