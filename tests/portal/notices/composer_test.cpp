#include "shared/domain/signatory.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/codec/event_codec.hpp"
#include "web/portal/notices/notices.hpp"

#include <deque>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace fs = std::filesystem;

namespace {

const domain::OrderId fermo("architetti-fermo");
constexpr domain::Instant now{1'800'000'000};

class KeepingMailer final : public Mailer {
  public:
    domain::Status send(const Email& email) override {
        if (!failures.empty()) {
            auto failure = failures.front();
            failures.pop_front();
            return failure;
        }
        sent.push_back(email);
        return domain::Done{};
    }
    std::deque<domain::Error> failures;
    std::vector<Email> sent;
};

class KeepingGateway final : public SmsGateway {
  public:
    domain::Status send(const Sms& sms) override {
        sent.push_back(sms);
        return domain::Done{};
    }
    std::vector<Sms> sent;
};

struct World {
    StoreInFolder s;
    SetClock clock;
    std::shared_ptr<const Catalogue> catalogue =
        Catalogue::load(fs::path(ASSETS) / "conventions", fs::path(ASSETS) / "orders").catalogue;
    KeepingMailer mailer;
    KeepingMailer pec_mailer;
    KeepingGateway gateway;
    std::unique_ptr<Outbox> outbox;
    NoticeSubject subject;

    World() {
        REQUIRE(catalogue != nullptr);
        std::vector<std::unique_ptr<JobHandler>> handlers;
        handlers.push_back(std::make_unique<NoticeComposer>(*s.store, *catalogue,
                                                            NoticeSettings{"https://portale.example:8443"}));
        handlers.push_back(std::make_unique<EmailSender>(mailer));
        handlers.push_back(std::make_unique<EmailSender>(pec_mailer, job_pec));
        handlers.push_back(std::make_unique<SmsSender>(gateway));
        outbox = std::make_unique<Outbox>(*s.store, clock, std::move(handlers));
        subject.request = domain::RequestId("R-1");
        subject.member = *s.store->person_of(code("RSSMRA80A01H501U"));
        subject.order = fermo;
    }
    void add_account(domain::PersonId person, domain::CodiceFiscale cf, std::string email,
                     domain::Language language, std::vector<domain::RoleGrant> roles = {},
                     std::string mobile = "+393331234567") {
        Account account;
        account.person = std::move(person);
        account.codice_fiscale = std::move(cf);
        account.given_name = "Mario";
        account.surname = "Rossi";
        account.email = std::move(email);
        account.mobile = std::move(mobile);
        account.language = language;
        account.roles = std::move(roles);
        Transaction transaction;
        transaction.writes.emplace_back(PutAccount{account});
        REQUIRE(s.store->append(transaction).ok());
    }
    void add_member(domain::Language language) {
        add_account(subject.member, code("RSSMRA80A01H501U"), "mario@example.it", language);
    }
    void put(domain::Recipient recipient, domain::Channel channel = domain::Channel::email,
             std::string key = "notice.renewal.validated") {
        domain::SendNotice notice;
        notice.channel = channel;
        notice.recipient = recipient;
        notice.text_key = std::move(key);
        notice.parameters = {{"given_name", "Mario"},
                             {"surname", "Rossi"},
                             {"card_number", "7420"},
                             {"expires_at", "2027-03-01T00:00:00Z"}};
        Transaction transaction;
        transaction.writes.emplace_back(PutOutboxItem{notice_item(notice, subject, "R-1/3/0", clock.at)});
        REQUIRE(s.store->append(transaction).ok());
    }
};

} // namespace

TEST_CASE("the member gets an e-mail with the link that opens the request and is no sign-in [R80]") {
    World w;
    w.add_member(domain::Language::it);
    w.put(domain::Recipient::member);
    REQUIRE(w.outbox->run_due().ok());

    REQUIRE(w.mailer.sent.size() == 1);
    const auto& email = w.mailer.sent.front();
    CHECK(email.to == "mario@example.it");
    CHECK(email.to_name == "Mario Rossi");
    CHECK_FALSE(email.subject.empty());
    CHECK_THAT(email.text, ContainsSubstring("https://portale.example:8443/#/request/R-1\n"));
    CHECK_THAT(email.message_id, ContainsSubstring("@portale.example"));
    CHECK(w.s.store->dead_letters()->empty());
}

TEST_CASE("a notice greets by the register's name, not by the certificate's") {
    World w;
    w.add_member(domain::Language::it);
    domain::RegisterEntry entry;
    entry.order = fermo;
    entry.codice_fiscale = code("RSSMRA80A01H501U");
    entry.given_name = "Mario Luca";
    entry.surname = "Rossi Bianchi";
    Transaction transaction;
    transaction.writes.emplace_back(PutRegisterRow{{w.subject.member, entry}});
    REQUIRE(w.s.store->append(transaction).ok());
    w.put(domain::Recipient::member);
    REQUIRE(w.outbox->run_due().ok());
    REQUIRE(w.mailer.sent.size() == 1);
    CHECK_THAT(w.mailer.sent.front().text, ContainsSubstring("Gentile Mario Luca Rossi Bianchi"));
}

TEST_CASE("a notice is in the language of who gets it") {
    World w;
    w.add_member(domain::Language::en);
    w.put(domain::Recipient::member);
    REQUIRE(w.outbox->run_due().ok());
    REQUIRE(w.mailer.sent.size() == 1);
    CHECK_THAT(w.mailer.sent.front().text, ContainsSubstring("Dear Mario Rossi"));
}

TEST_CASE("who has no account is written to at the address of the certificate [R72]") {
    World w;
    w.subject.member_email = "certificate@example.it";
    w.put(domain::Recipient::member);
    REQUIRE(w.outbox->run_due().ok());
    REQUIRE(w.mailer.sent.size() == 1);
    CHECK(w.mailer.sent.front().to == "certificate@example.it");
}

TEST_CASE("the Order is written to at its own address") {
    World w;
    w.put(domain::Recipient::order);
    REQUIRE(w.outbox->run_due().ok());
    REQUIRE(w.mailer.sent.size() == 1);
    CHECK(w.mailer.sent.front().to == w.catalogue->order(fermo)->mail);
}

TEST_CASE("whoever signs for the Order at that instant is told, deputies too, and nobody else [X19]") {
    World w;
    const domain::Date today = domain::rome_date(w.clock.now());
    const auto day = [&](int away) {
        return domain::rome_date(w.clock.now() + domain::Duration::days(away));
    };
    domain::SignatoryState state;
    state.order = fermo;
    const auto change = [&](const domain::SignatoryCommand& command) {
        const auto events = domain::decide(state, command, {domain::Actor::of_system(), w.clock.now()});
        REQUIRE(events.ok());
        const auto before = static_cast<std::int64_t>(w.s.store->read(stream_of(fermo))->size());
        StreamAppend append{stream_of(fermo), before, {}};
        for (const auto& event : *events) {
            const auto whose = std::visit([](const auto& one) { return one.codice_fiscale; }, event);
            state = domain::evolve(std::move(state), event);
            auto encoded = encode(event, *w.s.store->person_of(whose), append.stream, before + 1, "system",
                                  w.s.store->vault());
            REQUIRE(encoded.ok());
            append.events.push_back(std::move(*encoded));
        }
        Transaction transaction;
        transaction.streams.push_back(std::move(append));
        REQUIRE(w.s.store->append(transaction).ok());
    };
    const auto account = [&](const char* of, const char* email, bool role) {
        const std::vector<domain::RoleGrant> roles{{domain::Role::signatory, fermo}};
        w.add_account(*w.s.store->person_of(code(of)), code(of), email, domain::Language::it,
                      role ? roles : std::vector<domain::RoleGrant>{}, "");
    };
    const auto appoint = [&](const char* of, domain::Date from, std::optional<domain::Date> to,
                             domain::SignatoryOffice office) {
        change(domain::AppointSignatory{code(of), "Nome", from, to, office});
    };
    using Office = domain::SignatoryOffice;
    constexpr const char* president = "VRDGPP70M15L219P";
    constexpr const char* deputy = "BNCLRA75D55F205D";
    constexpr const char* next_year = "RSSMRA80A41H501Y";
    constexpr const char* card_alone = "RSSMRA80A01H501U";
    account(president, "presidente@example.it", true);
    account(deputy, "vice@example.it", false);       // nobody gave the account a role
    account(next_year, "prossimo@example.it", true); // has the role, and is not in office yet
    appoint(president, day(-100), day(10), Office::signatory);
    appoint(deputy, today, std::nullopt, Office::deputy);
    appoint(next_year, day(11), std::nullopt, Office::signatory);
    appoint(card_alone, day(-10), std::nullopt, Office::deputy); // has no account: cannot be written to

    int number = 0;
    const auto told = [&] {
        w.mailer.sent.clear();
        domain::SendNotice notice;
        notice.recipient = domain::Recipient::signatories;
        notice.text_key = "notice.renewal.queued";
        Transaction transaction;
        transaction.writes.emplace_back(
            PutOutboxItem{notice_item(notice, w.subject, "R-2/1/" + std::to_string(number++), w.clock.at)});
        REQUIRE(w.s.store->append(transaction).ok());
        REQUIRE(w.outbox->run_due().ok());
        std::vector<std::string> to;
        for (const auto& email : w.mailer.sent) {
            to.push_back(email.to);
        }
        return to;
    };
    using People = std::vector<std::string>;
    CHECK(told() == People{"presidente@example.it", "vice@example.it"});
    change(domain::WithdrawSignatory{code(deputy), std::nullopt});
    CHECK(told() == People{"presidente@example.it"});
    w.clock.at = w.clock.at + domain::Duration::days(11);
    CHECK(told() == People{"prossimo@example.it"});
}

TEST_CASE("an SMS goes to the member's mobile") {
    World w;
    w.add_member(domain::Language::it);
    w.put(domain::Recipient::member, domain::Channel::sms);
    REQUIRE(w.outbox->run_due().ok());
    REQUIRE(w.gateway.sent.size() == 1);
    CHECK(w.gateway.sent.front().to == "+393331234567");
    CHECK(w.mailer.sent.empty());
}

TEST_CASE("an e-mail that could not leave leaves later, the same") {
    World w;
    w.add_member(domain::Language::it);
    w.mailer.failures = {{domain::ErrorId::notice_unavailable}};
    w.put(domain::Recipient::member);
    REQUIRE(w.outbox->run_due().ok());
    CHECK(w.mailer.sent.empty());
    w.clock.at.seconds += 10;
    REQUIRE(w.outbox->run_due().ok());
    REQUIRE(w.mailer.sent.size() == 1);
    CHECK(w.mailer.sent.front().date == now);
}

TEST_CASE("a notice that reaches nobody is shown to the operator") {
    World w;
    w.put(domain::Recipient::member);
    REQUIRE(w.outbox->run_due().ok());
    REQUIRE(w.s.store->dead_letters()->size() == 1);
    CHECK(w.s.store->dead_letters()->front().last_error == "notice-refused");
}

TEST_CASE("a message that leaves is in the audit, and not in the request's stream") {
    World w;
    w.add_member(domain::Language::it);
    w.put(domain::Recipient::member);
    REQUIRE(w.outbox->run_due().ok());
    const auto events = w.s.store->read({StreamKind::system, "notices/R-1"});
    REQUIRE(events->size() == 1);
    CHECK(events->front().event.type == "notice.queued");
    CHECK_THAT(events->front().event.payload, ContainsSubstring(w.mailer.sent.front().message_id));
    CHECK(events->front().event.payload.find("example.it") == std::string::npos);
    CHECK(w.s.store->read({StreamKind::request, "R-1"})->empty());
}

TEST_CASE("every notice that a convention of the assets names has its texts in both channels") {
    World w;
    w.add_member(domain::Language::it);
    int number = 0;
    for (const auto& convention : w.catalogue->conventions()) {
        for (const auto& rule : convention.notices) {
            domain::SendNotice notice{rule.step,
                                      rule.channel,
                                      domain::Recipient::member,
                                      rule.text_key,
                                      {{"address", "mario.rossi@ingpec.example"}}};
            Transaction transaction;
            transaction.writes.emplace_back(
                PutOutboxItem{notice_item(notice, w.subject, "n/" + std::to_string(number++), now)});
            REQUIRE(w.s.store->append(transaction).ok());
        }
    }
    REQUIRE(w.outbox->run_due().ok());
    CHECK(w.s.store->dead_letters()->empty());
    CHECK(w.mailer.sent.size() + w.pec_mailer.sent.size() + w.gateway.sent.size() ==
          static_cast<std::size_t>(number));
}

TEST_CASE("a notice by PEC goes to the mailbox by the PEC provider, and by no other way [R107]") {
    World w;
    w.add_member(domain::Language::it);
    domain::SendNotice notice;
    notice.channel = domain::Channel::pec;
    notice.text_key = "notice.mailbox.expiring";
    notice.parameters = {{"address", "mario.rossi@ingpec.example"},
                         {"add_on", "domain.mailbox_add_on.inbox_space"},
                         {"plan", "domain.mailbox_plan.standard"},
                         {"inbox_gb", "1"}};
    Transaction transaction;
    transaction.writes.emplace_back(PutOutboxItem{notice_item(notice, w.subject, "M-1/3/0", now)});
    REQUIRE(w.s.store->append(transaction).ok());
    REQUIRE(w.outbox->run_due().ok());
    CHECK(w.mailer.sent.empty());
    CHECK(w.gateway.sent.empty());
    REQUIRE(w.pec_mailer.sent.size() == 1);
    CHECK(w.pec_mailer.sent.front().to == "mario.rossi@ingpec.example");
    CHECK_THAT(w.pec_mailer.sent.front().text, ContainsSubstring("non si potranno pi\u00F9 recuperare"));
}
