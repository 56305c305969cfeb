#include "tests/agent/support/soft_card.hpp"

#include "agent/platform/platform.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>

namespace sigillo::test {

namespace fs = std::filesystem;
using agent::CertificateRole;

namespace {

fs::path new_folder() {
    std::string path = (fs::temp_directory_path() / "sigillo-soft-card.XXXXXX").string();
    return ::mkdtemp(path.data());
}

void run(const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) {
        std::cerr << "failed: " << command << "\n";
        std::exit(1);
    }
}

void write_configuration(const fs::path& folder) {
    std::ofstream(folder / "softhsm2.conf") << "directories.tokendir = " << (folder / "tokens").string()
                                            << "\nobjectstore.backend = file\nlog.level = ERROR\n";
}

std::string environment_of(const fs::path& folder) {
    return "SOFTHSM2_CONF=" + (folder / "softhsm2.conf").string();
}

agent::CardSettings settings_of(const fs::path& folder) {
    agent::CardSettings settings;
    settings.module = SIGILLO_FAULTY_MODULE;
    settings.use_pcsc = false;
    settings.host_command = {SIGILLO_MODULE_HOST};
    settings.host_environment = {environment_of(folder), "SIGILLO_FAULTS=" + folder.string()};
    return settings;
}

// Made once a process, by the code under test itself; then copied.
fs::path make_template() {
    const auto folder = new_folder();
    fs::create_directory(folder / "tokens");
    write_configuration(folder);
    run(environment_of(folder) + " softhsm2-util --init-token --free --label CNS --pin " + SoftCard::pin +
        " --so-pin " + SoftCard::puk);
    const auto platform = agent::make_platform(folder / "state");
    const auto service = agent::make_card_service(*platform, settings_of(folder));
    const auto& world = PkiWorld::get();
    const auto card = only_card(*service);
    const auto session = must(service->login(card.id, CertificateRole::authentication, SoftCard::secret()));
    for (const auto role : {CertificateRole::authentication, CertificateRole::signature}) {
        const agent::Bytes id{static_cast<unsigned char>(role == CertificateRole::signature ? 2 : 1)};
        const auto label = role == CertificateRole::signature ? "DS0" : "CNS0";
        const auto key = must(pki::PublicKey::from_der(must(session->generate_key_pair(id, label, 2048))));
        const auto certificate = world.issue(
            role == CertificateRole::signature ? pki::Profile::signature : pki::Profile::cns_authentication,
            world.secretary.subject, key, PkiWorld::now - 300 * PkiWorld::day,
            PkiWorld::now + 30 * PkiWorld::day);
        must(session->write_certificate(id, label, certificate.der()));
    }
    return folder;
}

class Template {
  public:
    Template() : folder_(make_template()) {}
    ~Template() { fs::remove_all(folder_); }
    [[nodiscard]] const fs::path& folder() const { return folder_; }

  private:
    fs::path folder_;
};

} // namespace

SoftCard::SoftCard() : folder_(new_folder()) {
    static const Template made;
    fs::copy(made.folder() / "tokens", folder_ / "tokens", fs::copy_options::recursive);
    write_configuration(folder_);
}

SoftCard::~SoftCard() {
    std::error_code failed;
    fs::remove_all(folder_, failed);
}

void SoftCard::set_faults(const std::string& lines) const {
    // Beside first: the module reads it at every call.
    std::ofstream(folder_ / "faults.new") << lines;
    fs::rename(folder_ / "faults.new", folder_ / "faults");
}

void SoftCard::put_in() const {
    fs::remove(folder_ / "absent");
}

void SoftCard::pull() const {
    std::ofstream(folder_ / "absent") << "out\n";
}

std::vector<std::string> SoftCard::take_calls() const {
    std::vector<std::string> calls;
    std::ifstream file(folder_ / "calls");
    for (std::string line; std::getline(file, line);) {
        calls.push_back(line);
    }
    fs::remove(folder_ / "calls");
    return calls;
}

std::vector<std::string> SoftCard::ids_seen_by_others(const std::string& kind) const {
    const auto command = environment_of(folder_) +
                         " pkcs11-tool --module " SIGILLO_SOFTHSM " --login --pin " + std::string(pin) +
                         " --list-objects --type " + kind + " 2>/dev/null";
    std::unique_ptr<FILE, int (*)(FILE*)> output(::popen(command.c_str(), "r"), ::pclose);
    std::vector<std::string> ids;
    char line[256];
    while (std::fgets(line, sizeof line, output.get()) != nullptr) {
        const std::string text(line);
        if (const auto at = text.find("ID:"); at != std::string::npos) {
            const auto begin = text.find_first_not_of(' ', at + 3);
            ids.push_back(text.substr(begin, text.find_last_not_of(" \n") + 1 - begin));
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

agent::CardSettings SoftCard::settings() const {
    return settings_of(folder_);
}

agent::SecretString SoftCard::secret(std::string text) {
    return agent::SecretString(std::span<char>(text.data(), text.size()));
}

agent::CardSnapshot only_card(agent::CardService& service) {
    const auto readers = must(service.readers());
    for (const auto& reader : readers) {
        if (reader.card) {
            return *reader.card;
        }
        if (reader.failure) {
            fail_fixture(*reader.failure);
        }
    }
    fail_fixture(domain::ErrorId::card_absent);
}

} // namespace sigillo::test
