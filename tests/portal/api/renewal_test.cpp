#include "tests/portal/api/portal_world.hpp"

#include "web/portal/api/invitations.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
namespace wire = sigillo::protocol::portal;
using sigillo::protocol::CertificateRole;

namespace {

struct NewKeys {
    pki::PrivateKey authentication;
    pki::PrivateKey signature;
    wire::SubmitKeys message;
};

NewKeys make_keys(PortalWorld& world, const std::string& request, const char* origin = PortalWorld::origin) {
    auto authentication = pki::PrivateKey::generate_rsa(2048);
    auto signature = pki::PrivateKey::generate_rsa(2048);
    REQUIRE(authentication);
    REQUIRE(signature);
    const auto csr = [&](const pki::PrivateKey& key, const pki::Certificate& old) {
        pki::KeyDigestSigner signer(key);
        auto der = pki::build_request(key.public_key(), old.facts().subject_der, signer);
        REQUIRE(der);
        return *der;
    };
    NewKeys keys{*authentication, *signature, {}};
    keys.message.command = world.command();
    keys.message.request = request;
    keys.message.requests = {
        {CertificateRole::authentication, csr(*authentication, world.member_card->authentication)},
        {CertificateRole::signature, csr(*signature, world.member_card->signature)}};
    const auto text = pki::canonical_text(
        {{"type", "sigillo.renewal-statement/1"},
         {"portal", origin},
         {"request", request},
         {"requests",
          {{{"role", "authentication"}, {"sha256", pki::sha256_hex(keys.message.requests[0].der)}},
           {{"role", "signature"}, {"sha256", pki::sha256_hex(keys.message.requests[1].der)}}}}});
    REQUIRE(text);
    pki::KeySigner signer(world.member_card->authentication_key, world.member_card->authentication);
    auto statement = pki::sign_cades(pki::view_of(*text), signer, world.clock.now().seconds);
    REQUIRE(statement);
    keys.message.statement = *statement;
    return keys;
}

sigillo::protocol::Receipt receipt(PortalWorld& world, const std::string& request, CertificateRole role,
                                   const pki::PrivateKey& key, const pki::Bytes& der) {
    const auto certificate = pki::Certificate::from_der(der);
    REQUIRE(certificate);
    const auto text = pki::canonical_text(
        {{"type", "sigillo.renewal-receipt/1"},
         {"portal", PortalWorld::origin},
         {"request", request},
         {"role", role == CertificateRole::authentication ? "authentication" : "signature"},
         {"certificate", certificate->fingerprint_hex()}});
    REQUIRE(text);
    pki::KeySigner signer(key, *certificate);
    const auto p7m = pki::sign_cades(pki::view_of(*text), signer, world.clock.now().seconds);
    REQUIRE(p7m);
    return {role, *p7m};
}

wire::RequestView validated(PortalWorld& world) {
    const auto paid = world.paid_request();
    const auto content = world.prepared(paid.row.id);
    REQUIRE(world.refusal(world.submit(
                paid.row.id, world.signed_act(content, *world.signatory_card, world.clock.now()))) == "");
    const auto view = world.member_desk->handle(world.member(), wire::GetRequest{paid.row.id});
    REQUIRE(view);
    return *view;
}

bool allowed(const wire::RequestView& view, wire::Action action) {
    for (const auto& permission : view.permissions) {
        if (permission.action == action) {
            return !permission.refusal;
        }
    }
    return false;
}

} // namespace

TEST_CASE(
    "a renewal goes from the member's page to new certificates on the card [R72] [R80] [R87] [R88] [X12]") {
    PortalWorld world;
    const auto overview = world.member_desk->handle(world.member(), wire::Overview{});
    REQUIRE(overview);
    REQUIRE(overview->cards.size() == 1);
    CHECK(overview->cards[0].total == 2196);
    CHECK(overview->cards[0].price.at(0).net == 1800);
    CHECK(overview->cards[0].years == 6);
    CHECK_FALSE(overview->cards[0].place.refusal);

    const auto view = validated(world);
    CHECK(view.row.stage == wire::Stage::validated);
    CHECK(view.has_act);
    CHECK(allowed(view, wire::Action::make_keys));

    const auto keys = make_keys(world, view.row.id);
    const auto issued = world.keys->handle(world.member(), keys.message);
    REQUIRE(issued);
    REQUIRE(issued->state == wire::IssuanceState::certified);
    REQUIRE(issued->certificates.size() == 2);
    const auto fresh = pki::Certificate::from_der(issued->certificates[1].der);
    REQUIRE(fresh);
    CHECK(fresh->facts().subject_der == world.member_card->signature.facts().subject_der);
    CHECK(fresh->not_before() == world.clock.now().seconds);
    CHECK(fresh->not_after() ==
          domain::add_years_in_rome({world.member_card->signature.not_after()}, 6).seconds);

    wire::ConfirmInstalled confirm{world.command(), view.row.id, {}};
    confirm.receipts = {
        receipt(world, view.row.id, CertificateRole::authentication, keys.authentication,
                issued->certificates[0].der),
        receipt(world, view.row.id, CertificateRole::signature, keys.signature, issued->certificates[1].der)};
    const auto installed = world.keys->handle(world.member(), confirm);
    REQUIRE(installed);
    CHECK(installed->row.stage == wire::Stage::installed);
    CHECK(world.keys->handle(world.member(), confirm)); // sent again it is answered again
    const auto after = world.member_desk->handle(world.member(), wire::Overview{});
    REQUIRE(after);
    CHECK(after->cards[0].certificates.at(1).not_after == fresh->not_after());
    world.run_jobs();
}

TEST_CASE("the same command sent twice is done once") {
    PortalWorld world;
    const auto overview = world.member_desk->handle(world.member(), wire::Overview{});
    REQUIRE(overview);
    const auto& card = overview->cards[0];
    const wire::PlaceRenewal place{world.command(), card.serial, card.convention_version, card.total, true};
    const auto first = world.member_desk->handle(world.member(), place);
    const auto second = world.member_desk->handle(world.member(), place);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->row.id == second->row.id);
    CHECK(first->row.seq == second->row.seq);
}

TEST_CASE("two people who act at once: the second is told that the request changed") {
    PortalWorld world;
    const auto paid = world.paid_request();
    const wire::Reject reject{world.command(), paid.row.id, paid.row.seq, wire::RejectReason::data_wrong, ""};
    REQUIRE(world.secretary_desk->handle(world.secretary(), reject));
    wire::Reject late = reject;
    late.command = world.command();
    const auto second = world.secretary_desk->handle(world.secretary(), late);
    REQUIRE_FALSE(second);
    CHECK(second.error().id == ErrorId::request_changed_meanwhile);
    world.payments.refunds.emplace_back(*paid.payment_reference, 2196);
    world.run_jobs();
}

TEST_CASE("a rejected renewal's payment goes back once [R84] [R85] [X8]") {
    PortalWorld world;
    const auto paid = world.paid_request();
    const auto rejected = world.secretary_desk->handle(
        world.secretary(),
        wire::Reject{world.command(), paid.row.id, paid.row.seq, wire::RejectReason::data_wrong, ""});
    REQUIRE(rejected);
    CHECK(rejected->row.stage == wire::Stage::rejected);
    CHECK(rejected->new_card_code == "CNSCNA13");
    world.payments.refunds.emplace_back(*paid.payment_reference, 2196);
    world.run_jobs();
    world.run_jobs();
    const auto payment = world.store->payment(domain::PaymentId(*paid.payment_reference));
    REQUIRE(payment);
    CHECK(payment->state == PaymentState::refunded);
}

TEST_CASE("another amount than asked is not accepted and goes back") {
    PortalWorld world;
    const auto placed = world.placed_request();
    std::string payment;
    REQUIRE(world.pay(placed, 100, &payment));
    const auto view = world.member_desk->handle(world.member(), wire::GetRequest{placed.row.id});
    REQUIRE(view);
    CHECK(view->row.stage == wire::Stage::placed);
    world.payments.refunds.emplace_back(payment, 100);
    world.run_jobs();
}

TEST_CASE("a payment call-back with a wrong signature changes nothing") {
    PortalWorld world;
    const auto reported = world.member_desk->payment_reported("{}", "bad");
    CHECK(world.refusal(reported) == "payment-not-authentic");
}

TEST_CASE("a price that is not the one shown is refused") {
    PortalWorld world;
    const auto overview = world.member_desk->handle(world.member(), wire::Overview{});
    REQUIRE(overview);
    const auto& card = overview->cards[0];
    const auto placed = world.member_desk->handle(
        world.member(), wire::PlaceRenewal{world.command(), card.serial, card.convention_version, 1, true});
    REQUIRE_FALSE(placed);
    CHECK(placed.error().id == ErrorId::price_changed);
}

TEST_CASE("somebody else's card and request are not found") {
    PortalWorld world;
    const auto placed = world.placed_request();
    auto stranger = world.administrator();
    stranger.account.roles = {{domain::Role::member, domain::OrderId("ingegneri-imperia")}};
    const auto seen = world.member_desk->handle(stranger, wire::GetRequest{placed.row.id});
    REQUIRE_FALSE(seen);
    CHECK(seen.error().id == ErrorId::not_found);
}

TEST_CASE("keys over which the old key says nothing are refused") {
    PortalWorld world;
    const auto view = validated(world);
    auto keys = make_keys(world, view.row.id);
    auto others = make_keys(world, view.row.id);
    keys.message.statement = others.message.statement;
    const auto issued = world.keys->handle(world.member(), keys.message);
    REQUIRE_FALSE(issued);
    CHECK(issued.error().id == ErrorId::keys_not_proven);
}

TEST_CASE("a statement made for another portal is refused") {
    PortalWorld world;
    const auto view = validated(world);
    const auto keys = make_keys(world, view.row.id, "https://other.example");
    const auto issued = world.keys->handle(world.member(), keys.message);
    REQUIRE_FALSE(issued);
    CHECK(issued.error().id == ErrorId::keys_not_proven);
}

TEST_CASE("the same keys sent again after a cut give the same certificates") {
    PortalWorld world;
    const auto view = validated(world);
    auto keys = make_keys(world, view.row.id);
    const auto first = world.keys->handle(world.member(), keys.message);
    keys.message.command = world.command();
    const auto second = world.keys->handle(world.member(), keys.message);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->certificates.at(0).der == second->certificates.at(0).der);
}

TEST_CASE("certified and never installed: the certificates are revoked at the deadline") {
    PortalWorld world;
    const auto view = validated(world);
    const auto keys = make_keys(world, view.row.id);
    const auto issued = world.keys->handle(world.member(), keys.message);
    REQUIRE(issued);
    const auto certified = world.member_desk->handle(world.member(), wire::GetRequest{view.row.id});
    REQUIRE(certified);
    REQUIRE(certified->deadline);
    world.run_jobs();
    world.clock.set({*certified->deadline + 2});
    world.payments.refunds.emplace_back(*certified->payment_reference, 2196);
    world.run_jobs();
    world.run_jobs();
    REQUIRE(world.trust->refresh(world.clock.now()));
    const auto fresh = pki::Certificate::from_der(issued->certificates[1].der);
    REQUIRE(fresh);
    CHECK(world.trust->picture()->listed_as_revoked(*fresh));
    const auto ended = world.member_desk->handle(world.member(), wire::GetRequest{view.row.id});
    REQUIRE(ended);
    CHECK(ended->row.stage == wire::Stage::revoked);
}

TEST_CASE("members are invited once when the window opens [R72]") {
    PortalWorld world;
    const auto first = invite_due(*world.renewals);
    REQUIRE(first);
    CHECK(*first == 1);
    const auto again = invite_due(*world.renewals);
    REQUIRE(again);
    CHECK(*again == 0);
}

TEST_CASE("an expired card is told to buy a new one [R81]") {
    PortalWorld world;
    world.clock.pass(Duration::days(31));
    const auto overview = world.member_desk->handle(world.member(), wire::Overview{});
    REQUIRE(overview);
    REQUIRE(overview->cards[0].place.refusal);
    CHECK(overview->cards[0].place.refusal->error == "renewal-certificate-expired");
    CHECK(overview->cards[0].new_card_code == "CNSCNA13");
}

TEST_CASE("a rejected payment kept for a new card is shown as a credit and not sent back by itself X8") {
    PortalWorld world;
    const auto paid = world.paid_request();
    CHECK(paid.settlement == wire::Settlement::held);
    CHECK(paid.paid == 2196);
    const auto rejected = world.secretary_desk->handle(
        world.secretary(),
        wire::Reject{world.command(), paid.row.id, paid.row.seq, wire::RejectReason::data_wrong, "",
                     wire::PaymentUse::keep_for_new_card});
    REQUIRE(rejected);
    CHECK(rejected->settlement == wire::Settlement::credit);
    world.run_jobs(); // a refund would fail here: none is expected
    const auto overview = world.member_desk->handle(world.member(), wire::Overview{});
    REQUIRE(overview);
    REQUIRE(overview->credits.size() == 1);
    CHECK(overview->credits[0].request == paid.row.id);
    CHECK(overview->credits[0].amount == 2196);
    CHECK(overview->credits[0].new_card_code == "CNSCNA13");
}

TEST_CASE("the member asks a credit back at any time and gets it once X8") {
    PortalWorld world;
    const auto paid = world.paid_request();
    const auto rejected = world.secretary_desk->handle(
        world.secretary(),
        wire::Reject{world.command(), paid.row.id, paid.row.seq, wire::RejectReason::data_wrong, "",
                     wire::PaymentUse::keep_for_new_card});
    REQUIRE(rejected);
    world.clock.pass(Duration::days(400));
    const auto seen = world.member_desk->handle(world.member(), wire::GetRequest{paid.row.id});
    REQUIRE(seen);
    CHECK(allowed(*seen, wire::Action::return_credit));
    const wire::ReturnCredit ask{world.command(), paid.row.id, seen->row.seq};
    const auto asked = world.member_desk->handle(world.member(), ask);
    REQUIRE(asked);
    CHECK(asked->settlement == wire::Settlement::due_back);
    CHECK(world.member_desk->handle(world.member(), ask)); // sent twice it is answered once
    world.payments.refunds.emplace_back(*paid.payment_reference, 2196);
    world.run_jobs();
    world.run_jobs();
    const auto after = world.member_desk->handle(world.member(), wire::GetRequest{paid.row.id});
    REQUIRE(after);
    CHECK(after->settlement == wire::Settlement::returned);
    CHECK_FALSE(allowed(*after, wire::Action::return_credit));
    const auto overview = world.member_desk->handle(world.member(), wire::Overview{});
    REQUIRE(overview);
    CHECK(overview->credits.empty());
}

TEST_CASE("a payment cannot be kept where a new card would not help X8") {
    PortalWorld world;
    const auto paid = world.paid_request();
    const auto rejected = world.secretary_desk->handle(
        world.secretary(),
        wire::Reject{world.command(), paid.row.id, paid.row.seq, wire::RejectReason::dues_unpaid, "",
                     wire::PaymentUse::keep_for_new_card});
    REQUIRE_FALSE(rejected);
    CHECK(rejected.error().id == ErrorId::payment_cannot_be_kept);
}
