#include "tests/domain/support/renewal_world.hpp"

using namespace sigillo::tests;

namespace {

constexpr const char* ok = "accepted";
constexpr const char* st = "request-wrong-stage";
constexpr const char* nd = "deadline-not-reached";
constexpr const char* un = "payment-unknown";
constexpr const char* nr = "payment-nothing-to-return";
constexpr const char* ar = "act-already-received";
constexpr const char* rp = "payment-already-recorded";

using Row = std::array<const char*, command_kinds>;

// Each command of `World::sample` by who may give it, on 22 November, in each stage.
// invite place begin record validate reject keys certs confirm withdraw expire refunded move remind return
const std::vector<std::pair<Stage, Row>> table{
    {Stage::none, {ok, ok, st, un, st, st, st, st, st, st, st, nr, nr, st, nr}},
    {Stage::invited, {st, ok, st, un, st, st, st, st, st, st, nd, nr, nr, st, nr}},
    {Stage::placed, {st, st, ok, un, st, ok, st, st, st, ok, nd, nr, nr, st, nr}},
    {Stage::paid, {st, st, st, rp, ok, ok, st, st, st, ok, nd, nr, nr, nd, nr}},
    {Stage::validated, {st, st, st, rp, ar, st, ok, st, st, st, nd, nr, nr, st, nr}},
    // Keys that are sent again are accepted and change nothing.
    {Stage::requested, {st, st, st, rp, ar, st, ok, ok, st, st, st, nr, nr, st, nr}},
    {Stage::certified, {st, st, st, rp, ar, st, ok, st, ok, st, nd, nr, nr, st, nr}},
    {Stage::installed, {st, st, st, rp, ar, st, st, st, st, st, st, nr, nr, st, nr}},
    {Stage::rejected, {st, st, st, rp, st, st, st, st, st, st, st, ok, nr, st, nr}},
    {Stage::withdrawn, {st, st, st, rp, st, st, st, st, st, st, st, ok, nr, st, nr}},
    {Stage::expired, {st, st, st, rp, st, st, st, st, st, st, st, ok, nr, st, nr}},
    {Stage::revoked, {st, st, st, rp, ar, st, st, st, st, st, st, ok, nr, st, nr}},
};

} // namespace

TEST_CASE("every command in every stage is accepted or refused with its own reason") {
    REQUIRE(table.size() == all_stages().size());
    for (const auto& [stage, row] : table) {
        World world;
        world.to(stage);
        REQUIRE(world.state.stage == stage);
        for (int kind = 0; kind < command_kinds; ++kind) {
            const auto [command, actor] = world.sample(static_cast<CommandKind>(kind));
            CAPTURE(text_of(stage), name_of(command));
            CHECK(world.refusal(actor, command) == row[static_cast<std::size_t>(kind)]);
        }
    }
}

TEST_CASE("an auditor changes nothing in any stage") {
    for (const auto stage : all_stages()) {
        World world;
        world.to(stage);
        for (int kind = 0; kind < command_kinds; ++kind) {
            const auto command = world.sample(static_cast<CommandKind>(kind)).first;
            CAPTURE(text_of(stage), name_of(command));
            CHECK(world.refusal(world.auditor, command) == "not-allowed");
        }
    }
}

TEST_CASE("a member of another card, and another Order's secretary, change nothing in any stage") {
    for (const auto stage : all_stages()) {
        World world;
        world.to(stage);
        for (int kind = 0; kind < command_kinds; ++kind) {
            const auto command = world.sample(static_cast<CommandKind>(kind)).first;
            CAPTURE(text_of(stage), name_of(command));
            CHECK(world.refusal(world.stranger, command) == "not-allowed");
            CHECK(world.refusal(world.other_secretary, command) == "not-allowed");
        }
    }
}
