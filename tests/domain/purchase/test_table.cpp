#include "tests/domain/purchase/support/purchase_world.hpp"

#include <array>

using namespace sigillo::tests;

namespace {

using Row = std::array<const char*, command_kinds>;
using Table = std::vector<std::pair<Stage, Row>>;

constexpr const char* ok = "accepted";
constexpr const char* st = "request-wrong-stage";
constexpr const char* nd = "deadline-not-reached";
constexpr const char* un = "payment-unknown";
constexpr const char* nr = "payment-nothing-to-return";
constexpr const char* ar = "act-already-received";
constexpr const char* rp = "payment-already-recorded";
constexpr const char* co = "correction-not-allowed";
constexpr const char* no = "not-allowed";
constexpr const char* bu = "busy";
constexpr const char* rv = "certificate-revoked-for-good";

// What `PurchaseWorld::sample` has of each kind, by who may give it, on 22 November.
// place begin declare money | originals choose identified | correct validate reject | begin issued | shipped
// arrived collected activate | status withdraw expire remind refunded | remind_activation

/// Torino's article, were it collected at the Order: every step but the originals.
const Table with_everything{
    {Stage::none, {ok, st, st, un, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::placed, {st, ok, ok, un, st, ok, st, st, st, ok, st, st, st, st, st, st, st, ok, nd, st, nr, st}},
    {Stage::paid, {st, st, st, rp, st, ok, ok, st, st, ok, st, st, st, st, st, st, st, ok, nd, st, nr, st}},
    {Stage::identified,
     {st, st, st, rp, st, st, st, co, ok, ok, st, st, st, st, st, st, st, ok, st, nd, nr, st}},
    {Stage::validated,
     {st, st, st, rp, st, st, st, st, ar, st, ok, st, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::issuing,
     {st, st, st, rp, st, st, st, st, ar, st, bu, ok, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::issued, {st, st, st, rp, st, st, st, st, ar, st, st, st, ok, st, st, st, ok, st, nd, st, nr, st}},
    {Stage::shipped,
     {st, st, st, rp, st, st, st, st, ar, st, st, st, st, ok, st, st, ok, st, nd, st, nr, st}},
    {Stage::at_order,
     {st, st, st, rp, st, st, st, st, ar, st, st, st, st, st, ok, st, ok, st, nd, st, nr, st}},
    {Stage::collected,
     {st, st, st, rp, st, st, st, st, ar, st, st, st, st, st, st, ok, ok, st, nd, st, nr, nd}},
    {Stage::active, {st, st, st, rp, st, st, st, st, ar, st, st, st, st, st, st, st, ok, st, st, st, nr, st}},
    {Stage::rejected,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, ok, st}},
    {Stage::withdrawn,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, ok, st}},
    {Stage::expired,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, ok, st}},
    {Stage::revoked,
     {st, st, st, rp, st, st, st, st, ar, st, st, st, st, st, st, st, rv, st, st, st, nr, st}},
};

/// The architects': originals, no validation.
const Table with_originals{
    {Stage::none, {ok, st, st, un, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::placed, {st, ok, ok, un, st, st, st, st, st, no, st, st, st, st, st, st, st, ok, nd, st, nr, st}},
    {Stage::paid, {st, st, st, rp, ok, st, st, st, st, no, st, st, st, st, st, st, st, ok, st, st, nr, st}},
    {Stage::originals_received,
     {st, st, st, rp, st, st, st, st, st, no, ok, st, st, st, st, st, st, ok, st, st, nr, st}},
    {Stage::issuing,
     {st, st, st, rp, st, st, st, st, st, st, bu, ok, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::issued, {st, st, st, rp, st, st, st, st, st, st, st, st, ok, st, st, st, ok, st, nd, st, nr, st}},
    {Stage::shipped,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, ok, st, st, ok, st, nd, st, nr, st}},
    {Stage::at_order,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, ok, st, ok, st, nd, st, nr, st}},
    {Stage::active, {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, ok, st, st, st, nr, st}},
    {Stage::withdrawn,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, ok, st}},
    {Stage::expired,
     {st, st, st, un, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::revoked,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, rv, st, st, st, nr, st}},
};

/// A reader collected at the Order: goods alone.
const Table goods{
    {Stage::none, {ok, st, st, un, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::placed, {st, ok, ok, un, st, st, st, st, st, no, st, st, st, st, st, st, st, ok, nd, st, nr, st}},
    {Stage::paid, {st, st, st, rp, st, st, st, st, st, no, st, st, ok, st, st, st, st, ok, st, st, nr, st}},
    {Stage::shipped,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, ok, st, st, st, st, st, st, nr, st}},
    {Stage::at_order,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, ok, st, st, st, st, st, nr, st}},
    {Stage::delivered,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, nr, st}},
    {Stage::withdrawn,
     {st, st, st, rp, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, ok, st}},
    {Stage::expired,
     {st, st, st, un, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, nr, st}},
};

void holds(const Article& article, const Table& table) {
    std::vector<Stage> stages;
    for (const auto& [stage, row] : table) {
        stages.push_back(stage);
        PurchaseWorld world(article);
        world.to(stage);
        REQUIRE(world.state.stage == stage);
        for (int kind = 0; kind < command_kinds; ++kind) {
            const auto [command, actor] = world.sample(static_cast<CommandKind>(kind));
            CAPTURE(article.file, text_of(stage), name_of(command));
            CHECK(world.refusal(actor, command) == row[static_cast<std::size_t>(kind)]);
        }
    }
    CHECK(stages == stages_of(article));
}

} // namespace

TEST_CASE("every command of a purchase in every stage is accepted or refused with its own reason") {
    holds(torino_to_order, with_everything);
    holds(architects, with_originals);
    holds(reader_at_order, goods);
}

TEST_CASE("an auditor, a stranger and another Order's secretary change nothing of a purchase in any stage") {
    for (const auto& article : {torino_to_order, architects, reader_at_order}) {
        for (const auto stage : stages_of(article)) {
            PurchaseWorld world(article);
            world.to(stage);
            for (int kind = 0; kind < command_kinds; ++kind) {
                const auto command = world.sample(static_cast<CommandKind>(kind)).first;
                CAPTURE(article.file, text_of(stage), name_of(command));
                CHECK(world.refusal(world.auditor, command) == "not-allowed");
                CHECK(world.refusal(world.stranger, command) == "not-allowed");
                CHECK(world.refusal(world.other_secretary, command) == "not-allowed");
            }
        }
    }
}

TEST_CASE("a purchase keeps to the version that it began under: no other decides on it") {
    for (const auto stage : stages_of(torino_to_order)) {
        if (is_end(stage) || stage == Stage::none) {
            continue;
        }
        PurchaseWorld world(torino_to_order);
        world.to(stage);
        world.facts.convention->hash = Digest("next-year");
        for (int kind = 0; kind < command_kinds; ++kind) {
            const auto [command, actor] = world.sample(static_cast<CommandKind>(kind));
            const auto answer = world.refusal(actor, command);
            // Money that has come in, the member's way out and revocation do not depend on it.
            const bool settled = kind == static_cast<int>(CommandKind::record_payment) ||
                                 kind == static_cast<int>(CommandKind::withdraw) ||
                                 kind == static_cast<int>(CommandKind::change_status);
            CAPTURE(text_of(stage), name_of(command));
            CHECK((answer != "accepted" || settled));
        }
    }
}
