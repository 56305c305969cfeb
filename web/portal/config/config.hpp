#pragma once

#include "shared/domain/result.hpp"
#include "shared/protocol/fields.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What `--config` names: one JSON file; README.md beside this is its manual. Paths in it are relative to it.
namespace sigillo::portal {

struct ListenConfig {
    std::string host;
    std::int64_t port = 0;
    std::optional<std::string>
        tls_certificate; ///< PEM; absent: something in front ends TLS, or there is none
    std::optional<std::string> tls_key;
    /// IP addresses whose X-Forwarded-For is believed; absent: the other end of a connection is who asks.
    std::optional<std::vector<std::string>> trusted_proxies;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("host", self.host, protocol::text(1, 64));
        visit("port", self.port, protocol::integer(0, 65535));
        visit("tls_certificate", self.tls_certificate, protocol::text(1, 1024));
        visit("tls_key", self.tls_key, protocol::text(1, 1024));
        visit("trusted_proxies", self.trusted_proxies, protocol::list(1, 16, protocol::text(2, 64)));
    }
};

struct MailConfig {
    std::string host;
    std::int64_t port = 0;
    std::string security; ///< "none" (loopback alone), "starttls" or "tls"
    std::optional<std::string> user;
    std::optional<std::string> password_file;
    std::optional<std::string> ca_file;
    std::string from;
    std::string from_name;
    std::optional<std::string> reply_to;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("host", self.host, protocol::text(1, 255));
        visit("port", self.port, protocol::integer(1, 65535));
        visit("security", self.security, protocol::text(1, 16));
        visit("user", self.user, protocol::text(1, 255));
        visit("password_file", self.password_file, protocol::text(1, 1024));
        visit("ca_file", self.ca_file, protocol::text(1, 1024));
        visit("from", self.from, protocol::text(3, 255));
        visit("from_name", self.from_name, protocol::text(0, 255));
        visit("reply_to", self.reply_to, protocol::text(3, 255));
    }
};

struct SmsConfig {
    std::string url;
    std::optional<std::string> token_file;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("url", self.url, protocol::text(8, 1024));
        visit("token_file", self.token_file, protocol::text(1, 1024));
    }
};

/// Where bank transfers and postal slips go to.
struct AccountsConfig {
    std::string payee;
    std::optional<std::string> iban;
    std::optional<std::string> postal_account;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("payee", self.payee, protocol::text(1, 128));
        visit("iban", self.iban, protocol::text(15, 34));
        visit("postal_account", self.postal_account, protocol::text(1, 32));
    }
};

struct PaymentConfig {
    std::string url;
    std::string refund_url;
    std::string secret_file;
    std::optional<AccountsConfig> accounts;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("url", self.url, protocol::text(8, 512));
        visit("refund_url", self.refund_url, protocol::text(8, 512));
        visit("secret_file", self.secret_file, protocol::text(1, 1024));
        visit("accounts", self.accounts, protocol::any());
    }
};

/// Who identifies holders on a page of its own (web/portal/identity/README.md).
struct IdentityConfig {
    std::string url;
    std::string issuer;
    std::string public_key; ///< PEM: what its answers are signed with
    std::string secret_file;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("url", self.url, protocol::text(8, 256));
        visit("issuer", self.issuer, protocol::text(1, 255));
        visit("public_key", self.public_key, protocol::text(1, 1024));
        visit("secret_file", self.secret_file, protocol::text(1, 1024));
    }
};

struct IssuerConfig {
    std::string common_name;
    std::string organization;
    std::int64_t crl_hours = 24;    ///< how long a CRL is good; renewed after half of it
    std::int64_t delay_seconds = 0; ///< how slow the authority is

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("common_name", self.common_name, protocol::text(1, 64));
        visit("organization", self.organization, protocol::text(1, 64));
        visit("crl_hours", self.crl_hours, protocol::integer(1, 24 * 30));
        visit("delay_seconds", self.delay_seconds, protocol::integer(0, 7 * 86400));
    }
};

/// A certification authority that is trusted by decision, from a day to a day.
struct TrustConfig {
    std::string certificate;
    std::optional<std::string> crl; ///< file that something else keeps current; the embedded CA's needs none
    std::string from;
    std::string until; ///< last day
    bool demo = false; ///< marked in the log and in what `sigillo-portal trust` prints

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("certificate", self.certificate, protocol::text(1, 1024));
        visit("crl", self.crl, protocol::text(1, 1024));
        visit("from", self.from, protocol::date());
        visit("until", self.until, protocol::date());
        visit("demo", self.demo, protocol::any());
    }
};

struct CheckpointConfig {
    std::string directory; ///< on another machine or disk
    std::int64_t every_minutes = 60;
    std::optional<std::string> mail_to; ///< gets the day's checkpoints; absent: the folder alone

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("directory", self.directory, protocol::text(1, 1024));
        visit("every_minutes", self.every_minutes, protocol::integer(1, 10080));
        visit("mail_to", self.mail_to, protocol::text(3, 254));
    }
};

struct SessionConfig {
    std::int64_t idle_minutes = 15;
    std::int64_t absolute_minutes = 480;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("idle_minutes", self.idle_minutes, protocol::integer(1, 1440));
        visit("absolute_minutes", self.absolute_minutes, protocol::integer(1, 10080));
    }
};

struct DemoConfig {
    std::string address; ///< of the demo's own pages
    /// How many seconds the portal's clock is ahead, so that deadlines can be seen to pass; read every
    /// second.
    std::optional<std::string> clock_file;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("address", self.address, protocol::text(8, 256));
        visit("clock_file", self.clock_file, protocol::text(1, 1024));
    }
};

struct Config {
    ListenConfig listen;
    std::string origin;
    std::string name;
    std::string data;
    std::string app;
    std::string assets;
    MailConfig mail;
    std::optional<MailConfig> pec; ///< the PEC provider's mail server; absent: none
    std::optional<SmsConfig> sms;
    PaymentConfig payment;
    std::optional<IdentityConfig> identity; ///< absent: holders are identified by a card or in person alone
    IssuerConfig issuer;
    std::vector<TrustConfig> trust;
    CheckpointConfig checkpoints;
    std::vector<std::int64_t> agent_ports;
    SessionConfig sessions;
    std::string passwords; ///< "interactive" or "moderate": libsodium's names for argon2id's cost
    std::optional<DemoConfig> demo;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("listen", self.listen, protocol::any());
        visit("origin", self.origin, protocol::text(8, 255));
        visit("name", self.name, protocol::text(1, 128));
        visit("data", self.data, protocol::text(1, 1024));
        visit("app", self.app, protocol::text(1, 1024));
        visit("assets", self.assets, protocol::text(1, 1024));
        visit("mail", self.mail, protocol::any());
        visit("pec", self.pec, protocol::any());
        visit("sms", self.sms, protocol::any());
        visit("payment", self.payment, protocol::any());
        visit("identity", self.identity, protocol::any());
        visit("issuer", self.issuer, protocol::any());
        visit("trust", self.trust, protocol::list(1, 64));
        visit("checkpoints", self.checkpoints, protocol::any());
        visit("agent_ports", self.agent_ports, protocol::list(1, 8, protocol::integer(1024, 65535)));
        visit("sessions", self.sessions, protocol::any());
        visit("passwords", self.passwords, protocol::text(1, 16));
        visit("demo", self.demo, protocol::any());
    }
};

/// Reads and checks the file; every path in the result is absolute. Error: `configuration_invalid` with
/// details `file`, `field` and `reason`.
domain::Result<Config> load_config(const std::filesystem::path& file);
/// The same for a text; `file` is what messages name and paths are relative to.
domain::Result<Config> parse_config(std::string_view text, const std::filesystem::path& file);

/// Where things lie below `Config::data`.
struct DataFiles {
    std::filesystem::path database, installation_key, ca_key, ca_certificate, ca_state, crl, checkpoint_key,
        checkpoint_certificate;
    std::filesystem::path kits;      ///< folder of the embedded bureau
    std::filesystem::path mailboxes; ///< folder of the embedded provider of PEC
};
DataFiles data_files(const Config& config);

} // namespace sigillo::portal
