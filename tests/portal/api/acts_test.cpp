#include "tests/portal/api/portal_world.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
namespace wire = sigillo::protocol::portal;

namespace {

/// A request in the queue with the act that was prepared for it.
struct Prepared {
    PortalWorld world;
    wire::RequestView request = world.paid_request();
    std::string content = world.prepared(request.row.id);

    std::string submit(const std::string& text, const SoftCard& card, Instant at) {
        return world.refusal(world.submit(request.row.id, world.signed_act(text, card, at)));
    }
    std::string submit(const std::string& text) {
        return submit(text, *world.signatory_card, world.clock.now());
    }
    std::string with(const char* field, const nlohmann::json& value) const {
        auto json = nlohmann::json::parse(content);
        json[field] = value;
        const auto text = pki::canonical_text(json);
        REQUIRE(text);
        return *text;
    }
};

} // namespace

TEST_CASE("an act by the Order's signatory validates, and is kept with what it was accepted upon [R79]") {
    Prepared p;
    CHECK(p.submit(p.content) == "");
    const auto document = p.world.acts->signed_act(p.world.secretary(), domain::RequestId(p.request.row.id));
    REQUIRE(document);
    const auto evidence = p.world.store->read({StreamKind::system, "evidence/" + p.request.row.id});
    REQUIRE(evidence);
    REQUIRE(evidence->size() == 1);
    const auto json = nlohmann::json::parse(evidence->at(0).event.payload);
    CHECK(json["received_at"] == p.world.clock.now().seconds);
    REQUIRE(json["crls"].size() == 1);
    CHECK(p.world.store->document(domain::Digest(json["crls"][0])));
    CHECK(p.world.store->document(domain::Digest(json["chain"][1])));
}

TEST_CASE("an act signed by someone who is not the Order's signatory that day is refused") {
    Prepared p;
    const Instant now = p.world.clock.now();
    const auto other = p.world.make_card("NRENNA60C43H501A", "Anna", "Neri", now - Duration::days(10),
                                         now + Duration::days(10));
    CHECK(p.submit(p.content, other, now) == "act-signer-not-signatory");
}

TEST_CASE("an act signed after the signatory was withdrawn is refused; one before stays valid [X19]") {
    Prepared p;
    const Instant now = p.world.clock.now();
    const auto withdrawn = p.world.signatories->execute(
        domain::OrderId(PortalWorld::order), p.world.administrator().actor(), std::nullopt, std::nullopt,
        domain::WithdrawSignatory{*domain::CodiceFiscale::parse(PortalWorld::signatory_code), std::nullopt});
    REQUIRE(withdrawn);
    CHECK(p.submit(p.content, *p.world.signatory_card, now) == "act-signer-not-signatory");
    CHECK(p.submit(p.content, *p.world.signatory_card, now - Duration{60}) == "");
}

TEST_CASE("an act over other bytes is refused") {
    Prepared p;
    CHECK(p.submit(p.with("order_name", "Another Order")) == "act-content-differs");
}

TEST_CASE("an act over data that were never the register's is refused") {
    Prepared p;
    CHECK(p.submit(p.with("surname", "Bianchi")) == "act-content-differs");
}

TEST_CASE("an act in other than canonical form is refused") {
    Prepared p;
    CHECK(p.submit(" " + p.content) == "pki-not-canonical");
}

TEST_CASE("an act for another portal is refused") {
    Prepared p;
    CHECK(p.submit(p.with("portal", "https://other.example")) == "act-other-portal");
}

TEST_CASE("an act of another kind is refused") {
    Prepared p;
    CHECK(p.submit(p.with("type", "sigillo.other/1")) == "act-unknown-type");
}

TEST_CASE("an act with an expired certificate is refused") {
    Prepared p;
    const Instant now = p.world.clock.now();
    const auto old = p.world.make_card(PortalWorld::signatory_code, "Laura", "Bianchi",
                                       now - Duration::days(100), now - Duration::days(1));
    CHECK(p.submit(p.content, old, now) == "pki-certificate-expired");
}

TEST_CASE("an act with a revoked certificate is refused") {
    Prepared p;
    const Instant now = p.world.clock.now();
    REQUIRE(p.world.issuer->revoke(p.world.signatory_card->signature.serial_hex(), 1, now));
    REQUIRE(p.world.trust->refresh(now));
    CHECK(p.submit(p.content) == "pki-certificate-revoked");
}

TEST_CASE("an act with a certificate of unknown state is refused: the list is stale") {
    Prepared p;
    // No refresh: the authority published nothing that the portal could fetch.
    p.world.clock.pass(Duration::hours(23));
    const auto content = p.world.prepared(p.request.row.id);
    p.world.clock.pass(Duration::hours(2));
    CHECK(p.submit(content, *p.world.signatory_card, p.world.clock.now()) == "pki-revocation-unknown");
}

TEST_CASE("an act with a clock ten minutes off is refused") {
    Prepared p;
    const Instant now = p.world.clock.now();
    CHECK(p.submit(p.content, *p.world.signatory_card, now - Duration::minutes(10)) == "act-clock-off");
    CHECK(p.submit(p.content, *p.world.signatory_card, now + Duration::minutes(10)) == "act-clock-off");
}

TEST_CASE("an act with the authentication key is refused") {
    Prepared p;
    pki::KeySigner signer(p.world.signatory_card->authentication_key, p.world.signatory_card->authentication);
    const auto p7m = pki::sign_cades(pki::view_of(p.content), signer, p.world.clock.now().seconds);
    REQUIRE(p7m);
    CHECK(p.world.refusal(p.world.submit(p.request.row.id, *p7m)) == "pki-key-usage-wrong");
}

TEST_CASE("an act after the data changed is refused, and a new one is accepted") {
    Prepared p;
    auto entry = p.world.entry_of(PortalWorld::member_code, "Mario", "Rossi");
    entry.number = "124";
    entry.version = 2;
    p.world.enrol(entry);
    CHECK(p.submit(p.content) == "act-data-changed");
    CHECK(p.submit(p.world.prepared(p.request.row.id)) == "");
}

TEST_CASE("an act sent twice: the same command has the same answer, another is told that it was received") {
    Prepared p;
    const auto p7m = p.world.signed_act(p.content, *p.world.signatory_card, p.world.clock.now());
    CHECK(p.world.refusal(p.world.submit(p.request.row.id, p7m, "command-a")) == "");
    CHECK(p.world.refusal(p.world.submit(p.request.row.id, p7m, "command-a")) == "");
    CHECK(p.world.refusal(p.world.submit(p.request.row.id, p7m, "command-b")) == "act-already-received");
}

TEST_CASE("a batch has one result for each request") {
    Prepared p;
    const auto p7m = p.world.signed_act(p.content, *p.world.signatory_card, p.world.clock.now());
    std::optional<wire::SubmitActs::Reply> reply;
    p.world.acts->handle(p.world.secretary(),
                         wire::SubmitActs{"command-batch", {{p.request.row.id, p7m}, {"R-unknown", p7m}}},
                         [&](const domain::Result<wire::SubmitActs::Reply>& answer) {
                             REQUIRE(answer);
                             reply = *answer;
                         });
    REQUIRE(reply);
    REQUIRE(reply->results.size() == 2);
    CHECK_FALSE(reply->results[0].failure);
    REQUIRE(reply->results[1].failure);
    CHECK(reply->results[1].failure->error == "not-found");
}

TEST_CASE("a certificate whose name is not the register's is not validated, and says so [R84]") {
    PortalWorld world;
    const auto paid = world.paid_request();
    auto entry = world.entry_of(PortalWorld::member_code, "Mario", "Rosso");
    entry.version = 2;
    world.enrol(entry);
    const auto prepared = world.acts->handle(world.secretary(), wire::PrepareActs{{paid.row.id}});
    REQUIRE(prepared);
    REQUIRE(prepared->acts[0].failure);
    CHECK(prepared->acts[0].failure->error == "renewal-data-wrong");
}
