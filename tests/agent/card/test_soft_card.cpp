// The errors that a person meets with a card, on SoftHSM.

#include "agent/card/make_card_service.hpp"
#include "shared/pki/cades.hpp"
#include "tests/agent/support/soft_card.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::must;
using test::SoftCard;

namespace {

struct Bench {
    SoftCard card;
    std::unique_ptr<Platform> platform = make_platform(card.folder() / "state");
    std::unique_ptr<CardService> service = make_card_service(*platform, card.settings());

    domain::Result<std::unique_ptr<CardSession>> login(const std::string& pin = SoftCard::pin) {
        const auto id = test::only_card(*service).id;
        return service->login(id, CertificateRole::signature, SoftCard::secret(pin));
    }
    domain::Status unblock(const std::string& puk) {
        const auto id = test::only_card(*service).id;
        return service->unblock(id, CertificateRole::signature, SoftCard::secret(puk),
                                SoftCard::secret("54321"));
    }
};

/// A watch that always says the same, as a machine with this reader.
class FixedWatch final : public ReaderWatch {
  public:
    explicit FixedWatch(std::vector<WatchedReader> readers) : readers_(std::move(readers)) {}
    std::optional<std::vector<WatchedReader>> readers() override { return readers_; }
    bool leaves(const std::string&, std::uint64_t, std::chrono::milliseconds) override { return false; }
    void start(std::function<void()>) override {}
    std::optional<Bytes> transmit(const std::string&, ByteView) override { return std::nullopt; }

  private:
    std::vector<WatchedReader> readers_;
};

} // namespace

TEST_CASE("a card shows its certificates, its PIN and that it can be written") {
    Bench bench;
    const auto card = test::only_card(*bench.service);
    CHECK(card.certificates.size() == 2);
    CHECK(card.current(CertificateRole::authentication)->certificate.codice_fiscale() == "RSSMRA80A01H501U");
    CHECK(card.current(CertificateRole::signature)->label == "DS0");
    CHECK(card.pins.size() == 1);
    CHECK(card.pins[0].roles.size() == 2);
    CHECK(card.state == CardState::writable);
    CHECK(card.orphan_keys == 0);
}

TEST_CASE("a wrong PIN is told as such") {
    Bench bench;
    CHECK(bench.login("00000000").error().id == ErrorId::card_pin_wrong);
}

TEST_CASE("the last try is told where the token tells") {
    Bench bench;
    bench.card.set_faults("TOKEN_FLAGS 0x20000\n");
    const auto wrong = bench.login("00000000");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().details.at("tries") == "1");
}

TEST_CASE("a blocked PIN is told as such") {
    Bench bench;
    bench.card.set_faults("C_Login 0xa4\n");
    CHECK(bench.login().error().id == ErrorId::card_pin_blocked);
}

TEST_CASE("a card pulled while the PIN is checked is removed, whatever the module calls it") {
    Bench bench;
    bench.card.set_faults("C_Login pull\n");
    CHECK(bench.login().error().id == ErrorId::card_removed);
}

TEST_CASE("a changed PIN opens the card and the old one no longer does [X14]") {
    Bench bench;
    REQUIRE(must(bench.login())->change_pin(SoftCard::secret(), SoftCard::secret("54321")));
    CHECK(bench.login().error().id == ErrorId::card_pin_wrong);
    CHECK(bench.login("54321"));
}

TEST_CASE("the session in which a PIN was changed goes on signing") {
    Bench bench;
    const auto session = must(bench.login());
    REQUIRE(session->change_pin(SoftCard::secret(), SoftCard::secret("54321")));
    const auto card = test::only_card(*bench.service);
    const std::vector<pki::Digest> digests(1);
    CHECK(session->sign(card.current(CertificateRole::signature)->id, digests));
}

TEST_CASE("a PIN of a form that the card does not take is refused, and the old one stays [X14]") {
    Bench bench;
    bench.card.set_faults("C_SetPIN 0xa2\n");
    CHECK(must(bench.login())->change_pin(SoftCard::secret(), SoftCard::secret("54321")).error().id ==
          ErrorId::card_pin_refused);
    CHECK(bench.login());
}

TEST_CASE("a module that changes no PINs is told as that, not as a renewal that cannot be [X14]") {
    Bench bench;
    bench.card.set_faults("C_SetPIN 0x54\nC_InitPIN 0x54\n");
    CHECK(must(bench.login())->change_pin(SoftCard::secret(), SoftCard::secret("54321")).error().id ==
          ErrorId::card_pin_not_changeable);
    CHECK(bench.unblock(SoftCard::puk).error().id == ErrorId::card_pin_not_changeable);
}

TEST_CASE("a card pulled while its PIN is changed is removed") {
    Bench bench;
    bench.card.set_faults("C_SetPIN pull\n");
    CHECK(must(bench.login())->change_pin(SoftCard::secret(), SoftCard::secret("54321")).error().id ==
          ErrorId::card_removed);
}

TEST_CASE("the PUK sets a new PIN, also while somebody is logged in [X14]") {
    Bench bench;
    const auto session = must(bench.login());
    CHECK(bench.unblock(SoftCard::puk));
    CHECK(bench.login("54321"));
    CHECK(bench.login().error().id == ErrorId::card_pin_wrong);
}

TEST_CASE("a wrong PUK is told as that, whether the module looks at it at the log-in or after [X14]") {
    Bench bench;
    CHECK(bench.unblock("00000000").error().id == ErrorId::card_puk_wrong);
    bench.card.set_faults("C_InitPIN 0xa0\n");
    CHECK(bench.unblock(SoftCard::puk).error().id == ErrorId::card_puk_wrong);
    CHECK(bench.login());
}

TEST_CASE("a blocked PUK is told as that [X14]") {
    Bench bench;
    bench.card.set_faults("C_Login 0xa4\n");
    CHECK(bench.unblock(SoftCard::puk).error().id == ErrorId::card_puk_blocked);
}

TEST_CASE("the last try of a PUK is told where the token tells, and so is its end [X14]") {
    Bench bench;
    bench.card.set_faults("TOKEN_FLAGS 0x200000\n");
    CHECK(bench.unblock("00000000").error().details.at("tries") == "1");
    CHECK(test::only_card(*bench.service).pins[0].puk_tries_left == 1);
    bench.card.set_faults("TOKEN_FLAGS 0x400000\n");
    CHECK(bench.unblock("00000000").error().id == ErrorId::card_puk_blocked);
    CHECK(test::only_card(*bench.service).pins[0].puk_blocked);
}

TEST_CASE("a module that crashes over the PUK costs no more than its process") {
    Bench bench;
    bench.card.set_faults("C_InitPIN crash\n");
    CHECK(bench.unblock(SoftCard::puk).error().id == ErrorId::card_module_failed);
    bench.card.set_faults("");
    CHECK(bench.unblock(SoftCard::puk));
}

TEST_CASE("a card without room is full") {
    Bench bench;
    const auto session = must(bench.login());
    bench.card.set_faults("C_GenerateKeyPair 0x31\nC_CreateObject 0x31\n");
    CHECK(session->generate_key_pair(Bytes{9}, "", 2048).error().id == ErrorId::card_full);
    const auto certificate = test::PkiWorld::get().secretary.signature;
    CHECK(session->write_certificate(Bytes{9}, "x", certificate.der()).error().id == ErrorId::card_full);
}

TEST_CASE("a card that its module cannot write is read-only") {
    Bench bench;
    bench.card.set_faults("TOKEN_FLAGS 0x2\n");
    CHECK(test::only_card(*bench.service).state == CardState::read_only);
    bench.card.set_faults("C_GetMechanismInfo 0x70\n");
    CHECK(test::only_card(*bench.service).state == CardState::read_only);
}

TEST_CASE("a card's key signs CAdES that holds") {
    Bench bench;
    const auto session = must(bench.login());
    const auto card = test::only_card(*bench.service);
    CardSigner signer(*session, *card.current(CertificateRole::signature));
    const auto p7m = must(pki::sign_cades(pki::view_of("{}"), signer, test::PkiWorld::now));
    CHECK(must(pki::read_cades(p7m)).signer == signer.certificate());
}

TEST_CASE("another card's id is not found") {
    Bench bench;
    CHECK(bench.service->card("none").error().id == ErrorId::card_absent);
}

TEST_CASE("without a reader that is said") {
    Bench bench;
    auto settings = bench.card.settings();
    settings.module.reset();
    bench.service = make_card_service(*bench.platform, settings,
                                      std::make_unique<FixedWatch>(std::vector<WatchedReader>{}));
    CHECK(bench.service->card("any").error().id == ErrorId::card_no_reader);
}

TEST_CASE("an empty reader is there, without a card") {
    Bench bench;
    auto settings = bench.card.settings();
    settings.module.reset();
    bench.service =
        make_card_service(*bench.platform, settings,
                          std::make_unique<FixedWatch>(std::vector<WatchedReader>{{"R", false, {}, 1}}));
    CHECK(must(bench.service->readers()).at(0).name == "R");
    CHECK(bench.service->card("any").error().id == ErrorId::card_absent);
}

TEST_CASE("a missing module is told with what was looked for") {
    Bench bench;
    auto settings = bench.card.settings();
    settings.module = "/nowhere/libcard.so";
    bench.service =
        make_card_service(*bench.platform, settings,
                          std::make_unique<FixedWatch>(std::vector<WatchedReader>{{"R", true, {0x3b}, 1}}));
    const auto missing = bench.service->card("any");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().id == ErrorId::card_module_missing);
    CHECK(missing.error().details.at("looked_for") == "/nowhere/libcard.so");
}
