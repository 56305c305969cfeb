#include "tests/domain/purchase/support/purchase_world.hpp"

#include <algorithm>

using namespace sigillo::tests;

namespace {

using Told = std::vector<std::string>;
using Steps = std::vector<Step>;

/// Goes the whole way and says what anybody was told at each step, from the order on.
std::vector<std::pair<std::string, Told>> whole_way(PurchaseWorld& world) {
    std::vector<std::pair<std::string, Told>> all;
    world.as(world.member, world.place());
    all.emplace_back("order", world.told_last());
    while (world.next()) {
        const Step step = *world.next();
        const std::size_t before = world.told.size();
        world.take(step);
        all.emplace_back(std::string(text_of(step)),
                         Told(world.told.begin() + static_cast<std::ptrdiff_t>(before), world.told.end()));
    }
    return all;
}

using Way = std::vector<std::pair<std::string, Told>>;

const Told placed{"email to member: notice.purchase.placed"};
const Told issued{"email to member: notice.purchase.issued",
                  "email to order: notice.purchase.order_kit_issued"};
const Told validated{"email to member: notice.purchase.validated"};
const Told called_in{"email to member: notice.purchase.ready_for_collection",
                     "sms to member: notice.purchase.ready_for_collection"};
const Told collected{"email to member: notice.purchase.collected"};

/// The order and then the plan's steps, each with what anybody is told; it ends where it should.
void goes(PurchaseWorld& world, const Way& expected, Stage end = Stage::active) {
    std::vector<std::string> steps{"order"};
    for (const Step step : world.plan()) {
        steps.emplace_back(text_of(step));
    }
    std::vector<std::string> named;
    for (const auto& [step, told] : expected) {
        named.push_back(step);
    }
    CHECK(steps == named);
    CHECK(whole_way(world) == expected);
    CHECK(world.state.stage == end);
}

/// The same where only the steps are of interest.
void goes(PurchaseWorld& world, const Steps& steps, Stage end = Stage::active) {
    CHECK(world.plan() == steps);
    whole_way(world);
    CHECK(world.state.stage == end);
}

} // namespace

TEST_CASE("architects: order, payment, original documents, kit to the Order, collected and active "
          "R19 R22 R25 R26 R27 R29") {
    PurchaseWorld world(architects);
    goes(world, Way{
                    {"order", placed},
                    {"payment", {"email to member: notice.purchase.originals_awaited"}},
                    {"originals", {}},
                    {"issuance", issued},
                    {"shipping", {}},
                    {"arrival", called_in},
                    {"collection", collected},
                });
    CHECK(world.product.identified == IdentificationTime::at_collection);
}

TEST_CASE("whose CNS was not renewed in time buys a new card, and collects it de visu at the Order R81 R82") {
    PurchaseWorld world(fermo);
    CHECK(world.product.identified == IdentificationTime::at_collection);
    CHECK(world.plan().back() == Step::collection);
    world.before(Step::collection);
    auto sent_for = world.collected();
    sent_for.hand_over.in_person = false;
    CHECK(world.refusal(world.secretary, sent_for) == "hand-over-incomplete");
    world.take(Step::collection);
    CHECK(world.state.stage == Stage::active);
}

TEST_CASE("Torino: identified after payment, validated by signature, only then sent to the holder, who "
          "activates it R40 R41 R42 R43 R44 R45 R46 R47 R48 R49") {
    PurchaseWorld world(torino);
    goes(world,
         Way{
             {"order", placed},
             {"payment", {"email to member: notice.purchase.identification_instructions"}},
             {"identification",
              {"email to member: notice.purchase.identified", "email to order: notice.purchase.queued"}},
             {"validation", validated},
             {"issuance", {"email to member: notice.purchase.activation_code"}},
             {"shipping",
              {"email to member: notice.purchase.shipped", "sms to member: notice.purchase.shipped"}},
             {"activation",
              {"sms to member: notice.purchase.secret_first",
               "email to member: notice.purchase.secret_second"}},
         });
}

TEST_CASE("Torino to the Order: the member is called in, and still activates with the code R37 R47") {
    PurchaseWorld world(torino_to_order);
    goes(world, Steps{Step::payment, Step::identification, Step::validation, Step::issuance, Step::shipping,
                      Step::arrival, Step::collection, Step::activation});
}

TEST_CASE("Pavia: the system tells the secretariat of payment and issuance, the kit goes to the Order "
          "R61 R62 R63 R64 R65 R66") {
    PurchaseWorld world(pavia);
    goes(world,
         Way{
             {"order", placed},
             {"payment",
              {"email to member: notice.purchase.paid_order_told", "email to order: notice.purchase.queued"}},
             {"validation", validated},
             {"issuance",
              {"email to member: notice.purchase.issued_confirmation",
               "email to order: notice.purchase.order_kit_issued"}},
             {"shipping", {}},
             {"arrival", called_in},
             {"collection", collected},
         });
}

TEST_CASE("Imperia, CNS: validated by the Order, shipped to it and collected in person R121 R122") {
    PurchaseWorld world(imperia_cns);
    goes(world,
         Way{
             {"order", placed},
             {"payment", {"email to member: notice.purchase.paid", "email to order: notice.purchase.queued"}},
             {"validation", validated},
             {"issuance", issued},
             {"shipping", {"email to member: notice.purchase.shipped"}},
             {"arrival", called_in},
             {"collection", collected},
         });
}

TEST_CASE("Imperia, remote OTP Mobile: identified remotely, nothing is shipped R116 R123 X18") {
    PurchaseWorld world(otp_mobile);
    goes(world,
         Steps{Step::payment, Step::identification, Step::validation, Step::issuance, Step::activation});
    CHECK(world.state.card_number.empty());
    CHECK_FALSE(world.state.authentication.has_value());
    CHECK(std::count(world.told.begin(), world.told.end(), "email to member: notice.purchase.shipped") == 0);
}

TEST_CASE("Imperia, remote OTP Display: the display goes to the applicant's home R116 R124") {
    PurchaseWorld world(otp_display);
    goes(world, Steps{Step::payment, Step::identification, Step::validation, Step::issuance, Step::shipping,
                      Step::activation});
    CHECK(std::count(world.told.begin(), world.told.end(), "email to member: notice.purchase.shipped") == 1);
}

TEST_CASE("a reader is paid and sent: no identification, no validation, no certificates R129 R130") {
    PurchaseWorld home(reader_home);
    goes(home, Steps{Step::payment, Step::shipping}, Stage::delivered);
    PurchaseWorld order(reader_at_order);
    goes(order, Steps{Step::payment, Step::shipping, Step::arrival, Step::collection}, Stage::delivered);
    CHECK(order.state.money.settlement == Settlement::held);
}

TEST_CASE("nobody is told the same thing twice on the whole way") {
    for (const auto& article : every_article) {
        PurchaseWorld world(article);
        whole_way(world);
        auto told = world.told;
        std::sort(told.begin(), told.end());
        CAPTURE(article.file, article.product);
        CHECK(std::adjacent_find(told.begin(), told.end()) == told.end());
        CHECK_FALSE(told.empty());
    }
}

TEST_CASE("each step is taken in its turn only, and by nobody but who takes it R40") {
    for (const auto& article : every_article) {
        PurchaseWorld world(article);
        world.as(world.member, world.place());
        while (world.next()) {
            const Step turn = *world.next();
            const auto by = [&](Step step) -> std::pair<Command, Actor> {
                switch (step) {
                case Step::payment:
                    return world.sample(CommandKind::begin_payment);
                case Step::originals:
                    return world.sample(CommandKind::record_originals);
                case Step::identification:
                    return world.sample(CommandKind::record_identified);
                case Step::validation:
                    return world.sample(CommandKind::validate);
                case Step::issuance:
                    return world.sample(CommandKind::begin_issuance);
                case Step::shipping:
                    return world.sample(CommandKind::record_shipped);
                case Step::arrival:
                    return world.sample(CommandKind::record_arrived);
                case Step::collection:
                    return world.sample(CommandKind::record_collected);
                case Step::activation:
                    return world.sample(CommandKind::activate);
                }
                return world.sample(CommandKind::expire);
            };
            for (const auto& [step, name] : EnumNames<Step>::table) {
                const auto [command, actor] = by(step);
                CAPTURE(article.file, text_of(turn), name);
                if (step == turn) {
                    CHECK(world.refusal(actor, command) == "accepted");
                } else if (!(step == Step::validation && world.state.validation)) {
                    CHECK(world.refusal(actor, command) == "request-wrong-stage");
                }
                for (const Actor& other : {world.stranger, world.other_secretary, world.auditor}) {
                    CHECK(world.refusal(other, command) == "not-allowed");
                }
                const bool member_acts = actor == world.member;
                CHECK((world.refusal(world.operator_staff, command) == "not-allowed") ==
                      (actor != world.operator_staff));
                CHECK((world.refusal(world.member, command) == "not-allowed") == !member_acts);
            }
            world.take(turn);
        }
    }
}

TEST_CASE("what pays not by card is told where to enter the payment's details R20") {
    for (const auto& article : {architects, torino, pavia, imperia_cns, otp_mobile, reader_home}) {
        PurchaseWorld world(article);
        world.form.payment = PaymentMethod::bank_transfer;
        world.as(world.member, world.place());
        CAPTURE(article.file);
        CHECK(world.told == Told{"email to member: notice.purchase.placed",
                                 "email to member: notice.purchase.payment_instructions"});
        const auto said = world.said(NoticeStep::payment_instructions);
        CHECK(said.at("payment_method") == "domain.payment_method.bank_transfer");
        CHECK(said.at("due") == std::to_string(world.state.price.total.gross.value));
    }
}

TEST_CASE("what a payment page takes is not told where to enter the payment's details R20 R24") {
    for (const auto method : {PaymentMethod::card, PaymentMethod::paypal}) {
        PurchaseWorld world(pavia);
        world.form.payment = method;
        world.as(world.member, world.place());
        CHECK(world.told == Told{"email to member: notice.purchase.placed"});
    }
}
