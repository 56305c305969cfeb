#include "web/portal/config/config.hpp"

#include "shared/domain/instant.hpp"
#include "shared/protocol/codec.hpp"
#include "web/portal/config/files.hpp"
#include "web/portal/notices/curl_session.hpp"
#include "web/portal/notices/mime.hpp"
#include "web/portal/server/client_address.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

Error invalid(const std::filesystem::path& file, std::string field, std::string reason) {
    return Error(ErrorId::configuration_invalid,
                 {{"file", file.string()}, {"field", std::move(field)}, {"reason", std::move(reason)}});
}

Error invalid(const std::filesystem::path& file, const Error& error) {
    const auto field = error.details.find("field");
    std::string reason(domain::text_of(error.id));
    if (const auto at = error.details.find("position"); at != error.details.end()) {
        reason += " at byte " + at->second;
    }
    return invalid(file, field != error.details.end() ? field->second : std::string(), std::move(reason));
}

bool is_loopback_origin(std::string_view host) {
    const auto colon = host.rfind(':');
    const std::string_view name = host.substr(0, colon);
    return name == "127.0.0.1" || name == "localhost" || host.substr(0, 5) == "[::1]";
}

/// scheme://host[:port] in lower case and without a path, as browsers write an Origin.
std::string origin_problem(const std::string& origin) {
    const bool tls = origin.rfind("https://", 0) == 0;
    const bool plain = origin.rfind("http://", 0) == 0;
    if (!tls && !plain) {
        return "must begin with https://";
    }
    const std::string host = origin.substr(tls ? 8 : 7);
    if (host.empty() ||
        host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") != std::string::npos) {
        return "must be scheme, host and port alone, in lower case";
    }
    if ((tls && host.size() > 4 && host.substr(host.size() - 4) == ":443") ||
        (plain && host.size() > 3 && host.substr(host.size() - 3) == ":80")) {
        return "must leave out the scheme's own port";
    }
    if (plain && !is_loopback_origin(host)) {
        return "must be https; http is for a demo on this machine alone";
    }
    return {};
}

void make_absolute(std::string& path, const std::filesystem::path& base) {
    path = (base / path).lexically_normal().string();
}
void make_absolute(std::optional<std::string>& path, const std::filesystem::path& base) {
    if (path) {
        make_absolute(*path, base);
    }
}

void resolve_paths(Config& config, const std::filesystem::path& base) {
    make_absolute(config.listen.tls_certificate, base);
    make_absolute(config.listen.tls_key, base);
    make_absolute(config.data, base);
    make_absolute(config.app, base);
    make_absolute(config.assets, base);
    make_absolute(config.mail.password_file, base);
    make_absolute(config.mail.ca_file, base);
    if (config.pec) {
        make_absolute(config.pec->password_file, base);
        make_absolute(config.pec->ca_file, base);
    }
    if (config.demo) {
        make_absolute(config.demo->clock_file, base);
    }
    if (config.sms) {
        make_absolute(config.sms->token_file, base);
    }
    make_absolute(config.payment.secret_file, base);
    if (config.identity) {
        make_absolute(config.identity->public_key, base);
        make_absolute(config.identity->secret_file, base);
    }
    for (auto& anchor : config.trust) {
        make_absolute(anchor.certificate, base);
        make_absolute(anchor.crl, base);
    }
    make_absolute(config.checkpoints.directory, base);
}

} // namespace

domain::Result<Config> parse_config(std::string_view text, const std::filesystem::path& file) {
    const auto json = protocol::parse_bounded(text, {256 * 1024});
    if (!json) {
        return invalid(file, json.error());
    }
    auto config = protocol::decode<Config>(*json);
    if (!config) {
        return invalid(file, config.error());
    }
    if (const std::string problem = origin_problem(config->origin); !problem.empty()) {
        return invalid(file, "origin", problem);
    }
    if (config->listen.tls_certificate.has_value() != config->listen.tls_key.has_value()) {
        return invalid(file, "listen.tls_key", "certificate and key go together");
    }
    if (auto& proxies = config->listen.trusted_proxies; proxies) {
        for (std::size_t i = 0; i < proxies->size(); ++i) {
            std::string address = canonical_address((*proxies)[i]);
            if (address.empty()) {
                return invalid(file, "listen.trusted_proxies[" + std::to_string(i) + "]",
                               "must be an IP address");
            }
            (*proxies)[i] = std::move(address);
        }
    }
    if (config->checkpoints.mail_to && !is_address(*config->checkpoints.mail_to)) {
        return invalid(file, "checkpoints.mail_to", "is no e-mail address");
    }
    if (config->passwords != "interactive" && config->passwords != "moderate") {
        return invalid(file, "passwords", "must be interactive or moderate");
    }
    for (const auto& [mail, field] :
         {std::pair<const MailConfig*, const char*>{&config->mail, "mail.security"},
          {config->pec ? &*config->pec : nullptr, "pec.security"}}) {
        if (mail != nullptr && mail->security != "none" && mail->security != "starttls" &&
            mail->security != "tls") {
            return invalid(file, field, "must be none, starttls or tls");
        }
        if (mail != nullptr && mail->security == "none" && !is_loopback(mail->host)) {
            return invalid(file, field, "mail leaves this machine only with TLS");
        }
    }
    if (config->demo && config->demo->clock_file && config->origin.rfind("http://", 0) != 0) {
        return invalid(file, "demo.clock_file", "moves the clock of a demo on this machine alone");
    }
    for (std::size_t i = 0; i < config->trust.size(); ++i) {
        const auto from = domain::parse_date(config->trust[i].from);
        const auto until = domain::parse_date(config->trust[i].until);
        const std::string at = "trust[" + std::to_string(i) + "].";
        if (!from) {
            return invalid(file, at + "from", "no such day");
        }
        if (!until || *until < *from) {
            return invalid(file, at + "until", until ? "before from" : "no such day");
        }
    }
    resolve_paths(*config, std::filesystem::absolute(file).parent_path());
    return config;
}

domain::Result<Config> load_config(const std::filesystem::path& file) {
    const auto text = read_file(file);
    if (!text) {
        return text.error();
    }
    return parse_config(*text, file);
}

DataFiles data_files(const Config& config) {
    const std::filesystem::path data = config.data;
    return {data / "portal.db", data / "installation.key", data / "ca.key",         data / "ca.crt",
            data / "ca.db",     data / "crl.der",          data / "checkpoint.key", data / "checkpoint.crt",
            data / "kits",      data / "mailboxes"};
}

} // namespace sigillo::portal
