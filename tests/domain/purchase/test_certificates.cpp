#include "tests/domain/purchase/support/purchase_world.hpp"

#include <functional>

using namespace sigillo::tests;

namespace {

PurchaseWorld having_issued(const Article& article) {
    PurchaseWorld world(article);
    world.before(Step::issuance).take(Step::issuance);
    return world;
}

ChangeStatus change(CertificateChoice certificates, CertificateStatus status) {
    return {certificates, status, StatusReason::cancelled_from_register, ""};
}

const auto both = CertificateChoice::both;
const auto signature = CertificateChoice::signature;
const auto authentication = CertificateChoice::authentication;
const auto valid = CertificateStatus::valid;
const auto suspended = CertificateStatus::suspended;
const auto revoked = CertificateStatus::revoked;

} // namespace

TEST_CASE("certificates are made once, of the kind and duration that the article has R63 X18") {
    for (const auto& article : {architects, torino, pavia, imperia_cns, otp_mobile, otp_display}) {
        PurchaseWorld world(article);
        world.before(Step::issuance);
        CHECK(world.refusal(world.member, BeginIssuance{}) == "not-allowed");
        CHECK(world.refusal(world.secretary, BeginIssuance{}) == "not-allowed");
        world.as(world.operator_staff, BeginIssuance{});
        const auto jobs = world.set_off<IssueCertificates>();
        REQUIRE(jobs.size() == 1);
        CHECK(jobs[0].certificates == world.product.certificates);
        CHECK(jobs[0].on_card == (world.product.kind == ProductKind::new_card));
        CHECK(jobs[0].activation_code == (world.product.activation == Activation::by_holder));
        const int years = article.file == architects.file ? 6 : 3;
        CHECK(jobs[0].not_after == add_years_in_rome(world.facts.now, years));
        CHECK(world.refusal(world.operator_staff, BeginIssuance{}) == "busy");
    }
}

TEST_CASE("what the issuer sends must be what was asked for") {
    PurchaseWorld world(torino);
    world.before(Step::issuance).as(world.operator_staff, BeginIssuance{});
    const auto with = [&](const std::function<void(RecordIssued&)>& change_it) {
        RecordIssued issued = world.issued();
        change_it(issued);
        return world.refusal(world.system, issued);
    };
    CHECK(with([](RecordIssued&) {}) == "accepted");
    CHECK(with([](RecordIssued& issued) { issued.authentication.reset(); }) ==
          "renewal-certificate-mismatch");
    CHECK(with([](RecordIssued& issued) { issued.signature.reset(); }) == "renewal-certificate-mismatch");
    CHECK(with([](RecordIssued& issued) { issued.signature->serial = {}; }) ==
          "renewal-certificate-mismatch");
    CHECK(with([](RecordIssued& issued) { issued.signature->revoked = true; }) ==
          "renewal-certificate-mismatch");
    CHECK(with([](RecordIssued& issued) { issued.activation_code = {}; }) == "renewal-certificate-mismatch");
    CHECK(world.refusal(world.operator_staff, world.issued()) == "not-allowed");
    PurchaseWorld remote(otp_mobile);
    remote.before(Step::issuance).as(remote.operator_staff, BeginIssuance{});
    RecordIssued issued = remote.issued();
    issued.authentication = issued.signature;
    CHECK(remote.refusal(remote.system, issued) == "renewal-certificate-mismatch");
}

TEST_CASE("the activation code goes to the holder alone, by e-mail, when it is issued R46") {
    for (const auto& article : {torino, otp_mobile, otp_display}) {
        const auto world = having_issued(article);
        const auto secrets = world.set_off<ReleaseSecret>();
        REQUIRE(secrets.size() == 1);
        CHECK(secrets[0].secret == Secret::activation_code);
        CHECK(secrets[0].notice.channel == Channel::email);
        CHECK(secrets[0].notice.recipient == Recipient::member);
        CHECK(secrets[0].notice.text_key == "notice.purchase.activation_code");
    }
    for (const auto& article : {architects, pavia, imperia_cns}) {
        CHECK(having_issued(article).set_off<ReleaseSecret>().empty());
    }
}

TEST_CASE("activation needs the code, the codice fiscale and the OTP, and the holder X11 R47") {
    PurchaseWorld world(torino);
    world.before(Step::activation);
    const auto with = [&](ActivationFacts typed) {
        world.facts.activation = typed;
        return world.refusal(world.member, Activate{});
    };
    CHECK(with({false, true, true}) == "activation-code-wrong");
    CHECK(with({true, false, true}) == "codice-fiscale-mismatch");
    CHECK(with({true, true, false}) == "otp-wrong");
    CHECK(with({true, true, true}) == "accepted");
    CHECK(world.refusal(world.stranger, Activate{}) == "not-allowed");
    CHECK(world.refusal(world.operator_staff, Activate{}) == "not-allowed");
    world.facts.activation.reset();
    CHECK(world.refusal(world.member, Activate{}) == "invalid-argument");
}

TEST_CASE("the parts of PIN and PUK leave after activation, one by SMS and the other by e-mail R48 R49") {
    for (const auto& article : {torino, otp_mobile, otp_display}) {
        PurchaseWorld world(article);
        world.to(Stage::active);
        const auto secrets = world.set_off<ReleaseSecret>();
        REQUIRE(secrets.size() == 2);
        CHECK(secrets[0].secret == Secret::first_part);
        CHECK(secrets[0].notice.channel == Channel::sms);
        CHECK(secrets[1].secret == Secret::second_part);
        CHECK(secrets[1].notice.channel == Channel::email);
        for (const auto& secret : secrets) {
            CHECK(secret.notice.recipient == Recipient::member);
        }
    }
}

TEST_CASE("a convention that sends both parts over one channel, or to somebody else, is refused R48 R49") {
    const auto checked = [](const std::function<void(NoticeRule&)>& change_it) {
        auto convention = read_convention("torino-2025.json");
        for (auto& rule : convention.notices) {
            if (rule.step == NoticeStep::secret_first) {
                change_it(rule);
            }
        }
        const Status status = check(convention);
        return status ? std::string("accepted") : status.error().details.at("field");
    };
    CHECK(checked([](NoticeRule&) {}) == "accepted");
    CHECK(checked([](NoticeRule& rule) { rule.channel = Channel::email; }) == "/notices");
    CHECK(checked([](NoticeRule& rule) { rule.recipient = Recipient::order; }) == "/notices");
}

TEST_CASE("not active in 120 days: revoked for good, to the second, and nothing is given back X11") {
    for (const auto& article : {architects, torino, pavia, imperia_cns, otp_mobile, otp_display}) {
        auto world = having_issued(article);
        CAPTURE(article.file);
        CHECK(world.set_off<ScheduleDeadline>().front() ==
              ScheduleDeadline{Expire{}, at("2027-03-22T23:00:00Z")});
        while (world.next() != Step::activation && world.next() != Step::collection) {
            world.take(*world.next());
        }
        const auto [command, actor] = world.sample(
            world.next() == Step::activation ? CommandKind::activate : CommandKind::record_collected);
        world.now(at("2027-03-22T22:59:59Z"));
        CHECK(world.refusal(world.system, Expire{}) == "deadline-not-reached");
        CHECK(world.refusal(actor, command) == "accepted");
        world.later(Duration{1});
        CHECK(world.refusal(actor, command) == "deadline-passed");
        world.as(world.system, Expire{});
        CHECK(world.state.stage == Stage::revoked);
        CHECK(world.state.signature->status == revoked);
        CHECK(world.set_off<SetCertificateStatus>().size() == (world.state.authentication ? 2U : 1U));
        CHECK(world.set_off<RefundPayment>().empty());
        CHECK(world.refusal(world.secretary, change(both, valid)) == "certificate-revoked-for-good");
    }
}

TEST_CASE("a holder who has not activated is reminded thirty and seven days before the revocation X11 X21") {
    for (const auto& article : {torino, otp_mobile, otp_display}) {
        auto world = having_issued(article);
        CAPTURE(article.file);
        CHECK(world.set_off<ScheduleDeadline>() ==
              std::vector<ScheduleDeadline>{{Expire{}, at("2027-03-22T23:00:00Z")},
                                            {RemindActivation{}, at("2027-02-19T23:00:00Z")},
                                            {RemindActivation{}, at("2027-03-14T23:00:00Z")}});
        while (world.next() != Step::activation) {
            world.take(*world.next());
        }
        world.now(at("2027-02-19T22:59:59Z"));
        CHECK(world.refusal(world.system, RemindActivation{}) == "deadline-not-reached");
        world.later(Duration{1}).as(world.system, RemindActivation{});
        const std::vector<std::string> told{"email to member: notice.purchase.activation_reminded",
                                            "sms to member: notice.purchase.activation_reminded"};
        CHECK(world.told_last() == told);
        CHECK(world.said(NoticeStep::activation_reminded)["deadline"] == "2027-03-22T22:59:59Z");
        CHECK(world.refusal(world.system, RemindActivation{}) == "deadline-not-reached");
        world.now(at("2027-03-14T23:00:00Z")).as(world.system, RemindActivation{});
        CHECK(world.told_last() == told);
        CHECK(world.refusal(world.system, RemindActivation{}) == "request-wrong-stage");
    }
}

TEST_CASE("reminders that the portal slept through become one, and none follows an activation X11") {
    auto world = having_issued(torino);
    while (world.next() != Step::activation) {
        world.take(*world.next());
    }
    auto late = world;
    late.now(at("2027-03-16T10:00:00Z")).as(late.system, RemindActivation{});
    CHECK(late.refusal(late.system, RemindActivation{}) == "request-wrong-stage");
    world.take(Step::activation);
    world.now(at("2027-03-16T10:00:00Z"));
    CHECK(world.refusal(world.system, RemindActivation{}) == "request-wrong-stage");
    CHECK(world.refusal(world.secretary, RemindActivation{}) == "not-allowed");
}

TEST_CASE("what is collected active, or at the Order, sets off no reminder to activate R29") {
    for (const auto& article : {architects, pavia, imperia_cns}) {
        CHECK(having_issued(article).set_off<ScheduleDeadline>().size() == 1);
    }
}

TEST_CASE("the Order asks for suspension and reactivation, and the issuer's records follow X9") {
    PurchaseWorld world(torino);
    world.to(Stage::active);
    world.as(world.secretary, change(both, suspended));
    CHECK(world.state.signature->status == suspended);
    CHECK(world.state.authentication->status == suspended);
    CHECK(world.set_off<SetCertificateStatus>() ==
          std::vector<SetCertificateStatus>{{Serial("b2"), suspended}, {Serial("a1"), suspended}});
    CHECK(world.told_last() ==
          std::vector<std::string>{"email to member: notice.purchase.certificates_suspended"});
    const auto said = world.said(NoticeStep::certificates_suspended);
    CHECK(said.at("reason") == "domain.status_reason.cancelled_from_register");
    CHECK(said.at("certificates") == "domain.certificate_choice.both");
    CHECK(world.refusal(world.secretary, change(both, suspended)) == "status-unchanged");
    world.as(world.secretary, change(both, valid));
    CHECK(world.state.signature->status == valid);
    CHECK(world.told_last() ==
          std::vector<std::string>{"email to member: notice.purchase.certificates_reactivated"});
    CHECK(world.state.stage == Stage::active);
}

TEST_CASE("CNS and signature certificates are revoked separately, and for good X15 X9") {
    PurchaseWorld world(torino);
    world.to(Stage::active);
    world.as(world.secretary, change(signature, revoked));
    CHECK(world.set_off<SetCertificateStatus>() ==
          std::vector<SetCertificateStatus>{{Serial("b2"), revoked}});
    CHECK(world.state.signature->status == revoked);
    CHECK(world.state.authentication->status == valid);
    CHECK(world.state.stage == Stage::active);
    for (const auto status : {valid, suspended, revoked}) {
        CHECK(world.refusal(world.secretary, change(signature, status)) == "certificate-revoked-for-good");
    }
    CHECK(world.refusal(world.secretary, change(both, valid)) == "certificate-revoked-for-good");
    CHECK(world.refusal(world.secretary, change(authentication, suspended)) == "accepted");
    world.as(world.secretary, change(authentication, revoked));
    CHECK(world.state.stage == Stage::revoked);
    CHECK(world.refusal(world.secretary, change(both, revoked)) == "certificate-revoked-for-good");
}

TEST_CASE("a remote signature has no CNS certificate to revoke X15") {
    PurchaseWorld world(otp_mobile);
    world.to(Stage::active);
    CHECK(world.refusal(world.secretary, change(authentication, revoked)) == "invalid-argument");
    world.as(world.secretary, change(both, revoked));
    CHECK(world.state.stage == Stage::revoked);
}

TEST_CASE("who may ask for a change of status, and when X9") {
    PurchaseWorld world(torino);
    world.to(Stage::active);
    CHECK(world.refusal(world.member, change(both, suspended)) == "not-allowed");
    CHECK(world.refusal(world.other_secretary, change(both, suspended)) == "not-allowed");
    CHECK(world.refusal(world.signatory, change(both, suspended)) == "accepted");
    CHECK(world.refusal(world.operator_staff, change(both, suspended)) == "accepted");
    ChangeStatus other = change(both, suspended);
    other.reason = StatusReason::other;
    CHECK(world.refusal(world.secretary, other) == "invalid-argument");
    other.note = "Smarrita";
    CHECK(world.refusal(world.secretary, other) == "accepted");
    PurchaseWorld early(torino);
    early.before(Step::issuance);
    CHECK(early.refusal(early.secretary, change(both, suspended)) == "request-wrong-stage");
    // A kit that is lost on its way is revoked before it is collected.
    auto lost = having_issued(pavia);
    CHECK(lost.refusal(lost.operator_staff, change(both, revoked)) == "accepted");
}

TEST_CASE("a card has a number, and what is no card has none X3") {
    const auto with = [](const Article& article, const char* number) {
        PurchaseWorld world(article);
        world.before(Step::issuance).as(world.operator_staff, BeginIssuance{});
        RecordIssued issued = world.issued();
        issued.card_number = number;
        return world.refusal(world.system, issued);
    };
    for (const auto& article : {architects, torino, pavia, imperia_cns}) {
        CHECK(with(article, "7420000000000001") == "accepted");
        for (const char* number : {"", " ", "7420 0001", "74-20", "742000000000000000000000000000001"}) {
            CAPTURE(article.file, number);
            CHECK(with(article, number) == "issued-card-number-wrong");
        }
    }
    for (const auto& article : {otp_mobile, otp_display}) {
        CHECK(with(article, "") == "accepted");
        CHECK(with(article, "7420000000000001") == "issued-card-number-wrong");
    }
}

TEST_CASE("certificates last as long as was sold, from when they begin X18") {
    for (const auto& article : {architects, torino, otp_mobile}) {
        PurchaseWorld world(article);
        world.before(Step::issuance).as(world.operator_staff, BeginIssuance{});
        const int years = world.product.certificate_years;
        const auto lasting = [&](Instant from, Instant until) {
            RecordIssued issued = world.issued();
            issued.signature->not_before = from;
            issued.signature->not_after = until;
            return world.refusal(world.system, issued);
        };
        const Instant now = world.facts.now;
        const Instant sold = add_years_in_rome(now, years);
        CHECK(lasting(now, sold) == "accepted");
        CHECK(lasting(now, sold + Duration::hours(23)) == "accepted"); // to the end of its last day
        CHECK(lasting(now, add_years_in_rome(now, years - 1)) == "issued-duration-wrong");
        CHECK(lasting(now, add_years_in_rome(now, years + 1)) == "issued-duration-wrong");
        CHECK(lasting(now, sold + Duration::days(-1)) == "issued-duration-wrong");
        const Instant later = now + Duration::days(3); // the issuer was slow
        CHECK(lasting(later, add_years_in_rome(later, years)) == "accepted");
        CHECK(lasting(later, sold) == "issued-duration-wrong");
    }
}
