#include "tests/app/update/purchase_samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using samples::Player;

TEST_CASE("a convention code opens its Orders, and stands in the address from then on [R1] [R3] [X2]") {
    Player player{samples::at("/#/buy")};
    player.play(BuyTyped{" cnscni18 "}).play(Pressed{Command::find_convention});
    CHECK(player.state.route == Route{Place::buy, "CNSCNI18"});
    REQUIRE(player.called<portal::FindConvention>() != nullptr);
    CHECK(player.called<portal::FindConvention>()->code == "CNSCNI18");
    player.answer<portal::FindConvention>(samples::convention());
    player.play(OrderChosen{"ingegneri-imperia"}).play(Pressed{Command::open_draft});
    CHECK(player.state.route == Route{Place::draft, "CNSCNI18", "ingegneri-imperia"});
    REQUIRE(player.called<portal::OpenDraft>() != nullptr);
    CHECK(player.called<portal::OpenDraft>()->order == "ingegneri-imperia");
}

TEST_CASE("a mailed link to a convention asks for it at once") {
    Player player{samples::at("/#/buy/CNSCNI18")};
    player.play(LinkChanged{Link::open});
    REQUIRE(player.called<portal::FindConvention>() != nullptr);
}

TEST_CASE("one's own Order is chosen beforehand") {
    Player player{samples::at("/#/buy/CNSCNI18")};
    player.state.session->user->order = "ingegneri-pavia";
    player.play(LinkChanged{Link::open}).answer<portal::FindConvention>(samples::convention());
    CHECK(player.state.buying.order == "ingegneri-pavia");
}

TEST_CASE(
    "a session that times out in the wizard keeps the code, the Order and the page in the address [X2]") {
    Player player{samples::at_page("holder")};
    player.play(PortalNotified{portal::SessionEnded{}});
    CHECK(player.state.route == Route{Place::draft, "CNSCNI18", "ingegneri-imperia", "holder"});
}

TEST_CASE("a draft is taken up again on the first page where something is missing") {
    Player player{samples::at(samples::draft_path)};
    player.play(LinkChanged{Link::open}).answer<portal::OpenDraft>(samples::draft());
    CHECK(player.state.route.page == "holder");
    REQUIRE(player.wanted<Show>().size() == 1);
    CHECK(player.wanted<Show>().front().replace);
}

TEST_CASE("what is typed goes to the portal a moment later, with the draft's state that was seen") {
    Player player{samples::at_page("holder")};
    player.play(DraftTyped{"holder.surname", "Bianchi"});
    REQUIRE(player.wanted<Wait>().size() == 1);
    player.play(DraftTyped{"holder.surname", "Bianchini"});
    CHECK(player.wanted<Wait>().empty());
    player.play(TimerFired{Timer::save});
    const auto* call = player.called<portal::SaveDraft>();
    REQUIRE(call != nullptr);
    CHECK(call->seq == 3);
    REQUIRE(call->values.size() == 1);
    CHECK(call->values.front().value == "Bianchini");
}

TEST_CASE("what is typed while it is saved is not lost to the answer") {
    Player player{samples::at_page("holder")};
    player.play(DraftTyped{"holder.surname", "Bia"}).play(TimerFired{Timer::save});
    const Call save = player.sent<portal::SaveDraft>();
    player.play(DraftTyped{"holder.surname", "Bianchi"});
    player.play(PortalReplied{save, protocol::encode(samples::draft())});
    CHECK(value_of(player.state.buying, "holder.surname") == "Bianchi");
    player.play(TimerFired{Timer::save});
    CHECK(player.called<portal::SaveDraft>() != nullptr);
}

TEST_CASE("leaving the wizard keeps what was typed last") {
    Player player{samples::at_page("holder")};
    player.play(DraftTyped{"holder.surname", "Bianchi"}).play(Went{"/#/", false});
    CHECK(player.called<portal::SaveDraft>() != nullptr);
}

TEST_CASE("typing that the connection swallowed is saved when it is back") {
    Player player{samples::at_page("holder")};
    player.play(DraftTyped{"holder.surname", "Bianchi"}).play(TimerFired{Timer::save});
    const Call save = player.sent<portal::SaveDraft>();
    player.play(LinkChanged{Link::waiting});
    player.play(PortalReplied{save, domain::Error(ErrorId::portal_unreachable)});
    player.play(LinkChanged{Link::open});
    REQUIRE(player.called<portal::SaveDraft>() != nullptr);
    CHECK(player.called<portal::SaveDraft>()->values.front().value == "Bianchi");
}

TEST_CASE("a draft that changed elsewhere is opened anew before anything is saved over it") {
    Player player{samples::at_page("holder")};
    player.play(DraftTyped{"holder.surname", "Bianchi"}).play(TimerFired{Timer::save});
    player.answer<portal::SaveDraft>(domain::Error(ErrorId::request_changed_meanwhile));
    CHECK(player.called<portal::SaveDraft>() == nullptr);
    REQUIRE(player.called<portal::OpenDraft>() != nullptr);
    CHECK(value_of(player.state.buying, "holder.surname") == "Bianchi");
}

TEST_CASE("a page with a fault is not left forwards, and the fault is pointed at") {
    Player player{samples::at_page("holder")};
    player.play(Pressed{Command::draft_forward});
    CHECK(player.state.route.page == "holder");
    CHECK(player.state.buying.asked.count("holder") == 1);
    CHECK(player.state.buying.to_errors);
}

TEST_CASE("a sound page is kept first and left then") {
    Player player{samples::at_page("holder")};
    player.play(DraftTyped{"holder.email", "maria@example.it"}).play(Pressed{Command::draft_forward});
    CHECK(player.state.route.page == "holder");
    player.answer<portal::SaveDraft>(samples::whole_draft());
    CHECK(player.state.route.page == "enrolment");
    CHECK_FALSE(player.state.busy);
}

TEST_CASE("back goes a page back and from the first to the code, which stays [X2]") {
    Player player{samples::at_page("holder")};
    player.play(Pressed{Command::draft_back});
    CHECK(player.state.route.page == "product");
    player.play(Pressed{Command::draft_back});
    CHECK(player.state.route == Route{Place::buy, "CNSCNI18"});
}

TEST_CASE("a place of birth is asked for while it is typed, on the day of birth, and kept by its code [R5]") {
    Player player{samples::at_page("holder")};
    player.play(PlaceSought{"holder.birth_place", "Fe", "1980-01-01"});
    const auto* call = player.called<portal::FindPlaces>();
    REQUIRE(call != nullptr);
    CHECK(call->birth_date == "1980-01-01");
    portal::Place place;
    place.code = "D542";
    place.name = "Fermo";
    place.province = "FM";
    player.answer<portal::FindPlaces>(portal::FindPlaces::Reply{{place}});
    player.play(PlaceChosen{"D542"});
    CHECK(value_of(player.state.buying, "holder.birth_place") == "D542");
    CHECK(player.state.buying.place_names.at("D542") == "Fermo (FM)");
}

TEST_CASE("an answer about another text than the one typed now is not shown") {
    Player player{samples::at_page("holder")};
    player.play(PlaceSought{"holder.birth_place", "Fe", ""});
    const Call first = player.sent<portal::FindPlaces>();
    player.play(PlaceSought{"holder.birth_place", "Fermo", ""});
    player.play(PortalReplied{first, protocol::encode(portal::FindPlaces::Reply{})});
    CHECK_FALSE(player.state.buying.places_known);
}

TEST_CASE("nothing is ordered while a clause is not accepted, the specific approval too [R6] [R38]") {
    Player player{samples::at_page("summary", samples::whole_draft())};
    player.play(ClauseAccepted{"purchase_contract", true}).play(ClauseAccepted{"privacy", true});
    player.play(Pressed{Command::place_draft});
    CHECK(player.called<portal::PlaceDraft>() == nullptr);
    CHECK(player.state.trouble->id == ErrorId::clauses_not_accepted);
}

TEST_CASE("an order states what was seen and goes on to its payment [R39]") {
    Player player{samples::at_page("summary", samples::whole_draft())};
    for (const auto* clause : {"purchase_contract", "privacy", "specific_approval"}) {
        player.play(ClauseAccepted{clause, true});
    }
    player.play(Pressed{Command::place_draft});
    const auto* call = player.called<portal::PlaceDraft>();
    REQUIRE(call != nullptr);
    CHECK(call->total == 7747);
    CHECK(call->convention_version == "hash");
    CHECK(call->clauses_accepted.size() == 3);
    player.play(Pressed{Command::place_draft});
    CHECK(player.effects.empty());
}

TEST_CASE("an order placed with a card goes to the payment page, one by transfer stays on its own") {
    const bool by_card = GENERATE(true, false);
    Player player{samples::at_page("summary", samples::whole_draft())};
    for (const auto* clause : {"purchase_contract", "privacy", "specific_approval"}) {
        player.play(ClauseAccepted{clause, true});
    }
    player.play(Pressed{Command::place_draft});
    player.answer<portal::PlaceDraft>(
        samples::purchase(by_card ? portal::Action::pay : portal::Action::declare_payment));
    CHECK(player.state.route == Route{Place::request, "R-1"});
    CHECK((player.called<portal::BeginPayment>() != nullptr) == by_card);
    CHECK_FALSE(player.state.buying.draft);
}

TEST_CASE("a photograph is framed by the browser and sent when the member says so [X4]") {
    Player player{samples::at_page("photo")};
    player.play(Pressed{Command::choose_photo});
    CHECK(player.wanted<ChoosePhoto>().size() == 1);
    player.play(PhotoKnown{true, "blob:1", {1, 2, 3, 4}}).play(PhotoFramed{0, 1, 0});
    REQUIRE(player.wanted<FramePhoto>().size() == 1);
    CHECK(player.wanted<FramePhoto>().front().down == 1);
    player.play(Pressed{Command::use_photo});
    REQUIRE(player.called<portal::UploadPhoto>() != nullptr);
    CHECK(player.called<portal::UploadPhoto>()->jpeg.size() == 4);
    player.answer<portal::UploadPhoto>(samples::draft());
    CHECK(player.state.buying.photo.empty());
    CHECK(player.state.buying.photo_kept == "blob:1");
}

TEST_CASE("a file that is no picture is told, and nothing is sent [X4]") {
    Player player{samples::at_page("photo")};
    player.play(PhotoKnown{false, "", {}}).play(Pressed{Command::use_photo});
    CHECK(player.state.buying.photo_failed);
    CHECK(player.called<portal::UploadPhoto>() == nullptr);
}

TEST_CASE("what was typed for one draft is not put into another") {
    Player player{samples::at(samples::draft_path)};
    player.state.buying.typed = {{"holder.surname", "Bianchi"}};
    player.state.buying.typed_for = "OTHER/ingegneri-imperia";
    player.play(LinkChanged{Link::open}).answer<portal::OpenDraft>(samples::draft());
    CHECK(player.state.buying.typed.empty());
}

TEST_CASE("what a reload kept is there again with its draft, and goes to the portal") {
    Player player{samples::at(samples::draft_path + "/holder")};
    player.state.buying.typed = {{"holder.surname", "Bianchi"}};
    player.state.buying.typed_for = "CNSCNI18/ingegneri-imperia";
    player.play(LinkChanged{Link::open}).answer<portal::OpenDraft>(samples::draft());
    CHECK(value_of(player.state.buying, "holder.surname") == "Bianchi");
    REQUIRE(player.wanted<Wait>().size() == 1);
}
