#include "tests/portal/api/portal_world.hpp"

namespace sigillo::portal::test {

PortalWorld::PortalWorld() {
    EmbeddedIssuerSettings settings;
    settings.key = folder.path() / "ca.key";
    settings.certificate = folder.path() / "ca.crt";
    settings.ledger = folder.path() / "ca.db";
    settings.crl_url = std::string(origin) + "/ca/crl.der";
    REQUIRE(EmbeddedIssuer::create(settings, "Test CA", "Test", clock.now() - Duration::days(3650)));
    auto opened = EmbeddedIssuer::open(settings);
    REQUIRE(opened);
    issuer = std::move(*opened);
    const auto key = InstallationKey::create(folder.path() / "installation.key");
    REQUIRE(key);
    auto made = open_sqlite_store(folder.path() / "portal.db", *key);
    REQUIRE(made);
    store = std::move(*made);
    const std::filesystem::path assets = std::filesystem::path(SIGILLO_SOURCE) / "assets";
    auto loaded = Catalogue::load(assets / "conventions", assets / "orders");
    for (const auto& error : loaded.errors) {
        for (const auto& [name, value] : error.details) {
            UNSCOPED_INFO(name << ": " << value);
        }
    }
    REQUIRE(loaded.catalogue != nullptr);
    catalogue = loaded.catalogue;
    trust = std::make_unique<TrustStore>(
        std::vector<TrustStore::Source>{{{issuer->certificate(), 0, 4'000'000'000},
                                         [this](Instant now) { return issuer->revocation_list(now); }}});
    REQUIRE(trust->refresh(clock.now()));
    renewals = std::make_unique<Renewals>(*store, clock, *catalogue, *trust);
    views = std::make_unique<Views>(*renewals);
    issuance = std::make_unique<Issuance>(*renewals, *issuer);
    purchases = std::make_unique<Purchases>(*store, clock, *catalogue, birth_places);
    const PayeeAccounts accounts{"Sigillo Demo S.p.A.", "IT60X0542811101000000123456", "001234567890"};
    purchase_views = std::make_unique<PurchaseViews>(*purchases, *views, accounts);
    drafts = std::make_unique<DraftDesk>(*purchases, *purchase_views, birth_places);
    purchase_desk =
        std::make_unique<PurchaseDesk>(*purchases, *purchase_views, payments, nullptr, *trust, origin);
    auto made_bureau = make_embedded_bureau({folder.path() / "kits"}, *issuer);
    REQUIRE(made_bureau);
    bureau = std::move(*made_bureau);
    auto opened_forms = PrintedForms::open();
    REQUIRE(opened_forms);
    forms = std::move(*opened_forms);
    mailboxes = std::make_unique<Mailboxes>(*store, clock, *catalogue);
    mailbox_views = std::make_unique<MailboxViews>(*mailboxes, accounts);
    mailbox_desk = std::make_unique<MailboxDesk>(*mailboxes, *mailbox_views, payments, *forms, origin);
    auto made_mailboxes = make_embedded_mailboxes(folder.path() / "mailboxes");
    REQUIRE(made_mailboxes);
    mailbox_provider = std::move(*made_mailboxes);
    member_desk = std::make_unique<MemberDesk>(
        *renewals, *views, payments,
        [this](RequestKind kind, const PaymentReport& report, PaymentRow row) {
            return kind == RequestKind::mailbox ? mailbox_desk->payment_reported(report, std::move(row))
                                                : purchase_desk->payment_reported(report, std::move(row));
        },
        origin);
    secretary_desk = std::make_unique<SecretaryDesk>(*renewals, *purchases, *views);
    provider_desk = std::make_unique<ProviderDesk>(*renewals, *views);
    papers = std::make_unique<Papers>(*purchases, *renewals, *views, *forms, "Sigillo");
    acts = std::make_unique<ActsDesk>(*renewals, *purchases, *views, origin,
                                      [](std::function<void()> task) { task(); });
    keys = std::make_unique<KeysDesk>(*renewals, *views, *issuance, origin);
    signatories = std::make_unique<SignatoryDesk>(*renewals);
    places = std::make_unique<PlacesDesk>(birth_places, clock);
    registers = std::make_unique<RegisterDesk>(*store, clock);
    privacy = std::make_unique<PrivacyDesk>(*store, clock, *catalogue);
    conventions = std::make_unique<ConventionsDesk>(*store, clock, *catalogue);
    links = std::make_unique<PasswordLinks>(*store, clock, passwords, background,
                                            PasswordLinks::Settings{origin, "Sigillo"});
    users = std::make_unique<UsersDesk>(*renewals, *links);

    World world;
    world.people = {
        {member_code, "Mario", "Rossi", "mario@example.it", "", "it", std::nullopt, {{"member", order}}},
        {"VRDGPP75B02H501B",
         "Giuseppe",
         "Verdi",
         "segreteria@example.it",
         "",
         "it",
         std::nullopt,
         {{"secretary", order}}},
        {"NRENNA60C43H501A",
         "Anna",
         "Neri",
         "presidente@example.it",
         "",
         "it",
         std::nullopt,
         {{"administrator", order}}},
    };
    const auto applied = apply_world(world, folder.path(), *renewals, passwords);
    if (!applied) {
        for (const auto& [name, value] : applied.error().details) {
            UNSCOPED_INFO(name << ": " << value);
        }
    }
    REQUIRE(applied);
    enrol(entry_of(member_code, "Mario", "Rossi"));
    const Instant now = clock.now();
    member_card =
        make_card(member_code, "Mario", "Rossi", now - Duration::days(2160), now + Duration::days(30));
    tell("7420000000000001", member_code, *member_card);
    signatory_card =
        make_card(signatory_code, "Laura", "Bianchi", now - Duration::days(300), now + Duration::days(700));
    appoint(signatory_code, domain::rome_date(now - Duration::days(100)));
}

domain::RegisterEntry PortalWorld::entry_of(const char* code, const char* given_name,
                                            const char* surname) const {
    domain::RegisterEntry entry;
    entry.order = domain::OrderId(order);
    entry.codice_fiscale = *domain::CodiceFiscale::parse(code);
    entry.given_name = given_name;
    entry.surname = surname;
    entry.title = "Architetto";
    entry.section = "A";
    entry.number = "123";
    entry.registered_on = {2005, 3, 1};
    entry.email = "mario@example.it";
    entry.dues_paid_up_to = {2027, 12, 31};
    entry.version = 1;
    return entry;
}

void PortalWorld::enrol(const domain::RegisterEntry& entry) {
    const auto person = store->person_of(entry.codice_fiscale);
    REQUIRE(person);
    Transaction transaction;
    transaction.writes.emplace_back(PutRegisterRow{{*person, entry}});
    REQUIRE(store->append(transaction));
}

void PortalWorld::appoint(const char* code, domain::Date from, std::optional<domain::Date> until,
                          const char* of) {
    domain::AppointSignatory command;
    command.codice_fiscale = *domain::CodiceFiscale::parse(code);
    command.person_name = "Laura Bianchi";
    command.from = from;
    command.to = until;
    REQUIRE(signatories->execute(domain::OrderId(of), domain::Actor::of_system(), std::nullopt, std::nullopt,
                                 command));
}

SoftCard PortalWorld::make_card(const char* code, const char* given_name, const char* surname,
                                Instant not_before, Instant not_after) {
    // Keys take long to make: the worlds of one program have the same ones, one after the other.
    static std::vector<pki::PrivateKey> pool;
    while (pool.size() < keys_used + 2) {
        auto made = pki::PrivateKey::generate_rsa(2048);
        REQUIRE(made);
        pool.push_back(std::move(*made));
    }
    const auto* authentication_key = &pool[keys_used++];
    const auto* signature_key = &pool[keys_used++];
    pki::Subject subject;
    subject.codice_fiscale = code;
    subject.given_name = given_name;
    subject.surname = surname;
    const auto certify = [&](pki::Profile profile, const pki::PrivateKey& key) {
        auto certificate =
            issuer->certify({profile, subject, key.public_key(), not_before.seconds, not_after.seconds,
                             pki::random_serial(), std::string(origin) + "/ca/crl.der"});
        REQUIRE(certificate);
        return *certificate;
    };
    auto authentication = certify(pki::Profile::cns_authentication, *authentication_key);
    auto signature = certify(pki::Profile::signature, *signature_key);
    return {*authentication_key, *signature_key, authentication, signature};
}

void PortalWorld::tell(const char* serial, const char* code, const SoftCard& card) {
    const auto holder = *domain::CodiceFiscale::parse(code);
    const auto person = store->person_of(holder);
    REQUIRE(person);
    CardRow row;
    row.person = *person;
    row.order = domain::OrderId(order);
    row.convention = domain::ConventionCode("CNSCNA13");
    row.certificates.card_number = serial;
    row.certificates.holder = holder;
    row.certificates.given_name = card.signature.facts().given_name;
    row.certificates.surname = card.signature.facts().surname;
    row.certificates.email = "mario@example.it";
    row.certificates.authentication = info_of(card.authentication);
    row.certificates.signature = info_of(card.signature);
    row.authentication_der = card.authentication.der();
    row.signature_der = card.signature.der();
    Transaction transaction;
    transaction.writes.emplace_back(PutCard{std::move(row)});
    REQUIRE(store->append(transaction));
}

wire::RequestView PortalWorld::placed_request() {
    const auto overview = member_desk->handle(member(), wire::Overview{});
    REQUIRE(overview);
    REQUIRE(overview->cards.size() == 1);
    const auto& card = overview->cards[0];
    const auto view = member_desk->handle(
        member(), wire::PlaceRenewal{command(), card.serial, card.convention_version, card.total, true});
    REQUIRE(view);
    return *view;
}

domain::Status PortalWorld::pay(const wire::RequestView& view, std::int64_t amount, std::string* payment) {
    const auto begun =
        member_desk->handle(member(), wire::BeginPayment{command(), view.row.id, view.row.seq});
    if (!begun) {
        return begun.error();
    }
    const std::string& url = begun->url;
    const std::string prefix = "https://pay.example/";
    const std::string id = url.substr(prefix.size(), url.rfind('/') - prefix.size());
    if (payment != nullptr) {
        *payment = id;
    }
    return member_desk->payment_reported(nlohmann::json{{"payment", id}, {"amount", amount}}.dump(), "good");
}

wire::RequestView PortalWorld::paid_request() {
    const auto view = placed_request();
    REQUIRE(pay(view, view.total));
    const auto paid = member_desk->handle(member(), wire::GetRequest{view.row.id});
    REQUIRE(paid);
    REQUIRE(paid->row.stage == wire::Stage::paid);
    return *paid;
}

int PortalWorld::run_jobs() {
    auto handlers =
        request_jobs(std::make_shared<Renewals>(*store, clock, *catalogue, *trust), *issuer, payments, [] {});
    for (auto& handler : purchase_jobs(std::make_shared<Purchases>(*store, clock, *catalogue, birth_places),
                                       *bureau, *issuer, payments, [] {})) {
        handlers.push_back(std::move(handler));
    }
    for (auto& handler : mailbox_jobs(std::make_shared<Mailboxes>(*store, clock, *catalogue),
                                      *mailbox_provider, payments, [] {})) {
        handlers.push_back(std::move(handler));
    }
    class Ignored final : public JobHandler {
      public:
        [[nodiscard]] std::string kind() const override { return "notice"; }
        JobOutcome handle(const OutboxItem&, Instant) override { return JobDone{}; }
    };
    handlers.push_back(make_erasure_job(*store));
    handlers.push_back(std::make_unique<Ignored>());
    Outbox outbox(*store, clock, std::move(handlers));
    const auto ran = outbox.run_due();
    REQUIRE(ran);
    return *ran;
}

std::string PortalWorld::sent_otp(const std::string& request) {
    std::string code;
    for (;;) {
        const auto claimed = store->claim(clock.now(), Duration::minutes(1));
        REQUIRE(claimed);
        if (!*claimed) {
            return code;
        }
        const auto& item = (*claimed)->item;
        if (item.key.rfind("otp/" + request, 0) == 0) {
            code = nlohmann::json::parse(item.payload)["parameters"]["code"];
        }
    }
}

} // namespace sigillo::portal::test