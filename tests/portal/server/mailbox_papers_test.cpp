#include "tests/portal/server/program.hpp"

#include "shared/pki/bytes.hpp"

#include <optional>

// The papers of a PEC mailbox (R112) as browsers send and fetch them.
using namespace sigillo::portal::test;
using nlohmann::json;
namespace pki = sigillo::pki;

namespace {

json person(const char* code, const char* name, const char* email, const char* role, const char* order) {
    json given{{"role", role}};
    if (*order != '\0') {
        given["order"] = order;
    }
    return {{"codice_fiscale", code},
            {"given_name", name},
            {"surname", "Rossi"},
            {"email", email},
            {"mobile", ""},
            {"language", "it"},
            {"password", "a long password"},
            {"roles", json::array({given})}};
}

json enrolled(const char* code, const char* name, const char* number) {
    return {{"order", "ingegneri-imperia"},
            {"codice_fiscale", code},
            {"given_name", name},
            {"surname", "Rossi"},
            {"title", "Ingegnere"},
            {"section", "A"},
            {"sector", "Industriale"},
            {"number", number},
            {"registered_on", "2010-02-01"},
            {"email", ""},
            {"mobile", "+393331234567"},
            {"status", "enrolled"},
            {"dues_paid_up_to", "2099-12-31"}};
}

/// Two members of Imperia, its secretary, Fermo's, and the provider's operator.
json imperia() {
    return {
        {"register",
         {enrolled("RSSMRA80A01H501U", "Mario", "100"), enrolled("RSSMRA80A41H501Y", "Maria", "101")}},
        {"people",
         {person("RSSMRA80A01H501U", "Mario", "mario@example.it", "member", "ingegneri-imperia"),
          person("RSSMRA80A41H501Y", "Maria", "maria@example.it", "member", "ingegneri-imperia"),
          person("VRDGPP70M15L219P", "Segreteria", "imperia@example.it", "secretary", "ingegneri-imperia"),
          person("BNCLRA75D55F205D", "Altra", "fermo@example.it", "secretary", "architetti-fermo")}}};
}

std::string pdf(const std::string& content, std::size_t size = 0) {
    std::string text = "%PDF-1.4 " + content;
    text.resize(std::max(text.size(), size), ' ');
    return text;
}

/// A page of somebody signed in.
class Page {
  public:
    Page(const Program& program, const std::string& user)
        : cookie(program.signed_in(user)), client_(program.port()) {
        client_.send(program.upgrade(program.origin(), cookie));
        REQUIRE(read_response(client_, false).status == 101);
        REQUIRE(ask("hello", {{"version", 3}, {"language", "it"}}).contains("result"));
    }
    json ask(const char* method, const json& params) {
        const int id = ++number_;
        client_.send(
            text_frame(json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump()));
        for (;;) { // notifications come in between
            const std::string reply = read_frame(client_);
            if (reply.empty()) {
                return json::object();
            }
            auto read = json::parse(reply);
            if (read.contains("id")) {
                return read;
            }
        }
    }
    json ask_mailbox(const std::string& form, const std::string& copy) {
        const auto base64 = [](const std::string& text) { return pki::base64_of(pki::view_of(text)); };
        return ask("mailbox.ask", {{"command", "command-" + std::to_string(number_)},
                                   {"email", "casella@example.it"},
                                   {"mobile", "+393331234567"},
                                   {"document", "identity_card"},
                                   {"document_number", "CA12345AB"},
                                   {"document_issued_by", "Comune di Imperia"},
                                   {"document_issued_on", "2020-05-01"},
                                   {"document_expires_on", "2060-05-01"},
                                   {"signed_form", base64(form)},
                                   {"document_copy", base64(copy)}});
    }

    const std::string cookie;

  private:
    WireClient client_;
    int number_ = 0;
};

/// The error's id and its field.
std::string refusal(const json& reply) {
    if (!reply.contains("error")) {
        return {};
    }
    const auto& data = reply["error"]["data"];
    const auto& details = data["details"];
    return data["error"].get<std::string>() +
           (details.contains("field") ? " " + details["field"].get<std::string>() : "");
}

std::string error_of(const WireResponse& response) {
    return json::parse(response.body)["error"];
}

std::string below(const std::string& mailbox, const char* file) {
    return "/api/mailboxes/" + mailbox + "/" + file;
}

const std::string png("\x89PNG\r\n\x1A\n the copy", 17);

} // namespace

TEST_CASE("papers handed in for a mailbox come back as they were, as what they are, to be saved R112") {
    const Program program(json::object(), imperia());
    Page mario(program, "mario@example.it");
    const auto blank = program.get("/api/mailboxes/new/form.pdf", mario.cookie);
    CHECK(blank.status == 200);
    CHECK(blank.body.rfind("%PDF-", 0) == 0);

    const auto asked = mario.ask_mailbox(pdf("signed", 100'000), png);
    INFO(asked.dump().substr(0, 300));
    REQUIRE(asked.contains("result"));
    const std::string id = asked["result"]["row"]["id"];

    const auto form = program.get(below(id, "signed-form"), mario.cookie);
    CHECK(form.status == 200);
    CHECK(form.body == pdf("signed", 100'000));
    CHECK(form.headers.at("content-type") == "application/pdf");
    CHECK(form.headers.at("content-disposition") == "attachment; filename=\"modulo-firmato.pdf\"");
    CHECK(form.headers.at("x-content-type-options") == "nosniff");
    CHECK_THAT(form.headers.at("cache-control"), ContainsSubstring("no-store"));
    const auto copy = program.get(below(id, "document"), mario.cookie);
    CHECK(copy.body == png);
    CHECK(copy.headers.at("content-type") == "image/png");
    CHECK(copy.headers.at("content-disposition") == "attachment; filename=\"documento.png\"");
    const auto to_sign = program.get(below(id, "form.pdf"), mario.cookie);
    CHECK(to_sign.body.rfind("%PDF-", 0) == 0);
    CHECK(to_sign.headers.at("content-disposition") == "attachment; filename=\"richiesta-pec.pdf\"");
}

TEST_CASE("a mailbox's papers are for the member and the own Order's office alone R112") {
    const Program program(json::object(), imperia());
    Page mario(program, "mario@example.it");
    const auto asked = mario.ask_mailbox(pdf("signed"), pdf("copy"));
    REQUIRE(asked.contains("result"));
    const std::string id = asked["result"]["row"]["id"];
    const std::string office = program.signed_in("imperia@example.it");
    for (const char* file : {"document", "signed-form", "form.pdf"}) {
        CAPTURE(file);
        CHECK(program.get(below(id, file), office).status == 200);
        for (const char* stranger : {"maria@example.it", "fermo@example.it"}) {
            const auto refused = program.get(below(id, file), program.signed_in(stranger));
            CHECK(refused.status == 404);
            CHECK(error_of(refused) == "not-found");
        }
        const auto nobody = program.get(below(id, file));
        CHECK(nobody.status == 401);
        CHECK(program.get(below(id, file), "Cookie: sigillo=0123456789abcdef\r\n").status == 401);
    }
    REQUIRE(program.post("/api/sign-out", "{}", program.origin(), mario.cookie).status == 200);
    CHECK(program.get(below(id, "document"), mario.cookie).status == 401);
}

TEST_CASE("what is no mailbox's paper is not found, however it is asked for R112") {
    const Program program(json::object(), imperia());
    Page mario(program, "mario@example.it");
    const auto asked = mario.ask_mailbox(pdf("signed"), pdf("copy"));
    REQUIRE(asked.contains("result"));
    const std::string id = asked["result"]["row"]["id"];
    for (const std::string& target :
         {std::string("/api/mailboxes/"), "/api/mailboxes/" + id, below(id, ""), below(id, "anything"),
          below(id, "document/"), below(id, "..%2f..%2fportal.db"),
          below("M-00000000000000000000", "document"), below("new", "document"), below("..", "document"),
          below(std::string(5000, 'M'), "document")}) {
        CAPTURE(target.substr(0, 80));
        const auto response = program.get(target, mario.cookie);
        CHECK(response.status >= 400);
        CHECK(response.status < 500);
        CHECK(response.body.find("copy") == std::string::npos);
    }
    // libwebsockets hangs up.
    CHECK(program.get(below(id, "document%00.pdf"), mario.cookie).body.empty());
    const auto posted = program.post(below(id, "document"), "{}", program.origin(), mario.cookie);
    CHECK(posted.status >= 400);
    CHECK(posted.status < 500);
    CHECK(program.get(below(id, "document"), mario.cookie).status == 200);
}

TEST_CASE(
    "a paper is a PDF, a JPEG or a PNG of at most 4 MB; anything else is refused and nothing kept R112") {
    const Program program(json::object(), imperia());
    constexpr std::size_t most = 4'000'000;
    {
        Page mario(program, "mario@example.it");
        CHECK(refusal(mario.ask_mailbox(pdf("form"), "GIF89a")) == "mailbox-papers-wrong document_copy");
        CHECK(refusal(mario.ask_mailbox("<html>", pdf("copy"))) == "mailbox-papers-wrong signed_form");
        CHECK(refusal(mario.ask_mailbox(pdf("form"), "")) == "message-value-out-of-range document_copy");
        CHECK(refusal(mario.ask_mailbox(pdf("form", most + 1), pdf("copy"))) ==
              "message-value-out-of-range signed_form");
        CHECK(mario.ask("mailbox.get", json::object())["result"]["row"]["stage"] == "none");
    }
    {
        Page greedy(program, "maria@example.it");
        const auto reply = greedy.ask_mailbox(pdf("form", 3 * most), pdf("copy"));
        CHECK_FALSE(reply.contains("result"));
    }
    Page mario(program, "mario@example.it");
    const auto asked = mario.ask_mailbox(pdf("form", most), pdf("copy", most));
    INFO(asked.dump().substr(0, 300));
    REQUIRE(asked.contains("result"));
    const std::string id = asked["result"]["row"]["id"];
    CHECK(program.get(below(id, "signed-form"), mario.cookie).body.size() == most);
}
