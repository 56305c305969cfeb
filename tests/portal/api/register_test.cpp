#include "tests/portal/api/portal_world.hpp"
#include "web/portal/api/clerk.hpp"
#include "web/portal/codec/event_codec.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

namespace {

constexpr const char* header =
    "CF;Cognome;Nome;Numero;Data iscrizione;E-mail;Cellulare;Quote pagate fino al\n";
constexpr const char* rossi = "RSSMRA80A01H501U;Rossi;Mario;123;01/03/2005;mario@example.it;;31/12/2027\n";
constexpr const char* verdi =
    "VRDGPP75B02H501B;Verdi;Giuseppe;7;01/03/2001;g.verdi@example.it;333 7654321;31/12/2026\n";

/// PortalWorld's register has Mario Rossi alone.
struct Office {
    PortalWorld world;

    static sigillo::protocol::Bytes bytes(const std::string& text) { return {text.begin(), text.end()}; }
    domain::Result<wire::PreviewRegister::Reply> preview(const std::string& file) {
        return world.registers->handle(world.secretary(), wire::PreviewRegister{bytes(file)});
    }
    domain::Result<wire::ImportRegister::Reply> import(const std::string& file, const std::string& digest,
                                                       bool cancel = false, std::string command = "") {
        if (command.empty()) {
            command = world.command();
        }
        return world.registers->handle(world.secretary(),
                                       wire::ImportRegister{command, bytes(file), digest, cancel});
    }
    /// As previewed just now.
    wire::ImportRegister::Reply bring_in(const std::string& file, bool cancel = false) {
        const auto shown = preview(file);
        REQUIRE(shown);
        const auto done = import(file, shown->digest, cancel);
        REQUIRE(done);
        return *done;
    }
    wire::ListRegister::Reply list(const std::string& search = "", int page = 0) {
        const auto reply = world.registers->handle(world.secretary(), wire::ListRegister{search, page});
        REQUIRE(reply);
        return *reply;
    }
    std::vector<StoredEvent> events() {
        const auto stored =
            world.store->read({StreamKind::order, std::string(PortalWorld::order) + "/register"});
        REQUIRE(stored);
        return *stored;
    }
    domain::RegisterEntry entry(const char* code) {
        const auto person = world.store->person_of(*domain::CodiceFiscale::parse(code));
        REQUIRE(person);
        const auto row = world.store->register_row(domain::OrderId(PortalWorld::order), *person);
        REQUIRE(row);
        return row->entry;
    }
};

std::string refusal(const domain::Error& error) {
    return std::string(domain::text_of(error.id));
}

} // namespace

TEST_CASE("a preview of a register's file writes nothing and says what would change R120") {
    Office office;
    const auto shown = office.preview(std::string(header) + rossi + verdi);
    REQUIRE(shown);
    CHECK(shown->added == 1);
    CHECK(shown->changed == 0);
    CHECK(shown->unchanged == 1);
    CHECK(shown->first_added.at(0).name == "Verdi Giuseppe");
    CHECK(shown->version == 1);
    CHECK(office.list().members == 1);
    CHECK(office.events().empty());
}

TEST_CASE("an import carries out what the preview showed, and the register has a new version") {
    Office office;
    const auto done = office.bring_in(std::string(header) + rossi + verdi);
    CHECK(done.added == 1);
    CHECK(done.version == 2);
    const auto list = office.list();
    REQUIRE(list.members == 2);
    CHECK(list.entries.at(0).surname == "Rossi");
    CHECK(list.entries.at(1).mobile == "+393337654321");
    CHECK(list.version == 2);
    REQUIRE(list.imported);
    CHECK(list.imported->by == "Giuseppe Verdi");
    CHECK(office.entry("VRDGPP75B02H501B").version == 2);
    CHECK(office.entry(PortalWorld::member_code).version == 1);
}

TEST_CASE("an import is an event of the Order with counts and digests, and no personal data in it") {
    Office office;
    const std::string file = std::string(header) + rossi + verdi;
    office.bring_in(file);
    const auto events = office.events();
    REQUIRE(events.size() == 1);
    const auto event = decode_register(events[0], office.world.store->vault());
    REQUIRE(event);
    const auto& imported = std::get<domain::RegisterImported>(*event);
    CHECK(imported.by == office.world.secretary().account.person);
    CHECK(imported.added == 1);
    CHECK(imported.unchanged == 1);
    CHECK(imported.file.value == sigillo::pki::sha256_hex(sigillo::pki::view_of(file)));
    for (const char* word : {"Verdi", "VRDGPP75B02H501B", "example.it", "333"}) {
        CHECK(events[0].event.payload.find(word) == std::string::npos);
    }
}

TEST_CASE("an import whose register changed after the preview is refused and changes nothing") {
    Office office;
    const std::string file = std::string(header) + rossi + verdi;
    const auto shown = office.preview(file);
    REQUIRE(shown);
    auto entry = office.entry(PortalWorld::member_code);
    entry.title = "Pianificatore";
    office.world.enrol(entry);
    const auto done = office.import(file, shown->digest);
    REQUIRE_FALSE(done);
    CHECK(refusal(done.error()) == "register-changed-meanwhile");
    CHECK(office.list().members == 1);
    CHECK(office.events().empty());
}

TEST_CASE("two secretaries who confirm at once import once") {
    Office office;
    const std::string file = std::string(header) + rossi + verdi;
    const auto shown = office.preview(file);
    REQUIRE(shown);
    REQUIRE(office.import(file, shown->digest));
    CHECK(refusal(office.import(file, shown->digest).error()) == "register-changed-meanwhile");
    CHECK(office.events().size() == 1);
}

TEST_CASE("an import sent twice under one command is done once and answered twice") {
    Office office;
    const std::string file = std::string(header) + rossi + verdi;
    const auto shown = office.preview(file);
    const auto first = office.import(file, shown->digest, false, "command-import");
    const auto second = office.import(file, shown->digest, false, "command-import");
    REQUIRE(first);
    REQUIRE(second);
    CHECK(second->version == first->version);
    CHECK(second->added == 1);
    CHECK(office.events().size() == 1);
}

TEST_CASE("members whom a file does not name stay, or are cancelled where that was confirmed X9") {
    Office office;
    CHECK(office.preview(std::string(header) + verdi)->first_missing.at(0).name == "Rossi Mario");
    office.bring_in(std::string(header) + verdi);
    CHECK(office.entry(PortalWorld::member_code).status == domain::EnrolmentStatus::enrolled);
    const auto done = office.bring_in(std::string(header) + verdi, true);
    CHECK(done.cancelled == 1);
    CHECK(office.entry(PortalWorld::member_code).status == domain::EnrolmentStatus::cancelled);
}

TEST_CASE("cancelling by a file with a bad line is refused") {
    Office office;
    const std::string file = std::string(header) + verdi + "X;;;;;;;\n";
    const auto shown = office.preview(file);
    REQUIRE(shown);
    CHECK(shown->first_problems.at(0).line == 3);
    CHECK(refusal(office.import(file, shown->digest, true).error()) == "register-lines-wrong");
    CHECK(office.import(file, shown->digest, false));
}

TEST_CASE("an e-mail address or mobile number of somebody else's account is a problem of the line X5") {
    Office office;
    const auto shown = office.preview(std::string(header) +
                                      "BNCLRA70A41H501B;Bianchi;Laura;9;1/1/2001;Mario@example.it;;\n");
    REQUIRE(shown);
    REQUIRE(shown->problems == 1);
    CHECK(shown->first_problems.at(0).column == "E-mail");
    CHECK(shown->first_problems.at(0).failure.error == "register-email-of-other");
}

TEST_CASE("dues that an import takes away stop the renewal of a request that is under way R51") {
    Office office;
    auto& world = office.world;
    const auto request = world.paid_request();
    const auto content = world.prepared(request.row.id);
    office.bring_in(std::string(header) +
                    "RSSMRA80A01H501U;Rossi;Mario;123;01/03/2005;mario@example.it;;31/12/2025\n");
    const auto p7m = world.signed_act(content, *world.signatory_card, world.clock.now());
    CHECK_FALSE(world.refusal(world.submit(request.row.id, p7m)).empty());
}

TEST_CASE("an act about data that an import has changed since is refused R120") {
    Office office;
    auto& world = office.world;
    const auto request = world.paid_request();
    const auto content = world.prepared(request.row.id);
    office.bring_in(std::string(header) +
                    "RSSMRA80A01H501U;Rossi;Mario;124;01/03/2005;mario@example.it;;31/12/2027\n");
    const auto p7m = world.signed_act(content, *world.signatory_card, world.clock.now());
    CHECK(world.refusal(world.submit(request.row.id, p7m)) == "act-data-changed");
}

TEST_CASE("a register is for the Order's secretary and administrator alone") {
    Office office;
    auto& world = office.world;
    CHECK(world.registers->handle(world.administrator(), wire::ListRegister{}));
    auto signatory = world.administrator();
    signatory.account.roles = {{domain::Role::signatory, domain::OrderId(PortalWorld::order)}};
    auto operator_staff = world.administrator();
    operator_staff.account.roles = {{domain::Role::operator_staff, {}}};
    for (const auto& caller : {world.member(), signatory, operator_staff}) {
        CHECK(refusal(world.registers->handle(caller, wire::ListRegister{}).error()) == "not-allowed");
        CHECK(refusal(world.registers->handle(caller, wire::PreviewRegister{Office::bytes("a")}).error()) ==
              "not-allowed");
        CHECK(refusal(world.registers
                          ->handle(caller, wire::ImportRegister{"command-x", Office::bytes("a"), "", false})
                          .error()) == "not-allowed");
    }
}

TEST_CASE("a secretary's import touches the own Order alone") {
    Office office;
    auto& world = office.world;
    auto elsewhere = world.entry_of("VRDGPP75B02H501B", "Giuseppe", "Verdi");
    elsewhere.order = domain::OrderId("ingegneri-pavia");
    elsewhere.email = "altrove@example.it";
    world.enrol(elsewhere);
    CHECK(office.list().members == 1);
    office.bring_in(std::string(header) + verdi, true);
    const auto person = world.store->person_of(elsewhere.codice_fiscale);
    CHECK(world.store->register_row(elsewhere.order, *person)->entry == elsewhere);
}

TEST_CASE("the register is searched by the beginnings of name, code and number, 50 entries a page") {
    Office office;
    std::string file = std::string(header) + rossi;
    for (int i = 0; i < 70; ++i) {
        domain::PersonData person{"Nome" + std::string(1, static_cast<char>('a' + i % 26)),
                                  "Cognome",
                                  domain::Sex::male,
                                  {1950 + i % 50, 1 + i % 12, 1 + i % 28},
                                  "H501"};
        const auto code = domain::compute_codice_fiscale(person);
        REQUIRE(code);
        file += code->text() + ";Cognome;" + person.given_name + ";" + std::to_string(1000 + i) +
                ";1/1/2001;;;\n";
    }
    CHECK(office.bring_in(file).added == 70);
    CHECK(office.list().entries.size() == 50);
    CHECK(office.list("", 1).entries.size() == 21);
    CHECK(office.list("", 9).entries.empty());
    CHECK(office.list("cogn nomea").total == 3);
    CHECK(office.list("1007").total == 1);
    CHECK(office.list("rssmra80").total == 1);
    CHECK(office.list("nobody").total == 0);
    CHECK(office.list("nobody").members == 71);
}

TEST_CASE("somebody who was erased is no longer in the register's list X22") {
    Office office;
    office.bring_in(std::string(header) + rossi + verdi);
    CHECK(office.list().members == 2);
    Transaction transaction;
    transaction.writes.emplace_back(
        ErasePerson{office.world.member().account.person, office.world.clock.now()});
    REQUIRE(office.world.store->append(transaction));
    CHECK(office.list().members == 1);
}

namespace {

/// Lets work wait until it is told to go on; takes as much as it is told.
class Elsewhere final : public Background {
  public:
    ~Elsewhere() override { CHECK(waiting.empty()); }
    bool run(std::function<void()> work, std::function<void()> done) override {
        if (full) {
            return false;
        }
        waiting.emplace_back(std::move(work), std::move(done));
        return true;
    }
    void go_on() {
        REQUIRE_FALSE(waiting.empty());
        const auto [work, done] = std::move(waiting.front());
        waiting.pop_front();
        work();
        done();
    }
    bool full = false;
    std::deque<std::pair<std::function<void()>, std::function<void()>>> waiting;
};

} // namespace

TEST_CASE("a register's file is worked on beside the loop, and one after the other") {
    Office office;
    Elsewhere elsewhere;
    Clerk clerk(elsewhere);
    std::vector<std::string> said;
    const auto caller = office.world.secretary();
    clerk.handle(*office.world.registers, caller,
                 wire::PreviewRegister{Office::bytes(std::string(header) + verdi)},
                 [&](const auto& reply) { said.push_back("added " + std::to_string(reply->added)); });
    clerk.handle(*office.world.registers, caller, wire::ListRegister{},
                 [&](const auto& reply) { said.push_back("members " + std::to_string(reply->members)); });
    CHECK(said.empty());
    CHECK(elsewhere.waiting.size() == 1);
    elsewhere.go_on();
    CHECK(said == std::vector<std::string>{"added 1"});
    elsewhere.go_on();
    CHECK(said.back() == "members 1");
}

TEST_CASE("a register's file is refused, not lost, where too much waits") {
    Office office;
    Elsewhere elsewhere;
    elsewhere.full = true;
    Clerk clerk(elsewhere);
    std::string said;
    clerk.handle(*office.world.registers, office.world.secretary(), wire::ListRegister{},
                 [&](const auto& reply) { said = refusal(reply.error()); });
    CHECK(said == "busy");
}
