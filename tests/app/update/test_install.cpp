#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::Error;
using domain::ErrorId;
using portal::Stage;
using protocol::CertificateRole;
using samples::Player;

namespace {

const agent::ListCards::Reply card_in{{samples::reader()}};
const agent::StartRenewal::Reply keys{
    {{CertificateRole::authentication, {1}}, {CertificateRole::signature, {2}}}, {3}};
const std::vector<protocol::NewCertificate> certificates{{CertificateRole::authentication, {1}},
                                                         {CertificateRole::signature, {2}}};
const agent::InstallRenewal::Reply receipts{
    {{CertificateRole::authentication, {1}}, {CertificateRole::signature, {2}}}};

/// The page of the renewal on the card, with the request at `stage` just seen.
Player at_install(Stage stage) {
    Player player{samples::at("/#/request/R-1/install")};
    player.play(LinkChanged{Link::open});
    player.answer<portal::GetRequest>(samples::request(stage));
    return player;
}

/// With the card in the reader.
Player ready(Stage stage, agent::RenewalPhase phase = agent::RenewalPhase::none) {
    Player player = at_install(stage);
    const Call list = player.sent<agent::ListCards>();
    player.answer<agent::RenewalStatus>(agent::RenewalStatus::Reply{phase, std::nullopt});
    player.play(AgentReplied{list, protocol::encode(card_in)});
    return player;
}

} // namespace

TEST_CASE("the whole renewal on the card: keys, portal, certificates, receipts, done [R75] [R80]") {
    auto player = ready(Stage::validated);
    REQUIRE(player.state.work.step == Step::ready);
    player.play(Pressed{Command::begin_install});
    REQUIRE(player.called<agent::StartRenewal>() != nullptr);
    CHECK(player.called<agent::StartRenewal>()->codice_fiscale == samples::codice_fiscale);
    CHECK(player.called<agent::StartRenewal>()->roles.size() == 2);
    player.answer<agent::StartRenewal>(keys);
    REQUIRE(player.called<portal::SubmitKeys>() != nullptr);
    CHECK(player.called<portal::SubmitKeys>()->statement == protocol::Bytes{3});
    player.answer<portal::SubmitKeys>(
        portal::SubmitKeys::Reply{portal::IssuanceState::certified, certificates});
    REQUIRE(player.called<agent::InstallRenewal>() != nullptr);
    CHECK(player.called<agent::InstallRenewal>()->certificates.size() == 2);
    player.answer<agent::InstallRenewal>(receipts);
    REQUIRE(player.called<portal::ConfirmInstalled>() != nullptr);
    player.answer<portal::ConfirmInstalled>(samples::request(Stage::installed));
    CHECK(player.state.work.step == Step::done);
    CHECK(player.state.request->row.stage == Stage::installed);
}

TEST_CASE("a slow authority is waited for, and the renewal goes on by itself") {
    auto player = ready(Stage::validated);
    player.play(Pressed{Command::begin_install});
    player.answer<agent::StartRenewal>(keys);
    player.answer<portal::SubmitKeys>(portal::SubmitKeys::Reply{portal::IssuanceState::waiting, {}});
    CHECK(player.state.work.step == Step::waiting);
    CHECK(player.wanted<Wait>().size() == 1);
    player.play(PortalNotified{portal::RequestChanged{"R-1", 9}});
    player.answer<portal::GetRequest>(samples::request(Stage::certified));
    CHECK(player.called<agent::InstallRenewal>() != nullptr);
}

TEST_CASE("after a reload the renewal is resumed from what portal and agent know") {
    SECTION("keys were made") {
        auto player = ready(Stage::validated, agent::RenewalPhase::keys_made);
        CHECK(player.state.work.phase == agent::RenewalPhase::keys_made);
        player.play(Pressed{Command::begin_install});
        CHECK(player.called<agent::StartRenewal>() != nullptr);
    }
    SECTION("requests are at the authority: the card is not needed yet") {
        auto player = at_install(Stage::requested);
        CHECK(player.state.work.step == Step::waiting);
        CHECK(player.called<agent::ListCards>() == nullptr);
        player.play(TimerFired{Timer::poll});
        player.answer<portal::GetRequest>(samples::request(Stage::certified));
        CHECK(player.called<agent::ListCards>() != nullptr);
    }
    SECTION("certificates are there") {
        auto player = ready(Stage::certified, agent::RenewalPhase::installing);
        player.play(Pressed{Command::begin_install});
        REQUIRE(player.called<agent::InstallRenewal>() != nullptr);
        CHECK(player.called<agent::InstallRenewal>()->certificates.size() == 2);
    }
    SECTION("all is done") {
        auto player = at_install(Stage::installed);
        CHECK(player.state.work.step == Step::done);
    }
}

TEST_CASE("a card pulled while keys are made: said, looked for, and the renewal can go on") {
    auto player = ready(Stage::validated);
    player.play(Pressed{Command::begin_install});
    player.answer<agent::StartRenewal>(Error(ErrorId::card_removed));
    CHECK(player.state.trouble->id == ErrorId::card_removed);
    CHECK(player.state.work.step == Step::looking);
    player.play(AgentNotified{agent::CardsChanged{}});
    player.answer<agent::ListCards>(card_in);
    CHECK(player.state.work.step == Step::ready);
    CHECK_FALSE(player.state.trouble);
    player.play(Pressed{Command::begin_install});
    CHECK(player.called<agent::StartRenewal>() != nullptr);
}

TEST_CASE("a card pulled while certificates are written: the next try has them from the portal") {
    auto player = ready(Stage::certified);
    player.play(Pressed{Command::begin_install});
    player.answer<agent::InstallRenewal>(Error(ErrorId::card_removed));
    CHECK(player.called<portal::GetRequest>() != nullptr);
    CHECK(player.state.work.step == Step::looking);
}

TEST_CASE("a wrong PIN leaves the card ready for another try, with the tries left [X14]") {
    auto player = ready(Stage::validated);
    player.play(Pressed{Command::begin_install});
    player.answer<agent::StartRenewal>(Error(ErrorId::card_pin_wrong, {{"tries", "2"}}));
    CHECK(player.state.trouble->details.at("tries") == "2");
    CHECK(player.state.work.step == Step::ready);
}

TEST_CASE("the agent gone in mid-way is looked for again by itself") {
    auto player = ready(Stage::validated);
    player.play(Pressed{Command::begin_install});
    player.answer<agent::StartRenewal>(Error(ErrorId::agent_connection_lost));
    CHECK(player.state.trouble->id == ErrorId::agent_connection_lost);
    REQUIRE(player.wanted<Wait>().size() == 1);
    player.play(TimerFired{Timer::agent});
    CHECK(player.called<agent::ListCards>() != nullptr);
    CHECK(player.called<agent::RenewalStatus>() != nullptr);
}

TEST_CASE("the portal gone while receipts are on their way: sent again, and the renewal ends well") {
    auto player = ready(Stage::certified);
    player.play(Pressed{Command::begin_install});
    player.answer<agent::InstallRenewal>(receipts);
    REQUIRE(player.called<portal::ConfirmInstalled>() != nullptr);
    const auto sent = player.sent<portal::ConfirmInstalled>();
    const auto command = player.called<portal::ConfirmInstalled>()->command;
    player.play(LinkChanged{Link::waiting});
    player.play(PortalReplied{sent, Error(ErrorId::portal_unreachable)});
    player.play(LinkChanged{Link::open});
    REQUIRE(player.called<portal::ConfirmInstalled>() != nullptr);
    CHECK(player.called<portal::ConfirmInstalled>()->command == command);
    player.answer<portal::ConfirmInstalled>(samples::request(Stage::installed));
    CHECK(player.state.work.step == Step::done);
}

TEST_CASE("a card that cannot be written is refused before anything is touched") {
    auto player = at_install(Stage::validated);
    auto card = samples::card();
    card.state = agent::CardState::read_only;
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader(card)}});
    CHECK(player.state.trouble->id == ErrorId::card_read_only);
    player.play(Pressed{Command::begin_install});
    CHECK(player.effects.empty());
}

TEST_CASE("a request that is not validated asks nothing of the agent") {
    auto player = at_install(GENERATE(Stage::placed, Stage::paid, Stage::rejected, Stage::expired));
    CHECK(player.called<agent::ListCards>() == nullptr);
    CHECK(player.state.work.step == Step::idle);
}

TEST_CASE("an answer to work that was left is not taken for the work of now") {
    auto player = ready(Stage::validated);
    player.play(Pressed{Command::begin_install});
    const auto call = player.sent<agent::StartRenewal>();
    player.play(Went{"/#/", false});
    player.play(AgentReplied{call, protocol::encode(keys)});
    CHECK(player.effects.empty());
}
