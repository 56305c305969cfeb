#include "web/portal/provision/commands.hpp"

#include "shared/pki/pkcs10.hpp"
#include "shared/protocol/codec.hpp"
#include "web/portal/audit/audit.hpp"
#include "web/portal/config/files.hpp"
#include "web/portal/provision/provision.hpp"
#include "web/portal/provision/service.hpp"

#include <iostream>
#include <utility>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

int failed(const Error& error) {
    std::cerr << "sigillo-portal: " << describe(error) << "\n";
    return 1;
}

struct SubjectFile {
    struct Role {
        std::string order, title, section, sector, number, registration_date, qualification_date;
        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("order", self.order, protocol::text(0, 64));
            visit("title", self.title, protocol::text(1, 64));
            visit("section", self.section, protocol::text(0, 64));
            visit("sector", self.sector, protocol::text(0, 64));
            visit("number", self.number, protocol::text(0, 64));
            visit("registration_date", self.registration_date, protocol::text(0, 10));
            visit("qualification_date", self.qualification_date, protocol::text(0, 10));
        }
    };
    std::string codice_fiscale, given_name, surname;
    std::optional<std::string> country, common_name;
    std::optional<Role> role;
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("codice_fiscale", self.codice_fiscale, protocol::text(0, 16));
        visit("given_name", self.given_name, protocol::text(0, 64));
        visit("surname", self.surname, protocol::text(0, 64));
        visit("country", self.country, protocol::text(2, 2));
        visit("common_name", self.common_name, protocol::text(0, 64));
        visit("role", self.role, protocol::any());
    }
};

domain::Result<pki::Subject> read_subject(const std::string& file) {
    const auto text = read_file(file);
    if (!text) {
        return text.error();
    }
    const auto json = protocol::parse_bounded(*text, {64 * 1024, 4});
    if (!json) {
        return json.error();
    }
    const auto read = protocol::decode<SubjectFile>(*json);
    if (!read) {
        return read.error();
    }
    pki::Subject subject;
    subject.codice_fiscale = read->codice_fiscale;
    subject.given_name = read->given_name;
    subject.surname = read->surname;
    subject.country = read->country.value_or("IT");
    subject.common_name = read->common_name.value_or("");
    if (const auto& role = read->role; role) {
        subject.role = pki::RoleData{role->order,
                                     role->title,
                                     role->section,
                                     role->sector,
                                     role->number,
                                     role->registration_date,
                                     role->qualification_date};
    }
    return subject;
}

/// DER of a file that may be PEM.
domain::Result<pki::Bytes> read_der(const std::string& file) {
    const auto content = read_file(file);
    if (!content) {
        return content.error();
    }
    const auto begin = content->find("-----BEGIN");
    if (begin == std::string::npos) {
        return pki::bytes_of(*content);
    }
    const auto start = content->find('\n', begin);
    const auto end = content->find("-----END", begin);
    if (start == std::string::npos || end == std::string::npos) {
        return ErrorId::pki_malformed;
    }
    std::string base64;
    for (const char c : content->substr(start, end - start)) {
        if (c != '\n' && c != '\r' && c != ' ') {
            base64.push_back(c);
        }
    }
    return pki::bytes_of_base64(base64);
}

domain::Result<pki::PublicKey> key_to_certify(const CaIssueOptions& options) {
    const int ways =
        int{!options.csr.empty()} + int{!options.public_key.empty()} + int{!options.new_key.empty()};
    if (ways != 1) {
        return Error(ErrorId::invalid_argument, {{"field", "--csr, --public-key or --new-key: one of them"}});
    }
    if (!options.new_key.empty()) {
        const auto key = pki::PrivateKey::generate_rsa(2048);
        if (!key) {
            return key.error();
        }
        if (const auto written = write_file(options.new_key, key->pem(), 0600); !written) {
            return written.error();
        }
        return key->public_key();
    }
    const auto der = read_der(options.csr.empty() ? options.public_key : options.csr);
    if (!der) {
        return der.error();
    }
    if (options.csr.empty()) {
        return pki::PublicKey::from_der(*der);
    }
    const auto request = pki::read_request(*der);
    if (!request) {
        return request.error();
    }
    return request->key;
}

domain::Result<pki::Profile> profile_of(const std::string& name) {
    if (name == "cns_authentication") {
        return pki::Profile::cns_authentication;
    }
    if (name == "signature") {
        return pki::Profile::signature;
    }
    if (name == "portal_checkpoint") {
        return pki::Profile::portal_checkpoint;
    }
    return Error(ErrorId::invalid_argument, {{"field", "--profile"}});
}

domain::Status issue(const Config& config, const CaIssueOptions& options) {
    auto issuer = EmbeddedIssuer::open(issuer_settings(config));
    if (!issuer) {
        return issuer.error();
    }
    const auto profile = profile_of(options.profile);
    const auto subject = read_subject(options.subject);
    const auto not_before = domain::parse_rfc3339(options.not_before);
    const auto not_after = domain::parse_rfc3339(options.not_after);
    if (!profile || !subject || !not_before || !not_after) {
        return !profile      ? profile.error()
               : !subject    ? subject.error()
               : !not_before ? not_before.error()
                             : not_after.error();
    }
    auto serial = options.serial.empty() ? domain::Result<pki::Bytes>(pki::random_serial())
                                         : pki::bytes_of_hex(options.serial);
    if (!serial) {
        return serial.error();
    }
    const auto key = key_to_certify(options);
    if (!key) {
        return key.error();
    }
    const auto certificate =
        (*issuer)->certify({*profile, *subject, *key, not_before->seconds, not_after->seconds,
                            std::move(*serial), issuer_settings(config).crl_url});
    if (!certificate) {
        return certificate.error();
    }
    const bool pem = options.out.size() > 4 && options.out.substr(options.out.size() - 4) == ".pem";
    return write_file(options.out, pem ? certificate->pem() : pki::text_of(certificate->der()), 0644);
}

domain::Status provision(const Config& config, const std::filesystem::path& file) {
    const SystemClock clock;
    const domain::Instant now = clock.now();
    auto world = load_world(file);
    if (!world) {
        return world.error();
    }
    if (auto made = make_authority(config, now); !made) {
        return made;
    }
    auto issuer = EmbeddedIssuer::open(issuer_settings(config));
    if (!issuer) {
        return issuer.error();
    }
    if (auto made = make_portal_keys(config, **issuer, now); !made) {
        return made;
    }
    const auto catalogue = load_catalogue(config);
    if (!catalogue) {
        return catalogue.error();
    }
    auto store = open_store(config);
    if (!store) {
        return store.error();
    }
    const TrustStore trust({});
    Renewals renewals(**store, clock, **catalogue, trust);
    const Passwords passwords(config.passwords == "moderate" ? PasswordCost::moderate
                                                             : PasswordCost::interactive);
    return apply_world(*world, std::filesystem::absolute(file).parent_path(), renewals, passwords);
}

/// Runs `work` on the configuration, and says what went wrong.
template <class Work>
int with_config(const std::string& file, Work work) {
    const auto config = load_config(file);
    if (!config) {
        return failed(config.error());
    }
    const domain::Status done = work(*config);
    return done ? 0 : failed(done.error());
}

domain::Status publish_list(const Config& config, EmbeddedIssuer& issuer) {
    const auto list = issuer.revocation_list(SystemClock().now());
    if (!list) {
        return list.error();
    }
    return write_file(data_files(config).crl, pki::text_of(*list), 0644);
}

} // namespace

int run_ca_init(const std::string& config) {
    return with_config(config, [](const Config& c) { return make_authority(c, SystemClock().now()); });
}

int run_ca_issue(const std::string& config, const CaIssueOptions& options) {
    return with_config(config, [&](const Config& c) { return issue(c, options); });
}

int run_ca_revoke(const std::string& config, const std::string& serial) {
    return with_config(config, [&](const Config& c) -> domain::Status {
        auto issuer = EmbeddedIssuer::open(issuer_settings(c));
        if (!issuer) {
            return issuer.error();
        }
        if (auto revoked = (*issuer)->revoke(serial, 0, SystemClock().now()); !revoked) {
            return revoked;
        }
        return publish_list(c, **issuer);
    });
}

int run_ca_crl(const std::string& config) {
    return with_config(config, [](const Config& c) -> domain::Status {
        auto issuer = EmbeddedIssuer::open(issuer_settings(c));
        if (!issuer) {
            return issuer.error();
        }
        return publish_list(c, **issuer);
    });
}

int run_provision(const std::string& config, const std::string& world) {
    return with_config(config, [&](const Config& c) { return provision(c, world); });
}

int run_audit_verify(const std::string& file) {
    const auto config = load_config(file);
    if (!config) {
        failed(config.error());
        return 2;
    }
    auto store = open_store(*config);
    const auto text = read_file(data_files(*config).checkpoint_certificate);
    if (!store || !text) {
        failed(store ? text.error() : store.error());
        return 2;
    }
    const auto signer = pki::Certificate::from_pem(*text);
    if (!signer) {
        failed(signer.error());
        return 2;
    }
    return audit::run_verify(**store, config->checkpoints.directory, {*signer}, std::cout);
}

int run_audit_checkpoint(const std::string& file) {
    return with_config(file, [](const Config& config) -> domain::Status {
        auto store = open_store(config);
        if (!store) {
            return store.error();
        }
        auto signer = checkpoint_signer(config);
        if (!signer) {
            return signer.error();
        }
        const auto written =
            audit::Checkpoints(**store, **signer, config.checkpoints.directory).write(SystemClock().now());
        return written ? domain::Status(domain::Done{}) : domain::Status(written.error());
    });
}

} // namespace sigillo::portal
