#include "tests/agent/support/scripted_card.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>

namespace sigillo::test {

using agent::Bytes;
using agent::ByteView;
using agent::CertificateRole;
using domain::ErrorId;

class ScriptedSession final : public agent::CardSession {
  public:
    explicit ScriptedSession(ScriptedCard& card) : card_(card) {}
    ~ScriptedSession() override { (void)card_.next("end"); }

    domain::Result<std::vector<Bytes>> sign(ByteView id, std::span<const pki::Digest> digests,
                                            const agent::SignProgress&) override {
        if (auto error = card_.next("sign")) {
            return *error;
        }
        const auto key = card_.keys.find(Bytes(id.begin(), id.end()));
        if (key == card_.keys.end()) {
            return ErrorId::card_certificate_missing;
        }
        std::vector<Bytes> signatures;
        pki::KeyDigestSigner signer(key->second);
        for (const auto& digest : digests) {
            signatures.push_back(must(signer.sign_sha256(digest)));
        }
        return signatures;
    }
    [[nodiscard]] bool makes_keys() const override { return card_.makes_keys; }
    domain::Result<Bytes> generate_key_pair(ByteView id, const std::string&, int bits) override {
        if (auto error = card_.next("generate")) {
            return *error;
        }
        const auto key = must(pki::PrivateKey::generate_rsa(bits));
        card_.keys.emplace(Bytes(id.begin(), id.end()), key);
        ++card_.key_pairs_made;
        if (auto error = card_.afterwards()) {
            return *error;
        }
        return key.public_key().der();
    }
    domain::Result<Bytes> public_key(ByteView id) override {
        if (auto error = card_.next("public_key")) {
            return *error;
        }
        const auto key = card_.keys.find(Bytes(id.begin(), id.end()));
        if (key == card_.keys.end()) {
            return ErrorId::not_found;
        }
        return key->second.public_key().der();
    }
    domain::Status write_certificate(ByteView id, const std::string&, ByteView der) override {
        if (auto error = card_.next("write")) {
            return *error;
        }
        card_.certificates[Bytes(id.begin(), id.end())].emplace_back(der.begin(), der.end());
        if (auto error = card_.afterwards()) {
            return *error;
        }
        return domain::Done{};
    }
    domain::Result<std::vector<Bytes>> read_certificates(ByteView id) override {
        if (auto error = card_.next("read")) {
            return *error;
        }
        return card_.certificates[Bytes(id.begin(), id.end())];
    }
    domain::Result<std::vector<Bytes>> used_ids() override {
        if (auto error = card_.next("used_ids")) {
            return *error;
        }
        std::vector<Bytes> ids;
        for (const auto& [id, key] : card_.keys) {
            ids.push_back(id);
        }
        return ids;
    }
    domain::Status change_pin(agent::SecretString old_pin, agent::SecretString new_pin) override {
        card_.pins_given.emplace_back(old_pin.view());
        card_.pins_given.emplace_back(new_pin.view());
        if (auto error = card_.next("change_pin")) {
            return *error;
        }
        return domain::Done{};
    }
    domain::Result<int> orphan_keys() override {
        (void)card_.next("orphan_keys");
        return 0;
    }

  private:
    ScriptedCard& card_;
};

ScriptedCard::ScriptedCard() {
    const auto& world = PkiWorld::get();
    snapshot.reader = "reader";
    snapshot.id = "card";
    snapshot.state = agent::CardState::writable;
    agent::CardPin pin;
    pin.roles = {CertificateRole::authentication, CertificateRole::signature};
    snapshot.pins = {pin};
    const auto add = [&](CertificateRole role, Bytes id, pki::Profile profile, const pki::PrivateKey& key) {
        const auto certificate =
            world.issue(profile, world.secretary.subject, key.public_key(),
                        PkiWorld::now - 300 * PkiWorld::day, PkiWorld::now + 30 * PkiWorld::day);
        keys.emplace(id, key);
        certificates[id] = {certificate.der()};
        snapshot.certificates.push_back({role, id, "label", certificate, true});
    };
    add(CertificateRole::authentication, {1}, pki::Profile::cns_authentication,
        world.secretary.authentication_key);
    add(CertificateRole::signature, {2}, pki::Profile::signature, world.secretary.signature_key);
}

ScriptedCard::~ScriptedCard() {
    CHECK(done());
}

void ScriptedCard::expect(std::vector<CardStep> steps) {
    REQUIRE(done());
    script_.assign(std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
}

std::optional<domain::Error> ScriptedCard::next(const std::string& call) {
    pending_.reset();
    if (script_.empty() || script_.front().call != call) {
        UNSCOPED_INFO("the card was asked \"" << call << "\", expected was \""
                                              << (script_.empty() ? "nothing" : script_.front().call)
                                              << "\"");
        failed_ = true;
        return domain::Error(ErrorId::internal);
    }
    const auto step = std::move(script_.front());
    script_.pop_front();
    if (step.after) {
        pending_ = step.error;
        return std::nullopt;
    }
    return step.error;
}

std::optional<domain::Error> ScriptedCard::afterwards() {
    return std::exchange(pending_, std::nullopt);
}

domain::Result<std::vector<agent::ReaderSnapshot>> ScriptedCard::readers() {
    return std::vector<agent::ReaderSnapshot>{{snapshot.reader, true, snapshot, std::nullopt}};
}

domain::Result<agent::CardSnapshot> ScriptedCard::card(const std::string& id) {
    if (auto error = next("card")) {
        return *error;
    }
    return id == snapshot.id ? domain::Result<agent::CardSnapshot>(snapshot) : ErrorId::card_absent;
}

domain::Result<agent::CardSnapshot> ScriptedCard::card_anew(const std::string&) {
    if (auto error = next("card_anew")) {
        return *error;
    }
    auto shown = snapshot;
    for (const auto& [id, stored] : certificates) {
        for (const auto& der : stored) {
            const auto certificate = must(pki::Certificate::from_der(der));
            shown.certificates.push_back({CertificateRole::signature, id, "", certificate, true});
        }
    }
    return shown;
}

domain::Status ScriptedCard::unblock(const std::string&, CertificateRole role, agent::SecretString puk,
                                     agent::SecretString new_pin) {
    pins_given.emplace_back(puk.view());
    pins_given.emplace_back(new_pin.view());
    if (auto error =
            next(role == CertificateRole::signature ? "unblock signature" : "unblock authentication")) {
        return *error;
    }
    return domain::Done{};
}

domain::Result<std::unique_ptr<agent::CardSession>>
ScriptedCard::login(const std::string&, CertificateRole role, agent::SecretString pin) {
    pins_given.emplace_back(pin.view());
    if (auto error = next(role == CertificateRole::signature ? "login signature" : "login authentication")) {
        return *error;
    }
    return std::unique_ptr<agent::CardSession>(std::make_unique<ScriptedSession>(*this));
}

} // namespace sigillo::test
