#include "tests/portal/notices/smtp_sink.hpp"
#include "tests/support/catch.hpp"
#include "web/portal/notices/mailer.hpp"

#include <nlohmann/json.hpp>

#include <vector>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

SmtpSettings settings(int port) {
    SmtpSettings settings;
    settings.host = "127.0.0.1";
    settings.port = port;
    settings.security = SmtpSettings::Security::none;
    settings.from = "portale@example.it";
    settings.from_name = "Sigillo";
    settings.timeout_seconds = 10;
    return settings;
}

Email email() {
    return {"abc@portale.example", {1'800'000'000},           "mario@example.it",
            "Mario D'Angelò",      "Il tuo rinnovo è pronto", "Gentile Mario,\n.\n..\nciò che serve\n"};
}

} // namespace

TEST_CASE("an e-mail goes out whole, dots at a line's start too") {
    Mailbox mailbox;
    OneConnection server(smtp(mailbox));
    const auto mailer = make_smtp_mailer(settings(server.port()));
    REQUIRE(mailer.ok());
    REQUIRE((*mailer)->send(email()).ok());
    server.join();

    REQUIRE(mailbox.commands.size() >= 4);
    CHECK(mailbox.commands[0] == "EHLO example.it");
    CHECK(mailbox.commands[1].rfind("MAIL FROM:<portale@example.it>", 0) == 0);
    CHECK(mailbox.commands[2] == "RCPT TO:<mario@example.it>");
    CHECK_THAT(mailbox.message, ContainsSubstring("Message-ID: <abc@portale.example>\r\n"));
    CHECK_THAT(mailbox.message,
               ContainsSubstring("\r\n\r\nGentile Mario,\r\n.\r\n..\r\nci=C3=B2 che serve\r\n"));
}

TEST_CASE("an address that the server refuses is refused for good") {
    Mailbox mailbox;
    OneConnection server(smtp(mailbox, "550 no such mailbox"));
    const auto sent = (*make_smtp_mailer(settings(server.port())))->send(email());
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().id == domain::ErrorId::notice_refused);
}

TEST_CASE("a server that is busy is tried again later") {
    Mailbox mailbox;
    OneConnection server(smtp(mailbox, "451 try again"));
    const auto sent = (*make_smtp_mailer(settings(server.port())))->send(email());
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().id == domain::ErrorId::notice_unavailable);
}

TEST_CASE("a server that is not there is tried again later") {
    int port = 0;
    {
        OneConnection server([](OneConnection::Peer&) {});
        port = server.port();
    }
    const auto sent = (*make_smtp_mailer(settings(port)))->send(email());
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().id == domain::ErrorId::notice_unavailable);
}

TEST_CASE("a server without TLS gets nothing where TLS is asked for") {
    Mailbox mailbox;
    OneConnection server(smtp(mailbox));
    auto strict = settings(server.port());
    strict.security = SmtpSettings::Security::starttls;
    CHECK_FALSE((*make_smtp_mailer(strict))->send(email()).ok());
    server.join();
    CHECK(mailbox.message.empty());
}

TEST_CASE("an address that would add a command or a header reaches no server") {
    const auto mailer = make_smtp_mailer(settings(1));
    for (const char* address : {"a@b.it>\r\nRCPT TO:<c@d.it", "a@b.it\nBcc: c@d.it", "a b@c.it", "a@b@c.it",
                                "", "@b.it", "a@", "<a@b.it>", "a,b@c.it", "-oX@b.it"}) {
        auto bad = email();
        bad.to = address;
        INFO(address);
        CHECK((*mailer)->send(bad).error().id == domain::ErrorId::notice_refused);
    }
}

TEST_CASE("mail and messages never leave the machine in clear") {
    auto open = settings(25);
    open.host = "mail.example.it";
    CHECK_FALSE(make_smtp_mailer(open).ok());
    open.host = "127.example.it";
    CHECK_FALSE(make_smtp_mailer(open).ok());
    CHECK_FALSE(make_sms_gateway({"http://sms.example.it/send", "", "", 10}).ok());
    CHECK_FALSE(make_sms_gateway({"ftp://127.0.0.1/", "", "", 10}).ok());
    CHECK(make_sms_gateway({"https://sms.example.it/send", "", "", 10}).ok());
}

TEST_CASE("an SMS is posted as JSON with its id, and the gateway's answer decides") {
    struct Case {
        const char* status;
        std::optional<domain::ErrorId> error;
    };
    for (const auto& [status, error] :
         {Case{"202 Accepted", std::nullopt}, Case{"400 Bad Request", domain::ErrorId::notice_refused},
          Case{"429 Slow down", domain::ErrorId::notice_unavailable},
          Case{"503 Later", domain::ErrorId::notice_unavailable}}) {
        std::string head;
        std::string body;
        OneConnection server([&, answer = std::string(status)](OneConnection::Peer& peer) {
            std::size_t size = 0;
            for (auto line = peer.line(); !line.empty(); line = peer.line()) {
                head += line + "\n";
                if (line.rfind("Content-Length: ", 0) == 0) {
                    size = std::stoul(line.substr(16));
                }
            }
            body = peer.exactly(size);
            peer.say("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        const auto gateway = make_sms_gateway(
            {"http://127.0.0.1:" + std::to_string(server.port()) + "/sms", "secret", "", 10});
        const auto sent = (*gateway)->send({"id-1", "+393331234567", "È pronto"});
        server.join();

        INFO(status);
        CHECK(sent.ok() == !error);
        if (error) {
            CHECK(sent.error().id == *error);
        }
        CHECK_THAT(head, ContainsSubstring("POST /sms HTTP/1.1"));
        CHECK_THAT(head, ContainsSubstring("Authorization: Bearer secret"));
        CHECK(nlohmann::json::parse(body) ==
              nlohmann::json{{"id", "id-1"}, {"to", "+393331234567"}, {"text", "È pronto"}});
    }
}
