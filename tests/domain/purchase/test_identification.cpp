#include "tests/domain/purchase/support/purchase_world.hpp"

#include <functional>

using namespace sigillo::tests;

namespace {

PurchaseWorld waiting(const Article& article) {
    PurchaseWorld world(article);
    world.before(Step::identification);
    return world;
}

/// What is decided on an identification that names somebody else, another request, or was made otherwise.
std::string with(const std::function<void(IdentificationFacts&)>& change) {
    auto world = waiting(torino);
    world.facts.actor = world.member;
    world.facts.identification =
        IdentificationFacts{IdentificationMethod::digital_signature, world.maria, true, Digest("evidence")};
    change(*world.facts.identification);
    const auto events =
        decide(world.state, RecordIdentified{IdentificationMethod::digital_signature}, world.facts);
    return events ? "accepted" : std::string(text_of(events.error().id));
}

} // namespace

TEST_CASE("the instructions name the method chosen and the last day of 90 R35 R41 X10") {
    PurchaseWorld world(torino);
    world.form.identification = IdentificationMethod::spid;
    world.before(Step::identification);
    const auto said = world.said(NoticeStep::identification_instructions);
    CHECK(said.at("method") == "domain.identification_method.spid");
    CHECK(said.at("deadline") == "2027-02-20T22:59:59Z");
}

TEST_CASE("the method must be one that the article has R35 R123") {
    PurchaseWorld world(torino);
    world.form.identification.reset();
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [identification]");
    PurchaseWorld other(otp_mobile);
    other.convention.products.front().identification = {{IdentificationMethod::spid, Cents{400}}};
    other.facts.convention = other.convention;
    other.form.identification = IdentificationMethod::cie;
    CHECK(other.refusal(other.member, other.place(), "field") ==
          "identification-not-offered [identification]");
}

TEST_CASE("each method costs what the convention says, added to the price R134 R135 R136 R137") {
    const auto gross_with = [](IdentificationMethod method) {
        PurchaseWorld world(otp_mobile);
        world.form.identification = method;
        return world.place().price_shown.value;
    };
    // 37.50, 41.50 and 60.00 net, VAT line by line.
    for (const auto free :
         {IdentificationMethod::digital_signature, IdentificationMethod::cie, IdentificationMethod::cns,
          IdentificationMethod::ts_cns, IdentificationMethod::remote_signature}) {
        CHECK(gross_with(free) == 4575);
    }
    CHECK(gross_with(IdentificationMethod::spid) == 4575 + 488);
    CHECK(gross_with(IdentificationMethod::video) == 4575 + 2745);
}

TEST_CASE("only the holder's own identification for this very request counts R123") {
    CHECK(with([](IdentificationFacts&) {}) == "accepted");
    CHECK(with([](IdentificationFacts& facts) {
              facts.holder = CodiceFiscale::parse("RSSMRA80A01H501U").value();
          }) == "identification-of-someone-else");
    CHECK(with([](IdentificationFacts& facts) { facts.names_this_request = false; }) ==
          "identification-not-for-this-request");
    CHECK(with([](IdentificationFacts& facts) { facts.method = IdentificationMethod::spid; }) ==
          "invalid-argument");
}

TEST_CASE("how and with what evidence the holder was identified is kept R41") {
    auto world = waiting(torino);
    world.as(world.system, RecordIdentified{IdentificationMethod::digital_signature});
    REQUIRE(world.state.identified.has_value());
    CHECK(world.state.identified->method == IdentificationMethod::digital_signature);
    CHECK(world.state.identified->evidence == Digest("evidence"));
    CHECK(world.state.identified->at == world.facts.now);
    CHECK(world.refusal(world.stranger, RecordIdentified{}) == "not-allowed");
}

TEST_CASE("the method can still be changed within the 90 days, after payment at the same price X10") {
    auto world = waiting(torino);
    CHECK(world.refusal(world.member, ChooseIdentification{IdentificationMethod::spid}) ==
          "identification-dearer");
    world.as(world.member, ChooseIdentification{IdentificationMethod::cie});
    CHECK(world.state.form.identification == IdentificationMethod::cie);
    CHECK(world.said(NoticeStep::identification_instructions).at("method") ==
          "domain.identification_method.cie");
    // The days still count from the first instructions.
    CHECK(world.said(NoticeStep::identification_instructions).at("deadline") == "2027-02-20T22:59:59Z");
    CHECK(world.refusal(world.member, RecordIdentified{IdentificationMethod::digital_signature}) ==
          "invalid-argument");
    CHECK(world.refusal(world.member, RecordIdentified{IdentificationMethod::cie}) == "accepted");
    CHECK(world.as(world.member, ChooseIdentification{IdentificationMethod::cie}).empty());
    CHECK(world.refusal(world.stranger, ChooseIdentification{IdentificationMethod::cns}) == "not-allowed");
}

TEST_CASE("before payment another method changes the price X10") {
    PurchaseWorld world(torino);
    world.as(world.member, world.place());
    const Cents before = due(world.state);
    world.as(world.member, ChooseIdentification{IdentificationMethod::spid});
    CHECK(due(world.state) == Cents{before.value + 488});
    world.pay();
    CHECK(world.state.stage == Stage::paid);
    CHECK(world.state.money.payment->amount == Cents{before.value + 488});
}

TEST_CASE("with a credit the rest to pay follows the method until it is paid X8 X10") {
    PurchaseWorld world(torino);
    world.form.identification = IdentificationMethod::spid;
    const Cents dear = world.place().price_shown;
    world.facts.credit =
        CreditUse{RequestId("R-1"), {PaymentId("old"), Cents{dear.value - 488}, world.facts.now}};
    Place place = world.place();
    place.use_credit = true;
    world.as(world.member, place);
    CHECK(due(world.state) == Cents{488});
    world.as(world.member, ChooseIdentification{IdentificationMethod::video});
    CHECK(due(world.state) == Cents{2745});
    // What the credit pays as a whole is paid.
    world.as(world.member, ChooseIdentification{IdentificationMethod::cns});
    CHECK(world.state.stage == Stage::paid);
    CHECK(world.next() == Step::identification);

    PurchaseWorld much(torino);
    much.form.identification = IdentificationMethod::spid;
    much.facts.credit =
        CreditUse{RequestId("R-1"), {PaymentId("old"), Cents{dear.value - 1}, much.facts.now}};
    place = much.place();
    place.use_credit = true;
    much.as(much.member, place);
    CHECK(much.refusal(much.member, ChooseIdentification{IdentificationMethod::cns}) ==
          "credit-exceeds-price");
}

TEST_CASE("who is not identified in 90 days gets the money back, to the second at midnight in Italy X10") {
    auto world = waiting(torino);
    CHECK(world.set_off<ScheduleDeadline>() ==
          std::vector<ScheduleDeadline>{{Expire{}, at("2027-02-20T23:00:00Z")}});
    world.now(at("2027-02-20T22:59:59Z"));
    CHECK(world.refusal(world.system, Expire{}) == "deadline-not-reached");
    CHECK(world.refusal(world.member, RecordIdentified{IdentificationMethod::digital_signature}) ==
          "accepted");
    CHECK(world.refusal(world.member, ChooseIdentification{IdentificationMethod::cie}) == "accepted");
    world.later(Duration{1});
    CHECK(world.refusal(world.member, RecordIdentified{IdentificationMethod::digital_signature}, "due_at") ==
          "deadline-passed [2027-02-20T22:59:59Z]");
    CHECK(world.refusal(world.member, ChooseIdentification{IdentificationMethod::cie}) == "deadline-passed");
    world.as(world.system, Expire{});
    CHECK(world.state.stage == Stage::expired);
    CHECK(world.set_off<RefundPayment>().size() == 1);
    CHECK(world.said(NoticeStep::expired).at("money") == "domain.money.due_back");
}

TEST_CASE("days end at midnight in Italy in summer too X10 X11") {
    PurchaseWorld world(torino);
    world.now(at("2027-03-01T12:00:00Z"));
    world.before(Step::identification);
    // 90 days later it is the 30th of May, two hours ahead of UTC.
    world.now(at("2027-05-30T21:59:59Z"));
    CHECK(world.refusal(world.system, Expire{}) == "deadline-not-reached");
    world.later(Duration{1});
    CHECK(world.refusal(world.system, Expire{}) == "accepted");
    // Late in the evening in Italy it is already the next day there, or not yet in UTC.
    PurchaseWorld night(torino);
    night.now(at("2027-05-31T22:30:00Z"));
    night.before(Step::identification);
    CHECK(night.said(NoticeStep::identification_instructions).at("deadline") == "2027-08-30T21:59:59Z");
}
