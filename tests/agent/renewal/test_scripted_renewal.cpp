// The order in which the card is asked, and what every interruption leaves.

#include "agent/renewal/journal.hpp"
#include "shared/pki/cades.hpp"
#include "tests/agent/renewal/renewal_bench.hpp"
#include "tests/agent/support/scripted_card.hpp"
#include "tests/support/catch.hpp"

#include <fstream>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::CardStep;
using test::must;
using Role = CertificateRole;

namespace {

const domain::Error removed(ErrorId::card_removed);

struct Bench {
    test::StateFolder state;
    test::ScriptedCard card;
    std::unique_ptr<RenewalService> renewal = make_renewal_service(card, *state.platform, test::test_now);
    RenewalOrder order = test::order_for("card");

    domain::Result<RenewalRequests> start() { return renewal->start(order, {}, {}); }
    domain::Result<RenewalReceipts> install(const RenewalRequests& requests) {
        return renewal->install(order.name, test::certify(requests.requests), {}, {});
    }
    /// As after the agent was started anew.
    void restart() { renewal = make_renewal_service(card, *state.platform, test::test_now); }
};

std::vector<CardStep> whole_start() {
    return {{"card"},     {"login authentication"},
            {"used_ids"}, {"generate"},
            {"used_ids"}, {"generate"},
            {"sign"},     {"sign"},
            {"sign"}};
}

std::vector<CardStep> whole_install() {
    return {{"card"}, {"read"},  {"write"}, {"read"}, {"sign"},
            {"read"}, {"write"}, {"read"},  {"sign"}, {"end"}};
}

} // namespace

TEST_CASE("a renewal makes keys, requests and a statement, then writes, reads back and tests [R80]") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    REQUIRE(bench.card.done());
    CHECK_FALSE(bench.renewal->needs_pins(bench.order.name));
    bench.card.expect(whole_install());
    const auto receipts = must(bench.install(requests));
    CHECK(receipts.receipts.size() == 2);
    CHECK(must(bench.renewal->status(bench.order.name)).phase == RenewalPhase::installed);
}

TEST_CASE("the requests keep the holder's name as it is in the old certificate [R83]") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    for (const auto& [role, der] : requests.requests) {
        CHECK(must(pki::read_request(der)).subject_der ==
              bench.card.snapshot.current(role)->certificate.facts().subject_der);
    }
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
}

TEST_CASE("the statement names portal, request and both requests, signed by the old authentication key") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    const auto read = must(pki::read_cades(requests.statement));
    CHECK(read.signer == bench.card.snapshot.current(Role::authentication)->certificate);
    CHECK(
        pki::text_of(read.content) ==
        R"({"portal":"https://portal.example","request":"request-1","requests":[{"role":"authentication","sha256":")" +
            pki::sha256_hex(requests.requests.at(Role::authentication)) +
            R"("},{"role":"signature","sha256":")" + pki::sha256_hex(requests.requests.at(Role::signature)) +
            R"("}],"type":"sigillo.renewal-statement/1"})");
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
}

TEST_CASE("each receipt is signed by the new key and names the new certificate") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    bench.card.expect(whole_install());
    const auto certificates = test::certify(requests.requests);
    const auto receipts = must(bench.renewal->install(bench.order.name, certificates, {}, {}));
    const auto read = must(pki::read_cades(receipts.receipts.at(Role::signature)));
    CHECK(read.signer.der() == certificates.at(Role::signature));
    CHECK(
        pki::text_of(read.content) ==
        R"({"certificate":")" + pki::sha256_hex(certificates.at(Role::signature)) +
            R"(","portal":"https://portal.example","request":"request-1","role":"signature","type":"sigillo.renewal-receipt/1"})");
}

TEST_CASE("asked again, a started renewal gives the same requests without the card") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto first = must(bench.start());
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
    bench.card.expect({});
    const auto second = must(bench.start());
    CHECK(second.requests == first.requests);
    CHECK(second.statement == first.statement);
}

TEST_CASE("a key that was made although the card was pulled is used again") {
    Bench bench;
    bench.card.expect(
        {{"card"}, {"login authentication"}, {"used_ids"}, {"generate", removed, true}, {"end"}});
    CHECK(bench.start().error().id == ErrorId::card_removed);
    bench.card.expect({{"card"},
                       {"login authentication"},
                       {"public_key"},
                       {"used_ids"},
                       {"generate"},
                       {"sign"},
                       {"sign"},
                       {"sign"}});
    REQUIRE(bench.start());
    CHECK(bench.card.key_pairs_made == 2);
    CHECK(must(bench.renewal->status(bench.order.name)).orphan_keys == 0);
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
}

TEST_CASE("a key of which the making was cut is left alone, counted, and a new id is taken") {
    Bench bench;
    bench.card.expect({{"card"}, {"login authentication"}, {"used_ids"}, {"generate", removed}, {"end"}});
    CHECK_FALSE(bench.start());
    auto resumed = whole_start();
    resumed.insert(resumed.begin() + 2, CardStep{"public_key"});
    bench.card.expect(resumed);
    REQUIRE(bench.start());
    CHECK(must(bench.renewal->status(bench.order.name)).orphan_keys == 1);
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
}

TEST_CASE("a certificate that was written although the card was pulled is not written twice") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    bench.card.expect({{"card"}, {"read"}, {"write", removed, true}, {"end"}});
    CHECK(bench.install(requests).error().id == ErrorId::card_removed);
    CHECK(bench.renewal->needs_pins(bench.order.name));
    bench.card.expect({{"card"},
                       {"login authentication"},
                       {"read"},
                       {"read"},
                       {"sign"},
                       {"read"},
                       {"write"},
                       {"read"},
                       {"sign"},
                       {"end"}});
    REQUIRE(bench.install(requests));
}

TEST_CASE("a renewal goes on after the agent was started anew at any of its steps") {
    // Every call on the card but the log-outs fails once; the whole always ends installed.
    const auto steps = whole_install();
    const auto cut = GENERATE(range(1, 9));
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    std::vector<CardStep> broken(steps.begin(), steps.begin() + cut + 1);
    broken.back().error = removed;
    broken.push_back({"end"});
    bench.card.expect(broken);
    REQUIRE_FALSE(bench.install(requests));
    bench.restart();
    // What is done by now is not done again.
    std::vector<CardStep> rest{{"card"}, {"login authentication"}};
    if (cut <= 2) {
        rest.insert(rest.end(), {{"read"}, {"write"}, {"read"}, {"sign"}});
    } else if (cut <= 4) {
        rest.insert(rest.end(), {{"read"}, {"read"}, {"sign"}});
    }
    if (cut <= 6) {
        rest.insert(rest.end(), {{"read"}, {"write"}, {"read"}, {"sign"}});
    } else {
        rest.insert(rest.end(), {{"read"}, {"read"}, {"sign"}});
    }
    rest.push_back({"end"});
    bench.card.expect(rest);
    CHECK(bench.install(requests));
    CHECK(bench.card.certificates.at({1}).size() == 1);
}

TEST_CASE(
    "a certificate that is on the card although writing it ended in an error is believed after a new look") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    auto steps = whole_install();
    steps[2].error = domain::Error(ErrorId::card_operation_failed);
    steps[2].after = true;
    steps.push_back({"card_anew"});
    bench.card.expect(steps);
    CHECK(bench.install(requests));
    CHECK(must(bench.renewal->status(bench.order.name)).phase == RenewalPhase::installed);
}

TEST_CASE("a certificate that is not on the card after an error is not confirmed") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    auto steps = whole_install();
    steps[2].error = domain::Error(ErrorId::card_full);
    steps.push_back({"card_anew"});
    bench.card.expect(steps);
    CHECK(bench.install(requests).error().id == ErrorId::card_full);
    CHECK(must(bench.renewal->status(bench.order.name)).phase == RenewalPhase::installing);
}

TEST_CASE("the certificate of somebody else is not written") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    bench.card.expect({});
    auto certificates = test::certify(requests.requests);
    std::swap(certificates[Role::authentication], certificates[Role::signature]);
    const auto refused = bench.renewal->install(bench.order.name, certificates, {}, {});
    CHECK(refused.error().id == ErrorId::renewal_certificate_mismatch);
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
}

TEST_CASE("a new key whose test signature is wrong is told, and nothing is confirmed") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    bench.card.expect({{"card"},
                       {"read"},
                       {"write"},
                       {"read"},
                       {"sign", domain::Error(ErrorId::card_operation_failed)},
                       {"end"}});
    CHECK(bench.install(requests).error().id == ErrorId::renewal_test_failed);
    CHECK(must(bench.renewal->status(bench.order.name)).phase == RenewalPhase::installing);
}

TEST_CASE("a new key that the card lost is made again, with a new request, and the lost one is counted") {
    Bench bench;
    bench.card.expect(whole_start());
    const auto requests = must(bench.start());
    bench.card.expect({{"card"},
                       {"read"},
                       {"write"},
                       {"read"},
                       {"sign", domain::Error(ErrorId::card_certificate_missing)},
                       {"end"}});
    CHECK(bench.install(requests).error().id == ErrorId::renewal_test_failed);
    CHECK(must(bench.renewal->status(bench.order.name)).orphan_keys == 1);
    bench.card.expect(
        {{"card"}, {"login authentication"}, {"used_ids"}, {"generate"}, {"public_key"}, {"sign"}, {"sign"}});
    const auto again = must(bench.start());
    CHECK(again.requests.at(Role::authentication) != requests.requests.at(Role::authentication));
    CHECK(again.requests.at(Role::signature) == requests.requests.at(Role::signature));
    bench.card.expect(whole_install());
    CHECK(bench.install(again));
}

TEST_CASE("a renewal that was not started cannot be installed") {
    Bench bench;
    bench.card.expect({});
    CHECK(bench.renewal->install(bench.order.name, {}, {}, {}).error().id == ErrorId::renewal_not_started);
}

TEST_CASE("nothing on the card is asked before the guard has passed") {
    Bench bench;
    bench.card.snapshot.state = CardState::read_only;
    bench.card.expect({{"card"}});
    CHECK(bench.start().error().id == ErrorId::card_read_only);
    CHECK(must(bench.renewal->status(bench.order.name)).card_id.empty());
}

TEST_CASE("a second renewal of a card waits for the first") {
    Bench bench;
    bench.card.expect(whole_start());
    REQUIRE(bench.start());
    bench.card.expect({{"end"}, {"card"}});
    bench.order.name.request = "request-2";
    CHECK(bench.start().error().id == ErrorId::renewal_other_in_progress);
}

TEST_CASE("a damaged journal stops the renewal instead of beginning it anew") {
    Bench bench;
    bench.card.expect(whole_start());
    REQUIRE(bench.start());
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
    for (const auto& entry : std::filesystem::directory_iterator(bench.state.path())) {
        std::ofstream(entry.path(), std::ios::app) << "x";
    }
    bench.card.expect({});
    CHECK(bench.start().error().id == ErrorId::renewal_journal_damaged);
}

TEST_CASE("progress counts up to its end") {
    Bench bench;
    bench.card.expect(whole_start());
    std::vector<std::pair<RenewalStep, int>> seen;
    int last = 0;
    REQUIRE(bench.renewal->start(bench.order, {}, [&](RenewalStep step, int done, int total) {
        seen.emplace_back(step, done);
        last = total;
    }));
    CHECK(seen.size() == 6);
    CHECK(seen.front() == std::pair(RenewalStep::check, 1));
    CHECK(seen.back() == std::pair(RenewalStep::request, last));
    bench.card.expect({{"end"}});
    bench.renewal->end(bench.order.name);
}

TEST_CASE("where no key can be made nothing is begun, so that another program can renew the card [R80]") {
    Bench bench;
    bench.card.makes_keys = false;
    bench.card.expect({{"card"}, {"login authentication"}, {"end"}});
    CHECK(bench.start().error().id == ErrorId::card_keys_not_makeable);
    bench.card.expect({{"card"}});
    CHECK(bench.renewal->check(bench.order));
    CHECK(must(bench.renewal->status(bench.order.name)).phase == RenewalPhase::none);
}
