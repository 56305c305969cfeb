#include "tests/domain/purchase/support/purchase_world.hpp"

#include <functional>

using namespace sigillo::tests;

namespace {

PurchaseWorld queued(const Article& article) {
    PurchaseWorld world(article);
    world.before(Step::validation);
    return world;
}

std::string validating(const Article& article, const std::function<void(PurchaseWorld&)>& change,
                       const char* detail = nullptr) {
    auto world = queued(article);
    change(world);
    return detail == nullptr ? world.refusal(world.signatory, Validate{})
                             : world.refusal(world.signatory, Validate{}, detail);
}

const std::vector<Article> validated_ones{torino, pavia, imperia_cns, otp_mobile, otp_display};

} // namespace

TEST_CASE("nothing is issued or sent before the Order's validation R43 R44 R62") {
    for (const auto& article : validated_ones) {
        auto world = queued(article);
        CAPTURE(article.file);
        CHECK(world.refusal(world.operator_staff, BeginIssuance{}) == "request-wrong-stage");
        CHECK(world.refusal(world.system, world.issued()) == "request-wrong-stage");
        CHECK(world.refusal(world.operator_staff, RecordShipped{}) == "request-wrong-stage");
        world.take(Step::validation);
        CHECK(world.refusal(world.operator_staff, BeginIssuance{}) == "accepted");
    }
}

TEST_CASE("the validation is the signatory's act: as issued, of now, on the data as they are R43 X19") {
    CHECK(validating(torino, [](PurchaseWorld& world) { world.facts.act.reset(); }) == "invalid-argument");
    CHECK(validating(torino, [](PurchaseWorld& world) { world.facts.act->portal_matches = false; }) ==
          "act-other-portal");
    CHECK(validating(torino, [](PurchaseWorld& world) { world.facts.act->content_equals_issued = false; }) ==
          "act-content-differs");
    CHECK(validating(torino, [](PurchaseWorld& world) { world.facts.act->signer_is_signatory = false; }) ==
          "act-signer-not-signatory");
    CHECK(validating(torino, [](PurchaseWorld& world) { world.facts.current_data = Digest("other"); }) ==
          "act-data-changed");
    CHECK(validating(torino, [](PurchaseWorld& world) {
              world.facts.act->signing_time = world.facts.now - Duration::minutes(5) - Duration{1};
          }) == "act-clock-off");
    auto world = queued(torino);
    world.as(world.signatory, Validate{});
    CHECK(world.state.validation->signer == world.signer);
    CHECK(world.state.validation->act == Digest("act"));
    CHECK(world.refusal(world.signatory, Validate{}) == "act-already-received");
}

TEST_CASE("dues and enrolment are checked again when it is validated R51") {
    for (const auto& article : validated_ones) {
        CHECK(validating(article, [](PurchaseWorld& world) {
                  world.facts.register_entry->dues_paid_up_to = {2026, 11, 21};
              }) == "register-dues-unpaid");
        CHECK(validating(article, [](PurchaseWorld& world) {
                  world.facts.register_entry->status = EnrolmentStatus::cancelled;
              }) == "register-not-enrolled");
        CHECK(validating(article, [](PurchaseWorld& world) { world.facts.register_entry.reset(); }) ==
              "register-not-enrolled");
    }
}

TEST_CASE("what does not coincide with the register cannot be validated, also what changed since R120") {
    CHECK(validating(
              imperia_cns, [](PurchaseWorld& world) { world.facts.register_entry->number = "999"; },
              "field") == "register-data-differ [number]");
    CHECK(validating(
              otp_mobile, [](PurchaseWorld& world) { world.facts.register_entry->section = "B"; }, "field") ==
          "register-data-differ [section]");
    // Where the Order decides it may validate a difference in the enrolment, never another name.
    CHECK(validating(pavia, [](PurchaseWorld& world) { world.facts.register_entry->number = "999"; }) ==
          "accepted");
    for (const auto& article : validated_ones) {
        CHECK(validating(
                  article, [](PurchaseWorld& world) { world.facts.register_entry->surname = "Bianchi"; },
                  "field") == "register-data-differ [surname]");
        CHECK(validating(
                  article,
                  [](PurchaseWorld& world) { world.facts.register_entry->codice_fiscale = world.signer; },
                  "field") == "register-data-differ [codice_fiscale]");
    }
    // The e-mail address is the member's own to choose.
    CHECK(validating(imperia_cns, [](PurchaseWorld& world) {
              world.facts.register_entry->email = "other@example.it";
          }) == "accepted");
}

TEST_CASE("the Order corrects registration data where the convention lets it, and nowhere else X6") {
    Enrolment right;
    const auto correcting = [&](const Article& article) {
        auto world = queued(article);
        right = world.form.enrolment;
        right.number = "456";
        return world.refusal(world.secretary, Correct{right});
    };
    CHECK(correcting(pavia) == "accepted");
    for (const auto& article : {torino, imperia_cns, otp_mobile, otp_display}) {
        CHECK(correcting(article) == "correction-not-allowed");
    }
    auto world = queued(pavia);
    CHECK(world.refusal(world.member, Correct{right}) == "not-allowed");
    CHECK(world.refusal(world.operator_staff, Correct{right}) == "not-allowed");
    CHECK(world.refusal(world.other_secretary, Correct{right}) == "not-allowed");
    world.as(world.secretary, Correct{right});
    CHECK(world.state.form.enrolment.number == "456");
    CHECK(world.told_last() == std::vector<std::string>{"email to member: notice.purchase.corrected"});
    CHECK(world.as(world.secretary, Correct{right}).empty());
    right.title = "Architetto";
    CHECK(world.refusal(world.secretary, Correct{right}, "field") == "field-invalid [enrolment.title]");
    world.take(Step::validation);
    right.title = world.form.enrolment.title;
    right.number = "789";
    CHECK(world.refusal(world.secretary, Correct{right}) == "request-wrong-stage");
}

TEST_CASE("the Order refuses with a reason; wrong data are ordered again with the same code X6 R120") {
    auto world = queued(torino);
    CHECK(world.refusal(world.member, Reject{}) == "not-allowed");
    CHECK(world.refusal(world.operator_staff, Reject{}) == "not-allowed");
    CHECK(world.refusal(world.secretary, Reject{RejectionReason::other, " "}) == "rejection-note-missing");
    world.as(world.secretary, Reject{RejectionReason::data_wrong, "Numero errato"});
    CHECK(world.state.stage == Stage::rejected);
    CHECK(world.state.rejection->again_with == world.convention.code);
    CHECK(world.told_last() == std::vector<std::string>{"email to member: notice.purchase.rejected",
                                                        "sms to member: notice.purchase.rejected"});
    const auto said = world.said(NoticeStep::rejected);
    CHECK(said.at("reason") == "domain.purchase_rejection.data_wrong");
    CHECK(said.at("advice") == "domain.purchase_rejection_advice.data_wrong");
    CHECK(said.at("note") == "Numero errato");
    CHECK(said.at("money") == "domain.money.due_back");
    for (const auto reason : {RejectionReason::not_enrolled, RejectionReason::dues_unpaid}) {
        auto other = queued(torino);
        other.as(other.secretary, Reject{reason, ""});
        CHECK(other.state.rejection->again_with.empty());
    }
}

TEST_CASE("where the Order does not validate it cannot refuse either R27") {
    for (const auto& article : {architects, reader_home}) {
        PurchaseWorld world(article);
        world.to(Stage::paid);
        CHECK(world.refusal(world.secretary, Reject{}) == "not-allowed");
    }
}

TEST_CASE("the Order is reminded of a request that ages after a week, and again every week X21") {
    auto world = queued(torino);
    const Instant queued_at = world.facts.now;
    CHECK(world.set_off<ScheduleDeadline>() ==
          std::vector<ScheduleDeadline>{{RemindOrder{}, queued_at + Duration::days(7)}});
    world.now(queued_at + Duration::days(7) - Duration{1});
    CHECK(world.refusal(world.system, RemindOrder{}) == "deadline-not-reached");
    world.later(Duration{1});
    CHECK(world.refusal(world.secretary, RemindOrder{}) == "not-allowed");
    world.as(world.system, RemindOrder{});
    CHECK(world.told_last() == std::vector<std::string>{"email to order: notice.purchase.order_reminded"});
    CHECK(world.set_off<ScheduleDeadline>() ==
          std::vector<ScheduleDeadline>{{RemindOrder{}, queued_at + Duration::days(14)}});
    CHECK(world.refusal(world.system, RemindOrder{}) == "deadline-not-reached");
    world.later(Duration::days(7)).as(world.system, RemindOrder{});
    world.take(Step::validation);
    CHECK(world.refusal(world.system, RemindOrder{}) == "request-wrong-stage");
}

TEST_CASE("the Order takes its time: nothing expires while it decides X21") {
    for (const auto& article : validated_ones) {
        auto world = queued(article);
        world.facts.register_entry->dues_paid_up_to = {2030, 12, 31};
        world.later(Duration::days(400));
        CHECK(world.refusal(world.system, Expire{}) == "request-wrong-stage");
        CHECK(world.refusal(world.signatory, Validate{}) == "accepted");
    }
}
