#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/update/office.hpp"

// The register's page: a file is previewed, and exactly what was shown is imported.

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using samples::Player;

namespace {

portal::ListRegister::Reply list() {
    portal::ListRegister::Reply reply;
    reply.total = reply.members = 120;
    reply.version = 3;
    return reply;
}

portal::PreviewRegister::Reply preview() {
    portal::PreviewRegister::Reply reply;
    reply.digest = std::string(64, 'a');
    reply.version = 3;
    reply.changed = 1;
    reply.first_changed = {
        {{2, "RSSMRA80A41D542T", "Rossi Maria", "123"}, {{"dues_paid_up_to", "", "2026-12-31"}}}};
    return reply;
}

Player at_register() {
    Player player{samples::at("/office/#/register", {portal::Role::secretary})};
    player.play(Went{"/office/#/register", true}).answer<portal::ListRegister>(list());
    return player;
}

Player with_preview(portal::PreviewRegister::Reply reply = preview()) {
    Player player = at_register();
    player.play(OfficeMessage{FileKnown{"albo.csv", {'C', 'F'}}});
    player.answer<portal::PreviewRegister>(std::move(reply));
    return player;
}

} // namespace

TEST_CASE("the register is searched, and turned page by page") {
    Player player = at_register();
    player.play(OfficeMessage{RegisterPageChosen{2}});
    REQUIRE(player.called<portal::ListRegister>() != nullptr);
    CHECK(player.called<portal::ListRegister>()->page == 2);
    player.play(OfficeMessage{RegisterTyped{"rossi"}}).play(Pressed{Command::search_register});
    CHECK(player.called<portal::ListRegister>()->search == "rossi");
    CHECK(player.called<portal::ListRegister>()->page == 0);
}

TEST_CASE("a file of the register is asked for as CSV and previewed before anything else") {
    Player player = at_register();
    player.play(Pressed{Command::pick_register_file});
    REQUIRE(player.wanted<PickFile>().size() == 1);
    CHECK(player.wanted<PickFile>().front().kinds.find(".csv") != std::string::npos);
    player.play(OfficeMessage{FileKnown{"albo.csv", {'C', 'F'}}});
    REQUIRE(player.called<portal::PreviewRegister>() != nullptr);
    CHECK(player.called<portal::ImportRegister>() == nullptr);
    CHECK(player.state.busy);
    player.answer<portal::PreviewRegister>(preview());
    CHECK_FALSE(player.state.busy);
    CHECK(player.state.albo.part == PreviewPart::changed);
}

TEST_CASE("what was previewed is imported: the same file under the preview's digest") {
    Player player = with_preview();
    player.play(Pressed{Command::import_register});
    const auto* call = player.called<portal::ImportRegister>();
    REQUIRE(call != nullptr);
    CHECK(call->digest == std::string(64, 'a'));
    CHECK(call->file == protocol::Bytes{'C', 'F'});
    CHECK_FALSE(call->cancel_missing);
    player.answer<portal::ImportRegister>(portal::ImportRegister::Reply{4, 0, 1, 0});
    REQUIRE(player.state.albo.imported);
    CHECK(player.state.albo.imported->changed == 1);
    CHECK(player.state.albo.file.empty());
    CHECK(player.called<portal::ListRegister>() != nullptr);
}

TEST_CASE("lines to correct come first, and keep members who are not in the file") {
    auto reply = preview();
    reply.problems = 1;
    reply.missing = 3;
    Player player = with_preview(reply);
    CHECK(player.state.albo.part == PreviewPart::problems);
    player.play(OfficeMessage{CancelMissingTicked{true}});
    // The file is corrected and chosen again: what was ticked for the other file does not count.
    player.play(OfficeMessage{FileKnown{"albo-2.csv", {'C'}}}).answer<portal::PreviewRegister>(preview());
    CHECK_FALSE(player.state.albo.cancel_missing);
}

TEST_CASE("a register that changed after the preview is previewed again, nothing is imported") {
    Player player = with_preview();
    player.play(Pressed{Command::import_register});
    player.answer<portal::ImportRegister>(domain::Error(ErrorId::register_changed_meanwhile));
    CHECK(player.state.trouble->id == ErrorId::register_changed_meanwhile);
    CHECK_FALSE(player.state.busy);
    player.play(Pressed{Command::retry});
    CHECK(player.called<portal::PreviewRegister>() != nullptr);
    CHECK_FALSE(player.state.trouble);
}

TEST_CASE("a file that is no register leaves the register, and another one can be chosen") {
    Player player = at_register();
    player.play(OfficeMessage{FileKnown{"foto.csv", {'x'}}});
    player.answer<portal::PreviewRegister>(
        domain::Error(ErrorId::register_column_missing, {{"column", "Cognome"}}));
    CHECK(player.state.trouble->id == ErrorId::register_column_missing);
    player.play(Pressed{Command::drop_register_file});
    CHECK_FALSE(player.state.trouble);
    CHECK(player.state.albo.file.empty());
    CHECK(player.called<portal::ListRegister>() != nullptr);
}

TEST_CASE("a file that is too large is refused before it is sent") {
    Player player = at_register();
    player.play(OfficeMessage{
        FileKnown{"grande.csv", protocol::Bytes(portal::max_register_file + 1, std::uint8_t{'a'})}});
    CHECK(player.state.trouble->id == ErrorId::register_file_too_large);
    CHECK(player.called<portal::PreviewRegister>() == nullptr);
}

TEST_CASE("whoever leaves the register's page leaves the file behind") {
    Player player = with_preview();
    player.play(Went{"/office/#/queue", false});
    CHECK(player.state.albo.file.empty());
    CHECK_FALSE(player.state.albo.preview);
}
