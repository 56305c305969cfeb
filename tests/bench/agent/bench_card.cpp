// A card in SoftHSM for the bench, and the agent's card session on it through the process of its module.
//
//   bench_card make FOLDER          a token with the keys and certificates of a signatory; acts to sign
//   bench_card sign FOLDER COUNT    logs in and signs COUNT acts as CAdES in one batch; one line of JSON

#include "shared/domain/validation_act.hpp"
#include "shared/pki/cades.hpp"
#include "shared/pki/canonical_json.hpp"
#include "tests/agent/support/soft_card.hpp"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace sigillo::bench {

namespace fs = std::filesystem;
using test::must;
using test::PkiWorld;
using test::SoftCard;

namespace {

double seconds() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

agent::CardSettings settings(const fs::path& folder) {
    agent::CardSettings out;
    out.module = SIGILLO_SOFTHSM;
    out.use_pcsc = false;
    out.host_command = {SIGILLO_MODULE_HOST};
    out.host_environment = {"SOFTHSM2_CONF=" + (folder / "softhsm2.conf").string()};
    return out;
}

pki::Bytes act(int number) {
    domain::ValidationAct act;
    act.portal = "https://portal.example";
    act.order = "architetti-fermo";
    act.order_name = "Ordine degli Architetti P.P.C. di Fermo";
    act.request = "R-" + std::to_string(number);
    act.issued_at = "2026-11-22T10:00:00Z";
    act.data.codice_fiscale = "SPSNNA80A41H501E";
    act.data.given_name = "Anna";
    act.data.surname = "Esposito";
    act.data.registration_number = std::to_string(number);
    nlohmann::json data = nlohmann::json::object();
    domain::for_each_data_field(act.data, [&](const char* name, const auto& value) { data[name] = value; });
    act.data_hash = pki::sha256_hex(pki::view_of(must(pki::canonical_text(data))));
    nlohmann::json json = nlohmann::json::object();
    domain::for_each_field(act, [&](const char* name, const auto& value) { json[name] = value; });
    return pki::bytes_of(must(pki::canonical_text(json)));
}

/// The world's certificates, issued again so that they are good today.
int make(const fs::path& folder) {
    fs::create_directories(folder / "tokens");
    std::ofstream(folder / "softhsm2.conf") << "directories.tokendir = " << (folder / "tokens").string()
                                            << "\nobjectstore.backend = file\nlog.level = ERROR\n";
    const auto command = "SOFTHSM2_CONF=" + (folder / "softhsm2.conf").string() +
                         " softhsm2-util --init-token --free --label CNS --so-pin 87654321 --pin " +
                         std::string(SoftCard::pin) + " >/dev/null";
    if (std::system(command.c_str()) != 0) {
        return 1;
    }
    const auto& world = PkiWorld::get();
    const auto platform = agent::make_platform(folder / "state");
    const auto service = agent::make_card_service(*platform, settings(folder));
    const auto card = test::only_card(*service);
    const auto session =
        must(service->login(card.id, agent::CertificateRole::authentication, SoftCard::secret()));
    for (const bool signature : {false, true}) {
        const agent::Bytes id{static_cast<unsigned char>(signature ? 2 : 1)};
        const auto* label = signature ? "DS0" : "CNS0";
        const auto key = must(pki::PublicKey::from_der(must(session->generate_key_pair(id, label, 2048))));
        const auto certificate =
            world.issue(signature ? pki::Profile::signature : pki::Profile::cns_authentication,
                        world.secretary.subject, key, PkiWorld::now, PkiWorld::now + 3000 * PkiWorld::day);
        const auto written = session->write_certificate(id, label, certificate.der());
        if (!written) {
            test::fail_fixture(written.error());
        }
    }
    return 0;
}

int sign(const fs::path& folder, int count) {
    const auto platform = agent::make_platform(folder / "state");
    const auto service = agent::make_card_service(*platform, settings(folder));
    const auto card = test::only_card(*service);
    const auto* certificate = card.current(agent::CertificateRole::signature);
    std::vector<pki::Bytes> contents;
    for (int i = 0; i < count; ++i) {
        contents.push_back(act(i));
    }
    const double begin = seconds();
    const auto session = must(service->login(card.id, agent::CertificateRole::signature, SoftCard::secret()));
    const double logged_in = seconds();
    std::vector<pki::CadesDraft> drafts;
    std::vector<pki::Digest> digests;
    for (const auto& content : contents) {
        drafts.push_back(must(pki::CadesDraft::start(content, certificate->certificate, std::time(nullptr))));
        digests.push_back(drafts.back().digest());
    }
    const auto signatures = must(session->sign(certificate->id, digests));
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        must(drafts[i].finish(signatures[i]));
    }
    std::cout << R"({"count": )" << count << R"(, "login_s": )" << logged_in - begin << R"(, "sign_s": )"
              << seconds() - logged_in << "}\n";
    return 0;
}

/// The acts as a page sends them, one canonical JSON a line.
int acts(int count) {
    for (int i = 0; i < count; ++i) {
        std::cout << pki::text_of(act(i)) << '\n';
    }
    return 0;
}

} // namespace
} // namespace sigillo::bench

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    if (what == "make" && argc == 3) {
        return sigillo::bench::make(argv[2]);
    }
    if (what == "sign" && argc == 4) {
        return sigillo::bench::sign(argv[2], std::stoi(argv[3]));
    }
    if (what == "acts" && argc == 3) {
        return sigillo::bench::acts(std::stoi(argv[2]));
    }
    std::cerr << "usage: bench_card make FOLDER | sign FOLDER COUNT | acts COUNT\n";
    return 2;
}
