#include "tests/domain/support/renewal_world.hpp"

#include <random>

using namespace sigillo::tests;

namespace {

/// Only money is settled after an end.
bool settles_money(const Command& command) {
    return std::holds_alternative<RecordPayment>(command) || std::holds_alternative<MarkRefunded>(command) ||
           std::holds_alternative<MovePayment>(command) || std::holds_alternative<ReturnCredit>(command);
}

CommandKind any_kind(std::mt19937& random) {
    return static_cast<CommandKind>(random() % command_kinds);
}

} // namespace

TEST_CASE("whatever is tried, ends stay ends and events replay to the same state") {
    std::mt19937 random(20261122);
    int ended = 0;
    for (int life = 0; life < 400; ++life) {
        World world;
        std::vector<Event> history;
        for (int step = 0; step < 60; ++step) {
            auto [command, actor] = world.sample(any_kind(random));
            if (random() % 8 == 0) {
                world.facts.now = world.facts.now + Duration::days(static_cast<std::int64_t>(random() % 12));
                world.facts.act->signing_time = world.facts.now;
            }
            if (auto* begin = std::get_if<BeginPayment>(&command)) {
                begin->payment = PaymentId("p-" + std::to_string(random() % 3));
            }
            const State before = world.state;
            const auto events = world.try_as(actor, command);
            if (!events) {
                continue;
            }
            world.state = evolve(world.state, events.value());
            history.insert(history.end(), events->begin(), events->end());
            if (is_end(before.stage)) {
                REQUIRE(settles_money(command));
                REQUIRE(world.state.stage == before.stage);
                REQUIRE(world.state.ended_at == before.ended_at);
            }
        }
        ended += is_end(world.state.stage) ? 1 : 0;
        REQUIRE(evolve(State{}, history) == world.state);
        REQUIRE(world.state.sequence == static_cast<std::int64_t>(history.size()));
    }
    CHECK(ended > 100);
}

TEST_CASE(
    "what is permitted is accepted with contents that hold, and what is not is refused with that error") {
    for (const auto stage : all_stages()) {
        World world;
        world.to(stage);
        for (int kind = 0; kind < command_kinds; ++kind) {
            const auto [command, actor] = world.sample(static_cast<CommandKind>(kind));
            world.facts.actor = actor;
            const auto all = permitted(world.state, world.facts);
            REQUIRE(all.size() == command_kinds);
            const auto& permission = all[static_cast<std::size_t>(kind)];
            CAPTURE(text_of(stage), name_of(command));
            CHECK(permission.command == static_cast<CommandKind>(kind));
            const auto decided = decide(world.state, command, world.facts);
            if (permission.refusal && !(decided.ok() && decided->empty())) {
                REQUIRE_FALSE(decided.ok());
                CHECK(decided.error() == *permission.refusal);
            }
        }
    }
}

TEST_CASE("every command and event has a name of its own") {
    std::map<std::string_view, int> names;
    for (const auto& [kind, name] : EnumNames<CommandKind>::table) {
        ++names[name];
    }
    CHECK(names.size() == command_kinds);
    World world;
    for (int kind = 0; kind < command_kinds; ++kind) {
        const auto command = world.sample(static_cast<CommandKind>(kind)).first;
        CHECK(kind_of(command) == static_cast<CommandKind>(kind));
        CHECK(text_of(kind_of(command)) == name_of(command));
    }
}
