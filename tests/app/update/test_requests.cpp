#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using portal::Stage;
using samples::Player;

namespace {

Player at_order() {
    Player player{samples::at("/#/renew/7020000123/order")};
    player.state.overview = samples::overview();
    return player;
}

Player& accept_all(Player& player) {
    for (const auto clause : {Clause::contract, Clause::privacy, Clause::data_unchanged,
                              Clause::immediate_execution, Clause::specific_approval}) {
        player.play(ClauseTicked{clause, true});
    }
    return player;
}

Player at_check() {
    Player player{samples::at("/#/renew/7020000123")};
    player.state.overview = samples::overview();
    return player;
}

Player at_request(Stage stage) {
    Player player{samples::at("/#/request/R-1")};
    player.state.request = samples::request(stage);
    return player;
}

} // namespace

TEST_CASE("an order is not sent while any of its clauses is not accepted, the specific approval too [R6]") {
    auto player = at_order();
    const auto missing = GENERATE(Clause::contract, Clause::privacy, Clause::data_unchanged,
                                  Clause::immediate_execution, Clause::specific_approval);
    accept_all(player).play(ClauseTicked{missing, false});
    player.play(Pressed{Command::place});
    CHECK(player.effects.empty());
    CHECK(player.state.order_asked);
    CHECK(player.state.trouble->id == ErrorId::clauses_not_accepted);
}

TEST_CASE("an order carries the price and the convention's version that were seen [R87]") {
    auto player = at_order();
    accept_all(player).play(Pressed{Command::place});
    const auto* call = player.called<portal::PlaceRenewal>();
    REQUIRE(call != nullptr);
    CHECK(call->total == 2196);
    CHECK(call->convention_version == "hash");
    CHECK(call->card == "7020000123");
}

TEST_CASE("an order placed goes on to its payment and its own address [R76]") {
    auto player = at_order();
    accept_all(player).play(Pressed{Command::place});
    player.answer<portal::PlaceRenewal>(samples::request(Stage::placed));
    CHECK(player.state.route == Route{Place::request, "R-1"});
    REQUIRE(player.wanted<Show>().size() == 1);
    CHECK(player.wanted<Show>().front().path == "/#/request/R-1");
    REQUIRE(player.called<portal::BeginPayment>() != nullptr);
    CHECK(player.called<portal::BeginPayment>()->seq == 7);
    player.answer<portal::BeginPayment>(portal::BeginPayment::Reply{"https://pay.example/1"});
    REQUIRE(player.wanted<Leave>().size() == 1);
    CHECK(player.wanted<Leave>().front().url == "https://pay.example/1");
}

TEST_CASE("pressing twice places one order") {
    auto player = at_order();
    accept_all(player).play(Pressed{Command::place}).play(Pressed{Command::place});
    CHECK(player.effects.empty());
}

TEST_CASE("a price that changed meanwhile is told and shown anew") {
    auto player = at_order();
    accept_all(player).play(Pressed{Command::place});
    player.answer<portal::PlaceRenewal>(domain::Error(ErrorId::price_changed, {{"price", "4392"}}));
    CHECK(player.state.trouble->id == ErrorId::price_changed);
    CHECK(player.called<portal::Overview>() != nullptr);
    CHECK_FALSE(player.state.busy);
}

TEST_CASE("the card is checked before payment: whose it is, which one, and whether it can be written [X13]") {
    struct Row {
        const char* about;
        void (*change)(agent::Card&);
        std::optional<ErrorId> trouble;
        bool other_card;
    };
    const Row row =
        GENERATE(Row{"the right one", [](agent::Card&) {}, std::nullopt, false},
                 Row{"of another person",
                     [](agent::Card& card) {
                         for (auto& certificate : card.certificates) {
                             certificate.codice_fiscale = "BNCLCU75C12D542W";
                         }
                     },
                     ErrorId::card_of_someone_else, false},
                 Row{"another of the same person",
                     [](agent::Card& card) {
                         card.serial = "999";
                         card.certificates[0].serial = "AA";
                         card.certificates[1].serial = "BB";
                     },
                     std::nullopt, true},
                 Row{"read-only", [](agent::Card& card) { card.state = agent::CardState::read_only; },
                     ErrorId::card_read_only, false},
                 Row{"obsolete", [](agent::Card& card) { card.state = agent::CardState::obsolete; },
                     ErrorId::card_obsolete, false});
    INFO(row.about);
    auto player = at_check();
    player.play(Pressed{Command::read_card});
    auto card = samples::card();
    row.change(card);
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader(card)}});
    CHECK(player.state.work.other_card == row.other_card);
    CHECK(player.state.trouble.has_value() == row.trouble.has_value());
    if (row.trouble && player.state.trouble) {
        CHECK(player.state.trouble->id == *row.trouble);
    }
}

TEST_CASE("a card put in later is noticed without a click") {
    auto player = at_check();
    agent::Reader empty;
    empty.name = "Lettore";
    player.play(Pressed{Command::read_card});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{empty}});
    CHECK(player.state.trouble->id == ErrorId::card_absent);
    player.play(AgentNotified{agent::CardsChanged{}});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    CHECK_FALSE(player.state.trouble);
    CHECK(player.state.work.step == Step::ready);
}

TEST_CASE("a request is withdrawn only after the dialog [X20]") {
    auto player = at_request(Stage::paid);
    player.play(Pressed{Command::ask_withdraw});
    CHECK(player.effects.empty());
    player.play(Pressed{Command::withdraw});
    REQUIRE(player.called<portal::Withdraw>() != nullptr);
    CHECK(player.called<portal::Withdraw>()->seq == 7);
    player.answer<portal::Withdraw>(samples::request(Stage::withdrawn));
    CHECK(player.state.request->row.stage == Stage::withdrawn);
}

TEST_CASE("the payment of a rejected request is kept only where a new card helps [X8]") {
    Player player{samples::at("/office/#/request/R-1", {portal::Role::secretary})};
    player.state.request = samples::request_of_order(Stage::paid);
    player.play(Pressed{Command::ask_reject}).play(Ticked{Box::keep_payment, true});
    const bool helps = GENERATE(true, false);
    if (!helps) {
        player.play(ReasonChosen{portal::RejectReason::not_enrolled});
    }
    player.play(Pressed{Command::reject});
    REQUIRE(player.called<portal::Reject>() != nullptr);
    CHECK(player.called<portal::Reject>()->payment ==
          (helps ? portal::PaymentUse::keep_for_new_card : portal::PaymentUse::give_back));
}

TEST_CASE("a credit is asked back with the state that was seen [X8]") {
    auto player = at_request(Stage::rejected);
    player.play(Pressed{Command::return_credit});
    REQUIRE(player.called<portal::ReturnCredit>() != nullptr);
    CHECK(player.called<portal::ReturnCredit>()->seq == 7);
}

TEST_CASE("two people acting at once: the second is told and sees the new state") {
    auto player = at_request(Stage::paid);
    player.play(Pressed{Command::withdraw});
    player.answer<portal::Withdraw>(domain::Error(ErrorId::request_changed_meanwhile));
    CHECK(player.state.trouble->id == ErrorId::request_changed_meanwhile);
    CHECK(player.called<portal::GetRequest>() != nullptr);
}

TEST_CASE("an open page follows its request and no other") {
    auto player = at_request(Stage::placed);
    player.play(PortalNotified{portal::RequestChanged{"R-2", 3}});
    CHECK(player.effects.empty());
    player.play(PortalNotified{portal::RequestChanged{"R-1", 8}});
    REQUIRE(player.called<portal::GetRequest>() != nullptr);
    player.answer<portal::GetRequest>(samples::request(Stage::paid));
    CHECK(player.state.request->row.stage == Stage::paid);
}

TEST_CASE("a reply that a newer one overtook changes nothing") {
    auto player = at_request(Stage::paid);
    auto old = samples::request(Stage::placed);
    old.row.seq = 5;
    player.play(LinkChanged{Link::open}).answer<portal::GetRequest>(old);
    CHECK(player.state.request->row.stage == Stage::paid);
}

TEST_CASE("a reply that breaks the protocol is told, not shown") {
    auto player = at_request(Stage::paid);
    player.play(LinkChanged{Link::open}).answer_json<portal::GetRequest>(protocol::Json{{"row", 1}});
    REQUIRE(player.state.trouble);
    CHECK(player.state.request->row.stage == Stage::paid);
}
