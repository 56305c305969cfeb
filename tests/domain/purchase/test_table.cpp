#include "tests/domain/purchase/support/purchase_world.hpp"

#include <map>

using namespace sigillo::tests;

namespace {

using Kind = CommandKind;
/// What a stage answers other than `usual` does.
using Row = std::map<Kind, const char*>;
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

/// A step that is not next; money that has come in, and none that is owed.
const char* usual(Kind kind) {
    return kind == Kind::record_payment ? rp : kind == Kind::mark_refunded ? nr : st;
}

/// Torino's article, were it collected at the Order: every step but the originals.
const Table with_everything{
    {Stage::none, {{Kind::place, ok}, {Kind::record_payment, un}}},
    {Stage::placed,
     {{Kind::begin_payment, ok},
      {Kind::declare_payment, ok},
      {Kind::record_payment, un},
      {Kind::choose_identification, ok},
      {Kind::reject, ok},
      {Kind::withdraw, ok},
      {Kind::expire, nd}}},
    {Stage::paid,
     {{Kind::choose_identification, ok},
      {Kind::record_identified, ok},
      {Kind::reject, ok},
      {Kind::withdraw, ok},
      {Kind::expire, nd}}},
    {Stage::identified,
     {{Kind::correct, co},
      {Kind::validate, ok},
      {Kind::reject, ok},
      {Kind::withdraw, ok},
      {Kind::remind_order, nd}}},
    {Stage::validated, {{Kind::validate, ar}, {Kind::begin_issuance, ok}}},
    {Stage::issuing, {{Kind::validate, ar}, {Kind::begin_issuance, bu}, {Kind::record_issued, ok}}},
    {Stage::issued,
     {{Kind::validate, ar},
      {Kind::record_shipped, ok},
      {Kind::change_status, ok},
      {Kind::expire, nd},
      {Kind::replace_document, ok}}},
    {Stage::shipped,
     {{Kind::validate, ar},
      {Kind::record_arrived, ok},
      {Kind::change_status, ok},
      {Kind::expire, nd},
      {Kind::replace_document, ok}}},
    {Stage::at_order,
     {{Kind::validate, ar},
      {Kind::record_collected, ok},
      {Kind::change_status, ok},
      {Kind::expire, nd},
      {Kind::replace_document, ok}}},
    {Stage::collected,
     {{Kind::validate, ar},
      {Kind::activate, ok},
      {Kind::change_status, ok},
      {Kind::expire, nd},
      {Kind::remind_activation, nd}}},
    {Stage::active, {{Kind::validate, ar}, {Kind::change_status, ok}}},
    {Stage::rejected, {{Kind::mark_refunded, ok}}},
    {Stage::withdrawn, {{Kind::mark_refunded, ok}}},
    {Stage::expired, {{Kind::mark_refunded, ok}}},
    {Stage::revoked, {{Kind::validate, ar}, {Kind::change_status, rv}}},
};

/// The architects': originals, no validation.
const Table with_originals{
    {Stage::none, {{Kind::place, ok}, {Kind::record_payment, un}}},
    {Stage::placed,
     {{Kind::begin_payment, ok},
      {Kind::declare_payment, ok},
      {Kind::record_payment, un},
      {Kind::reject, no},
      {Kind::withdraw, ok},
      {Kind::expire, nd}}},
    {Stage::paid, {{Kind::record_originals, ok}, {Kind::reject, no}, {Kind::withdraw, ok}}},
    {Stage::originals_received, {{Kind::reject, no}, {Kind::begin_issuance, ok}, {Kind::withdraw, ok}}},
    {Stage::issuing, {{Kind::begin_issuance, bu}, {Kind::record_issued, ok}}},
    {Stage::issued,
     {{Kind::record_shipped, ok},
      {Kind::change_status, ok},
      {Kind::expire, nd},
      {Kind::replace_document, ok}}},
    {Stage::shipped,
     {{Kind::record_arrived, ok},
      {Kind::change_status, ok},
      {Kind::expire, nd},
      {Kind::replace_document, ok}}},
    {Stage::at_order,
     {{Kind::record_collected, ok},
      {Kind::change_status, ok},
      {Kind::expire, nd},
      {Kind::replace_document, ok}}},
    {Stage::active, {{Kind::change_status, ok}}},
    {Stage::withdrawn, {{Kind::mark_refunded, ok}}},
    {Stage::expired, {{Kind::record_payment, un}}},
    {Stage::revoked, {{Kind::change_status, rv}}},
};

/// A reader collected at the Order: goods alone.
const Table goods{
    {Stage::none, {{Kind::place, ok}, {Kind::record_payment, un}}},
    {Stage::placed,
     {{Kind::begin_payment, ok},
      {Kind::declare_payment, ok},
      {Kind::record_payment, un},
      {Kind::reject, no},
      {Kind::withdraw, ok},
      {Kind::expire, nd}}},
    {Stage::paid, {{Kind::reject, no}, {Kind::record_shipped, ok}, {Kind::withdraw, ok}}},
    {Stage::shipped, {{Kind::record_arrived, ok}}},
    {Stage::at_order, {{Kind::record_collected, ok}}},
    {Stage::delivered, {}},
    {Stage::withdrawn, {{Kind::mark_refunded, ok}}},
    {Stage::expired, {{Kind::record_payment, un}}},
};

/// Gives every command in one stage to `see`, with who may give it.
template <class See>
void each_command(const Article& article, Stage stage, PurchaseWorld& world, const See& see) {
    world.to(stage);
    REQUIRE(world.state.stage == stage);
    for (int index = 0; index < command_kinds; ++index) {
        const auto kind = static_cast<Kind>(index);
        const auto [command, actor] = world.sample(kind);
        CAPTURE(article.file, text_of(stage), name_of(command));
        see(kind, command, actor);
    }
}

void holds(const Article& article, const Table& table) {
    std::vector<Stage> stages;
    for (const auto& [stage, row] : table) {
        stages.push_back(stage);
        PurchaseWorld world(article);
        each_command(article, stage, world, [&](Kind kind, const Command& command, const Actor& actor) {
            const auto own = row.find(kind);
            CHECK(world.refusal(actor, command) == (own != row.end() ? own->second : usual(kind)));
        });
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
            each_command(article, stage, world, [&](Kind, const Command& command, const Actor&) {
                CHECK(world.refusal(world.auditor, command) == "not-allowed");
                CHECK(world.refusal(world.stranger, command) == "not-allowed");
                CHECK(world.refusal(world.other_secretary, command) == "not-allowed");
            });
        }
    }
}

TEST_CASE("a purchase keeps to the version that it began under: no other decides on it") {
    for (const auto stage : stages_of(torino_to_order)) {
        if (is_end(stage) || stage == Stage::none) {
            continue;
        }
        PurchaseWorld world(torino_to_order);
        each_command(torino_to_order, stage, world,
                     [&](Kind kind, const Command& command, const Actor& actor) {
                         world.facts.convention->hash = Digest("next-year");
                         const auto answer = world.refusal(actor, command);
                         // Money that has come in, the member's way out and revocation do not depend on it.
                         const bool settled = kind == Kind::record_payment || kind == Kind::withdraw ||
                                              kind == Kind::change_status;
                         CHECK((answer != "accepted" || settled));
                     });
    }
}
