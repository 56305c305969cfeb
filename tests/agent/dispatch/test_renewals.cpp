// The renewal's messages: one consent is a grant for origin, socket, card and request, for half an hour.

#include "tests/agent/dispatch/dispatch_bench.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::Error;
using domain::ErrorId;
using test::DispatchBench;
using test::Json;

namespace {

Json start(const std::string& request = "R-1") {
    return {{"card", "card"},
            {"request", request},
            {"codice_fiscale", "RSSMRA80A01H501U"},
            {"roles", {"signature"}}};
}

Json install(const std::string& card = "card") {
    return {{"card", card}, {"request", "R-1"}, {"certificates", {{{"role", "signature"}, {"der", "AQI="}}}}};
}

/// A page that has started a renewal.
struct Started : DispatchBench {
    Json reply;
    Started() {
        ready(1);
        renewals.expect({{"check"}, {"status"}, {"start"}});
        consent.expect({{}});
        pin_window.expect({std::string("12345")});
        card.expect({{"card"}, {"login signature"}, {"end"}});
        reply = call(1, "renewal.start", start());
    }
};

} // namespace

TEST_CASE("a renewal is started with one consent and the PIN, with progress before the reply") {
    Started bench;
    CHECK(bench.reply["result"] ==
          Json{{"requests", {{{"role", "signature"}, {"der", "AQI="}}}}, {"statement", "Aw=="}});
    REQUIRE(bench.notifications.size() == 1);
    CHECK(bench.notifications[0]["params"] ==
          Json{{"request", "R-1"}, {"step", "generate"}, {"done", 1}, {"total", 2}});
    CHECK(bench.renewals.pins ==
          std::map<CertificateRole, std::string>{{CertificateRole::signature, "12345"}});
    CHECK(bench.renewals.last_order.name == RenewalName{DispatchBench::origin, "R-1"});
    CHECK_THAT(bench.consent.shown.at(0).text, ContainsSubstring("Rossi Mario"));
}

TEST_CASE("installing right after the start asks nothing more") {
    Started bench;
    bench.renewals.expect({{"status"}, {"needs_pins"}, {"install"}});
    bench.card.expect({{"card"}});
    const auto reply = bench.call(1, "renewal.install", install());
    CHECK(reply["result"] == Json{{"receipts", {{{"role", "signature"}, {"p7m", "CQ=="}}}}});
    CHECK(bench.notifications.size() == 1);
    CHECK(bench.consent.shown.size() == 1);
    CHECK(bench.pin_window.shown.size() == 1);
}

TEST_CASE("installing later asks the PIN again, within the same consent") {
    Started bench;
    bench.renewals.pins_needed = true;
    bench.renewals.expect({{"status"}, {"needs_pins"}, {"install"}});
    bench.pin_window.expect({std::string("12345")});
    bench.card.expect({{"card"}, {"login signature"}, {"end"}});
    CHECK(bench.call(1, "renewal.install", install()).contains("result"));
}

TEST_CASE("after half an hour the grant ends with its log-ins, and the person is asked anew") {
    Started bench;
    bench.now += 30 * 60 - 1;
    bench.dispatcher.tick();
    bench.settle();
    CHECK(bench.renewals.ended.empty());
    bench.now += 1;
    bench.renewals.expect({{"end"}});
    bench.dispatcher.tick();
    bench.settle();
    CHECK(bench.renewals.ended == std::vector<std::string>{"R-1"});
    bench.renewals.expect({{"status"}});
    bench.card.expect({{"card"}});
    bench.consent.expect({{ErrorId::consent_declined}});
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.install", install())) == "consent-declined");
}

TEST_CASE("the grant of a page ends with its socket; another page of the portal is asked for its own") {
    Started bench;
    bench.ready(2);
    bench.renewals.expect({{"status"}});
    bench.card.expect({{"card"}});
    bench.consent.expect({{ErrorId::consent_declined}});
    CHECK(DispatchBench::error_of(bench.call(2, "renewal.install", install())) == "consent-declined");
    bench.renewals.expect({{"end"}});
    bench.dispatcher.closed(1);
    bench.settle();
    CHECK(bench.renewals.ended == std::vector<std::string>{"R-1"});
}

TEST_CASE("a grant is for one request: another one of the same page is asked about") {
    Started bench;
    bench.renewals.report.phase = RenewalPhase::none;
    bench.renewals.expect({{"check"}, {"status"}});
    bench.card.expect({{"card"}});
    bench.consent.expect({{ErrorId::consent_declined}});
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.start", start("R-2"))) == "consent-declined");
}

TEST_CASE("a card that cannot be renewed is refused before anybody is asked [R75]") {
    DispatchBench bench;
    bench.ready(1);
    bench.renewals.expect({{"check", Error(ErrorId::card_read_only)}});
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.start", start())) == "card-read-only");
}

TEST_CASE("a wrong PIN makes no keys: it is asked again with the tries left, and cancelling ends it") {
    DispatchBench bench;
    bench.ready(1);
    bench.renewals.expect({{"check"}, {"status"}});
    bench.consent.expect({{}});
    bench.pin_window.expect({std::string("00000"), ErrorId::card_pin_cancelled});
    bench.card.expect({{"card"}, {"login signature", Error(ErrorId::card_pin_wrong, {{"tries", "2"}})}});
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.start", start())) == "card-pin-cancelled");
    CHECK_THAT(bench.pin_window.shown.at(1).error, ContainsSubstring("2"));
    bench.renewals.expect({{"end"}});
    bench.dispatcher.closed(1);
    bench.settle();
}

TEST_CASE("what was made before is given again without the card and without asking") {
    DispatchBench bench;
    bench.ready(1);
    bench.renewals.report.phase = RenewalPhase::requests_ready;
    bench.renewals.expect({{"check"}, {"status"}, {"start"}});
    CHECK(bench.call(1, "renewal.start", start()).contains("result"));
}

TEST_CASE("an installed renewal gives its receipts again without the card and without asking") {
    DispatchBench bench;
    bench.ready(1);
    bench.renewals.report.phase = RenewalPhase::installed;
    bench.renewals.expect({{"status"}, {"install"}});
    CHECK(bench.call(1, "renewal.install", install()).contains("result"));
}

TEST_CASE("certificates for a renewal that was not started, or for another card, are refused") {
    DispatchBench bench;
    bench.ready(1);
    bench.renewals.expect({{"status"}});
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.install", install())) == "renewal-not-started");
    bench.renewals.report.phase = RenewalPhase::requests_ready;
    bench.renewals.expect({{"status"}});
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.install", install("another"))) == "card-changed");
}

TEST_CASE("a role or a certificate twice is no order") {
    DispatchBench bench;
    bench.ready(1);
    auto twice = start();
    twice["roles"] = {"signature", "signature"};
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.start", twice)) == "invalid-argument");
    auto both = install();
    both["certificates"].push_back(both["certificates"][0]);
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.install", both)) == "invalid-argument");
}

TEST_CASE("the state of a renewal is told to the portal whose it is") {
    DispatchBench bench;
    bench.ready(1);
    bench.renewals.report.phase = RenewalPhase::installing;
    bench.renewals.expect({{"status"}});
    CHECK(bench.call(1, "renewal.status", {{"request", "R-1"}})["result"] ==
          Json{{"phase", "installing"}, {"card", "card"}});
    CHECK(bench.renewals.last_portal == DispatchBench::origin);
}
