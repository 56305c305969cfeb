#pragma once

#include "agent/renewal/renewal.hpp"
#include "shared/pki/pkcs10.hpp"
#include "tests/support/pki_world.hpp"

#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>

namespace sigillo::test {

/// A state folder that goes with it, and its platform.
class StateFolder {
  public:
    StateFolder() {
        std::string path = (std::filesystem::temp_directory_path() / "sigillo-renewal.XXXXXX").string();
        folder_ = ::mkdtemp(path.data());
        platform = agent::make_platform(folder_ / "state");
    }
    ~StateFolder() {
        std::error_code failed;
        std::filesystem::remove_all(folder_, failed);
    }
    StateFolder(const StateFolder&) = delete;
    StateFolder& operator=(const StateFolder&) = delete;
    [[nodiscard]] std::filesystem::path path() const { return folder_ / "state"; }

    std::unique_ptr<agent::Platform> platform;

  private:
    std::filesystem::path folder_;
};

inline agent::RenewalOrder order_for(const std::string& card_id) {
    return {{"https://portal.example", "request-1"},
            card_id,
            PkiWorld::get().secretary.subject.codice_fiscale,
            {agent::CertificateRole::authentication, agent::CertificateRole::signature},
            60};
}

/// What the authority makes of the requests: the same holder, three more years.
inline std::map<agent::CertificateRole, agent::Bytes>
certify(const std::map<agent::CertificateRole, agent::Bytes>& requests) {
    const auto& world = PkiWorld::get();
    std::map<agent::CertificateRole, agent::Bytes> certificates;
    for (const auto& [role, der] : requests) {
        const auto request = must(pki::read_request(der));
        const auto profile = role == agent::CertificateRole::signature ? pki::Profile::signature
                                                                       : pki::Profile::cns_authentication;
        certificates[role] = world
                                 .issue(profile, world.secretary.subject, request.key, PkiWorld::now,
                                        PkiWorld::now + 1000 * PkiWorld::day)
                                 .der();
    }
    return certificates;
}

inline std::int64_t test_now() {
    return PkiWorld::now;
}

} // namespace sigillo::test
