#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::Error;
using domain::ErrorId;
using portal::Stage;
using samples::Player;

namespace {

Player at_queue() {
    Player player{samples::at("/#/queue", {portal::Role::secretary, portal::Role::signatory})};
    player.state.queue.reply = samples::queue();
    return player;
}

Player at_signatories() {
    Player player{samples::at("/#/signatories", {portal::Role::administrator})};
    player.state.signatories.list = samples::signatories();
    return player;
}

portal::PreparedAct prepared(std::string request) {
    return {std::move(request), protocol::Bytes{'{', '}'}, std::nullopt};
}

} // namespace

TEST_CASE("only requests that may be validated can be selected") {
    auto player = at_queue();
    player.play(AllToggled{true});
    CHECK(player.state.queue.selected.size() == 2);
    player.play(RowToggled{0});
    REQUIRE(player.state.queue.selected.size() == 1);
    CHECK(player.state.queue.selected.front().request == "R-2");
    player.play(RowToggled{2});
    CHECK(player.state.queue.selected.size() == 1);
}

TEST_CASE("a batch is one consent and one result for each request [R43] [R79]") {
    auto player = at_queue();
    player.play(AllToggled{true}).play(Pressed{Command::sign_selected});
    REQUIRE(player.called<portal::PrepareActs>() != nullptr);
    CHECK(player.called<portal::PrepareActs>()->requests == std::vector<std::string>{"R-1", "R-2"});
    player.answer<portal::PrepareActs>(portal::PrepareActs::Reply{{prepared("R-1"), prepared("R-2")}});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    REQUIRE(player.called<agent::SignActs>() != nullptr);
    CHECK(player.called<agent::SignActs>()->acts.size() == 2);
    player.answer<agent::SignActs>(agent::SignActs::Reply{
        {{"R-1", protocol::Bytes{1}, std::nullopt}, {"R-2", protocol::Bytes{2}, std::nullopt}}});
    REQUIRE(player.called<portal::SubmitActs>() != nullptr);
    player.answer<portal::SubmitActs>(portal::SubmitActs::Reply{
        {{"R-1", std::nullopt}, {"R-2", protocol::Failure{"act-data-changed", {}}}}});
    REQUIRE(player.state.queue.outcomes.size() == 2);
    CHECK_FALSE(player.state.queue.outcomes[0].failure);
    CHECK(player.state.queue.outcomes[1].failure->id == ErrorId::act_data_changed);
    CHECK(player.state.queue.outcomes[1].of.holder == "Luca Bianchi");
    CHECK(player.state.queue.selected == std::vector<Chosen>{{"R-2", "Luca Bianchi"}});
    CHECK(player.called<portal::Queue>() != nullptr);
}

TEST_CASE("an act that cannot be prepared is told, and the others are signed") {
    auto player = at_queue();
    player.play(AllToggled{true}).play(Pressed{Command::sign_selected});
    player.answer<portal::PrepareActs>(portal::PrepareActs::Reply{
        {prepared("R-1"), {"R-2", std::nullopt, protocol::Failure{"renewal-data-wrong", {}}}}});
    CHECK(player.state.queue.outcomes.size() == 1);
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    REQUIRE(player.called<agent::SignActs>() != nullptr);
    CHECK(player.called<agent::SignActs>()->acts.size() == 1);
}

TEST_CASE("the signatory's own card is asked for, and noticed when it comes") {
    auto player = at_queue();
    player.play(RowToggled{0}).play(Pressed{Command::sign_selected});
    player.answer<portal::PrepareActs>(portal::PrepareActs::Reply{{prepared("R-1")}});
    auto other = samples::card();
    for (auto& certificate : other.certificates) {
        certificate.codice_fiscale = "BNCLCU75C12D542W";
    }
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader(other)}});
    CHECK(player.state.trouble->id == ErrorId::card_of_someone_else);
    player.play(AgentNotified{agent::CardsChanged{}});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    CHECK(player.called<agent::SignActs>() != nullptr);
}

TEST_CASE("consent declined: nothing is sent, and it can be tried again") {
    auto player = at_queue();
    player.play(RowToggled{0}).play(Pressed{Command::sign_selected});
    player.answer<portal::PrepareActs>(portal::PrepareActs::Reply{{prepared("R-1")}});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    player.answer<agent::SignActs>(Error(ErrorId::consent_declined));
    CHECK(player.called<portal::SubmitActs>() == nullptr);
    CHECK(player.state.trouble->id == ErrorId::consent_declined);
    player.play(Pressed{Command::retry});
    CHECK(player.called<portal::PrepareActs>() != nullptr);
}

TEST_CASE("acts signed and not yet received are sent again once the portal is back") {
    auto player = at_queue();
    player.play(RowToggled{0}).play(Pressed{Command::sign_selected});
    player.answer<portal::PrepareActs>(portal::PrepareActs::Reply{{prepared("R-1")}});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    player.answer<agent::SignActs>(agent::SignActs::Reply{{{"R-1", protocol::Bytes{1}, std::nullopt}}});
    const auto sent = player.sent<portal::SubmitActs>();
    const auto command = player.called<portal::SubmitActs>()->command;
    player.play(LinkChanged{Link::waiting});
    player.play(PortalReplied{sent, Error(ErrorId::portal_unreachable)});
    player.play(LinkChanged{Link::open});
    REQUIRE(player.called<portal::SubmitActs>() != nullptr);
    CHECK(player.called<portal::SubmitActs>()->command == command);
}

TEST_CASE("a rejection for another reason needs its explanation [R84] [R85]") {
    Player player{samples::at("/#/request/R-1", {portal::Role::secretary})};
    player.state.request = samples::request_of_order(Stage::paid);
    player.play(Pressed{Command::ask_reject}).play(ReasonChosen{portal::RejectReason::other});
    player.play(Pressed{Command::reject});
    CHECK(player.effects.empty());
    CHECK(player.state.rejecting->note_missing);
    player.play(Typed{Field::reject_note, "Serve un documento."}).play(Pressed{Command::reject});
    REQUIRE(player.called<portal::Reject>() != nullptr);
    CHECK(player.called<portal::Reject>()->note == "Serve un documento.");
}

TEST_CASE("an appointment with a wrong codice fiscale is not sent [X19]") {
    auto player = at_signatories();
    player.play(Pressed{Command::ask_appoint});
    player.play(Typed{Field::signatory_name, "Luca Bianchi"});
    player.play(Typed{Field::signatory_codice_fiscale, "BNCLCU75C12D542X"});
    player.play(Pressed{Command::appoint});
    CHECK(player.effects.empty());
    CHECK(player.state.signatories.appointing->asked);
}

TEST_CASE("an appointment is sent with its days and shown in the list [X19]") {
    auto player = at_signatories();
    player.play(Pressed{Command::ask_appoint});
    CHECK(player.state.signatories.appointing->from == "2026-11-22");
    player.play(Typed{Field::signatory_name, "Mario Rossi"});
    player.play(Typed{Field::signatory_codice_fiscale, " rssmra80a01h501u "});
    player.play(Ticked{Box::deputy, true}).play(Pressed{Command::appoint});
    const auto* call = player.called<portal::AppointSignatory>();
    REQUIRE(call != nullptr);
    CHECK(call->codice_fiscale == "RSSMRA80A01H501U");
    CHECK(call->seq == 4);
    CHECK(call->deputy);
    CHECK_FALSE(call->until);
    player.answer<portal::AppointSignatory>(samples::signatories());
    CHECK_FALSE(player.state.signatories.appointing);
}

TEST_CASE("an appointment is withdrawn from a day on [X19]") {
    auto player = at_signatories();
    player.play(WithdrawSignatoryAsked{samples::codice_fiscale});
    REQUIRE(player.state.signatories.withdrawing);
    player.play(Typed{Field::last_day, "2026-12-31"}).play(Pressed{Command::withdraw_signatory});
    REQUIRE(player.called<portal::WithdrawSignatory>() != nullptr);
    CHECK(player.called<portal::WithdrawSignatory>()->until == "2026-12-31");
}

TEST_CASE("an appointment withdrawn without a last day ends at once") {
    auto player = at_signatories();
    player.play(WithdrawSignatoryAsked{samples::codice_fiscale});
    player.play(Typed{Field::last_day, ""}).play(Pressed{Command::withdraw_signatory});
    REQUIRE(player.called<portal::WithdrawSignatory>() != nullptr);
    CHECK_FALSE(player.called<portal::WithdrawSignatory>()->until);
}
