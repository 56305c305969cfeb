// PINs, PUKs and identifications through the whole chain: windows that are scripted, and then the module's
// process -> opensc-pkcs11.so -> pcscd -> vpcd -> virtual card.

#include "agent/dispatch/identity.hpp"
#include "agent/dispatch/new_pin.hpp"
#include "shared/pki/cades.hpp"
#include "tests/agent/dispatch/scripted_person.hpp"
#include "tests/agent/support/card_in_reader.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::must;
using test::PkiWorld;
using test::VirtualCardKind;
using Role = CertificateRole;
namespace message = protocol::agent;

namespace {

SecretString secret(std::string text) {
    return SecretString(std::span<char>(text.data(), text.size()));
}

struct Person : test::CardInReader {
    explicit Person(const VirtualCardKind& kind) : CardInReader(kind) {}

    void type(const std::vector<std::string>& texts) { pin_window.expect({texts.begin(), texts.end()}); }
    domain::Result<message::Empty> change(const CardSnapshot& card, std::optional<Role> role) {
        return new_pin.change(caller, {card.id, role});
    }
    domain::Result<message::Empty> unblock(const CardSnapshot& card, std::optional<Role> role) {
        return new_pin.unblock(caller, {card.id, role});
    }
    domain::Result<message::ProveIdentity::Reply> prove(const CardSnapshot& card, Role role) {
        return identity.run(caller, {card.id, role, "0123456789abcdef", "r-1"});
    }
    domain::Result<std::unique_ptr<CardSession>> login(const CardSnapshot& card, Role role,
                                                       const std::string& pin) {
        return cards->login(card.id, role, secret(pin));
    }
    void block(const CardSnapshot& card, Role role) {
        for (int tries = 0; tries < 3; ++tries) {
            REQUIRE_FALSE(login(card, role, "00000"));
        }
    }
    const CardPin& pin_of(const CardSnapshot& card, Role role) {
        shown_ = must(cards->card(card.id));
        return *shown_.pin_of(role);
    }

    test::ScriptedPinWindow pin_window;
    test::ScriptedConsent consent;
    PinDialog pins{*cards, pin_window};
    NewPin new_pin{*cards, pin_window, pins};
    ProveIdentity identity{*cards, consent, pins, test::test_now};
    Caller caller{1, "https://portal.example", Language::en, [] { return true; }, [](std::string) {}};

  private:
    CardSnapshot shown_;
};

const VirtualCardKind cns{"itacns"};
const VirtualCardKind myeid{"myeid"};

std::string other_pin(Role role) {
    return role == Role::signature ? "11111" : "22222";
}
std::string old_pin(Role role) {
    return role == Role::signature ? "22222" : "11111";
}
std::string puk(Role role) {
    return role == Role::signature ? "87654321" : "12345678";
}
Role other(Role role) {
    return role == Role::signature ? Role::authentication : Role::signature;
}

} // namespace

TEST_CASE("a changed PIN of a card opens it, the old one does not, and the other PIN is as it was [X14]") {
    const auto kind = GENERATE(cns, myeid);
    const auto role = GENERATE(Role::authentication, Role::signature);
    CAPTURE(kind.profile, role == Role::signature);
    Person person(kind);
    const auto card = person.put_in();
    person.type({old_pin(role), "54321", "54321"});
    REQUIRE(person.change(card, role));
    CHECK(person.login(card, role, "54321"));
    CHECK(person.login(card, role, old_pin(role)).error().id == ErrorId::card_pin_wrong);
    CHECK(person.login(card, other(role), other_pin(role)));
}

TEST_CASE("a wrong old PIN is asked again, with the tries left where the card tells them [X14]") {
    Person person(myeid);
    const auto card = person.put_in();
    person.type({"00000", "22222", "54321", "54321"});
    REQUIRE(person.change(card, Role::signature));
    CHECK_THAT(person.pin_window.shown.at(1).error, ContainsSubstring("Tries left: 2"));
    CHECK(person.login(card, Role::signature, "54321"));
}

TEST_CASE("a signature key that wants its PIN each time signs after the PIN was changed in its session") {
    Person person({"myeid", true});
    const auto card = person.put_in();
    const auto session = must(person.login(card, Role::signature, "22222"));
    REQUIRE(session->change_pin(secret("22222"), secret("54321")));
    const std::vector<pki::Digest> digests(2);
    CHECK(session->sign(card.current(Role::signature)->id, digests));
}

TEST_CASE("a blocked PIN shows as blocked, and its PUK sets a new one [X14]") {
    const auto kind = GENERATE(cns, myeid);
    const auto role = GENERATE(Role::authentication, Role::signature);
    CAPTURE(kind.profile, role == Role::signature);
    Person person(kind);
    const auto card = person.put_in();
    person.block(card, role);
    CHECK(person.pin_of(card, role).blocked);
    CHECK_FALSE(person.pin_of(card, other(role)).blocked);
    person.type({puk(role), "54321", "54321"});
    REQUIRE(person.unblock(card, role));
    CHECK_FALSE(person.pin_of(card, role).blocked);
    CHECK(person.login(card, role, "54321"));
}

TEST_CASE("a wrong PUK changes no PIN and costs no try of it [X14]") {
    const auto kind = GENERATE(cns, myeid);
    CAPTURE(kind.profile);
    Person person(kind);
    const auto card = person.put_in();
    person.type({"00000000", "54321", "54321", "87654321"});
    REQUIRE(person.unblock(card, Role::signature));
    CHECK_THAT(person.pin_window.shown.at(3).error, ContainsSubstring("Wrong PUK"));
    if (kind == myeid) {
        CHECK_THAT(person.pin_window.shown.at(3).error, ContainsSubstring("Tries left: 9"));
    }
    CHECK(person.login(card, Role::signature, "54321"));
}

TEST_CASE("a PUK that is used up is lost with its PIN, and the card says so until it is taken out [X14]") {
    const auto kind = GENERATE(cns, myeid);
    CAPTURE(kind.profile);
    Person person(kind);
    const auto card = person.put_in();
    person.block(card, Role::signature);
    for (int tries = 0; tries < 9; ++tries) {
        REQUIRE(
            person.cards->unblock(card.id, Role::signature, secret("00000000"), secret("54321")).error().id ==
            ErrorId::card_puk_wrong);
    }
    person.type({"00000000", "54321", "54321"});
    CHECK(person.unblock(card, Role::signature).error().id == ErrorId::card_puk_blocked);
    CHECK(person.pin_of(card, Role::signature).puk_blocked);
    CHECK_FALSE(person.pin_of(card, Role::authentication).puk_blocked);
    CHECK(person.unblock(card, Role::signature).error().id == ErrorId::card_puk_blocked);
    CHECK(person.pin_window.shown.size() == 3);
}

TEST_CASE("no PIN and no PUK is in the module's configuration, nor anywhere in the state folder [X14]") {
    Person person(cns);
    const auto card = person.put_in();
    person.type({"87654321", "54321", "54321"});
    REQUIRE(person.unblock(card, Role::signature));
    std::ostringstream written;
    for (const auto& file : std::filesystem::recursive_directory_iterator(person.folder.path())) {
        if (file.is_regular_file()) {
            written << std::ifstream(file.path()).rdbuf();
        }
    }
    CHECK(written.str().find("87654321") == std::string::npos);
    CHECK(written.str().find("54321") == std::string::npos);
}

TEST_CASE("a health card identifies its holder by its authentication key, whoever issued it [R134] [X16]") {
    Person person({"ts-cns"});
    const auto card = person.put_in();
    person.consent.expect({{}});
    person.type({"11111"});
    const auto proof = must(person.prove(card, Role::authentication));
    const auto read = must(pki::read_cades(proof.p7m));
    CHECK(read.signer.codice_fiscale() == "RSSMRA80A01H501U");
    CHECK(read.signer.facts().issuer_der ==
          PkiWorld::get().other_authority.certificate().facts().subject_der);
    CHECK(nlohmann::json::parse(pki::text_of(read.content))["type"] == "sigillo.identification/1");
}

TEST_CASE("a health card has no signature to identify with [R134]") {
    Person person({"ts-cns"});
    const auto card = person.put_in();
    CHECK(person.prove(card, Role::signature).error().id == ErrorId::card_certificate_missing);
}

TEST_CASE("a health card with a key of 1024 bits identifies nobody and is asked no PIN [X16]") {
    Person person({"ts-cns", false, true});
    const auto card = person.put_in();
    const auto refused = person.prove(card, Role::authentication);
    CHECK(refused.error().id == ErrorId::card_key_too_short);
    CHECK(refused.error().details.at("bits") == "1024");
}

TEST_CASE("a card of the Order's own kind identifies with its signature, too [R134] [R123]") {
    const auto kind = GENERATE(cns, myeid);
    Person person(kind);
    const auto card = person.put_in();
    person.consent.expect({{}});
    person.type({"22222"});
    CHECK(must(pki::read_cades(must(person.prove(card, Role::signature)).p7m)).signer.role() ==
          pki::CertificateRole::signature);
}
