#include "tests/domain/mailbox/mailbox_world.hpp"
#include "tests/domain/support/convention_checks.hpp"

using namespace sigillo::tests;

// S4: what the foundation's convention says of mailboxes.
namespace {
ConventionVersion pec() {
    return read_convention("pec-cni-2022.json");
}
const MailboxPlanTerms& plan(const ConventionVersion& version, MailboxPlan wanted) {
    const auto* found = plan_terms(*version.mailbox, wanted);
    REQUIRE(found != nullptr);
    return *found;
}
} // namespace

TEST_CASE("the STANDARD mailbox has 1 GB of inbox and is free R99") {
    const auto version = pec();
    CHECK(plan(version, MailboxPlan::standard).inbox_gb == 1);
    CHECK(plan(version, MailboxPlan::standard).archive_gb == 0);
    CHECK(plan(version, MailboxPlan::standard).net == Cents{0});
}

TEST_CASE("a STANDARD mailbox takes up to 5 GB more at 2 euro and VAT for each and a year R100") {
    const auto version = pec();
    const auto& standard = plan(version, MailboxPlan::standard);
    CHECK(standard.inbox_max_gb - standard.inbox_gb == 5);
    CHECK(standard.archive_max_gb == 0);
    CHECK(standard.gb_net == Cents{200});
    CHECK(price_of(*version.mailbox, AddOnKind::inbox_space, MailboxPlan::standard, 5).value().gross ==
          Cents{1220});
}

TEST_CASE("PRO has 3 GB of inbox and 2 GB of archive at 20 euro and VAT a year R101") {
    const auto version = pec();
    CHECK(plan(version, MailboxPlan::pro).inbox_gb == 3);
    CHECK(plan(version, MailboxPlan::pro).archive_gb == 2);
    CHECK(plan(version, MailboxPlan::pro).net == Cents{2000});
    CHECK(price_of(*version.mailbox, AddOnKind::pro, MailboxPlan::standard, 0).value().gross == Cents{2440});
}

TEST_CASE("inbox and archive of PRO go up to 300 GB at 2 euro and VAT for each gigabyte and year R102") {
    const auto version = pec();
    CHECK(plan(version, MailboxPlan::pro).inbox_max_gb == 300);
    CHECK(plan(version, MailboxPlan::pro).archive_max_gb == 300);
    CHECK(plan(version, MailboxPlan::pro).gb_net == Cents{200});
    CHECK(price_of(*version.mailbox, AddOnKind::archive_space, MailboxPlan::pro, 10).value().gross ==
          Cents{2440});
}

TEST_CASE("VAT on add-ons is 22%, marked as our assumption X18") {
    const auto version = pec();
    CHECK(version.mailbox->vat == VatRate{2200});
    const auto& notes = version.sources;
    const auto note = std::find_if(notes.begin(), notes.end(),
                                   [](const auto& n) { return n.field == "/mailbox/vat_basis_points"; });
    REQUIRE(note != notes.end());
    CHECK(note->mark == SourceMark::assumed);
}

TEST_CASE("the mailboxes' convention has no code: none can be typed, none is listed R103") {
    const auto all = read_conventions();
    const OrderId order("ingegneri-imperia");
    CHECK(pec().code.empty());
    CHECK_FALSE(pec().is_public);
    CHECK(convention_by_code(all, ConventionCode(""), order, {2026, 11, 22}) == nullptr);
    REQUIRE(mailbox_convention(all, order, {2026, 11, 22}) != nullptr);
    CHECK(mailbox_convention(all, order, {2026, 11, 22})->title == pec().title);
}

TEST_CASE("mailboxes are managed on the central panel since 1 February 2022 R98") {
    const auto all = read_conventions();
    const OrderId order("ingegneri-imperia");
    CHECK(mailbox_convention(all, order, {2022, 1, 31}) == nullptr);
    CHECK(mailbox_convention(all, order, {2022, 2, 1}) != nullptr);
    CHECK(states(pec(), StatementPlace::mailbox, "1° febbraio 2022", "1 February 2022"));
}

TEST_CASE("the page says that a mailbox is mandatory, and by which law R95") {
    CHECK(states(pec(), StatementPlace::mailbox, "D.L. n. 76/2020", "D.L. no. 76/2020"));
    CHECK(states(pec(), StatementPlace::mailbox, "Legge n. 120/2020", "Law no. 120/2020"));
}

TEST_CASE("the page says that a member without a mailbox is suspended R96") {
    CHECK(states(pec(), StatementPlace::mailbox, "sospensione dall’Albo", "suspended from the Albo"));
}

TEST_CASE("the page names circular 835 and the foundation R97") {
    CHECK(states(pec(), StatementPlace::mailbox, "n. 835 del 28 gennaio 2022", "835 of 28 January 2022"));
}

TEST_CASE("the page says that the foundation handles the STANDARD mailbox's renewals R104") {
    CHECK(states(pec(), StatementPlace::mailbox, "gestiti direttamente dalla Fondazione",
                 "handled by the CNI foundation"));
}

TEST_CASE("the page says that add-ons not renewed end and what is lost with them R109 R110") {
    CHECK(states(pec(), StatementPlace::mailbox, "torna STANDARD con 1 GB", "STANDARD with 1 GB again"));
    CHECK(states(pec(), StatementPlace::mailbox, "non si possono più recuperare", "cannot be recovered"));
}

TEST_CASE("questions go to the foundation's address, not by PEC R111") {
    CHECK(support_of(pec(), Flow::mailbox).mail == "assistenzapec@fondazionecni.org");
    CHECK(states(pec(), StatementPlace::mailbox, "non via PEC", "not by PEC"));
}

TEST_CASE("the page has the request form, the add-ons guide and the convention to download R113") {
    CHECK(states(pec(), StatementPlace::mailbox, "Modello di richiesta", "Request form"));
    CHECK(states(pec(), StatementPlace::mailbox, "servizi aggiuntivi PEC", "PEC add-ons"));
    CHECK(states(pec(), StatementPlace::mailbox, "Convenzione CNI per le caselle", "CNI convention for PEC"));
}

TEST_CASE("reminders of what is paid for go by PEC, and so does its end R105 R107") {
    const auto version = pec();
    for (const auto step : {NoticeStep::expiring, NoticeStep::ended}) {
        const auto& rules = version.notices;
        const auto rule = std::find_if(rules.begin(), rules.end(),
                                       [step](const NoticeRule& one) { return one.step == step; });
        REQUIRE(rule != rules.end());
        CHECK(rule->channel == Channel::pec);
        CHECK(rule->recipient == Recipient::member);
    }
}

TEST_CASE("mailbox terms that contradict themselves are refused with their field") {
    const auto refused = [](auto change) {
        ConventionVersion changed = pec();
        change(changed);
        const auto status = check(changed);
        return status ? std::string("accepted") : status.error().details.at("field");
    };
    CHECK(refused([](auto&) {}) == "accepted");
    CHECK(refused([](auto& v) { v.mailbox.reset(); }) == "/code");
    CHECK(refused([](auto& v) { v.is_public = true; }) == "/code");
    CHECK(refused([](auto& v) { v.mailbox->clauses.clear(); }) == "/mailbox/clauses");
    CHECK(refused([](auto& v) { v.mailbox->plans.erase(v.mailbox->plans.begin()); }) == "/mailbox/plans");
    CHECK(refused([](auto& v) { v.mailbox->plans[1].inbox_max_gb = 2; }) == "/mailbox/plans/1/inbox_gb");
    CHECK(refused([](auto& v) { v.mailbox->plans[0].gb_net = Cents{-1}; }) == "/mailbox/plans/0/net_cents");
    CHECK(refused([](auto& v) { v.mailbox->pay_within_days = 0; }) == "/mailbox/pay_within_days");
    CHECK(refused([](auto& v) { v.mailbox->remind_before_days = {7, 30}; }) == "/mailbox/remind_before_days");
    CHECK(refused([](auto& v) { v.mailbox->remind_before_days.clear(); }) == "/mailbox/remind_before_days");
}
