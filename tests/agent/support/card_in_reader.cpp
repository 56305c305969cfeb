#include "tests/agent/support/card_in_reader.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>

namespace sigillo::test {

namespace fs = std::filesystem;

namespace {

void write_text(const fs::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

pki::Certificate certificate_for(const VirtualCardKind& kind, pki::Profile profile,
                                 const pki::PrivateKey& key) {
    const auto& world = PkiWorld::get();
    const auto from = PkiWorld::now - 300 * PkiWorld::day;
    const auto until = PkiWorld::now + 30 * PkiWorld::day;
    if (kind.profile != "ts-cns") {
        return world.issue(profile, world.secretary.subject, key.public_key(), from, until);
    }
    return must(world.other_authority.issue(
        {profile, world.secretary.subject, key.public_key(), from, until, {0x75}, ""}));
}

// By openssl: our own authority certifies no key that is so short.
void make_short_key(tests::CardRole& role) {
    std::string output;
    if (tests::run({"openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-days", "36500", "-keyout",
                    role.key.string(), "-out", role.certificate.string(), "-subj",
                    "/C=IT/SN=Rossi/GN=Mario/serialNumber=TINIT-RSSMRA80A01H501U/CN=Mario Rossi", "-addext",
                    "keyUsage=critical,digitalSignature", "-addext", "extendedKeyUsage=clientAuth"},
                   &output) != 0) {
        throw std::runtime_error(output);
    }
}

fs::path make_folder(const VirtualCardKind& kind, const fs::path& folder) {
    const auto& secretary = PkiWorld::get().secretary;
    tests::CardOrder order;
    order.profile = kind.profile;
    order.always_authenticate = kind.always;
    if (kind.profile != "myeid") {
        order.serial = kind.profile == "itacns" ? "1234567890123456" : "6030000012345678";
    }
    const auto role = [&](tests::CardRole& files, const std::string& name, pki::Profile profile,
                          const pki::PrivateKey& key) {
        files.key = folder / (name + "-key.pem");
        files.certificate = folder / (name + ".pem");
        if (kind.short_key) {
            make_short_key(files);
        } else {
            write_text(files.key, key.pem());
            write_text(files.certificate, certificate_for(kind, profile, key).pem());
        }
    };
    role(order.cns, "cns", pki::Profile::cns_authentication, secretary.authentication_key);
    if (kind.profile != "ts-cns") {
        role(order.signature, "sign", pki::Profile::signature, secretary.signature_key);
    }
    tests::make_card(order, folder / "card.json");
    return folder;
}

/// Made once for each kind.
fs::path card_of(const VirtualCardKind& kind, const tests::ReaderEnvironment& reader) {
    static const tests::ReaderEnvironment keeper;
    static std::map<VirtualCardKind, fs::path> made;
    auto& folder = made[kind];
    if (folder.empty()) {
        const auto place = keeper.directory() / std::to_string(made.size());
        fs::create_directory(place);
        folder = make_folder(kind, place);
    }
    const auto copy = reader.directory() / "card.json";
    fs::copy_file(folder / "card.json", copy);
    return copy;
}

agent::CardSettings settings() {
    agent::CardSettings result;
    result.host_command = {SIGILLO_MODULE_HOST};
    return result;
}

} // namespace

CardInReader::CardInReader(const VirtualCardKind& kind)
    : state(card_of(kind, reader)), cards(agent::make_card_service(*folder.platform, settings())) {
    cards->on_change([this] {
        const std::lock_guard lock(mutex_);
        ++changes_;
        changed_.notify_all();
    });
}

CardInReader::~CardInReader() {
    cards->on_change({});
}

agent::CardSnapshot CardInReader::put_in(const tests::Insertion& insertion) {
    reader.insert(0, state, insertion);
    while (true) {
        const auto seen = changes_now();
        for (const auto& shown : must(cards->readers())) {
            if (shown.card) {
                return *shown.card;
            }
            if (shown.failure && shown.card_present) {
                fail_fixture(*shown.failure);
            }
        }
        wait_for_change(seen);
    }
}

void CardInReader::wait_until_out() {
    reader.wait_until_gone(0);
    while (true) {
        const auto seen = changes_now();
        const auto shown = must(cards->readers());
        if (std::none_of(shown.begin(), shown.end(), [](const auto& one) { return one.card_present; })) {
            return;
        }
        wait_for_change(seen);
    }
}

int CardInReader::changes_now() {
    const std::lock_guard lock(mutex_);
    return changes_;
}

void CardInReader::wait_for_change(int seen) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return changes_ != seen; });
}

} // namespace sigillo::test
