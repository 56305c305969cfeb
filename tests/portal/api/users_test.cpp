#include "tests/portal/api/portal_world.hpp"

#include <algorithm>

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

namespace {

constexpr const char* bianchi = "BNCLRA70A41H501B";
constexpr const char* neri = "NRENNA60C43H501A";
constexpr const char* verdi = "VRDGPP75B02H501B";
constexpr const char* good_password = "quattro cavalli blu";

/// PortalWorld has Giuseppe Verdi as secretary and Anna Neri as administrator.
struct Office {
    PortalWorld world;

    wire::OfficeUserList list() {
        const auto reply = world.users->handle(world.administrator(), wire::ListUsers{});
        REQUIRE(reply);
        return *reply;
    }
    wire::OfficeUser user(const char* code) {
        const auto users = list().users;
        const auto found = std::find_if(users.begin(), users.end(),
                                        [&](const auto& one) { return one.codice_fiscale == code; });
        REQUIRE(found != users.end());
        return *found;
    }
    wire::InviteUser invitation(const char* code, const char* email) {
        wire::InviteUser message;
        message.command = world.command();
        message.seq = list().seq;
        message.codice_fiscale = code;
        message.given_name = "Laura";
        message.surname = "Bianchi";
        message.email = email;
        message.secretary = true;
        return message;
    }
    std::string invite(const wire::InviteUser& message) { return invite(world.administrator(), message); }
    std::string invite(const Caller& caller, const wire::InviteUser& message) {
        const auto reply = world.users->handle(caller, message);
        return reply ? "" : std::string(domain::text_of(reply.error().id));
    }
    wire::ChangeUser change_of(const char* code) {
        const auto known = user(code);
        return {world.command(), list().seq,          code,          known.email, known.mobile,
                known.secretary, known.administrator, known.disabled};
    }
    std::string change(const wire::ChangeUser& message) {
        const auto reply = world.users->handle(world.administrator(), message);
        return reply ? "" : std::string(domain::text_of(reply.error().id));
    }
    /// The e-mails that wait to be sent, the oldest first, each as its payload; taken out.
    std::vector<nlohmann::json> mails() {
        std::vector<nlohmann::json> out;
        for (;;) {
            const auto row = world.store->claim(world.clock.now(), Duration::minutes(1));
            REQUIRE(row);
            if (!*row) {
                return out;
            }
            if ((*row)->item.kind == "email") {
                out.push_back(nlohmann::json::parse((*row)->item.payload));
            }
            REQUIRE(world.store->complete((*row)->id, world.clock.now()));
        }
    }
    static std::string token_in(const nlohmann::json& mail) {
        const std::string text = mail["text"];
        const std::string before = std::string(PortalWorld::origin) + "/office/#/password/";
        const auto start = text.find(before);
        REQUIRE(start != std::string::npos);
        return text.substr(start + before.size(), text.find('\n', start) - start - before.size());
    }
    std::string set(const std::string& token, const std::string& password) {
        domain::Status result = ErrorId::internal;
        world.links->set(token, password, "192.0.2.1", [&](const domain::Status& set) { result = set; });
        return world.refusal(result);
    }
    bool opens(const char* login, const std::string& password) {
        const auto account = world.store->account_by_login(login);
        return account && !account->disabled && world.passwords.matches(password, account->password_hash);
    }
};

} // namespace

TEST_CASE("an administrator invites a secretary, who chooses the password by the mailed link") {
    Office office;
    REQUIRE(office.invite(office.invitation(bianchi, "l.bianchi@example.it")) == "");
    CHECK_FALSE(office.user(bianchi).has_password);
    const auto mails = office.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0]["to"] == "l.bianchi@example.it");
    REQUIRE(office.set(Office::token_in(mails[0]), good_password) == "");
    CHECK(office.opens("l.bianchi@example.it", good_password));
    CHECK(office.world.caller("l.bianchi@example.it").account.email_verified);
    CHECK(office.world.registers->handle(office.world.caller("l.bianchi@example.it"), wire::ListRegister{}));
}

TEST_CASE("a mailed link sets a password once") {
    Office office;
    REQUIRE(office.invite(office.invitation(bianchi, "l.bianchi@example.it")) == "");
    const auto token = Office::token_in(office.mails().at(0));
    REQUIRE(office.set(token, good_password) == "");
    CHECK(office.set(token, "another good password") == "link-invalid");
    CHECK(office.opens("l.bianchi@example.it", good_password));
}

TEST_CASE("an invitation's link ends after seven days, a forgotten password's after an hour") {
    Office office;
    REQUIRE(office.invite(office.invitation(bianchi, "l.bianchi@example.it")) == "");
    const auto invited = Office::token_in(office.mails().at(0));
    REQUIRE(office.world.links->forgotten("presidente@example.it", "192.0.2.1"));
    const auto forgotten = Office::token_in(office.mails().at(0));
    office.world.clock.pass(Duration::hours(1));
    CHECK(office.set(forgotten, good_password) == "link-invalid");
    office.world.clock.pass(Duration::hours(7 * 24 - 1));
    CHECK(office.set(invited, good_password) == "link-invalid");
}

TEST_CASE("a newer link takes the place of the one before") {
    Office office;
    REQUIRE(office.invite(office.invitation(bianchi, "l.bianchi@example.it")) == "");
    const auto first = Office::token_in(office.mails().at(0));
    REQUIRE(office.world.users->handle(office.world.administrator(),
                                       wire::InviteUserAgain{office.world.command(), bianchi}));
    const auto second = Office::token_in(office.mails().at(0));
    CHECK(office.set(first, good_password) == "link-invalid");
    CHECK(office.set(second, good_password) == "");
}

TEST_CASE("a forgotten password's link goes to whoever has an account, and nobody can tell who has") {
    Office office;
    CHECK(office.world.links->forgotten("presidente@example.it", "192.0.2.1"));
    CHECK(office.mails().size() == 1);
    CHECK(office.world.links->forgotten("nobody@example.it", "192.0.2.1"));
    CHECK(office.mails().empty());
}

TEST_CASE("links of one account and of one address are limited, without telling") {
    Office office;
    for (int i = 0; i < 5; ++i) {
        CHECK(office.world.links->forgotten("presidente@example.it", "192.0.2.1"));
    }
    CHECK(office.mails().size() == 3);
    for (int i = 0; i < 25; ++i) {
        CHECK(office.world.links->forgotten("nobody" + std::to_string(i) + "@example.it", "192.0.2.1"));
    }
    CHECK(office.world.refusal(office.world.links->forgotten("x@example.it", "192.0.2.1")) ==
          "sign-in-rate-limited");
}

TEST_CASE("a new password ends every session of the person") {
    Office office;
    auto& world = office.world;
    const auto person = world.administrator().account.person;
    const Instant now = world.clock.now();
    REQUIRE(world.store->begin_session("token-1", {person, "password", now, now, now + Duration::hours(8)}));
    REQUIRE(world.links->forgotten("presidente@example.it", "192.0.2.1"));
    REQUIRE(office.set(Office::token_in(office.mails().at(0)), good_password) == "");
    CHECK_FALSE(world.store->use_session("token-1", now, Duration::minutes(15)));
}

TEST_CASE("a password is twelve characters at least and not the own name or address") {
    Office office;
    const auto account = office.world.administrator().account;
    for (const char* bad :
         {"short", "undici cara", "aaaaaaaaaaaaaaaa", "presidente@example.it", "NRENNA60C43H501A"}) {
        INFO(bad);
        CHECK_FALSE(acceptable_password(bad, account));
    }
    CHECK(acceptable_password("così è più lungo", account));
}

TEST_CASE("a weak password leaves the link good") {
    Office office;
    REQUIRE(office.world.links->forgotten("presidente@example.it", "192.0.2.1"));
    const auto token = Office::token_in(office.mails().at(0));
    CHECK(office.set(token, "short") == "password-weak");
    CHECK(office.set(token, good_password) == "");
}

TEST_CASE("the own password is changed with the current one") {
    Office office;
    auto& world = office.world;
    REQUIRE(world.links->forgotten("presidente@example.it", "192.0.2.1"));
    REQUIRE(office.set(Office::token_in(office.mails().at(0)), good_password) == "");
    const auto change = [&](const char* current, const char* password) {
        domain::Status result = ErrorId::internal;
        world.links->change(world.administrator().account.person, current, password,
                            [&](const domain::Status& changed) { result = changed; });
        return world.refusal(result);
    };
    CHECK(change("not the current one", "another good password") == "password-wrong");
    CHECK(change(good_password, "another good password") == "");
    CHECK(office.opens("presidente@example.it", "another good password"));
}

TEST_CASE("an e-mail address or mobile number of somebody else is refused, also when two ask at once X5") {
    Office office;
    CHECK(office.invite(office.invitation(bianchi, "Segreteria@example.it")) == "user-contact-taken");
    auto first = office.invitation(bianchi, "l.bianchi@example.it");
    first.mobile = "333 1234567";
    REQUIRE(office.invite(first) == "");
    auto change = office.change_of(verdi);
    change.mobile = "+39 3331234567";
    CHECK(office.change(change) == "user-contact-taken");
    // Both decided on the same state; the second writer finds the address taken.
    auto other = office.world.store->account_by_login(verdi);
    REQUIRE(other);
    other->email = "l.bianchi@example.it";
    Transaction transaction;
    transaction.writes.emplace_back(PutAccount{*other});
    const auto appended = office.world.store->append(transaction);
    REQUIRE_FALSE(appended);
    CHECK(appended.error().details.at("field") == "email");
}

TEST_CASE("nobody disables themselves or takes the last administrator away") {
    Office office;
    auto change = office.change_of(neri);
    change.disabled = true;
    CHECK(office.change(change) == "user-is-oneself");
    change = office.change_of(neri);
    change.administrator = false;
    change.secretary = true;
    CHECK(office.change(change) == "user-is-oneself");
    const domain::OfficeUser only{domain::PersonId("p-1"), false, true, false};
    domain::Actor elsewhere;
    elsewhere.person = domain::PersonId("p-2");
    elsewhere.roles = {{domain::Role::administrator, domain::OrderId("O-1")}};
    const auto refused =
        domain::decide({only}, domain::ChangeOfficeUser{domain::PersonId("p-1"), true, false, false, false},
                       {elsewhere, office.world.clock.now(), domain::OrderId("O-1")});
    CHECK(refused.error().id == ErrorId::user_last_administrator);
}

TEST_CASE("who is disabled has no role, no session and comes back by another change") {
    Office office;
    auto& world = office.world;
    auto change = office.change_of(verdi);
    change.disabled = true;
    REQUIRE(office.change(change) == "");
    CHECK(office.user(verdi).disabled);
    CHECK(world.store->account_by_login(verdi)->disabled);
    change = office.change_of(verdi);
    change.disabled = false;
    REQUIRE(office.change(change) == "");
    CHECK_FALSE(world.store->account_by_login(verdi)->disabled);
    CHECK(world.registers->handle(world.secretary(), wire::ListRegister{}));
}

TEST_CASE("a member who worked for the Order stays a member when disabled as a user") {
    Office office;
    auto invitation = office.invitation(PortalWorld::member_code, "other@example.it");
    REQUIRE(office.invite(invitation) == "");
    CHECK(office.user(PortalWorld::member_code).email == "mario@example.it");
    auto change = office.change_of(PortalWorld::member_code);
    change.email = "taken.over@example.it";
    CHECK(office.change(change) == "not-allowed");
    change = office.change_of(PortalWorld::member_code);
    change.disabled = true;
    REQUIRE(office.change(change) == "");
    const auto account = office.world.store->account_by_login(PortalWorld::member_code);
    REQUIRE(account);
    CHECK_FALSE(account->disabled);
    CHECK(account->roles.size() == 1);
}

TEST_CASE("users are the administrator's alone, of the own Order alone") {
    Office office;
    auto& world = office.world;
    for (const auto& caller : {world.member(), world.secretary()}) {
        CHECK_FALSE(world.users->handle(caller, wire::ListUsers{}));
        CHECK(office.invite(caller, office.invitation(bianchi, "l.bianchi@example.it")) == "not-allowed");
    }
    auto message = office.invitation(bianchi, "l.bianchi@example.it");
    message.order = "ingegneri-pavia";
    CHECK(office.invite(message) == "not-allowed");
}

TEST_CASE("the operator makes an Order's first administrator, and no second one") {
    Office office;
    auto operator_staff = office.world.administrator();
    operator_staff.account.roles = {{domain::Role::operator_staff, {}}};
    auto message = office.invitation(bianchi, "l.bianchi@example.it");
    message.order = "ingegneri-pavia";
    message.seq = 0;
    message.secretary = false;
    message.administrator = true;
    CHECK(office.invite(operator_staff, message) == "");
    message.command = office.world.command();
    message.codice_fiscale = verdi;
    message.email = "altro@example.it";
    message.seq = 1;
    CHECK(office.invite(operator_staff, message) == "not-allowed");
    message.order = "no-such-order";
    CHECK(office.invite(operator_staff, message) == "invalid-argument");
}

TEST_CASE("what is done with users is in the Order's history, without their data") {
    Office office;
    REQUIRE(office.invite(office.invitation(bianchi, "l.bianchi@example.it")) == "");
    const auto events =
        office.world.store->read({StreamKind::order, std::string(PortalWorld::order) + "/users"});
    REQUIRE(events);
    REQUIRE(events->size() == 1);
    CHECK(events->at(0).event.type == "user.invited");
    for (const char* word : {"Bianchi", bianchi, "example.it"}) {
        CHECK(events->at(0).event.payload.find(word) == std::string::npos);
    }
}

TEST_CASE("an invitation decided on another state of the users is refused, one sent twice done once") {
    Office office;
    auto message = office.invitation(bianchi, "l.bianchi@example.it");
    message.seq = 7;
    CHECK(office.invite(message) == "request-changed-meanwhile");
    message.seq = 0;
    CHECK(office.invite(message) == "");
    CHECK(office.invite(message) == "");
    CHECK(office.list().seq == 1);
    CHECK(office.mails().size() == 1);
}

namespace {

constexpr const char* new_member = "RSSMRA80A41H501Y";

/// In the register, with no account yet.
void enrol_maria(PortalWorld& world, const std::string& email, const char* order = PortalWorld::order) {
    auto entry = world.entry_of(new_member, "Maria", "Rossi");
    entry.order = domain::OrderId(order);
    entry.email = email;
    world.enrol(entry);
}

} // namespace

TEST_CASE("a member whom the register names enrols: a link to the register's address, then a password R34") {
    Office office;
    enrol_maria(office.world, "maria@example.it");
    REQUIRE(office.world.links->forgotten(new_member, "192.0.2.1"));
    const auto mails = office.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0]["to"] == "maria@example.it");
    CHECK(office.set(Office::token_in(mails[0]), good_password).empty());
    CHECK(office.opens("maria@example.it", good_password));
    const auto account = office.world.store->account_by_login(new_member);
    REQUIRE(account);
    CHECK(account->roles ==
          std::vector<domain::RoleGrant>{{domain::Role::member, domain::OrderId(PortalWorld::order)}});
}

TEST_CASE(
    "nobody enrols whom no register names, or without an address there, or with somebody else's X5 R34") {
    Office office;
    REQUIRE(office.world.links->forgotten(new_member, "192.0.2.1"));
    CHECK(office.mails().empty());
    CHECK_FALSE(*office.world.store->known_person(*domain::CodiceFiscale::parse(new_member)));
    enrol_maria(office.world, "");
    REQUIRE(office.world.links->forgotten(new_member, "192.0.2.1"));
    CHECK(office.mails().empty());
    enrol_maria(office.world, "mario@example.it");
    REQUIRE(office.world.links->forgotten(new_member, "192.0.2.1"));
    CHECK(office.mails().empty());
    CHECK_FALSE(office.world.store->account_by_login(new_member));
}

TEST_CASE("a member of two Orders enrols once, for both; one cancelled by an Order not for that one R34") {
    Office office;
    enrol_maria(office.world, "maria@example.it");
    enrol_maria(office.world, "maria@example.it", "ingegneri-pavia");
    auto gone = office.world.entry_of(new_member, "Maria", "Rossi");
    gone.order = domain::OrderId("ingegneri-torino");
    gone.email = "vecchio@example.it";
    gone.status = domain::EnrolmentStatus::cancelled;
    office.world.enrol(gone);
    REQUIRE(office.world.links->forgotten(new_member, "192.0.2.1"));
    CHECK(office.mails().size() == 1);
    CHECK(office.world.store->account_by_login(new_member)->roles.size() == 2);
}
