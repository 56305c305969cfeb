#include "tests/app/update/purchase_samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/update/office.hpp"

#include <algorithm>

// What the Order's office and the provider's operator record on the page of a purchase.

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using portal::Action;
using samples::Player;

namespace {

Player at_desk(Action action, portal::Role role = portal::Role::secretary) {
    Player player{samples::at("/office/#/request/R-1", {role})};
    player.state.request = samples::purchase_at_office(action);
    return player;
}

Player& confirm(Player& player, Action action, const std::string& about = {}) {
    return player.play(StepConfirmed{action, about});
}

} // namespace

TEST_CASE("a kit that arrived is recorded with when the member can come, who is called in [R66] [X7]") {
    auto player = at_desk(Action::record_arrived);
    confirm(player, Action::record_arrived);
    CHECK(player.effects.empty());
    player.play(StepFilled{"call", "Da lunedì a venerdì, 9-12"});
    confirm(player, Action::record_arrived);
    const auto* call = player.called<portal::RecordStep>();
    REQUIRE(call != nullptr);
    CHECK(call->action == Action::record_arrived);
    CHECK(call->note == "Da lunedì a venerdì, 9-12");
    CHECK(call->seq == player.state.request->row.seq);
    auto after = samples::purchase_at_office(Action::hand_over);
    player.answer<portal::RecordStep>(after);
    CHECK(player.state.desk.done == Action::record_arrived);
    CHECK_FALSE(player.state.busy);
    CHECK(typed_in(player.state.desk, "call") == "Da lunedì a venerdì, 9-12");
}

TEST_CASE(
    "a kit is handed over with the document, in person, copied, the form signed [R27] [R28] [R69] [R70]") {
    auto player = at_desk(Action::hand_over);
    const std::vector<std::string> needed{"document_number", "in_person", "copy_taken", "form_signed"};
    for (const auto& left_out : needed) {
        INFO(left_out);
        auto incomplete = player;
        for (const auto& field : needed) {
            if (field != left_out) {
                incomplete.play(StepFilled{field, field == "document_number" ? "YA1234567" : "true"});
            }
        }
        confirm(incomplete, Action::hand_over);
        CHECK(incomplete.effects.empty());
        CHECK(incomplete.state.desk.asked);
    }
    for (const auto& field : needed) {
        player.play(StepFilled{field, field == "document_number" ? "YA1234567" : "true"});
    }
    confirm(player, Action::hand_over);
    const auto* call = player.called<portal::HandOver>();
    REQUIRE(call != nullptr);
    CHECK(call->document == "passport"); // the one named at registration
    CHECK(call->document_number == "YA1234567");
    CHECK(call->in_person);
    CHECK(call->copy_taken);
    CHECK(call->form_signed);
}

TEST_CASE("a hand-over that is refused keeps what was typed [R51]") {
    auto player = at_desk(Action::hand_over);
    player.play(StepFilled{"document_number", "YA1234567"})
        .play(StepFilled{"in_person", "true"})
        .play(StepFilled{"copy_taken", "true"})
        .play(StepFilled{"form_signed", "true"});
    confirm(player, Action::hand_over);
    player.answer<portal::HandOver>(domain::Error(ErrorId::document_differs, {{"number", "YA1234568"}}));
    CHECK(player.state.trouble->id == ErrorId::document_differs);
    CHECK_FALSE(player.state.busy);
    CHECK(typed_in(player.state.desk, "document_number") == "YA1234567");
}

TEST_CASE("a reader without certificates is handed over to the member in person alone [R129]") {
    auto player = at_desk(Action::hand_over);
    player.state.request->purchase->certificates.clear();
    player.play(StepFilled{"in_person", "true"});
    confirm(player, Action::hand_over);
    REQUIRE(player.called<portal::HandOver>() != nullptr);
}

TEST_CASE("a payment is recorded with the amount and the day that the account shows [R23]") {
    auto player = at_desk(Action::record_payment, portal::Role::operator_);
    player.play(StepFilled{"amount/P-1", "77,4"}).play(StepFilled{"paid_on/P-1", "2026-11-20"});
    confirm(player, Action::record_payment, "P-1");
    const auto* call = player.called<portal::RecordPayment>();
    REQUIRE(call != nullptr);
    CHECK(call->payment == "P-1");
    CHECK(call->amount == 7740);
    CHECK(call->paid_on == "2026-11-20");
}

TEST_CASE("another document is recorded once it is whole, with the reason [R28] [R70]") {
    auto player = at_desk(Action::replace_document);
    for (const auto& [field, text] : {std::pair{"kind", "passport"},
                                      {"number", "YB7654321"},
                                      {"issued_by", "Questura di Imperia"},
                                      {"issued_on", "2026-11-02"},
                                      {"expires_on", "2036-11-01"}}) {
        player.play(StepFilled{std::string("new_document/") + field, text});
    }
    confirm(player, Action::replace_document);
    CHECK(player.effects.empty());
    player.play(StepFilled{"new_document/reason", "expired"});
    confirm(player, Action::replace_document);
    const auto* call = player.called<portal::ReplaceDocument>();
    REQUIRE(call != nullptr);
    CHECK(call->document == "passport");
    CHECK(call->document_number == "YB7654321");
    CHECK(call->document_issued_by == "Questura di Imperia");
    CHECK(call->document_issued_on == "2026-11-02");
    CHECK(call->document_expires_on == "2036-11-01");
    CHECK(call->reason == "expired");
}

TEST_CASE("the operator records that a transfer went back, each payment by itself [X20]") {
    auto player = at_desk(Action::record_refund, portal::Role::operator_);
    confirm(player, Action::record_refund, "P-2");
    const auto* call = player.called<portal::RecordRefund>();
    REQUIRE(call != nullptr);
    CHECK(call->payment == "P-2");
}

TEST_CASE("an amount is euro and cents, or none") {
    CHECK(cents_of("45,75") == 4575);
    CHECK(cents_of("45.7") == 4570);
    CHECK(cents_of("45") == 4500);
    CHECK(cents_of("0,01") == 1);
    for (const char* wrong : {"", "0", ",5", "4,", "4,755", "1.000,00", "45 euro", "-3", "99999999999"}) {
        INFO(wrong);
        CHECK_FALSE(cents_of(wrong));
    }
}

TEST_CASE("only what the Order changed is corrected [X6]") {
    auto player = at_desk(Action::correct);
    player.play(StepOpened{Action::correct});
    confirm(player, Action::correct);
    CHECK(player.effects.empty());
    const auto& fields = player.state.request->purchase->enrolment;
    const auto field =
        *std::find_if(fields.begin(), fields.end(), [](const auto& one) { return !one.locked; });
    player.play(StepFilled{field.name, "X"});
    confirm(player, Action::correct);
    const auto* call = player.called<portal::CorrectEnrolment>();
    REQUIRE(call != nullptr);
    REQUIRE(call->values.size() == 1);
    CHECK(call->values.front().name == field.name);
    CHECK(call->values.front().value == "X");
}

TEST_CASE("certificates are suspended or revoked apart or together, with a reason [X9] [X15]") {
    auto player = at_desk(Action::change_certificates);
    player.play(StepOpened{Action::change_certificates});
    player.play(StepFilled{"status", "revoked"}).play(StepFilled{"reason", "other"});
    confirm(player, Action::change_certificates);
    CHECK(player.effects.empty()); // another reason has to be told
    player.play(StepFilled{"change_note", "Carta smarrita"}).play(StepFilled{"certificates", "signature"});
    confirm(player, Action::change_certificates);
    const auto* call = player.called<portal::ChangeCertificates>();
    REQUIRE(call != nullptr);
    CHECK(call->certificates == "signature");
    CHECK(call->status == "revoked");
    CHECK(call->reason == "other");
    CHECK(call->note == "Carta smarrita");
}

TEST_CASE("what was typed for one request is not there for the next") {
    auto player = at_desk(Action::hand_over);
    player.play(StepFilled{"document_number", "YA1234567"});
    player.play(Went{"/office/#/request/R-2", false});
    CHECK(player.state.desk.typed.empty());
}

TEST_CASE("an operator begins at the work list, and what is searched and chosen is asked for [X21]") {
    Player player{samples::at("/office/#/work", {portal::Role::operator_})};
    player.play(WorkFilterChosen{portal::WorkFilter::shipping});
    auto* call = player.called<portal::ListWork>();
    REQUIRE(call != nullptr);
    CHECK(call->filter == portal::WorkFilter::shipping);
    player.play(QueuePageChosen{3});
    CHECK(player.called<portal::ListWork>()->page == 3);
    player.play(Typed{Field::search, "rossi"}).play(Pressed{Command::search});
    call = player.called<portal::ListWork>();
    REQUIRE(call != nullptr);
    CHECK(call->search == "rossi");
    CHECK(call->page == 0);
}

TEST_CASE("a list that another overtook is not shown") {
    Player player{samples::at("/office/#/work", {portal::Role::operator_})};
    player.play(WorkFilterChosen{portal::WorkFilter::shipping});
    const Call late = player.sent<portal::ListWork>();
    player.play(WorkFilterChosen{portal::WorkFilter::issuance});
    player.play(PortalReplied{late, protocol::encode(portal::ListWork::Reply{{}, 7, 0})});
    CHECK_FALSE(player.state.work_list.reply);
    player.play(WorkFilterChosen{portal::WorkFilter::issuance});
    player.answer<portal::ListWork>(portal::ListWork::Reply{{}, 2, 1});
    REQUIRE(player.state.work_list.reply);
    CHECK(player.state.work_list.reply->total == 2);
}

TEST_CASE("the list follows what others do to any request") {
    Player player{samples::at("/office/#/work", {portal::Role::operator_})};
    player.play(PortalNotified{portal::RequestChanged{"R-9", 4}});
    CHECK(player.called<portal::ListWork>() != nullptr);
}
