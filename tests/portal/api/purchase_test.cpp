#include "tests/portal/api/shop.hpp"

#include <algorithm>

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
namespace wire = sigillo::protocol::portal;

TEST_CASE("an architect's kit goes from the code to the holder's hands, each step by whom it belongs to "
          "[R1] [R3] [R10] [R19] [R25] [R26] [R27] [R28] [R29]") {
    Shop shop;
    const auto draft = shop.filled_kit();
    CHECK(
        std::all_of(draft.pages.begin(), draft.pages.end(), [](const auto& page) { return page.complete; }));
    const auto placed = shop.place(draft);
    INFO(refusal(placed));
    REQUIRE(placed);
    auto view = shop.pay_by_card(*placed);
    CHECK(view.row.stage == wire::Stage::paid);
    CHECK(view.next == wire::Responsible::provider);

    CHECK(refusal(shop.step(shop.secretary(), view, wire::Action::record_originals)) == "not-allowed");
    REQUIRE(shop.step(shop.provider(), view, wire::Action::record_originals));
    REQUIRE(shop.step(shop.provider(), view, wire::Action::begin_issuance));
    shop.run_jobs();
    view = shop.show(view);
    CHECK(view.row.stage == wire::Stage::issued);
    CHECK_FALSE(view.card_serial.empty());
    REQUIRE(shop.step(shop.provider(), view, wire::Action::record_shipped, "1Z999"));
    REQUIRE(shop.step(shop.secretary(), view, wire::Action::record_arrived, "Dalle 9 alle 12"));
    const auto seq = shop.show(view).row.seq;
    wire::HandOver hand{shop.command(), view.row.id, seq, "passport", "AA0000000", true, true, true};
    CHECK(refusal(shop.purchase_desk->handle(shop.secretary(), hand)) == "document-differs");
    hand.command = shop.command();
    hand.document_number = "ya1234567";
    const auto handed = shop.purchase_desk->handle(shop.secretary(), hand);
    INFO(refusal(handed));
    REQUIRE(handed);
    CHECK(handed->row.stage == wire::Stage::active);
    // The card is known from now on: its renewal begins with it.
    CHECK(shop.store->card(view.card_serial));
}

TEST_CASE("a draft is taken up again with everything typed, right or wrong, and is nobody else's [X2]") {
    Shop shop;
    auto draft = shop.save(shop.open("CNSCNA13", "architetti-fermo"), {{"product", "cns-kit"}});
    draft = shop.save(draft, {{"holder.residence.street", "Via Roma 1"}, {"holder.mobile", "wrong"}});
    const auto again = shop.open("cnscna13 ", "architetti-fermo");
    CHECK(again.id == draft.id);
    CHECK(again.convention == "CNSCNA13");
    CHECK(field(again, "holder.residence.street")->value == "Via Roma 1");
    CHECK(field(again, "holder.mobile")->value == "wrong");
    CHECK(field(again, "holder.mobile")->problem->error == "field-invalid");
    CHECK(refusal(shop.drafts->handle(shop.secretary(), wire::SaveDraft{draft.id, draft.seq, {}})) ==
          "not-found");
}

TEST_CASE("two pages that write one draft do not overwrite each other") {
    Shop shop;
    const auto draft = shop.open("CNSCNA13", "architetti-fermo");
    shop.save(draft, {{"product", "cns-kit"}});
    CHECK(refusal(shop.drafts->handle(shop.buyer, wire::SaveDraft{draft.id, draft.seq, {}})) ==
          "request-changed-meanwhile");
}

TEST_CASE("a code that is not public is found by whoever types it and stands in no list [R54]") {
    Shop shop;
    shop.enrol_at("ingegneri-torino");
    CHECK(shop.drafts->handle(shop.buyer, wire::FindConvention{"ingtodemo25"}));
    const auto listed = shop.drafts->conventions(shop.buyer);
    REQUIRE(listed);
    CHECK(std::none_of(listed->begin(), listed->end(),
                       [](const auto& row) { return row.code == "INGTODEMO25"; }));
    CHECK(refusal(shop.drafts->handle(shop.buyer, wire::FindConvention{"NOSUCHCODE"})) ==
          "convention-unknown");
}

TEST_CASE("a code that does not sell the product, or not to that Order, opens nothing [R116] [R117]") {
    Shop shop;
    CHECK(refusal(shop.drafts->handle(shop.buyer, wire::OpenDraft{"FRCNI25", "architetti-fermo"})) ==
          "convention-unknown");
    shop.enrol_at("ingegneri-imperia");
    const auto draft = shop.save(shop.open("FRCNI25", "ingegneri-imperia"), {{"product", "card-role"}});
    CHECK(field(draft, "product")->value.empty());
}

TEST_CASE("the only delivery is chosen and locked, the Order's name cannot be changed [R10] [R16]") {
    Shop shop;
    const auto draft = shop.filled_kit();
    CHECK(field(draft, "shipping.to")->locked);
    CHECK(field(draft, "shipping.to")->value == "to_order");
    CHECK(field(draft, "enrolment.order")->locked);
    CHECK(refusal(shop.drafts->handle(
              shop.buyer, wire::SaveDraft{draft.id, draft.seq, {{"enrolment.order", "Altro Ordine"}}})) ==
          "invalid-argument");
}

TEST_CASE("data that are not the register's are marked and cannot be ordered with [R120]") {
    Shop shop;
    auto draft = shop.save(shop.filled_remote(), {{"enrolment.number", "124"}});
    CHECK(field(draft, "enrolment.number")->register_value == "123");
    CHECK(refusal(shop.place(draft)) == "register-data-differ");
    draft = shop.save(draft, {{"enrolment.number", "0123"}});
    CHECK(shop.place(draft));
}

TEST_CASE("a place of birth has its name when the draft is taken up again, and on the order") {
    Shop shop;
    auto draft = shop.filled_kit();
    draft = shop.save(draft, {{"holder.birth_place_name", "Altrove"}});
    CHECK(field(draft, "holder.birth_place")->shown == "Roma (RM)");
    CHECK(field(shop.open("CNSCNA13", "architetti-fermo"), "holder.birth_place")->shown == "Roma (RM)");
    CHECK(field(shop.save(draft, {{"holder.birth_place", "Z110"}}), "holder.birth_place")->shown ==
          "Francia");
}

TEST_CASE("a photograph of another size is refused [X4]") {
    Shop shop;
    const auto draft = shop.open("CNSCNA13", "architetti-fermo");
    CHECK(refusal(shop.drafts->handle(shop.buyer,
                                      wire::UploadPhoto{draft.id, draft.seq, photograph(0x02, 0x00)})) ==
          "field-invalid");
    CHECK(refusal(shop.drafts->handle(
              shop.buyer, wire::UploadPhoto{draft.id, draft.seq, {'G', 'I', 'F', '8'}})) == "field-invalid");
}

TEST_CASE("an e-mail address of somebody else's account cannot be ordered with [X5]") {
    Shop shop;
    const auto draft = shop.save(shop.filled_kit(), {{"holder.email", "segreteria@example.it"}});
    CHECK(field(draft, "holder.email")->problem->error == "contact-of-someone-else");
    CHECK(refusal(shop.place(draft)) == "contact-of-someone-else");
}

TEST_CASE(
    "who pays by transfer sees where to and registers the CRO, who pays by card goes to the payment page "
    "[R20] [R23] [R24]") {
    Shop shop;
    const auto offers = [](const wire::RequestView& view, wire::Action action) {
        return std::any_of(view.permissions.begin(), view.permissions.end(),
                           [&](const auto& one) { return one.action == action && !one.refusal; });
    };
    const auto transfer = shop.place(shop.save(shop.filled_kit(), {{"payment", "bank_transfer"}}));
    REQUIRE(transfer);
    CHECK(offers(*transfer, wire::Action::declare_payment));
    CHECK_FALSE(offers(*transfer, wire::Action::pay));
    const auto& lines = transfer->purchase->payment_details;
    const auto says = [&](const std::string& value) {
        return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.value == value; });
    };
    CHECK(says("Sigillo Demo S.p.A."));
    CHECK(says("IT60X0542811101000000123456"));
    CHECK(says(transfer->row.id));

    Shop other;
    const auto card = other.place(other.filled_kit());
    REQUIRE(card);
    CHECK(offers(*card, wire::Action::pay));
    CHECK_FALSE(offers(*card, wire::Action::declare_payment));
    CHECK(card->purchase->payment_details.empty());
}

TEST_CASE(
    "a bank transfer's CRO is registered, the provider finds the money, the order goes on [R20] [R23]") {
    Shop shop;
    const auto draft = shop.save(shop.filled_kit(), {{"payment", "bank_transfer"}});
    const auto placed = shop.place(draft);
    REQUIRE(placed);
    const auto day = domain::to_text(domain::rome_date(shop.clock.now()));
    CHECK(refusal(shop.purchase_desk->handle(
              shop.buyer, wire::DeclarePayment{shop.command(), placed->row.id, placed->row.seq, "1", day})) ==
          "reference-invalid");
    const auto declared =
        shop.purchase_desk->handle(shop.buyer, wire::DeclarePayment{shop.command(), placed->row.id,
                                                                    placed->row.seq, "CRO 1234567890", day});
    REQUIRE(declared);
    CHECK(declared->row.stage == wire::Stage::placed);
    CHECK(declared->payment_reference == "CRO1234567890");
    REQUIRE(declared->purchase->open_payments.size() == 1);
    const auto payment = declared->purchase->open_payments.front().value;
    const auto recorded = shop.purchase_desk->handle(
        shop.provider(), wire::RecordPayment{shop.command(), placed->row.id, declared->row.seq, payment,
                                             declared->purchase->due, day});
    INFO(refusal(recorded));
    REQUIRE(recorded);
    CHECK(recorded->row.stage == wire::Stage::paid);
}

TEST_CASE("a payment call-back for another amount changes nothing but goes back, a replayed one nothing") {
    Shop shop;
    const auto placed = shop.place(shop.filled_kit());
    REQUIRE(placed);
    REQUIRE(shop.purchase_desk->handle(shop.buyer,
                                       wire::BeginPayment{shop.command(), placed->row.id, placed->row.seq}));
    const auto payment = shop.store->payments_of(domain::RequestId(placed->row.id))->back().id.value;
    const std::string wrong = R"({"payment":")" + payment + R"(","amount":1})";
    REQUIRE(shop.member_desk->payment_reported(wrong, "good"));
    CHECK(shop.show(*placed).row.stage == wire::Stage::placed);
    REQUIRE(shop.member_desk->payment_reported(wrong, "good"));
    CHECK(refusal(domain::Result<int>(shop.member_desk->payment_reported(wrong, "bad").error())) ==
          "payment-not-authentic");
    shop.payments.refunds.push_back({payment, 1});
    shop.run_jobs();
}

TEST_CASE(
    "a remote signature: identified by an existing card, validated by a signed act, activated with code, "
    "codice fiscale and OTP, PIN and PUK in two parts "
    "[R41] [R42] [R43] [R46] [R48] [R49] [R123] [R134] [X11]") {
    Shop shop;
    shop.appoint(PortalWorld::signatory_code, domain::rome_date(shop.clock.now() - Duration::days(10)),
                 std::nullopt, "ingegneri-imperia");
    const auto placed = shop.place(shop.filled_remote());
    INFO(refusal(placed));
    REQUIRE(placed);
    auto view = shop.pay_by_card(*placed);
    CHECK(view.next == wire::Responsible::member);
    CHECK(view.purchase->identified_by_card);

    const auto begun = shop.purchase_desk->handle(shop.buyer, wire::BeginIdentification{view.row.id});
    REQUIRE(begun);
    REQUIRE(begun->nonce);
    pki::KeySigner signer(shop.member_card->authentication_key, shop.member_card->authentication);
    const auto content = shop.challenge_signed(view, *begun->nonce);
    const auto p7m = pki::sign_cades(pki::view_of(content), signer, shop.clock.now().seconds);
    REQUIRE(p7m);
    const wire::ProveIdentity proof{shop.command(), view.row.id, *begun->nonce, *p7m};
    const auto identified = shop.purchase_desk->handle(shop.buyer, proof);
    INFO(refusal(identified));
    REQUIRE(identified);
    CHECK(identified->row.stage == wire::Stage::identified);

    const auto office = shop.secretary_of("ingegneri-imperia");
    const auto queue =
        shop.secretary_desk->handle(office, wire::Queue{wire::QueueFilter::to_validate, "", 0});
    REQUIRE(queue);
    REQUIRE(queue->rows.size() == 1);
    CHECK(queue->rows[0].may_validate); // else the queue could not hand it to the signatory
    const auto prepared = shop.acts->handle(office, wire::PrepareActs{{view.row.id}});
    REQUIRE(prepared);
    REQUIRE(prepared->acts[0].content);
    const auto act =
        shop.signed_act(pki::text_of(*prepared->acts[0].content), *shop.signatory_card, shop.clock.now());
    const auto submitted = shop.acts->submit(office, {view.row.id, act}, "command-act-1");
    INFO(shop.refusal(submitted));
    REQUIRE(submitted);

    REQUIRE(shop.step(shop.provider(), view, wire::Action::begin_issuance));
    shop.run_jobs();
    view = shop.show(view);
    CHECK(view.row.stage == wire::Stage::issued);
    const auto code = shop.store->secret(domain::RequestId(view.row.id), "activation_code");
    REQUIRE(code);
    const auto first = shop.store->secret(domain::RequestId(view.row.id), "first_part");
    const auto second = shop.store->secret(domain::RequestId(view.row.id), "second_part");
    REQUIRE(first);
    REQUIRE(second);
    CHECK(*first != *second);

    const auto sent = shop.purchase_desk->handle(shop.buyer, wire::SendOtp{view.row.id});
    REQUIRE(sent);
    CHECK(sent->sent_to == "…567");
    wire::Activate activate{shop.command(),           view.row.id, view.row.seq, "WRONG-CODE1",
                            PortalWorld::member_code, "000000"};
    CHECK(refusal(shop.purchase_desk->handle(shop.buyer, activate)) == "activation-code-wrong");
    activate.command = shop.command();
    activate.code = *code;
    CHECK(refusal(shop.purchase_desk->handle(shop.buyer, activate)) == "otp-wrong");
    const std::string otp = shop.sent_otp(view.row.id);
    activate.command = shop.command();
    activate.otp = otp;
    const auto active = shop.purchase_desk->handle(shop.buyer, activate);
    INFO(refusal(active));
    REQUIRE(active);
    CHECK(active->row.stage == wire::Stage::active);
    CHECK(active->next == wire::Responsible::nobody);
}

TEST_CASE("another person's card does not identify the holder [R134]") {
    Shop shop;
    const auto placed = shop.place(shop.filled_remote());
    REQUIRE(placed);
    const auto view = shop.pay_by_card(*placed);
    const auto begun = shop.purchase_desk->handle(shop.buyer, wire::BeginIdentification{view.row.id});
    REQUIRE(begun);
    pki::KeySigner signer(shop.signatory_card->authentication_key, shop.signatory_card->authentication);
    const auto content = shop.challenge_signed(view, *begun->nonce);
    const auto p7m = pki::sign_cades(pki::view_of(content), signer, shop.clock.now().seconds);
    REQUIRE(p7m);
    CHECK(refusal(shop.purchase_desk->handle(
              shop.buyer, wire::ProveIdentity{shop.command(), view.row.id, *begun->nonce, *p7m})) ==
          "identification-of-someone-else");
}

namespace {

/// Ordered, to be paid by bank transfer, declared and found on the account.
wire::RequestView paid_by_transfer(Shop& shop) {
    auto draft = shop.filled_kit();
    draft = shop.save(draft, {{"payment", "bank_transfer"}});
    const auto placed = shop.place(draft);
    REQUIRE(placed);
    const auto declared = shop.purchase_desk->handle(
        shop.buyer, wire::DeclarePayment{shop.command(), placed->row.id, placed->row.seq, "CRO 12345678901",
                                         domain::to_text(domain::rome_date(shop.clock.now()))});
    REQUIRE(declared);
    const auto seen = shop.show(*placed, shop.provider());
    REQUIRE(seen.purchase->open_payments.size() == 1);
    const auto recorded = shop.purchase_desk->handle(
        shop.provider(),
        wire::RecordPayment{shop.command(), seen.row.id, seen.row.seq, seen.purchase->open_payments[0].value,
                            seen.purchase->due, domain::to_text(domain::rome_date(shop.clock.now()))});
    INFO(refusal(recorded));
    REQUIRE(recorded);
    return *recorded;
}

const wire::Permission* permission(const wire::RequestView& view, wire::Action action) {
    for (const auto& one : view.permissions) {
        if (one.action == action) {
            return &one;
        }
    }
    return nullptr;
}

} // namespace

TEST_CASE("a bank transfer goes back by the operator's hand: no payment service is asked for it [X20]") {
    Shop shop;
    auto view = paid_by_transfer(shop);
    CHECK_FALSE(shop.show(view, shop.provider()).purchase->owed_payments);
    CHECK(permission(shop.show(view, shop.provider()), wire::Action::record_refund) == nullptr);
    view = shop.show(view);
    REQUIRE(
        shop.purchase_desk->handle(shop.buyer, wire::Withdraw{shop.command(), view.row.id, view.row.seq}));
    shop.run_jobs(); // a refund through the payment page would fail here: none is expected
    view = shop.show(view, shop.provider());
    CHECK(view.settlement == wire::Settlement::due_back);
    REQUIRE(view.purchase->owed_payments);
    REQUIRE(view.purchase->owed_payments->size() == 1);
    const auto owed = view.purchase->owed_payments->front();
    CHECK(owed.net == view.paid);
    REQUIRE(permission(view, wire::Action::record_refund) != nullptr);
    CHECK_FALSE(permission(view, wire::Action::record_refund)->refusal);
    CHECK_FALSE(shop.show(view).purchase->owed_payments);

    const auto row = shop.store->request(domain::RequestId(view.row.id));
    REQUIRE(row);
    CHECK(row->lane == Lane::provider);
    CHECK(row->next == work::refund);

    const wire::RecordRefund refund{shop.command(), view.row.id, view.row.seq, owed.value};
    CHECK(refusal(shop.purchase_desk->handle(shop.buyer, refund)) == "not-allowed");
    CHECK(refusal(shop.purchase_desk->handle(shop.secretary(), refund)) == "not-allowed");
    CHECK(refusal(shop.purchase_desk->handle(
              shop.provider(), wire::RecordRefund{shop.command(), view.row.id, view.row.seq, "P-other"})) ==
          "payment-unknown");
    const auto returned = shop.purchase_desk->handle(shop.provider(), refund);
    INFO(refusal(returned));
    REQUIRE(returned);
    CHECK(returned->settlement == wire::Settlement::returned);
    CHECK(returned->timeline.back().event == "purchase.payment_returned");
    CHECK_FALSE(returned->purchase->owed_payments);
    CHECK(shop.store->request(domain::RequestId(view.row.id))->lane == Lane::ended);
    CHECK(shop.store->payment(domain::PaymentId(owed.value))->state == PaymentState::refunded);
    CHECK(shop.purchase_desk->handle(shop.provider(), refund)); // the same command again: done once
    CHECK(refusal(shop.purchase_desk->handle(
              shop.provider(), wire::RecordRefund{shop.command(), view.row.id, returned->row.seq,
                                                  owed.value})) == "payment-nothing-to-return");
}

TEST_CASE("what a payment page took is not given back by hand as well [X20]") {
    Shop shop;
    const auto placed = shop.place(shop.filled_kit());
    REQUIRE(placed);
    auto view = shop.pay_by_card(*placed);
    REQUIRE(
        shop.purchase_desk->handle(shop.buyer, wire::Withdraw{shop.command(), view.row.id, view.row.seq}));
    view = shop.show(view, shop.provider());
    CHECK_FALSE(view.purchase->owed_payments);
    CHECK(permission(view, wire::Action::record_refund) == nullptr);
    const auto payment = shop.store->payments_of(domain::RequestId(view.row.id))->back().id.value;
    CHECK(refusal(shop.purchase_desk->handle(
              shop.provider(), wire::RecordRefund{shop.command(), view.row.id, view.row.seq, payment})) ==
          "payment-nothing-to-return");
    shop.payments.refunds.push_back({payment, view.paid});
    shop.run_jobs();
    CHECK(shop.show(view).settlement == wire::Settlement::returned);
}

TEST_CASE("a document that expired before the collection gives way to another, and the history says so [R28] "
          "[R70]") {
    Shop shop;
    const auto placed = shop.place(shop.filled_kit());
    REQUIRE(placed);
    auto view = shop.pay_by_card(*placed);
    const auto secretary = shop.secretary();
    CHECK(permission(shop.show(view, secretary), wire::Action::replace_document)->refusal);
    REQUIRE(shop.step(shop.provider(), view, wire::Action::record_originals));
    REQUIRE(shop.step(shop.provider(), view, wire::Action::begin_issuance));
    shop.run_jobs();
    REQUIRE(shop.step(shop.provider(), view, wire::Action::record_shipped));
    REQUIRE(shop.step(secretary, view, wire::Action::record_arrived, "Dalle 9"));
    view = shop.show(view, secretary);
    REQUIRE(permission(view, wire::Action::replace_document) != nullptr);
    CHECK_FALSE(permission(view, wire::Action::replace_document)->refusal);
    REQUIRE(view.purchase->document_reasons);
    CHECK(view.purchase->document_reasons->front().value == "expired");
    CHECK_FALSE(shop.show(view).purchase->document_reasons);

    wire::ReplaceDocument replace{
        shop.command(),    view.row.id,  view.row.seq, "identity_card", "CA 55555 BB",
        "Comune di Fermo", "2026-01-02", "2040-01-01", "expired",       ""};
    CHECK(refusal(shop.purchase_desk->handle(secretary, replace)) == "document-still-valid");
    replace.reason = "lost";
    CHECK(refusal(shop.purchase_desk->handle(secretary, replace)) == "invalid-argument");
    replace.reason = "lost_or_stolen";
    replace.note = "Denuncia del 20 novembre";
    CHECK(refusal(shop.purchase_desk->handle(shop.buyer, replace)) == "not-allowed");
    const auto replaced = shop.purchase_desk->handle(secretary, replace);
    INFO(refusal(replaced));
    REQUIRE(replaced);
    CHECK(replaced->purchase->document == "identity_card");
    CHECK(replaced->purchase->document_number == "CA 55555 BB");
    const auto& line = replaced->timeline.back();
    CHECK(line.event == "purchase.document_replaced");
    CHECK(line.details.at("reason") == "domain.document_reason.lost_or_stolen");
    CHECK(line.details.at("note") == "Denuncia del 20 novembre");
    CHECK(replaced->row.since == view.row.since);

    const auto hand = [&](const char* kind, const char* number) {
        return shop.purchase_desk->handle(
            secretary,
            wire::HandOver{shop.command(), view.row.id, replaced->row.seq, kind, number, true, true, true});
    };
    CHECK(refusal(hand("passport", "YA1234567")) == "document-differs");
    const auto collected = hand("identity_card", "ca55555bb");
    INFO(refusal(collected));
    REQUIRE(collected);
    CHECK(collected->row.stage == wire::Stage::active);
}
