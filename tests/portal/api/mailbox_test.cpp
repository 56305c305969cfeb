#include "tests/portal/api/mailbox_office.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
namespace wire = sigillo::protocol::portal;

namespace {

const wire::MailboxPermission* permission(const wire::MailboxView& view, wire::MailboxAction action) {
    for (const auto& one : view.permissions) {
        if (one.action == action) {
            return &one;
        }
    }
    return nullptr;
}

} // namespace

TEST_CASE("a member asks with form and document, the office asks the provider, and the mailbox is active and "
          "free [R98] [R99] [R103] [R112]") {
    Office o;
    CHECK(o.own().row.stage == wire::MailboxStage::none);
    CHECK_FALSE(permission(o.own(), wire::MailboxAction::ask)->refusal);
    const auto asked = o.asked();
    CHECK(asked.row.stage == wire::MailboxStage::asked);
    CHECK(o.mails.sent.size() == 1); // the office alone is told
    CHECK(o.mails.sent[0].text.find("/#/mailbox/" + asked.row.id) != std::string::npos);

    const auto seen = o.mailbox_desk->handle(o.office(), wire::GetMailbox{asked.row.id, std::nullopt});
    REQUIRE(seen);
    CHECK_FALSE(permission(*seen, wire::MailboxAction::request)->refusal);
    CHECK(seen->summary.size() == 7);
    const auto requested = o.step(o.office(), *seen, wire::MailboxAction::request);
    REQUIRE(requested);
    CHECK(requested->row.stage == wire::MailboxStage::requested);
    o.work();
    const auto view = o.own();
    CHECK(view.row.stage == wire::MailboxStage::active);
    CHECK(view.row.address == Office::pec);
    CHECK(view.row.space.inbox_gb == 1);
    CHECK(view.row.space.plan == wire::MailboxPlan::standard);
    CHECK(
        o.mails.subjects_to("mario@example.it") ==
        std::vector<std::string>{"Casella PEC: richiesta inoltrata dall’Ordine", "La casella PEC è attiva"});
    CHECK(o.at_the_provider(view)["inbox_gb"] == 1);
    CHECK(o.store->payments_of(domain::RequestId(view.row.id))->empty());
}

TEST_CASE("the office enters a form that was handed in on paper, for its own members alone [R103] [R112]") {
    Office o;
    auto message = o.asking();
    message.codice_fiscale = PortalWorld::member_code;
    const auto elsewhere = Office::with_role(o.secretary(), domain::Role::secretary, "ingegneri-pavia");
    CHECK(why(o.mailbox_desk->handle(elsewhere, message)) == "register-not-enrolled");
    const auto prospect = o.mailbox_desk->handle(
        o.office(), wire::GetMailbox{std::nullopt, std::string(PortalWorld::member_code)});
    REQUIRE(prospect);
    CHECK(prospect->row.holder == "Mario Rossi");
    const auto entered = o.mailbox_desk->handle(o.office(), message);
    INFO(why(entered));
    REQUIRE(entered);
    CHECK(entered->row.stage == wire::MailboxStage::asked);
    CHECK(o.own().row.id == entered->row.id);
}

TEST_CASE("without a readable form and document nothing is asked and nothing kept [R112]") {
    Office o;
    auto message = o.asking();
    message.document_copy.clear();
    CHECK(why(o.mailbox_desk->handle(o.mario, message)) == "mailbox-papers-missing");
    message.document_copy = pki::bytes_of(std::string("MZ, a program"));
    CHECK(why(o.mailbox_desk->handle(o.mario, message)) == "mailbox-papers-wrong");
    CHECK(o.own().row.stage == wire::MailboxStage::none);
    message.document_copy = pdf();
    message.document_expires_on = "2026-01-01";
    CHECK(why(o.mailbox_desk->handle(o.mario, message)) == "document-expired");
}

TEST_CASE(
    "two pages that ask at once ask for one mailbox, and a command that comes again is answered again") {
    Office o;
    const auto message = o.asking();
    const auto first = o.mailbox_desk->handle(o.mario, message);
    REQUIRE(first);
    const auto again = o.mailbox_desk->handle(o.mario, message);
    REQUIRE(again);
    CHECK(again->row.id == first->row.id);
    CHECK(why(o.mailbox_desk->handle(o.mario, o.asking())) == "mailbox-already-there");
    CHECK(o.store->requests_of(o.mario.account.person)->size() == 1);
}

TEST_CASE("a mailbox is seen by its member, the member's Order and the provider, by nobody else") {
    Office o;
    const auto view = o.asked();
    const wire::GetMailbox message{view.row.id, std::nullopt};
    CHECK(o.mailbox_desk->handle(o.office(), message));
    CHECK(o.mailbox_desk->handle(o.provider(), message));
    CHECK(why(o.mailbox_desk->handle(o.secretary(), message)) == "not-found");
    CHECK(why(o.step(o.secretary(), view, wire::MailboxAction::request)) == "not-found");
    CHECK(why(o.step(o.mario, view, wire::MailboxAction::request)) == "not-allowed");
    CHECK(why(o.mailbox_desk->handle(o.mario, wire::ListMailboxes{})) == "not-allowed");
    // Nor does it stand among requests, whose pages know nothing of it.
    CHECK(why(o.member_desk->handle(o.mario, wire::GetRequest{view.row.id})) == "not-found");
    CHECK(o.member_desk->handle(o.mario, wire::Overview{})->requests.empty());
    CHECK(o.store->queue(domain::OrderId(Office::imperia), std::nullopt, "", 0)->total == 0);
    CHECK(o.store->provider_queue(WorkQuery{})->total == 0);
}

TEST_CASE("the office prints the form, opens the papers, and each look at them is noted [R112] [R113]") {
    Office o;
    const auto filled = o.mailbox_desk->file(o.mario, "new", "form.pdf");
    REQUIRE(filled);
    CHECK(filled->content.rfind("%PDF-", 0) == 0);
    CHECK(o.mailbox_desk->file(o.office(), "new", "form.pdf"));
    const auto view = o.asked();
    CHECK(o.mailbox_desk->file(o.mario, view.row.id, "form.pdf"));
    const auto copy = o.mailbox_desk->file(o.office(), view.row.id, "document");
    REQUIRE(copy);
    CHECK(copy->content == "%PDF-1.4 copy");
    CHECK(copy->type == "application/pdf");
    CHECK_FALSE(copy->sha256.empty());
    CHECK(o.mailbox_desk->file(o.office(), view.row.id, "signed-form")->content == "%PDF-1.4 signed");
    CHECK(why(o.mailbox_desk->file(o.secretary(), view.row.id, "document")) == "not-found");
    CHECK(why(o.mailbox_desk->file(o.office(), view.row.id, "../portal.db")) == "not-found");
}

TEST_CASE("space is bought at the price shown, paid, and given by the provider [R100] [R106] [R108]") {
    Office o;
    auto view = o.active();
    REQUIRE(view.offers.size() == 2);
    CHECK(view.offers[0].kind == wire::AddOnKind::inbox_space);
    CHECK(view.offers[0].most_gb == 5);
    CHECK(view.offers[0].net == 200);
    CHECK(why(o.mailbox_desk->handle(o.mario, Office::order_of(view, wire::AddOnKind::inbox_space, 2, 487,
                                                               o.command()))) == "price-changed");
    CHECK(why(o.mailbox_desk->handle(o.mario, Office::order_of(view, wire::AddOnKind::inbox_space, 6, 1464,
                                                               o.command()))) == "mailbox-space-exceeded");
    view = o.bought(view, wire::AddOnKind::inbox_space, 2, 488);
    CHECK(view.row.space.inbox_gb == 3);
    CHECK(view.add_ons[0].price.net == 400);
    CHECK(view.add_ons[0].price.vat == 88);
    CHECK(view.add_ons[0].left->inbox_gb == 1);
    CHECK(o.at_the_provider(view)["inbox_gb"] == 3);
    // PRO, and space of PRO.
    view = o.bought(view, wire::AddOnKind::pro, 0, 2440);
    CHECK(view.row.space.plan == wire::MailboxPlan::pro);
    CHECK(view.row.space.inbox_gb == 5);
    CHECK(view.row.space.archive_gb == 2);
    CHECK(view.offers[1].kind == wire::AddOnKind::archive_space);
    CHECK(view.offers[1].most_gb == 298);
    CHECK(o.at_the_provider(view)["archive_gb"] == 2);
}

TEST_CASE(
    "what is not renewed is reminded of by PEC with the warning of what is lost, then ends: STANDARD 1 GB "
    "again [R105] [R107] [R109] [R110]") {
    Office o;
    auto view = o.bought(o.active(), wire::AddOnKind::inbox_space, 2, 488);
    const auto mails_before = o.mails.sent.size();
    o.days(304);
    CHECK(o.certified.sent.empty());
    o.days(63);
    const auto subjects = o.certified.subjects_to(Office::pec);
    REQUIRE(subjects.size() == 5); // 60, 30, 7 and 1 days before, and the end
    CHECK(o.certified.sent.size() == 5);
    CHECK(subjects[0].find("In scadenza") == 0);
    CHECK(subjects[3].find("In scadenza") == 0);
    CHECK(subjects[4].find("terminato") != std::string::npos);
    CHECK(o.certified.sent[0].text.find("non si potranno più recuperare") != std::string::npos);
    CHECK(o.certified.sent[0].text.find("STANDARD con 1 GB") != std::string::npos);
    CHECK(o.certified.sent[4].text.find("/#/mailbox/" + view.row.id) != std::string::npos);
    CHECK(o.mails.sent.size() == mails_before);
    view = o.own();
    CHECK(view.row.space.inbox_gb == 1);
    CHECK(view.row.space.plan == wire::MailboxPlan::standard);
    CHECK(view.add_ons[0].status == wire::AddOnStatus::ended);
    CHECK(o.at_the_provider(view)["inbox_gb"] == 1);
}

TEST_CASE("what is renewed goes on for a year from its old end, and PRO takes its space along when it ends "
          "[R101] [R102] [R106] [R109]") {
    Office o;
    auto view = o.bought(o.active(), wire::AddOnKind::pro, 0, 2440);
    view = o.bought(view, wire::AddOnKind::archive_space, 10, 2440);
    o.days(310);
    view = o.own();
    const auto old_end = view.add_ons[1].until;
    REQUIRE(view.add_ons[1].renewal_price);
    CHECK(view.add_ons[1].renewal_price->net == 2000);
    auto renewal = Office::order_of(view, wire::AddOnKind::archive_space, 10, 2440, o.command());
    renewal.renews = view.add_ons[1].id;
    const auto ordered = o.mailbox_desk->handle(o.mario, renewal);
    INFO(why(ordered));
    REQUIRE(ordered);
    CHECK_FALSE(ordered->add_ons[1].renewal_price); // one renewal at a time
    view = o.paid(*ordered, 2440);
    CHECK(view.add_ons[1].until == old_end + 366 * 86400); // 29 February 2028 is among them
    o.days(60);                                            // PRO is not renewed: its space goes with it
    view = o.own();
    CHECK(view.row.space.plan == wire::MailboxPlan::standard);
    CHECK(view.row.space.archive_gb == 0);
    CHECK(view.add_ons[1].status == wire::AddOnStatus::ended);
    CHECK(o.at_the_provider(view)["archive_gb"] == 0);
}

TEST_CASE("a portal that stood still for months reminds once, or ends at once, and says each thing once "
          "[R105] [R109]") {
    Office o;
    auto view = o.bought(o.active(), wire::AddOnKind::inbox_space, 1, 244);
    o.clock.pass(Duration::days(340));
    o.work();
    CHECK(o.certified.sent.size() == 1);
    o.clock.pass(Duration::days(100));
    o.work();
    o.work();
    const auto subjects = o.certified.subjects_to(Office::pec);
    REQUIRE(subjects.size() == 2);
    CHECK(subjects[1].find("terminato") != std::string::npos);
    CHECK(o.own().row.space.inbox_gb == 1);
}

TEST_CASE("a crash between doing and noting opens no second mailbox and tells nobody twice [R103] [R107]") {
    Office o;
    REQUIRE(o.step(o.office(), o.asked(), wire::MailboxAction::request));
    // Each item is taken and done, and the machine stops before that is noted: all of it comes again.
    const auto crash = [&] {
        auto handlers = mailbox_jobs(std::make_shared<Mailboxes>(*o.store, o.clock, *o.catalogue),
                                     *o.mailbox_provider, o.payments, [] {});
        handlers.push_back(
            std::make_unique<NoticeComposer>(*o.store, *o.catalogue, NoticeSettings{PortalWorld::origin}));
        handlers.push_back(std::make_unique<EmailSender>(o.mails));
        handlers.push_back(std::make_unique<EmailSender>(o.certified, job_pec));
        for (;;) {
            const auto claimed = o.store->claim(o.clock.now(), Duration::minutes(5));
            REQUIRE(claimed);
            if (!*claimed) {
                break;
            }
            for (auto& handler : handlers) {
                if (handler->kind() == (*claimed)->item.kind) {
                    (void)handler->handle((*claimed)->item, o.clock.now());
                }
            }
        }
        o.clock.pass(Duration::minutes(6));
    };
    crash();
    o.work();
    CHECK(o.own().row.address == Office::pec);
    CHECK(o.mails.subjects_to("mario@example.it").size() == 2);
    o.bought(o.own(), wire::AddOnKind::inbox_space, 1, 244);
    o.clock.pass(Duration::days(306));
    crash();
    o.work();
    CHECK(o.certified.sent.size() == 1);
}

TEST_CASE("an order that is not paid ends after its days, one given up ends at once") {
    Office o;
    auto view = o.active();
    auto ordered = o.mailbox_desk->handle(
        o.mario, Office::order_of(view, wire::AddOnKind::inbox_space, 1, 244, o.command()));
    REQUIRE(ordered);
    const auto given_up =
        o.step(o.mario, *ordered, wire::MailboxAction::cancel_add_on, "", ordered->add_ons[0].id.c_str());
    REQUIRE(given_up);
    CHECK(given_up->add_ons[0].status == wire::AddOnStatus::cancelled);
    ordered = o.mailbox_desk->handle(
        o.mario, Office::order_of(*given_up, wire::AddOnKind::inbox_space, 1, 244, o.command()));
    REQUIRE(ordered);
    o.days(16);
    CHECK(o.own().add_ons[1].status == wire::AddOnStatus::cancelled);
    CHECK(o.mails.subjects_to("mario@example.it").back().find("ordine chiuso") != std::string::npos);
}

TEST_CASE("who was declined reads why and asks again; who withdraws too [X20]") {
    Office o;
    const auto declined =
        o.step(o.office(), o.asked(), wire::MailboxAction::decline, "La copia non si legge.");
    REQUIRE(declined);
    auto view = o.own();
    CHECK(view.row.stage == wire::MailboxStage::none);
    CHECK(view.note == "La copia non si legge.");
    view = o.asked();
    CHECK(view.row.id != declined->row.id);
    REQUIRE(o.step(o.mario, view, wire::MailboxAction::withdraw));
    CHECK(o.own().row.stage == wire::MailboxStage::none);
}

TEST_CASE("the office watches its Order's mailboxes by state, by what is about to end, and by name [R98]") {
    Office o;
    const auto list = [&](wire::MailboxFilter filter, const char* search = "") {
        const auto reply = o.mailbox_desk->handle(o.office(), wire::ListMailboxes{filter, search, 0});
        REQUIRE(reply);
        return *reply;
    };
    o.asked();
    CHECK(list(wire::MailboxFilter::asked).asked == 1);
    REQUIRE(o.step(o.office(), o.own(), wire::MailboxAction::request));
    CHECK(list(wire::MailboxFilter::requested).rows.size() == 1);
    o.work();
    o.bought(o.own(), wire::AddOnKind::inbox_space, 1, 244);
    CHECK(list(wire::MailboxFilter::active).rows[0].space.inbox_gb == 2);
    CHECK(list(wire::MailboxFilter::expiring).rows.empty());
    o.days(310);
    CHECK(list(wire::MailboxFilter::expiring).rows[0].address == Office::pec);
    CHECK(list(wire::MailboxFilter::all, "ross").rows.size() == 1);
    CHECK(list(wire::MailboxFilter::all, "verdi").rows.empty());
    const auto elsewhere = Office::with_role(o.secretary(), domain::Role::secretary, "ingegneri-pavia");
    CHECK(o.mailbox_desk->handle(elsewhere, wire::ListMailboxes{wire::MailboxFilter::all, "", 0})
              ->rows.empty());
}

TEST_CASE(
    "the page has the law, the terms, the warning, whom to ask and what to download [R95] [R96] [R97] [R104] "
    "[R109] [R110] [R111] [R113]") {
    Office o;
    const auto view = o.own();
    const auto says = [&](const char* part) {
        return std::any_of(view.statements.begin(), view.statements.end(), [&](const auto& statement) {
            return statement.text.find(part) != std::string::npos;
        });
    };
    CHECK(says("art. 37"));
    CHECK(says("sospensione dall’Albo"));
    CHECK(says("circolare CNI n. 835"));
    CHECK(says("rinnovi sono gestiti direttamente dalla Fondazione"));
    CHECK(says("non si possono più recuperare"));
    CHECK(says("non via PEC"));
    CHECK(std::count_if(view.statements.begin(), view.statements.end(),
                        [](const auto& statement) { return !statement.link.empty(); }) == 3);
    CHECK(view.support.email == "assistenzapec@fondazionecni.org");
}

TEST_CASE("an Order without a convention for mailboxes says so and whom to ask") {
    PortalWorld architects;
    const auto view = architects.mailbox_desk->handle(architects.member(), wire::GetMailbox{});
    REQUIRE(view);
    CHECK(permission(*view, wire::MailboxAction::ask)->refusal->error == "mailbox-not-offered");
}
