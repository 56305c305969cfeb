#include "tests/app/update/purchase_samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using portal::Action;
using samples::Player;

namespace {

Player at_purchase(Action action) {
    Player player{samples::at("/#/request/R-1")};
    player.state.request = samples::purchase(action);
    return player;
}

} // namespace

TEST_CASE("a bank transfer is registered with its CRO and its day [R20] [R23]") {
    auto player = at_purchase(Action::declare_payment);
    player.play(Pressed{Command::declare_payment});
    CHECK(player.effects.empty());
    player.play(StepTyped{StepField::reference, "CRO123"}).play(StepTyped{StepField::paid_on, "2026-11-20"});
    player.play(Pressed{Command::declare_payment});
    const auto* call = player.called<portal::DeclarePayment>();
    REQUIRE(call != nullptr);
    CHECK(call->reference == "CRO123");
    CHECK(call->paid_on == "2026-11-20");
    player.answer<portal::DeclarePayment>(samples::purchase(Action::declare_payment));
    CHECK(player.state.following.reference.empty());
    CHECK_FALSE(player.state.busy);
}

TEST_CASE("a member is identified by the card that they have: nonce, signature, proof [R134]") {
    auto player = at_purchase(Action::identify);
    player.play(Pressed{Command::begin_identification});
    player.answer<portal::BeginIdentification>(portal::BeginIdentification::Reply{"nonce-of-the-portal", {}});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    const auto* call = player.called<agent::ProveIdentity>();
    REQUIRE(call != nullptr);
    CHECK(call->role == protocol::CertificateRole::authentication);
    CHECK(call->nonce == "nonce-of-the-portal");
    CHECK(call->request == "R-1");
    player.answer<agent::ProveIdentity>(agent::ProveIdentity::Reply{{1, 2}});
    const auto* proof = player.called<portal::ProveIdentity>();
    REQUIRE(proof != nullptr);
    CHECK(proof->nonce == "nonce-of-the-portal");
    CHECK(proof->p7m == protocol::Bytes{1, 2});
}

TEST_CASE("somebody else's card does not identify the member") {
    auto player = at_purchase(Action::identify);
    player.play(Pressed{Command::begin_identification});
    player.answer<portal::BeginIdentification>(portal::BeginIdentification::Reply{"nonce-of-the-portal", {}});
    auto card = samples::card();
    for (auto& certificate : card.certificates) {
        certificate.codice_fiscale = "BNCLCU75C12D542W";
    }
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader(card)}});
    CHECK(player.called<agent::ProveIdentity>() == nullptr);
    CHECK(player.state.trouble->id == ErrorId::card_of_someone_else);
    player.play(Pressed{Command::retry});
    CHECK(player.called<portal::BeginIdentification>() != nullptr);
}

TEST_CASE("an identity provider's page is gone to [R136]") {
    auto player = at_purchase(Action::identify);
    player.play(Pressed{Command::begin_identification});
    player.answer<portal::BeginIdentification>(
        portal::BeginIdentification::Reply{{}, "https://spid.example/1"});
    REQUIRE(player.wanted<Leave>().size() == 1);
    CHECK(player.wanted<Leave>().front().url == "https://spid.example/1");
    CHECK(player.state.away_for == "R-1");
}

TEST_CASE("the method of identification can still be changed [X10]") {
    auto player = at_purchase(Action::choose_identification);
    player.play(Pressed{Command::choose_other_identification}).play(IdentificationChosen{"spid"});
    REQUIRE(player.called<portal::ChooseIdentification>() != nullptr);
    CHECK(player.called<portal::ChooseIdentification>()->method_chosen == "spid");
}

TEST_CASE("an activation needs the code, the codice fiscale and the OTP that came by SMS [X11]") {
    auto player = at_purchase(Action::activate);
    player.play(Pressed{Command::send_otp});
    player.answer<portal::SendOtp>(portal::SendOtp::Reply{"89", samples::now + 300});
    CHECK(player.state.following.otp_sent->sent_to == "89");
    player.play(StepTyped{StepField::code, "ABCD-1234"}).play(StepTyped{StepField::otp, "123456"});
    player.play(StepTyped{StepField::codice_fiscale, "not one"}).play(Pressed{Command::activate});
    CHECK(player.effects.empty());
    player.play(StepTyped{StepField::codice_fiscale, "rssmra80a41d542d"}).play(Pressed{Command::activate});
    const auto* call = player.called<portal::Activate>();
    REQUIRE(call != nullptr);
    CHECK(call->codice_fiscale == "RSSMRA80A41D542D");
    CHECK(call->otp == "123456");
}

TEST_CASE("a refused activation keeps what was typed for the next try") {
    auto player = at_purchase(Action::activate);
    player.play(StepTyped{StepField::code, "ABCD-1234"}).play(StepTyped{StepField::otp, "123456"});
    player.play(StepTyped{StepField::codice_fiscale, "RSSMRA80A41D542D"}).play(Pressed{Command::activate});
    player.answer<portal::Activate>(domain::Error(ErrorId::otp_wrong));
    CHECK(player.state.following.code == "ABCD-1234");
    CHECK(player.state.trouble->id == ErrorId::otp_wrong);
}

TEST_CASE("a PIN is changed and a blocked one unblocked in the agent's window, never in the page [X14]") {
    Player player{samples::at("/#/pin")};
    player.play(Pressed{Command::read_pins});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    const bool unblock = GENERATE(true, false);
    player.play(PinAsked{"card-1", protocol::CertificateRole::signature, unblock});
    CHECK((player.called<agent::UnblockPin>() != nullptr) == unblock);
    CHECK((player.called<agent::ChangePin>() != nullptr) != unblock);
    if (unblock) {
        player.answer<agent::UnblockPin>(agent::UnblockPin::Reply{});
    } else {
        player.answer<agent::ChangePin>(agent::ChangePin::Reply{});
    }
    CHECK(player.state.pin_changed);
    CHECK(player.called<agent::ListCards>() != nullptr);
}

TEST_CASE("a PIN typed wrongly is told, and the card is there for another try [X14]") {
    Player player{samples::at("/#/pin")};
    player.play(Pressed{Command::read_pins});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    player.play(PinAsked{"card-1", std::nullopt, false});
    player.answer<agent::ChangePin>(domain::Error(ErrorId::card_pin_wrong, {{"tries", "2"}}));
    CHECK(player.state.trouble->id == ErrorId::card_pin_wrong);
    CHECK_FALSE(player.state.busy);
    CHECK_FALSE(player.state.pin_changed);
}
