#include "shared/protocol/history.hpp"
#include "tests/protocol/every_message.hpp"
#include "tests/protocol/golden_runner.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace sigillo;
using namespace sigillo::tests;

TEST_CASE("each golden frame is read as it says") {
    for (std::size_t at = 0; at < golden_frame_count; ++at) {
        const GoldenOutcome outcome = run_golden(golden_frames[at]);
        INFO(golden_frames[at].name << ": " << outcome.what);
        CHECK(outcome.as_expected);
    }
}

TEST_CASE("every message has a golden frame") {
    std::set<std::string> seen;
    for (std::size_t at = 0; at < golden_frame_count; ++at) {
        seen.insert(run_golden(golden_frames[at]).message);
    }
    for_each_message([&]<class Message>(const std::string& name, Of<Message>) {
        INFO(name);
        CHECK(seen.count(name) == 1);
    });
}

TEST_CASE("a golden frame of the agent changes only with a new version") {
    CHECK(std::rbegin(protocol::agent::history)->golden_frames == golden_hash({"agent-"}));
}

TEST_CASE("a golden frame of the portal changes only with a new version") {
    CHECK(std::rbegin(protocol::portal::history)->golden_frames == golden_hash({"portal-", "http-"}));
}
