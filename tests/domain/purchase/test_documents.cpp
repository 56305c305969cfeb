#include "tests/domain/purchase/support/purchase_world.hpp"

using namespace sigillo::tests;

namespace {

/// At the Order's desk, with the kit there.
PurchaseWorld at_the_desk(const Article& article) {
    PurchaseWorld world(article);
    world.before(Step::collection);
    return world;
}

const std::vector<Article> collected_kits{architects, torino_to_order, pavia, imperia_cns};

} // namespace

TEST_CASE("what has certificates needs an identity document that is valid R9 R12") {
    for (const auto& article : {architects, torino, pavia, imperia_cns, otp_mobile, otp_display}) {
        PurchaseWorld world(article);
        CAPTURE(article.file);
        world.form.document = {};
        CHECK(world.refusal(world.member, world.place()) == "document-missing");
        PurchaseWorld expired(article);
        expired.form.document.expires_on = {2026, 11, 21};
        CHECK(expired.refusal(expired.member, expired.place()) == "document-expired");
        PurchaseWorld last_day(article);
        last_day.form.document.expires_on = {2026, 11, 22};
        CHECK(last_day.refusal(last_day.member, last_day.place()) == "accepted");
    }
    PurchaseWorld reader(reader_home);
    reader.form.document = {};
    CHECK(reader.refusal(reader.member, reader.place()) == "accepted");
}

TEST_CASE("a document says who issued it, when, and until when R9") {
    PurchaseWorld world(architects);
    world.form.document.issued_by = " ";
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [document.issued_by]");
    world = PurchaseWorld(architects);
    world.form.document.issued_on = {2026, 11, 23};
    CHECK(world.refusal(world.member, world.place(), "field") == "field-invalid [document.issued_on]");
    world = PurchaseWorld(architects);
    world.form.document.expires_on = {};
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [document.expires_on]");
}

TEST_CASE("the architects' card needs a photograph, no other does X4") {
    PurchaseWorld world(architects);
    world.form.photo = {};
    CHECK(world.refusal(world.member, world.place()) == "photo-missing");
    for (const auto& article : {torino, pavia, imperia_cns, otp_mobile}) {
        PurchaseWorld other(article);
        CHECK(other.form.photo.empty());
        CHECK(other.refusal(other.member, other.place()) == "accepted");
    }
}

TEST_CASE("title and section are exactly the drop-downs' R13 R14 R15") {
    PurchaseWorld world(architects);
    for (const char* title :
         {"Architetto", "Pianificatore Territoriale", "Paesaggista",
          "Conservatore Beni Architettonici e Ambientali", "Architetto Iunior", "Pianificatore Iunior"}) {
        world.form.enrolment.title = title;
        CHECK(world.refusal(world.member, world.place()) == "accepted");
    }
    world.form.enrolment.title = "Ingegnere";
    CHECK(world.refusal(world.member, world.place(), "field") == "field-invalid [enrolment.title]");
    world.form.enrolment.title = "Architetto";
    world.form.enrolment.section = "C";
    CHECK(world.refusal(world.member, world.place(), "field") == "field-invalid [enrolment.section]");
    world.form.enrolment.section.clear();
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [enrolment.section]");
    world.form.enrolment.section = "A";
    world.form.enrolment.number.clear();
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [enrolment.number]");
    world.form.enrolment.number = "123";
    world.form.enrolment.registered_on = {};
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [enrolment.registered_on]");
}

TEST_CASE("the kit is handed over with the document of the registration R28 R70 R122") {
    for (const auto& article : collected_kits) {
        CAPTURE(article.file);
        auto world = at_the_desk(article);
        auto hand = world.collected();
        hand.hand_over.document_number = "YA1234568";
        CHECK(world.refusal(world.secretary, hand, "number") == "document-differs [YA 1234567]");
        hand = world.collected();
        hand.hand_over.document = DocumentKind::identity_card;
        CHECK(world.refusal(world.secretary, hand) == "document-differs");
        // However it is spaced and whatever the case, it is the same number.
        hand = world.collected();
        hand.hand_over.document_number = "ya-123 4567";
        CHECK(world.refusal(world.secretary, hand) == "accepted");
    }
}

TEST_CASE("a document that has expired since hands nothing over R70") {
    for (const auto& article : collected_kits) {
        PurchaseWorld world(article);
        world.form.document.expires_on = {2026, 11, 30};
        world.before(Step::collection);
        world.now(at("2026-11-30T22:59:59Z"));
        CHECK(world.refusal(world.secretary, world.collected()) == "accepted");
        world.now(at("2026-11-30T23:00:00Z"));
        CHECK(world.refusal(world.secretary, world.collected()) == "document-expired");
    }
}

TEST_CASE("nobody collects for somebody else R69") {
    for (const auto& article : {architects, torino_to_order, pavia, imperia_cns, reader_at_order}) {
        auto world = at_the_desk(article);
        auto hand = world.collected();
        hand.hand_over.in_person = false;
        CHECK(world.refusal(world.secretary, hand, "field") == "hand-over-incomplete [in_person]");
    }
}

TEST_CASE("a copy of the document is taken and the form signed before the kit is handed over R28 X7") {
    for (const auto& article : collected_kits) {
        auto world = at_the_desk(article);
        auto hand = world.collected();
        hand.hand_over.copy_taken = false;
        CHECK(world.refusal(world.secretary, hand, "field") == "hand-over-incomplete [copy_taken]");
        hand = world.collected();
        hand.hand_over.form_signed = false;
        CHECK(world.refusal(world.secretary, hand, "field") == "hand-over-incomplete [form_signed]");
    }
}

TEST_CASE("dues are checked again at the hand-over R51") {
    for (const auto& article : {architects, torino_to_order, pavia, imperia_cns, reader_at_order}) {
        auto world = at_the_desk(article);
        world.facts.register_entry->dues_paid_up_to = {2026, 11, 21};
        CHECK(world.refusal(world.secretary, world.collected()) == "register-dues-unpaid");
        world.facts.register_entry->status = EnrolmentStatus::cancelled;
        CHECK(world.refusal(world.secretary, world.collected()) == "register-not-enrolled");
    }
}

TEST_CASE("only the Order hands over, and is told what it handed over R10 R68") {
    for (const auto& article : collected_kits) {
        auto world = at_the_desk(article);
        CHECK(world.refusal(world.operator_staff, world.collected()) == "not-allowed");
        CHECK(world.refusal(world.member, world.collected()) == "not-allowed");
        CHECK(world.refusal(world.signatory, world.collected()) == "accepted");
        world.as(world.secretary, world.collected());
        REQUIRE(world.state.hand_over.has_value());
        CHECK(world.state.hand_over->document == DocumentKind::passport);
    }
}

TEST_CASE(
    "the Order confirms that the kit is there before it calls the member in, with what it says X7 R66") {
    PurchaseWorld world(pavia);
    world.before(Step::arrival);
    CHECK(world.refusal(world.operator_staff, RecordArrived{}) == "not-allowed");
    world.as(world.secretary, RecordArrived{"Lunedì dalle 9"});
    CHECK(world.said(NoticeStep::ready_for_collection).at("note") == "Lunedì dalle 9");
}

TEST_CASE("a document that expired meanwhile gives way to a valid one, which is then asked for R28 R70") {
    for (const auto& article : collected_kits) {
        auto world = at_the_desk(article);
        CAPTURE(article.file);
        world.state.form.document.expires_on = {2026, 11, 21};
        const IdentityDocument before = world.state.form.document;
        REQUIRE(world.refusal(world.secretary, world.collected()) == "document-expired");

        const ReplaceDocument replace{world.new_document(), DocumentReason::expired, ""};
        const auto events = world.as(world.secretary, replace);
        REQUIRE(events.size() == 1);
        const auto& replaced = std::get<DocumentReplaced>(events.front());
        CHECK(replaced.by == world.secretary.person);
        CHECK(replaced.reason == DocumentReason::expired);
        CHECK(world.state.form.document == world.new_document());
        CHECK(world.state.form.document != before);

        CHECK(world.refusal(world.secretary, world.collected()) == "document-differs");
        auto hand = world.collected();
        hand.hand_over.document = world.new_document().kind;
        hand.hand_over.document_number = "ca 55555 bb";
        CHECK(world.refusal(world.secretary, hand) == "accepted");
    }
}

TEST_CASE("the document named at registration it is, for as long as the holder can bring it R28 R70") {
    auto world = at_the_desk(pavia);
    const auto expires = world.state.form.document.expires_on;
    ReplaceDocument replace{world.new_document(), DocumentReason::expired, ""};
    CHECK(world.refusal(world.secretary, replace) == "document-still-valid");
    world.state.form.document.expires_on = rome_date(world.facts.now);
    CHECK(world.refusal(world.secretary, replace) == "document-still-valid");
    world.state.form.document.expires_on = expires;
    replace.reason = DocumentReason::lost_or_stolen;
    CHECK(world.refusal(world.secretary, replace) == "accepted");
}

TEST_CASE("what takes a document's place is another one, complete and valid R28") {
    auto world = at_the_desk(pavia);
    const auto with = [&](void (*change_it)(IdentityDocument&)) {
        ReplaceDocument replace{world.new_document(), DocumentReason::lost_or_stolen, ""};
        change_it(replace.document);
        return world.refusal(world.secretary, replace, "field");
    };
    CHECK(with([](IdentityDocument&) {}) == "accepted");
    CHECK(with([](IdentityDocument& one) { one.number = " "; }) == "document-missing [-]");
    CHECK(with([](IdentityDocument& one) { one.issued_by = ""; }) == "field-missing [document.issued_by]");
    CHECK(with([](IdentityDocument& one) {
              one.issued_on = {2026, 11, 23};
          }) == "field-invalid [document.issued_on]");
    CHECK(with([](IdentityDocument& one) {
              one.expires_on = {2026, 11, 21};
          }) == "document-expired [document.expires_on]");
    const ReplaceDocument same{world.state.form.document, DocumentReason::lost_or_stolen, ""};
    CHECK(world.refusal(world.secretary, same, "field") == "field-invalid [document.number]");
    const ReplaceDocument wordy{world.new_document(), DocumentReason::lost_or_stolen, std::string(1001, 'x')};
    CHECK(world.refusal(world.secretary, wordy, "field") == "invalid-argument [note]");
}

TEST_CASE("only the Order records another document, and only where one is looked at R28 R68") {
    auto world = at_the_desk(pavia);
    const ReplaceDocument replace{world.new_document(), DocumentReason::lost_or_stolen, ""};
    for (const auto& actor : {world.member, world.operator_staff, world.system}) {
        CHECK(world.refusal(actor, replace) == "not-allowed");
    }
    PurchaseWorld goods(reader_at_order);
    goods.before(Step::collection);
    CHECK(goods.refusal(goods.secretary, replace) == "request-wrong-stage");
    PurchaseWorld home(torino);
    home.to(Stage::shipped);
    CHECK(home.refusal(home.secretary, replace) == "request-wrong-stage");
}
