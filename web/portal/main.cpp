#include "web/portal/provision/commands.hpp"
#include "web/portal/provision/service.hpp"

#include <CLI/CLI.hpp>

#include <functional>

int main(int argc, char** argv) {
    using namespace sigillo::portal;
    CLI::App app(
        "The portal of Sigillo: serves the app, keeps the requests, talks to the certification authority.");
    app.set_version_flag("--version", std::string("sigillo-portal ") + SIGILLO_VERSION);
    std::string config;
    app.add_option("--config", config, "configuration file (web/portal/config/README.md)")->required();
    app.require_subcommand(1);
    app.fallthrough();
    std::function<int()> run;

    app.add_subcommand("serve", "serve until SIGINT or SIGTERM")->callback([&] {
        run = [&] { return run_service(config); };
    });

    std::string world;
    auto* provision = app.add_subcommand("provision", "make keys and put a world into the store");
    provision->add_option("--file", world, "world.json (web/portal/provision/README.md)")->required();
    provision->callback([&] { run = [&] { return run_provision(config, world); }; });

    auto* audit = app.add_subcommand("audit", "the record of everything that happened");
    audit->require_subcommand(1);
    audit->add_subcommand("verify", "check every stream and checkpoint; 0 sound, 1 not, 2 not readable")
        ->callback([&] { run = [&] { return run_audit_verify(config); }; });
    audit->add_subcommand("checkpoint", "sign where all streams stand, now")->callback([&] {
        run = [&] { return run_audit_checkpoint(config); };
    });

    auto* ca = app.add_subcommand("ca", "the embedded certification authority");
    ca->require_subcommand(1);
    ca->add_subcommand("init", "make key, certificate and first CRL")->callback([&] {
        run = [&] { return run_ca_init(config); };
    });
    ca->add_subcommand("crl", "publish the CRL now")->callback([&] {
        run = [&] { return run_ca_crl(config); };
    });
    std::string serial;
    auto* revoke = ca->add_subcommand("revoke", "put a certificate on the CRL");
    revoke->add_option("--serial", serial, "hexadecimal")->required();
    revoke->callback([&] { run = [&] { return run_ca_revoke(config, serial); }; });
    CaIssueOptions options;
    auto* issue = ca->add_subcommand("issue", "issue one certificate");
    issue->add_option("--profile", options.profile, "cns_authentication, signature or portal_checkpoint")
        ->required();
    issue->add_option("--subject", options.subject, "JSON file")->required();
    issue->add_option("--csr", options.csr, "PKCS#10, DER or PEM");
    issue->add_option("--public-key", options.public_key, "SubjectPublicKeyInfo, DER or PEM");
    issue->add_option("--new-key", options.new_key, "make a key and write it there");
    issue->add_option("--not-before", options.not_before, "RFC 3339")->required();
    issue->add_option("--not-after", options.not_after, "RFC 3339")->required();
    issue->add_option("--serial", options.serial, "hexadecimal; random if absent");
    issue->add_option("--out", options.out, "certificate: PEM if it ends in .pem, DER otherwise")->required();
    issue->callback([&] { run = [&] { return run_ca_issue(config, options); }; });

    CLI11_PARSE(app, argc, argv);
    return run();
}
