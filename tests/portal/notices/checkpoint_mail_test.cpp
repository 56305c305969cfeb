#include "shared/pki/authority.hpp"
#include "tests/portal/notices/smtp_sink.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/audit/audit.hpp"
#include "web/portal/notices/checkpoint_mail.hpp"
#include "web/portal/notices/notices.hpp"

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

const CheckpointMailSettings settings{"registro@ordine.example", "https://portale.example", "Sigillo"};

pki::KeySigner make_signer() {
    auto key = pki::PrivateKey::generate_ec_p256();
    REQUIRE(key.ok());
    auto root = pki::Authority::create_root("Checkpoints", "Portal", *key, 1'799'999'000, 1'900'000'000,
                                            pki::Bytes{1, 2, 3});
    REQUIRE(root.ok());
    return {*key, root->certificate()};
}

/// A store whose log grew, with one checkpoint over it.
struct World {
    StoreInFolder s;
    SetClock clock;
    pki::KeySigner signer = make_signer();

    World() { grow("first"); }

    void grow(const std::string& stream) {
        REQUIRE(s.store->append(appending({StreamKind::system, stream}, 0)).ok());
        REQUIRE(audit::Checkpoints(*s.store, signer, s.folder.path()).write(clock.at).ok());
    }
    std::unique_ptr<Outbox> outbox(Mailer& mailer) {
        std::vector<std::unique_ptr<JobHandler>> handlers;
        handlers.push_back(std::make_unique<EmailSender>(mailer));
        return std::make_unique<Outbox>(*s.store, clock, std::move(handlers));
    }
};

class CountingMailer final : public Mailer {
  public:
    domain::Status send(const Email& email) override {
        sent.push_back(email);
        return domain::Done{};
    }
    std::vector<Email> sent;
};

std::string attached(const std::string& message) {
    const auto at = message.find("Content-Transfer-Encoding: base64");
    REQUIRE(at != std::string::npos);
    const auto begin = message.find("\r\n\r\n", at) + 4;
    std::string encoded = message.substr(begin, message.find("--part-", begin) - begin);
    std::erase_if(encoded, [](char c) { return c == '\r' || c == '\n'; });
    const auto bytes = pki::bytes_of_base64(encoded);
    REQUIRE(bytes.ok());
    return pki::text_of(*bytes);
}

} // namespace

TEST_CASE("the newest signed checkpoint arrives by SMTP as it was kept, byte for byte") {
    World w;
    Mailbox mailbox;
    OneConnection server(smtp(mailbox));
    SmtpSettings smtp_settings;
    smtp_settings.host = "127.0.0.1";
    smtp_settings.port = server.port();
    smtp_settings.security = SmtpSettings::Security::none;
    smtp_settings.from = "portale@example.it";
    const auto mailer = make_smtp_mailer(smtp_settings);
    REQUIRE(mailer.ok());
    REQUIRE(mail_checkpoint(*w.s.store, settings, w.clock.at).ok());
    REQUIRE(w.outbox(**mailer)->run_due().ok());
    server.join();

    const auto kept = w.s.store->last_checkpoint();
    REQUIRE(kept.ok());
    REQUIRE(kept->has_value());
    CHECK(attached(mailbox.message) == pki::text_of((*kept)->p7m));
    CHECK_THAT(mailbox.message, ContainsSubstring("filename=\"checkpoint-00000001.p7m\""));
    CHECK_THAT(mailbox.message, ContainsSubstring(pki::sha256_hex((*kept)->p7m)));
    CHECK(mailbox.commands[2] == "RCPT TO:<registro@ordine.example>");
}

TEST_CASE("one checkpoint a day is mailed, the newest, a quiet day's too") {
    World w;
    CountingMailer mailer;
    const auto outbox = w.outbox(mailer);
    for (int i = 0; i < 3; ++i) {
        REQUIRE(mail_checkpoint(*w.s.store, settings, w.clock.at).ok());
        REQUIRE(outbox->run_due().ok());
    }
    CHECK(mailer.sent.size() == 1);
    w.grow("second");
    w.clock.at = w.clock.at + domain::Duration::days(1);
    REQUIRE(mail_checkpoint(*w.s.store, settings, w.clock.at).ok());
    w.clock.at = w.clock.at + domain::Duration::days(1);
    REQUIRE(mail_checkpoint(*w.s.store, settings, w.clock.at).ok());
    REQUIRE(outbox->run_due().ok());
    REQUIRE(mailer.sent.size() == 3);
    REQUIRE(mailer.sent[1].attachment.has_value());
    CHECK(mailer.sent[1].attachment->name == "checkpoint-00000002.p7m");
    CHECK(mailer.sent[2].attachment->name == "checkpoint-00000002.p7m");
    CHECK(mailer.sent[1].message_id != mailer.sent[2].message_id);
}

TEST_CASE("before the first checkpoint nothing is mailed") {
    StoreInFolder s;
    SetClock clock;
    REQUIRE(mail_checkpoint(*s.store, settings, clock.at).ok());
    CountingMailer mailer;
    std::vector<std::unique_ptr<JobHandler>> handlers;
    handlers.push_back(std::make_unique<EmailSender>(mailer));
    REQUIRE(Outbox(*s.store, clock, std::move(handlers)).run_due().ok());
    CHECK(mailer.sent.empty());
}
