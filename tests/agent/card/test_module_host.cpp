// What a module may do without harm to the agent, and the known defects of libp11 that are guarded.

#include "agent/card/make_card_service.hpp"
#include "tests/agent/support/soft_card.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::must;
using test::SoftCard;

namespace {

struct Bench {
    SoftCard card;
    std::unique_ptr<Platform> platform = make_platform(card.folder() / "state");
    CardSettings settings = card.settings();
    std::unique_ptr<CardService> service = make_card_service(*platform, settings);

    std::unique_ptr<CardSession> login() {
        const auto id = test::only_card(*service).id;
        return must(service->login(id, CertificateRole::authentication, SoftCard::secret()));
    }
};

const Bytes authentication_key{1};
const Bytes always_authenticated_key{0x77};

std::vector<pki::Digest> digests(std::size_t count) {
    std::vector<pki::Digest> result;
    for (std::size_t i = 0; i < count; ++i) {
        result.push_back(pki::sha256(pki::view_of(std::to_string(i))));
    }
    return result;
}

long count_of(const std::vector<std::string>& calls, const std::string& name) {
    return std::count(calls.begin(), calls.end(), name);
}

void add_always_authenticated_key(const SoftCard& card) {
    const auto command =
        "SOFTHSM2_CONF=" + (card.folder() / "softhsm2.conf").string() + " pkcs11-tool --module " +
        SIGILLO_SOFTHSM + " --login --pin " + SoftCard::pin +
        " --keypairgen --key-type rsa:2048 --id 77 --usage-sign --always-auth >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
}

} // namespace

TEST_CASE("a module that crashes costs its process, not the agent") {
    Bench bench;
    auto session = bench.login();
    bench.card.set_faults("C_Sign crash\n");
    const auto crashed = session->sign(authentication_key, digests(1));
    REQUIRE_FALSE(crashed);
    CHECK(crashed.error().id == ErrorId::card_module_failed);
    CHECK(crashed.error().details.at("reason") == "crashed");
    bench.card.set_faults("");
    CHECK(bench.login()->sign(authentication_key, digests(1)));
}

TEST_CASE("a session of a crashed module does not come to life with the next process") {
    Bench bench;
    auto session = bench.login();
    bench.card.set_faults("C_Sign crash\n");
    CHECK_FALSE(session->sign(authentication_key, digests(1)));
    bench.card.set_faults("");
    const auto other = bench.login();
    CHECK(session->sign(authentication_key, digests(1)).error().id == ErrorId::card_module_failed);
}

TEST_CASE("a module that hangs is ended after its time") {
    Bench bench;
    bench.settings.call_timeout = std::chrono::milliseconds(200);
    bench.service = make_card_service(*bench.platform, bench.settings);
    bench.card.set_faults("C_GetTokenInfo hang\n");
    const auto readers = must(bench.service->readers());
    REQUIRE(readers.size() == 1);
    REQUIRE(readers[0].failure);
    CHECK(readers[0].failure->id == ErrorId::card_module_failed);
    CHECK(readers[0].failure->details.at("reason") == "hung");
    bench.card.set_faults("");
    bench.service = make_card_service(*bench.platform, bench.card.settings());
    CHECK(must(bench.service->readers()).at(0).card);
}

TEST_CASE("a file that is no module is named, with the reason") {
    Bench bench;
    bench.settings.module = bench.card.folder() / "softhsm2.conf";
    bench.service = make_card_service(*bench.platform, bench.settings);
    const auto readers = must(bench.service->readers());
    REQUIRE(readers.at(0).failure);
    CHECK(readers[0].failure->id == ErrorId::card_module_failed);
}

TEST_CASE("defect 1: a slot whose session cannot be opened is an error, not a wait for ever") {
    Bench bench;
    bench.card.set_faults("C_OpenSession 0x5\n");
    const auto readers = must(bench.service->readers());
    REQUIRE(readers.at(0).failure);
    CHECK(readers[0].failure->id == ErrorId::card_operation_failed);
}

TEST_CASE("defect 2: cards are listed again and again with several slots") {
    Bench bench;
    const auto first = test::only_card(*bench.service);
    for (int i = 0; i < 5; ++i) {
        CHECK(test::only_card(*bench.service).certificates.size() == first.certificates.size());
    }
}

TEST_CASE("defect 3: a wrong PIN is wrong also while the card is logged in") {
    Bench bench;
    const auto session = bench.login();
    const auto id = test::only_card(*bench.service).id;
    const auto wrong =
        bench.service->login(id, CertificateRole::authentication, SoftCard::secret("00000000"));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().id == ErrorId::card_pin_wrong);
}

TEST_CASE("defect 3: each log-in goes to the card") {
    Bench bench;
    const auto first = bench.login();
    (void)bench.card.take_calls();
    const auto second = bench.login();
    CHECK(count_of(bench.card.take_calls(), "C_Login") == 1);
}

TEST_CASE("a second log-in leaves the first session working") {
    Bench bench;
    const auto first = bench.login();
    CHECK(first->sign(authentication_key, digests(1)));
    const auto second = bench.login();
    CHECK(second->sign(authentication_key, digests(1)));
    CHECK(first->sign(authentication_key, digests(1)));
}

TEST_CASE("defect 4: a key that wants the PIN each time gets it each time, without a terminal") {
    Bench bench;
    add_always_authenticated_key(bench.card);
    const auto session = bench.login();
    (void)bench.card.take_calls();
    CHECK(session->sign(always_authenticated_key, digests(3)));
    CHECK(count_of(bench.card.take_calls(), "C_Login(context)") == 3);
}

TEST_CASE("defect 4: a signature that broke off does not block the next one") {
    Bench bench;
    add_always_authenticated_key(bench.card);
    const auto session = bench.login();
    bench.card.set_faults("C_Login(context) 0x5\n");
    CHECK_FALSE(session->sign(always_authenticated_key, digests(1)));
    bench.card.set_faults("");
    CHECK(session->sign(always_authenticated_key, digests(1)));
}

TEST_CASE("defect 5: after a card was pulled nothing of it is shown or used") {
    Bench bench;
    const auto session = bench.login();
    bench.card.pull();
    CHECK(session->sign(authentication_key, digests(1)).error().id == ErrorId::card_removed);
    CHECK(must(bench.service->readers()).empty());
    bench.card.put_in();
    CHECK(test::only_card(*bench.service).certificates.size() == 2);
    CHECK(session->sign(authentication_key, digests(1)).error().id == ErrorId::card_removed);
}

TEST_CASE("defect 7: signatures are PKCS#1 v1.5 over a digest made here, and verify") {
    Bench bench;
    const auto session = bench.login();
    const auto wanted = digests(40);
    const auto signatures = must(session->sign(authentication_key, wanted));
    const auto card = test::only_card(*bench.service);
    const auto& key = card.current(CertificateRole::authentication)->certificate.public_key();
    REQUIRE(signatures.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        CHECK(pki::verify_sha256(key, wanted[i], signatures[i]));
    }
}

TEST_CASE("a batch costs two calls a signature and looks nothing up twice") {
    Bench bench;
    const auto session = bench.login();
    (void)bench.card.take_calls();
    REQUIRE(session->sign(authentication_key, digests(50)));
    const auto calls = bench.card.take_calls();
    CHECK(count_of(calls, "C_FindObjectsInit") == 1);
    CHECK(calls.size() == 101);
}

TEST_CASE("a batch tells how far it is, with its first signature already") {
    Bench bench;
    const auto session = bench.login();
    std::vector<int> done;
    REQUIRE(session->sign(authentication_key, digests(20), [&](int count, int total) {
        CHECK(total == 20);
        done.push_back(count);
    }));
    CHECK(done.front() == 1);
    CHECK(std::is_sorted(done.begin(), done.end()));
    CHECK(done.back() == 20);
}

TEST_CASE("a new key is for signing only and does not leave the card") {
    Bench bench;
    const auto session = bench.login();
    const auto key = must(pki::PublicKey::from_der(must(session->generate_key_pair(Bytes{5}, "new", 2048))));
    CHECK(key.bits() == 2048);
    CHECK(must(session->public_key(Bytes{5})) == key.der());
    CHECK(pki::verify_sha256(key, digests(1)[0], must(session->sign(Bytes{5}, digests(1)))[0]));
}

TEST_CASE("defect 9: an id that the card has already is not used for a new key") {
    Bench bench;
    const auto session = bench.login();
    (void)bench.card.take_calls();
    CHECK(session->generate_key_pair(authentication_key, "new", 2048).error().id ==
          ErrorId::invalid_argument);
    CHECK(count_of(bench.card.take_calls(), "C_GenerateKeyPair") == 0);
}
