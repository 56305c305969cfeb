#include "tests/domain/purchase/support/purchase_world.hpp"

#include <algorithm>
#include <map>
#include <random>

using namespace sigillo::tests;

namespace {

bool settles_money(const Command& command) {
    return std::holds_alternative<RecordPayment>(command) || std::holds_alternative<MarkRefunded>(command);
}

/// A purchase in which anything is tried, with what came of it.
struct Life {
    explicit Life(const Article& article, std::mt19937& chance) : world(article), random(chance) {
        if (random() % 4 == 0) {
            world.facts.credit =
                CreditUse{RequestId("R-1"), {PaymentId("old"), Cents{1000}, world.facts.now}};
        }
    }

    /// Anything, but seldom that the member gives it up, so that lives get somewhere.
    std::pair<Command, Actor> any() {
        auto kind = static_cast<CommandKind>(random() % command_kinds);
        if (kind == CommandKind::withdraw && random() % 4 != 0) {
            kind = CommandKind::record_payment;
        }
        auto [command, actor] = world.sample(kind);
        const PaymentId one("p-" + std::to_string(random() % 4));
        if (auto* place = std::get_if<Place>(&command)) {
            place->use_credit = world.facts.credit.has_value();
        } else if (auto* begin = std::get_if<BeginPayment>(&command)) {
            begin->payment = one;
        } else if (auto* declare = std::get_if<DeclarePayment>(&command)) {
            declare->payment = one;
        } else if (auto* record = std::get_if<RecordPayment>(&command)) {
            record->payment = one;
            record->amount.value += random() % 5 == 0 ? 1 : 0;
        } else if (auto* refunded = std::get_if<MarkRefunded>(&command)) {
            refunded->payment = random() % 4 == 0 ? PaymentId("old") : one;
        } else if (auto* choose = std::get_if<ChooseIdentification>(&command)) {
            choose->method = static_cast<IdentificationMethod>(random() % 7);
        } else if (auto* status = std::get_if<ChangeStatus>(&command)) {
            status->certificates = static_cast<CertificateChoice>(random() % 3);
            status->status = static_cast<CertificateStatus>(random() % 3);
        }
        return {std::move(command), std::move(actor)};
    }

    void tick() {
        if (random() % 12 == 0) {
            world.later(Duration::days(static_cast<std::int64_t>(random() % 20)));
        }
    }

    /// Tries it; true where something happened.
    bool attempt(const Command& command, const Actor& actor) {
        const auto events = world.try_as(actor, command);
        if (!events || events->empty()) {
            return false;
        }
        for (const auto& event : events.value()) {
            history.push_back(event);
        }
        world.as(actor, command);
        for (const auto& refund : world.set_off<RefundPayment>()) {
            ++refunds[refund.payment.payment.value];
        }
        return true;
    }

    PurchaseWorld world;
    std::mt19937& random;
    std::vector<Event> history;
    std::map<std::string, int> refunds; ///< how often each payment was sent back
};

/// Each payment that came in is where it should be: held, on its way back once, or returned.
void no_money_is_lost(const Life& life) {
    const PaymentBook& book = life.world.state.money;
    const auto sent_back = [&](const PaymentId& id) {
        const auto found = life.refunds.find(id.value);
        return found == life.refunds.end() ? 0 : found->second;
    };
    for (const auto& stray : book.strays) {
        REQUIRE(sent_back(stray.payment.payment) == 1);
    }
    const Stage stage = life.world.state.stage;
    const bool came_to_nothing =
        stage == Stage::rejected || stage == Stage::withdrawn || stage == Stage::expired;
    const int expected = came_to_nothing ? 1 : 0;
    if (book.payment) {
        REQUIRE(sent_back(book.payment->payment) == expected);
    }
    if (book.credit) {
        REQUIRE(sent_back(book.credit->payment.payment) == expected);
    }
    const bool has_money = book.payment || book.credit;
    if (!has_money) {
        REQUIRE(book.settlement == Settlement::none);
    } else if (came_to_nothing) {
        REQUIRE((book.settlement == Settlement::due_back || book.settlement == Settlement::returned));
    } else {
        REQUIRE(book.settlement == Settlement::held);
    }
    for (const auto& event : life.history) {
        if (const auto* paid = std::get_if<Paid>(&event); paid != nullptr && paid->payment) {
            REQUIRE(book.payment == paid->payment);
        }
    }
}

/// The stages that the events passed are the plan's, in its order; an end comes last.
void stayed_in_plan(const Life& life) {
    const auto plan = plan_of(life.world.product, life.world.form.shipping.to);
    State state;
    std::size_t done = 0;
    for (const auto& event : life.history) {
        const Stage before = state.stage;
        state = evolve(std::move(state), event);
        if (state.stage == before || state.stage == Stage::placed || state.stage == Stage::issuing) {
            continue;
        }
        const bool next = done < plan.size() && stage_after(plan[done]) == state.stage;
        if (next) {
            ++done;
        } else {
            REQUIRE(is_end(state.stage));
        }
        if (state.stage == Stage::active || state.stage == Stage::delivered) {
            REQUIRE(done == plan.size());
        }
    }
}

} // namespace

TEST_CASE("whatever is tried of a purchase: no money is lost, no step is skipped, ends stay, events replay "
          "X20 X8") {
    std::mt19937 random(20261122);
    std::map<Stage, int> ends;
    for (int number = 0; number < 360; ++number) {
        Life life(every_article[static_cast<std::size_t>(number) % std::size(every_article)], random);
        for (int step = 0; step < 150; ++step) {
            life.tick();
            const auto [command, actor] = life.any();
            const State before = life.world.state;
            if (!life.attempt(command, actor)) {
                continue;
            }
            if (is_end(before.stage)) {
                REQUIRE((settles_money(command) || std::holds_alternative<ChangeStatus>(command)));
                const Stage now = life.world.state.stage;
                REQUIRE((now == before.stage || now == Stage::revoked));
            }
            no_money_is_lost(life);
        }
        stayed_in_plan(life);
        REQUIRE(evolve(State{}, life.history) == life.world.state);
        REQUIRE(life.world.state.sequence == static_cast<std::int64_t>(life.history.size()));
        ++ends[life.world.state.stage];
    }
    // The lives did get somewhere.
    CHECK(ends[Stage::expired] > 10);
    CHECK(ends[Stage::withdrawn] > 10);
    CHECK(ends[Stage::rejected] > 10);
    CHECK(ends[Stage::delivered] + ends[Stage::active] + ends[Stage::revoked] > 10);
}

TEST_CASE("what is not permitted is refused with that error; what is permitted, only for its contents") {
    for (const auto& article : every_article) {
        for (const auto stage : stages_of(article)) {
            PurchaseWorld world(article);
            world.to(stage);
            for (int kind = 0; kind < command_kinds; ++kind) {
                const auto [command, actor] = world.sample(static_cast<CommandKind>(kind));
                const auto decided = world.try_as(actor, command);
                const auto all = permitted(world.state, world.facts);
                REQUIRE(all.size() == command_kinds);
                const auto& permission = all[static_cast<std::size_t>(kind)];
                CAPTURE(article.file, text_of(stage), name_of(command));
                CHECK(permission.command == static_cast<CommandKind>(kind));
                if (permission.refusal) {
                    REQUIRE_FALSE(decided.ok());
                    CHECK(decided.error() == *permission.refusal);
                } else if (kind != static_cast<int>(CommandKind::record_payment) &&
                           kind != static_cast<int>(CommandKind::mark_refunded)) {
                    CHECK(decided.ok());
                }
            }
        }
    }
}

TEST_CASE("every command and event of a purchase has a name of its own") {
    std::map<std::string_view, int> names;
    for (const auto& [kind, name] : EnumNames<CommandKind>::table) {
        ++names[name];
    }
    CHECK(names.size() == command_kinds);
    PurchaseWorld world(torino);
    for (int kind = 0; kind < command_kinds; ++kind) {
        const auto command = world.sample(static_cast<CommandKind>(kind)).first;
        CHECK(kind_of(command) == static_cast<CommandKind>(kind));
        CHECK(text_of(kind_of(command)) == name_of(command));
    }
}
