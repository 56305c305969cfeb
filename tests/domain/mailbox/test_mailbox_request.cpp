#include "tests/domain/mailbox/mailbox_world.hpp"

using namespace sigillo::tests;

TEST_CASE("the member asks, the Order asks the provider, the mailbox is active R103") {
    MailboxWorld world;
    world.done(world.member, Ask{MailboxWorld::form()});
    CHECK(world.state.stage == mailbox::Stage::asked);
    world.done(world.secretary, mailbox::Request{});
    CHECK(world.state.stage == mailbox::Stage::requested);
    world.done(world.provider, RecordActivated{"maria.rossi@ingpec.example"});
    CHECK(world.state.stage == mailbox::Stage::active);
    CHECK(world.state.address == "maria.rossi@ingpec.example");
}

TEST_CASE("the provider is asked for one mailbox, when the Order asks R103") {
    MailboxWorld world;
    world.done(world.member, Ask{MailboxWorld::form()});
    CHECK(world.of_kind<OpenMailbox>().empty());
    world.done(world.secretary, mailbox::Request{});
    CHECK(world.of_kind<OpenMailbox>().size() == 1);
}

TEST_CASE("only the Order asks the provider R103") {
    MailboxWorld world;
    world.done(world.member, Ask{MailboxWorld::form()});
    CHECK(world.refused(world.member, mailbox::Request{}) == ErrorId::not_allowed);
    Actor elsewhere = world.secretary;
    elsewhere.roles = {{Role::secretary, OrderId("ingegneri-pavia")}};
    CHECK(world.refused(elsewhere, mailbox::Request{}) == ErrorId::not_allowed);
}

TEST_CASE("the office may enter a form that was handed in on paper R112") {
    MailboxWorld world;
    world.done(world.secretary, Ask{MailboxWorld::form()});
    CHECK(world.state.subject.member == PersonId("ada"));
}

TEST_CASE("without the signed form nothing is asked R112") {
    MailboxWorld world;
    Form form = MailboxWorld::form();
    form.signed_form = {};
    CHECK(world.refused(world.member, Ask{form}) == ErrorId::mailbox_papers_missing);
}

TEST_CASE("without the copy of the identity document nothing is asked R112") {
    MailboxWorld world;
    Form form = MailboxWorld::form();
    form.document_copy = {};
    CHECK(world.refused(world.member, Ask{form}) == ErrorId::mailbox_papers_missing);
}

TEST_CASE("without an identity document nothing is asked R112") {
    MailboxWorld world;
    Form form = MailboxWorld::form();
    form.document.number = " ";
    CHECK(world.refused(world.member, Ask{form}) == ErrorId::document_missing);
}

TEST_CASE("the identity document must be valid on the day R112") {
    MailboxWorld world;
    Form form = MailboxWorld::form();
    form.document.expires_on = {2026, 11, 22};
    world.done(world.member, Ask{form});
    MailboxWorld other;
    form.document.expires_on = {2026, 11, 21};
    CHECK(other.refused(other.member, Ask{form}) == ErrorId::document_expired);
    form = MailboxWorld::form();
    form.document.issued_on = {2026, 11, 23};
    CHECK(other.refused(other.member, Ask{form}) == ErrorId::document_expired);
}

TEST_CASE("a document that expires before the Order asks holds the request up R112") {
    MailboxWorld world;
    Form form = MailboxWorld::form();
    form.document.expires_on = {2026, 12, 1};
    world.done(world.member, Ask{form});
    world.facts.now = at("2026-12-02T10:00:00Z");
    CHECK(world.refused(world.secretary, mailbox::Request{}) == ErrorId::document_expired);
}

TEST_CASE("every enrolled member can have a mailbox, with dues unpaid too R99") {
    MailboxWorld world;
    REQUIRE_FALSE(world.facts.register_entry->dues_paid_up_to.given());
    CHECK(world.as(world.member, Ask{MailboxWorld::form()}).ok());
}

TEST_CASE("who is not enrolled gets no mailbox R99") {
    MailboxWorld world;
    world.facts.register_entry->status = EnrolmentStatus::cancelled;
    CHECK(world.refused(world.member, Ask{MailboxWorld::form()}) == ErrorId::register_not_enrolled);
    world.facts.register_entry.reset();
    CHECK(world.refused(world.member, Ask{MailboxWorld::form()}) == ErrorId::register_not_enrolled);
}

TEST_CASE("a mailbox is for the member of the register and nobody else R103") {
    MailboxWorld world;
    Form form = MailboxWorld::form();
    form.holder.codice_fiscale = "BNCLRA85B41H501T";
    CHECK_FALSE(world.as(world.member, Ask{form}).ok());
    CHECK(world.state.stage == mailbox::Stage::none);
}

TEST_CASE("one member has one mailbox") {
    MailboxWorld world;
    world.facts.has_another = true;
    CHECK(world.refused(world.member, Ask{MailboxWorld::form()}) == ErrorId::mailbox_already_there);
}

TEST_CASE("an Order without a mailbox convention offers none") {
    MailboxWorld world;
    world.facts.convention = read_convention("cnscni18-imperia-2025.json");
    CHECK(world.refused(world.member, Ask{MailboxWorld::form()}) == ErrorId::mailbox_not_offered);
}

TEST_CASE("the Order declines with a reason that the member reads") {
    MailboxWorld world;
    world.done(world.member, Ask{MailboxWorld::form()});
    CHECK(world.refused(world.secretary, Decline{" "}) == ErrorId::rejection_note_missing);
    world.done(world.secretary, Decline{"Copia illeggibile"});
    CHECK(world.state.stage == mailbox::Stage::declined);
    CHECK(world.notice(NoticeStep::rejected).parameters.at("note") == "Copia illeggibile");
}

TEST_CASE("the member withdraws until the mailbox is active X20") {
    MailboxWorld world;
    world.done(world.member, Ask{MailboxWorld::form()});
    world.done(world.secretary, mailbox::Request{});
    world.done(world.member, mailbox::Withdraw{});
    CHECK(world.state.stage == mailbox::Stage::withdrawn);
    MailboxWorld other;
    other.active();
    CHECK(other.refused(other.member, mailbox::Withdraw{}) == ErrorId::request_wrong_stage);
}

TEST_CASE("the Order is told of what is asked, the member of what became of it R103") {
    MailboxWorld world;
    world.done(world.member, Ask{MailboxWorld::form()});
    CHECK(world.notice(NoticeStep::queued).recipient == Recipient::order);
    world.done(world.secretary, mailbox::Request{});
    CHECK(world.notice(NoticeStep::requested).recipient == Recipient::member);
    world.done(world.provider, RecordActivated{"maria.rossi@ingpec.example"});
    CHECK(world.notice(NoticeStep::activated).parameters.at("address") == "maria.rossi@ingpec.example");
}

TEST_CASE("what a screen is told is refused decide refuses, for the same reason, for every command") {
    MailboxWorld world;
    world.active();
    const std::vector<Command> one_of_each{
        Ask{MailboxWorld::form()},
        mailbox::Request{},
        Decline{"why"},
        RecordActivated{"a@b.example"},
        mailbox::Withdraw{},
        world.buy("a", AddOnKind::pro, 0),
        RenewAddOn{},
        CancelAddOn{},
        BeginPayment{},
        DeclarePayment{},
        RecordPayment{},
        RemindAddOn{},
        EndAddOn{},
        MarkRefunded{},
    };
    REQUIRE(one_of_each.size() == mailbox::command_kinds);
    for (const auto& actor : {world.member, world.secretary, world.provider, world.system}) {
        world.facts.actor = actor;
        for (const auto& permission : permitted(world.state, world.facts)) {
            const auto& command = one_of_each[static_cast<std::size_t>(permission.command)];
            CAPTURE(mailbox::name_of(command));
            if (permission.refusal) {
                const auto decided = decide(world.state, command, world.facts);
                REQUIRE_FALSE(decided.ok());
                CHECK(decided.error().id == permission.refusal->id);
            }
        }
    }
}
