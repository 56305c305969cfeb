#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using samples::Player;

namespace {

Player visitor(const std::string& path) {
    Player player{State{}};
    player.play(Started{"https://portale.example", path, domain::Language::it});
    return player;
}

http::Session nobody() {
    auto session = samples::session();
    session.user.reset();
    return session;
}

agent::Reader reader_of(std::string id, std::string holder) {
    auto card = samples::card();
    card.id = std::move(id);
    card.certificates.front().holder = std::move(holder);
    return samples::reader(std::move(card));
}

} // namespace

TEST_CASE("after sign-in the page that a mailed link named is shown [R76]") {
    auto player = visitor("/#/request/R-1");
    player.play(SessionKnown{nobody()});
    player.play(Typed{Field::user, "maria@example.it"}).play(Typed{Field::password, "segreta"});
    player.play(Pressed{Command::sign_in});
    REQUIRE(player.wanted<PostPassword>().size() == 1);
    CHECK(player.wanted<PostPassword>().front().user == "maria@example.it");
    player.play(SessionKnown{samples::session(), true});
    CHECK(player.wanted<OpenPortal>().size() == 1);
    player.play(LinkChanged{Link::open});
    REQUIRE(player.called<portal::GetRequest>() != nullptr);
    CHECK(player.called<portal::GetRequest>()->request == "R-1");
}

TEST_CASE("a password leaves the state when it is sent") {
    auto player = visitor("/");
    player.play(SessionKnown{nobody()});
    player.play(Typed{Field::user, "maria"}).play(Typed{Field::password, "segreta"});
    player.play(Pressed{Command::sign_in});
    CHECK(player.state.sign_in.password.empty());
    CHECK(player.wanted<PostPassword>().front().password == "segreta");
}

TEST_CASE("an empty sign-in form is marked and not sent") {
    auto player = visitor("/");
    player.play(SessionKnown{nobody()}).play(Pressed{Command::sign_in});
    CHECK(player.effects.empty());
    CHECK(player.state.sign_in.asked);
}

TEST_CASE("a wrong password is told and another can be typed") {
    auto player = visitor("/");
    player.play(SessionKnown{nobody()});
    player.play(Typed{Field::user, "maria"})
        .play(Typed{Field::password, "x"})
        .play(Pressed{Command::sign_in});
    player.play(SessionKnown{domain::Error(ErrorId::sign_in_failed), true});
    REQUIRE(player.state.trouble);
    CHECK(player.state.trouble->id == ErrorId::sign_in_failed);
    CHECK_FALSE(player.state.sign_in.busy);
}

TEST_CASE("a language whose sentences do not come leaves the one in use and says why") {
    Player player{samples::at("/")};
    player.play(LanguageChosen{domain::Language::en}).play(TextsKnown{domain::Language::en, false});
    CHECK(player.state.language == domain::Language::it);
    CHECK(player.state.trouble->id == ErrorId::portal_unreachable);
}

TEST_CASE("while not even the first sentences come, they are asked for again") {
    auto player = visitor("/");
    player.play(TextsKnown{domain::Language::it, false});
    CHECK(player.state.speechless);
    REQUIRE(player.wanted<Wait>().size() == 1);
    player.play(TimerFired{Timer::texts});
    CHECK(player.wanted<FetchTexts>().size() == 1);
    player.play(TextsKnown{domain::Language::it, true});
    CHECK_FALSE(player.state.speechless);
}

TEST_CASE("staff without a card of their own begin at the queue") {
    Player player{samples::at("/office/", {portal::Role::secretary})};
    const auto session = player.state.session;
    player.state.session->user.reset();
    player.play_in(office_edition(), SessionKnown{*session});
    CHECK(player.state.route.place == Place::queue);
    player.play(LinkChanged{Link::open});
    CHECK(player.called<portal::Queue>() != nullptr);
}

TEST_CASE(
    "whoever has nothing to do in an edition is brought to the other, to the page that the link named") {
    auto secretary = visitor("/#/request/R-1");
    secretary.play(SessionKnown{samples::session({portal::Role::secretary})});
    REQUIRE(secretary.wanted<Leave>().size() == 1);
    CHECK(secretary.wanted<Leave>().front().url == "/office/#/request/R-1");
    CHECK(secretary.wanted<OpenPortal>().empty());
    Player member{samples::at("/office/#/request/R-1")};
    const auto session = member.state.session;
    member.state.session->user.reset();
    member.play_in(office_edition(), SessionKnown{*session});
    REQUIRE(member.wanted<Leave>().size() == 1);
    CHECK(member.wanted<Leave>().front().url == "/#/request/R-1");
}

TEST_CASE("a place of the other edition is a page of its own, before and after sign-in") {
    Player visitor_of_queue{State{}};
    visitor_of_queue.play(Started{"https://portale.example", "/#/queue", domain::Language::it});
    REQUIRE(visitor_of_queue.wanted<Leave>().size() == 1);
    CHECK(visitor_of_queue.wanted<Leave>().front().url == "/office/#/queue");
    CHECK(visitor_of_queue.wanted<FetchSession>().empty());
    Player both{samples::at("/", {portal::Role::member, portal::Role::signatory})};
    both.play_in(member_edition(), Went{"/office/#/queue", false});
    REQUIRE(both.wanted<Leave>().size() == 1);
    CHECK(both.wanted<Leave>().front().url == "/office/#/queue");
    both.play_in(office_edition(), Went{"/#/", false});
    REQUIRE(both.wanted<Leave>().size() == 1);
    CHECK(both.wanted<Leave>().front().url == "/#/");
}

TEST_CASE("who has no role at all is not sent to and fro") {
    auto player = visitor("/");
    player.play(SessionKnown{samples::session({})});
    CHECK(player.wanted<Leave>().empty());
}

TEST_CASE("one's own request is shown among one's own, another's with the Order's") {
    Player both{samples::at("/#/request/R-1", {portal::Role::member, portal::Role::signatory})};
    both.play_in(member_edition(), LinkChanged{Link::open});
    both.answer_in<portal::GetRequest>(member_edition(), samples::request_of_order(portal::Stage::paid));
    REQUIRE(both.wanted<Leave>().size() == 1);
    CHECK(both.wanted<Leave>().front().url == "/office/#/request/R-1");
    both.play_in(office_edition(), LinkChanged{Link::open});
    both.answer_in<portal::GetRequest>(office_edition(), samples::request(portal::Stage::paid));
    REQUIRE(both.wanted<Leave>().size() == 1);
    CHECK(both.wanted<Leave>().front().url == "/#/request/R-1");
}

TEST_CASE("one card signs in without being chosen: cards, challenge, signature, session") {
    auto player = visitor("/");
    player.play(SessionKnown{nobody()}).play(Pressed{Command::sign_in_with_card});
    player.answer<agent::ListCards>(agent::ListCards::Reply{{samples::reader()}});
    REQUIRE(player.wanted<FetchChallenge>().size() == 1);
    player.play(ChallengeKnown{http::Challenge{"0123456789abcdef"}});
    REQUIRE(player.called<agent::SignIn>() != nullptr);
    CHECK(player.called<agent::SignIn>()->card == "card-1");
    player.answer<agent::SignIn>(agent::SignIn::Reply{{9}});
    REQUIRE(player.wanted<PostCard>().size() == 1);
    player.play(SessionKnown{samples::session(), true});
    CHECK(user_of(player.state) != nullptr);
    CHECK(player.state.work.job == Job::none);
}

TEST_CASE("with two cards the person chooses which one signs in") {
    auto player = visitor("/");
    player.play(SessionKnown{nobody()}).play(Pressed{Command::sign_in_with_card});
    player.answer<agent::ListCards>(
        agent::ListCards::Reply{{reader_of("a", "Rossi Maria"), reader_of("b", "Bianchi Luca")}});
    CHECK(player.state.work.step == Step::choosing);
    CHECK(player.wanted<FetchChallenge>().empty());
    player.play(CardChosen{"b"}).play(Pressed{Command::sign_in_with_card});
    player.play(ChallengeKnown{http::Challenge{"0123456789abcdef"}});
    REQUIRE(player.called<agent::SignIn>() != nullptr);
    CHECK(player.called<agent::SignIn>()->card == "b");
}

TEST_CASE("no reader, no card and an unreadable card each have their own name") {
    struct Row {
        std::vector<agent::Reader> readers;
        ErrorId trouble;
    };
    agent::Reader empty;
    empty.name = "Lettore";
    agent::Reader dirty = empty;
    dirty.state = agent::ReaderState::unreadable;
    agent::Reader unknown = dirty;
    unknown.failure = protocol::Failure{"card-module-missing", {{"looked_for", "libbit4xpki.so"}}};
    const Row row = GENERATE_COPY(Row{{}, ErrorId::card_no_reader}, Row{{empty}, ErrorId::card_absent},
                                  Row{{dirty}, ErrorId::card_unreadable},
                                  Row{{empty, unknown}, ErrorId::card_module_missing});
    auto player = visitor("/");
    player.play(SessionKnown{nobody()}).play(Pressed{Command::sign_in_with_card});
    player.answer<agent::ListCards>(agent::ListCards::Reply{row.readers});
    REQUIRE(player.state.trouble);
    CHECK(player.state.trouble->id == row.trouble);
}

TEST_CASE("a refused browser permission is told from an agent that is not running") {
    auto player = visitor("/");
    player.play(SessionKnown{nobody()}).play(Pressed{Command::sign_in_with_card});
    player.answer<agent::ListCards>(domain::Error(ErrorId::agent_not_running));
    REQUIRE(player.wanted<AskPermission>().size() == 1);
    CHECK(player.state.trouble->id == ErrorId::agent_not_running);
    player.play(PermissionKnown{Permission::denied});
    CHECK(player.state.trouble->id == ErrorId::agent_permission_refused);
}

TEST_CASE("the portal away in mid-way: said at once, and what is shown is asked for again when it is back") {
    Player player{samples::at("/#/request/R-1")};
    player.play(LinkChanged{Link::waiting});
    CHECK(player.state.unreachable);
    CHECK(player.wanted<FetchSession>().size() == 1);
    player.play(LinkChanged{Link::open});
    CHECK_FALSE(player.state.unreachable);
    CHECK(player.called<portal::GetRequest>() != nullptr);
}

TEST_CASE("a command that the broken connection swallowed is sent again under its own id") {
    Player player{samples::at("/#/request/R-1")};
    player.state.request = samples::request(portal::Stage::placed);
    player.play(Pressed{Command::pay});
    REQUIRE(player.called<portal::BeginPayment>() != nullptr);
    const auto command = player.called<portal::BeginPayment>()->command;
    const auto sent = player.sent<portal::BeginPayment>();
    player.play(LinkChanged{Link::waiting});
    player.play(PortalReplied{sent, domain::Error(ErrorId::portal_unreachable)});
    CHECK_FALSE(player.state.trouble);
    player.play(LinkChanged{Link::open});
    REQUIRE(player.called<portal::BeginPayment>() != nullptr);
    CHECK(player.called<portal::BeginPayment>()->command == command);
}

TEST_CASE("a session that ended while the portal was away asks for sign-in and keeps the place") {
    Player player{samples::at("/#/request/R-1")};
    player.state.request = samples::request(portal::Stage::paid);
    player.play(LinkChanged{Link::waiting});
    player.play(SessionKnown{nobody()});
    CHECK(user_of(player.state) == nullptr);
    CHECK(player.state.trouble->id == ErrorId::session_expired);
    CHECK(player.state.route == Route{Place::request, "R-1"});
    CHECK_FALSE(player.state.request);
    CHECK(player.wanted<ClosePortal>().size() == 1);
}

TEST_CASE("signing out leaves nothing of the person behind") {
    Player player{samples::at("/#/request/R-1")};
    player.state.request = samples::request(portal::Stage::paid);
    player.state.sign_in.user = "maria@example.it";
    player.state.queue.search = "Rossi";
    player.play(Pressed{Command::sign_out});
    CHECK(player.wanted<PostSignOut>().size() == 1);
    CHECK_FALSE(player.state.request);
    CHECK_FALSE(player.state.overview);
    CHECK(player.state.sign_in.user.empty());
    CHECK(player.state.queue.search.empty());
    CHECK(player.state.route.place == Place::home);
}

TEST_CASE("another language is remembered, and the portal is greeted in it") {
    Player player{samples::at("/")};
    player.play(LanguageChosen{domain::Language::en});
    CHECK(player.wanted<FetchTexts>().size() == 1);
    CHECK(player.state.language == domain::Language::it);
    player.play(TextsKnown{domain::Language::en, true});
    CHECK(player.wanted<Remember>().size() == 1);
    CHECK(player.wanted<OpenPortal>().size() == 1);
    CHECK(player.state.language == domain::Language::en);
}
