#include "web/portal/provision/service.hpp"

#include "web/portal/api/invitations.hpp"
#include "web/portal/api/jobs.hpp"
#include "web/portal/api/mailbox/mailbox_jobs.hpp"
#include "web/portal/api/purchase/purchase_jobs.hpp"
#include "web/portal/api/site.hpp"
#include "web/portal/audit/audit.hpp"
#include "web/portal/config/files.hpp"
#include "web/portal/issuer/embedded_bureau.hpp"
#include "web/portal/notices/checkpoint_mail.hpp"
#include "web/portal/notices/notices.hpp"
#include "web/portal/pec/embedded_mailboxes.hpp"
#include "web/portal/provision/channels.hpp"
#include "web/portal/provision/identity.hpp"
#include "web/portal/provision/provision.hpp"
#include "web/portal/server/security_headers.hpp"
#include "web/portal/server/workers.hpp"

#include <curl/curl.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <csignal>
#include <iostream>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

/// Signals end the service through this; a handler can reach nothing else.
std::atomic<Server*> serving{nullptr};

void stop_serving(int) {
    if (Server* server = serving.load(); server != nullptr) {
        server->stop();
    }
}

PayeeAccounts accounts_of(const PaymentConfig& config) {
    return config.accounts ? PayeeAccounts{config.accounts->payee, config.accounts->iban.value_or(""),
                                           config.accounts->postal_account.value_or("")}
                           : PayeeAccounts{};
}

domain::Result<std::vector<TrustStore::Source>> trust_sources(const Config& config, EmbeddedIssuer& issuer,
                                                              spdlog::logger& log) {
    std::vector<TrustStore::Source> sources;
    for (const auto& entry : config.trust) {
        const auto text = read_file(entry.certificate);
        if (!text) {
            return text.error();
        }
        const bool pem = text->find("-----BEGIN") != std::string::npos;
        auto certificate =
            pem ? pki::Certificate::from_pem(*text) : pki::Certificate::from_der(pki::view_of(*text));
        if (!certificate) {
            return Error(ErrorId::configuration_invalid,
                         {{"file", entry.certificate}, {"reason", "is no certificate"}});
        }
        const bool embedded = *certificate == issuer.certificate();
        if (!embedded && !entry.crl) {
            return Error(ErrorId::configuration_invalid,
                         {{"field", "trust"}, {"file", entry.certificate}, {"reason", "needs a crl"}});
        }
        log.info("trusts {}{}", certificate->facts().subject, entry.demo ? " (demo)" : "");
        TrustStore::Source source{{*certificate,
                                   domain::start_of_day_in_rome(*domain::parse_date(entry.from)).seconds,
                                   domain::end_of_day_in_rome(*domain::parse_date(entry.until)).seconds + 1},
                                  {}};
        if (embedded) {
            source.revocation_list = [&issuer](domain::Instant now) { return issuer.revocation_list(now); };
        } else {
            source.revocation_list = [file = *entry.crl](domain::Instant) -> domain::Result<pki::Bytes> {
                const auto content = read_file(file);
                return content ? domain::Result<pki::Bytes>(pki::bytes_of(*content))
                               : domain::Result<pki::Bytes>(content.error());
            };
        }
        sources.push_back(std::move(source));
    }
    return sources;
}

/// What is due by time, on the loop.
class Rounds {
  public:
    Rounds(const Clock& clock, spdlog::logger& log) : clock_(clock), log_(log) {}
    /// Runs `work` now and again after each `every`.
    void add(std::string name, domain::Duration every, std::function<domain::Status()> work) {
        rounds_.push_back({std::move(name), every, clock_.now(), std::move(work)});
    }
    void run() {
        const domain::Instant now = clock_.now();
        for (auto& round : rounds_) {
            if (round.next <= now) {
                round.next = now + round.every;
                if (const auto done = round.work(); !done) {
                    log_.error("{}: {}", round.name, describe(done.error()));
                }
            }
        }
    }

  private:
    struct Round {
        std::string name;
        domain::Duration every;
        domain::Instant next;
        std::function<domain::Status()> work;
    };
    const Clock& clock_;
    spdlog::logger& log_;
    std::vector<Round> rounds_;
};

template <class T>
domain::Status status_of_result(const domain::Result<T>& result) {
    return result ? domain::Status(domain::Done{}) : domain::Status(result.error());
}

domain::Status serve(const Config& config, spdlog::logger& log) {
    const SystemClock system_clock;
    MovedClock moved_clock;
    const std::optional<std::string> clock_file = config.demo ? config.demo->clock_file : std::nullopt;
    const Clock& clock = clock_file ? static_cast<const Clock&>(moved_clock) : system_clock;
    const auto move_clock = [&] { return clock_file && moved_clock.move_to(clock_ahead(*clock_file)); };
    (void)move_clock();
    const auto catalogue = load_catalogue(config);
    if (!catalogue) {
        return catalogue.error();
    }
    auto files = StaticFiles::load(config.app);
    if (!files) {
        return files.error();
    }
    auto issuer = EmbeddedIssuer::open(issuer_settings(config));
    if (!issuer) {
        return issuer.error();
    }
    auto bureau = make_embedded_bureau({data_files(config).kits}, **issuer);
    if (!bureau) {
        return bureau.error();
    }
    const auto mailbox_provider = make_embedded_mailboxes(data_files(config).mailboxes);
    if (!mailbox_provider) {
        return mailbox_provider.error();
    }
    const auto forms = PrintedForms::open();
    if (!forms) {
        return forms.error();
    }
    const auto identity = open_identity_provider(config);
    if (!identity) {
        return identity.error();
    }
    auto sources = trust_sources(config, **issuer, log);
    if (!sources) {
        return sources.error();
    }
    TrustStore trust(std::move(*sources));
    auto secret = read_secret(config.payment.secret_file);
    if (!secret) {
        return secret.error();
    }
    auto payments = make_card_page({config.payment.url, config.payment.refund_url, std::move(*secret),
                                    config.origin + "/payments/callback"});
    if (!payments) {
        return payments.error();
    }
    auto channels = open_channels(config);
    if (!channels) {
        return channels.error();
    }
    if (channels->pec == nullptr) {
        log.warn("no pec in the configuration: what goes to PEC mailboxes cannot be sent");
    }
    auto signer = checkpoint_signer(config);
    if (!signer) {
        return signer.error();
    }
    auto store = open_store(config);
    if (!store) {
        return store.error();
    }
    auto outbox_store = open_store(config);
    if (!outbox_store) {
        return outbox_store.error();
    }
    auto clerk_store = open_store(config);
    if (!clerk_store) {
        return clerk_store.error();
    }

    Server* server_address = nullptr;
    const auto post = [&server_address](std::function<void()> task) {
        if (server_address != nullptr) {
            server_address->post(std::move(task));
        }
    };
    const Passwords passwords(config.passwords == "moderate" ? PasswordCost::moderate
                                                             : PasswordCost::interactive);
    Renewals renewals(**store, clock, **catalogue, trust);
    Views views(renewals);
    Issuance issuance(renewals, **issuer);
    const Places birth_places;
    Purchases purchases(**store, clock, **catalogue, birth_places);
    PurchaseViews purchase_views(purchases, views, accounts_of(config.payment));
    DraftDesk drafts(purchases, purchase_views, birth_places);
    PurchaseDesk purchase_desk(purchases, purchase_views, **payments, identity->get(), trust, config.origin);
    Mailboxes mailboxes(**store, clock, **catalogue);
    MailboxViews mailbox_views(mailboxes, accounts_of(config.payment));
    MailboxDesk mailbox_desk(mailboxes, mailbox_views, **payments, **forms, config.origin);
    MemberDesk member(
        renewals, views, **payments,
        [&purchase_desk, &mailbox_desk](RequestKind kind, const PaymentReport& report, PaymentRow row) {
            return kind == RequestKind::mailbox ? mailbox_desk.payment_reported(report, std::move(row))
                                                : purchase_desk.payment_reported(report, std::move(row));
        },
        config.origin);
    SecretaryDesk secretary(renewals, purchases, views);
    ProviderDesk provider(renewals, views);
    Papers papers(purchases, renewals, views, **forms, config.name);
    ActsDesk acts(renewals, purchases, views, config.origin, post);
    KeysDesk keys(renewals, views, issuance, config.origin);
    SignatoryDesk signatories(renewals);
    PlacesDesk places(birth_places, clock);
    RegisterDesk registers(**clerk_store, clock);
    PrivacyDesk privacy(**clerk_store, clock, **catalogue);
    // The worker threads stop before the server goes, and the server before what it serves.
    Workers* background_address = nullptr;
    struct Late final : Background {
        Workers** workers = nullptr;
        bool run(std::function<void()> work, std::function<void()> done) override {
            return *workers != nullptr && (*workers)->run(std::move(work), std::move(done));
        }
    } background;
    background.workers = &background_address;
    Clerk clerk(background);
    ConventionsDesk conventions(**store, clock, **catalogue);
    PasswordLinks links(**store, clock, passwords, background, {config.origin, config.name});
    UsersDesk users(renewals, links);
    Desks desks{views,       member, secretary,    acts,          keys,
                signatories, places, clerk,        registers,     privacy,
                conventions, users,  links,        drafts,        purchase_desk,
                provider,    papers, mailbox_desk, config.origin, [&clock] { return clock.now(); }};
    const domain::Duration idle = domain::Duration::minutes(config.sessions.idle_minutes);
    const domain::Duration absolute = domain::Duration::minutes(config.sessions.absolute_minutes);
    Door door(**store, clock, passwords, trust, background, {config.origin, idle, absolute});
    Live live(**store, clock, door, desks, {idle, absolute, 50});
    Rounds rounds(clock, log);
    audit::Checkpoints checkpoints(**store, **signer, config.checkpoints.directory);
    rounds.add("trust", domain::Duration::minutes(1), [&] { return trust.refresh(clock.now()); });
    rounds.add("purge", domain::Duration::minutes(10), [&] { return (*store)->purge(clock.now()); });
    rounds.add("checkpoint", domain::Duration::minutes(config.checkpoints.every_minutes),
               [&] { return status_of_result(checkpoints.write(clock.now())); });
    if (config.checkpoints.mail_to) {
        rounds.add("checkpoint mail", domain::Duration::minutes(5), [&] {
            return mail_checkpoint(**store, {*config.checkpoints.mail_to, config.origin, config.name},
                                   clock.now());
        });
    }
    OutboxWorker* outbox_address = nullptr;
    const auto wake_outbox = [&outbox_address] {
        if (outbox_address != nullptr) {
            outbox_address->wake();
        }
    };
    rounds.add("invitations", domain::Duration::minutes(10), [&] {
        const auto invited = invite_due(renewals);
        wake_outbox();
        return status_of_result(invited);
    });
    if (clock_file) {
        rounds.add("clock", domain::Duration{1}, [&] {
            if (move_clock()) {
                wake_outbox();
            }
            return domain::Status(domain::Done{});
        });
    }
    Site site(
        {config.origin, config.name, config.agent_ports,
         config.demo ? std::optional<std::string>(config.demo->address) : std::nullopt,
         config.listen.trusted_proxies.value_or(std::vector<std::string>())},
        *files, door, live, desks, **store, **issuer, background, [&rounds] { rounds.run(); },
        [&log](std::string_view what, const Error& error) { log.warn("{}: {}", what, describe(error)); });
    live.on_change(wake_outbox);

    ServerOptions options;
    options.host = config.listen.host;
    options.port = static_cast<int>(config.listen.port);
    options.tls_certificate = config.listen.tls_certificate.value_or("");
    options.tls_key = config.listen.tls_key.value_or("");
    options.headers = security_headers(config.origin, {config.agent_ports.begin(), config.agent_ports.end()});
    options.max_body = protocol::http::max_body_bytes;
    options.max_message = protocol::portal::max_request_bytes;
    auto server = Server::start(options, site);
    if (!server) {
        return server.error();
    }
    server_address = server->get();
    live.send_through(**server);
    rounds.run();

    OutboxWorker outbox(
        std::move(*outbox_store),
        [&](Store& own) {
            auto shared = std::make_shared<Renewals>(own, clock, **catalogue, trust);
            auto handlers = request_jobs(shared, **issuer, **payments,
                                         [&] { (*server)->post([&site] { site.changed(); }); });
            auto bought = std::make_shared<Purchases>(own, clock, **catalogue, birth_places);
            for (auto& handler : purchase_jobs(bought, **bureau, **issuer, **payments,
                                               [&] { (*server)->post([&site] { site.changed(); }); })) {
                handlers.push_back(std::move(handler));
            }
            auto own_mailboxes = std::make_shared<Mailboxes>(own, clock, **catalogue);
            for (auto& handler : mailbox_jobs(own_mailboxes, **mailbox_provider, **payments,
                                              [&] { (*server)->post([&site] { site.changed(); }); })) {
                handlers.push_back(std::move(handler));
            }
            handlers.push_back(
                std::make_unique<NoticeComposer>(own, **catalogue, NoticeSettings{config.origin}));
            handlers.push_back(make_erasure_job(own));
            handlers.push_back(std::make_unique<EmailSender>(*channels->mail));
            if (channels->pec != nullptr) {
                handlers.push_back(std::make_unique<EmailSender>(*channels->pec, job_pec));
            }
            if (channels->sms != nullptr) {
                handlers.push_back(std::make_unique<SmsSender>(*channels->sms));
            }
            return std::make_unique<Outbox>(own, clock, std::move(handlers));
        },
        [&log](const Error& error) { log.error("outbox: {}", describe(error)); });
    outbox_address = &outbox;
    {
        constexpr unsigned threads = 2;
        constexpr std::size_t waiting = 64;
        Workers workers(threads, waiting, post);
        background_address = &workers;
        serving = server->get();
        std::signal(SIGINT, stop_serving);
        std::signal(SIGTERM, stop_serving);
        log.info("listening on {}:{} as {}", options.host, (*server)->port(), config.origin);
        (*server)->run();
        serving = nullptr;
        background_address = nullptr;
    }
    outbox_address = nullptr;
    log.info("ended");
    return domain::Done{};
}

} // namespace

std::string describe(const Error& error) {
    std::string text(domain::text_of(error.id));
    const char* between = ": ";
    for (const auto& [name, value] : error.details) {
        text.append(between).append(name).append(" = ").append(value);
        between = ", ";
    }
    return text;
}

domain::Result<std::unique_ptr<Store>> open_store(const Config& config) {
    const DataFiles files = data_files(config);
    const auto key = InstallationKey::load(files.installation_key);
    if (!key) {
        return key.error();
    }
    return open_sqlite_store(files.database, *key);
}

domain::Result<std::shared_ptr<const Catalogue>> load_catalogue(const Config& config) {
    const std::filesystem::path assets = config.assets;
    auto loaded = Catalogue::load(assets / "conventions", assets / "orders");
    for (const auto& error : loaded.errors) {
        std::cerr << describe(error) << "\n";
    }
    if (!loaded.errors.empty()) {
        return loaded.errors.front();
    }
    return loaded.catalogue;
}

domain::Result<std::unique_ptr<pki::Signer>> checkpoint_signer(const Config& config) {
    const DataFiles files = data_files(config);
    const auto key_text = read_secret(files.checkpoint_key);
    const auto certificate_text = read_file(files.checkpoint_certificate);
    if (!key_text || !certificate_text) {
        return key_text ? certificate_text.error() : key_text.error();
    }
    auto key = pki::PrivateKey::from_pem(*key_text);
    auto certificate = pki::Certificate::from_pem(*certificate_text);
    if (!key || !certificate) {
        return Error(ErrorId::configuration_invalid,
                     {{"file", files.checkpoint_key.string()}, {"reason", "is not PEM"}});
    }
    return std::unique_ptr<pki::Signer>(
        std::make_unique<pki::KeySigner>(std::move(*key), std::move(*certificate)));
}

int run_service(const std::string& file) {
    auto log = spdlog::stderr_color_mt("portal");
    const auto config = load_config(file);
    if (!config) {
        log->error(describe(config.error()));
        return 1;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const auto served = serve(*config, *log);
    curl_global_cleanup();
    if (!served) {
        log->error(describe(served.error()));
        return 1;
    }
    return 0;
}

} // namespace sigillo::portal
