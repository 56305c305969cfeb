#include "web/portal/provision/provision.hpp"

#include "web/portal/api/issuance.hpp"
#include "web/portal/api/signatory_desk.hpp"
#include "web/portal/config/files.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

Error wrong(const std::string& field, std::string reason) {
    return Error(ErrorId::configuration_invalid, {{"field", field}, {"reason", std::move(reason)}});
}

std::string place(const char* list, std::size_t index, const char* field) {
    return std::string(list) + "[" + std::to_string(index) + "]." + field;
}

domain::Result<pki::Certificate> read_certificate(const std::filesystem::path& file) {
    const auto content = read_file(file);
    if (!content) {
        return content.error();
    }
    const bool pem = content->find("-----BEGIN") != std::string::npos;
    return pem ? pki::Certificate::from_pem(*content) : pki::Certificate::from_der(pki::view_of(*content));
}

/// One world into one store.
class Apply {
  public:
    Apply(const std::filesystem::path& folder, Renewals& renewals, const Passwords& passwords)
        : folder_(folder), renewals_(renewals), store_(renewals.store()), passwords_(passwords) {}

    domain::Status person(const WorldPerson& person, std::size_t index);
    domain::Status member(const WorldMember& member, std::size_t index);
    domain::Status signatory(const WorldSignatory& signatory, std::size_t index);
    domain::Status card(const WorldCard& card, std::size_t index);

  private:
    domain::Status write(Write write) {
        Transaction transaction;
        transaction.writes.push_back(std::move(write));
        const auto appended = store_.append(transaction);
        return appended ? domain::Status(domain::Done{}) : domain::Status(appended.error());
    }
    domain::Result<domain::PersonId> person_of(const std::string& code, const std::string& field);
    domain::Status known_order(const std::string& order, const std::string& field) const {
        return renewals_.catalogue().order(domain::OrderId(order)) != nullptr
                   ? domain::Status(domain::Done{})
                   : domain::Status(wrong(field, "no such Order in the assets: " + order));
    }

    const std::filesystem::path& folder_;
    Renewals& renewals_;
    Store& store_;
    const Passwords& passwords_;
};

domain::Result<domain::PersonId> Apply::person_of(const std::string& code, const std::string& field) {
    const auto parsed = domain::CodiceFiscale::parse(code);
    if (!parsed) {
        return wrong(field, std::string(domain::text_of(parsed.error().id)));
    }
    return store_.person_of(*parsed);
}

domain::Status Apply::person(const WorldPerson& from, std::size_t index) {
    const auto id = person_of(from.codice_fiscale, place("people", index, "codice_fiscale"));
    if (!id) {
        return id.error();
    }
    Account account;
    if (auto known = store_.account(*id); known) {
        account = std::move(*known);
    } else if (known.error().id != ErrorId::not_found) {
        return known.error();
    }
    account.person = *id;
    account.codice_fiscale = *domain::CodiceFiscale::parse(from.codice_fiscale);
    account.given_name = from.given_name;
    account.surname = from.surname;
    account.email = from.email;
    account.mobile = from.mobile;
    account.email_verified = true;
    account.language = domain::parse_language(from.language);
    account.roles.clear();
    for (const auto& grant : from.roles) {
        const auto role = domain::parse_enum<domain::Role>(grant.role);
        if (!role || *role == domain::Role::system) {
            return wrong(place("people", index, "roles"), "no such role: " + grant.role);
        }
        const bool of_order = *role != domain::Role::operator_staff && *role != domain::Role::auditor;
        if (of_order != grant.order.has_value()) {
            return wrong(place("people", index, "roles"), "order missing or too much: " + grant.role);
        }
        if (grant.order) {
            if (auto known = known_order(*grant.order, place("people", index, "roles")); !known) {
                return known;
            }
        }
        account.roles.push_back({*role, domain::OrderId(grant.order.value_or(""))});
    }
    if (!from.password) {
        account.password_hash.clear();
    } else if (account.password_hash.empty() || !passwords_.matches(*from.password, account.password_hash)) {
        account.password_hash = passwords_.hash(*from.password);
        if (account.password_hash.empty()) {
            return ErrorId::internal;
        }
    }
    return write(PutAccount{std::move(account)});
}

domain::Status Apply::member(const WorldMember& from, std::size_t index) {
    if (auto known = known_order(from.order, place("register", index, "order")); !known) {
        return known;
    }
    const auto id = person_of(from.codice_fiscale, place("register", index, "codice_fiscale"));
    if (!id) {
        return id.error();
    }
    domain::RegisterEntry entry;
    entry.order = domain::OrderId(from.order);
    entry.codice_fiscale = *domain::CodiceFiscale::parse(from.codice_fiscale);
    entry.given_name = from.given_name;
    entry.surname = from.surname;
    entry.title = from.title;
    entry.section = from.section;
    entry.sector = from.sector;
    entry.number = from.number;
    entry.email = from.email;
    entry.mobile = from.mobile;
    const auto registered = domain::parse_date(from.registered_on);
    const auto status = domain::parse_enum<domain::EnrolmentStatus>(from.status);
    if (!registered || !status) {
        return wrong(place("register", index, registered ? "status" : "registered_on"), "no such value");
    }
    entry.registered_on = *registered;
    entry.status = *status;
    if (!from.dues_paid_up_to.empty()) {
        const auto dues = domain::parse_date(from.dues_paid_up_to);
        if (!dues) {
            return wrong(place("register", index, "dues_paid_up_to"), "no such day");
        }
        entry.dues_paid_up_to = *dues;
    }
    entry.version = 1;
    const auto known = store_.register_row(entry.order, *id);
    if (known) {
        entry.version = known->entry.version;
        if (known->entry == entry) {
            return domain::Done{};
        }
        ++entry.version;
    } else if (known.error().id != ErrorId::not_found) {
        return known.error();
    }
    return write(PutRegisterRow{{*id, std::move(entry)}});
}

domain::Status Apply::signatory(const WorldSignatory& from, std::size_t index) {
    if (auto known = known_order(from.order, place("signatories", index, "order")); !known) {
        return known;
    }
    domain::AppointSignatory command;
    const auto code = domain::CodiceFiscale::parse(from.codice_fiscale);
    const auto first = domain::parse_date(from.from);
    if (!code || !first) {
        return wrong(place("signatories", index, code ? "from" : "codice_fiscale"), "no such value");
    }
    command.codice_fiscale = *code;
    command.person_name = from.name;
    command.from = *first;
    if (from.until) {
        const auto last = domain::parse_date(*from.until);
        if (!last) {
            return wrong(place("signatories", index, "until"), "no such day");
        }
        command.to = *last;
    }
    const domain::OrderId order(from.order);
    const auto state = renewals_.signatories(order);
    if (!state) {
        return state.error();
    }
    const bool known = std::any_of(state->terms.begin(), state->terms.end(), [&](const auto& term) {
        return term.codice_fiscale == command.codice_fiscale && term.from == command.from &&
               term.to == command.to;
    });
    if (known) {
        return domain::Done{};
    }
    const auto appointed = SignatoryDesk(renewals_).execute(order, domain::Actor::of_system(), std::nullopt,
                                                            std::nullopt, command);
    if (!appointed && appointed.error().id == ErrorId::invalid_argument) {
        return wrong(place("signatories", index, "from"), "days that are over, or that overlap another term");
    }
    return appointed;
}

domain::Status Apply::card(const WorldCard& from, std::size_t index) {
    if (auto known = known_order(from.order, place("cards", index, "order")); !known) {
        return known;
    }
    const auto authentication = read_certificate(folder_ / from.authentication);
    if (!authentication) {
        return wrong(place("cards", index, "authentication"), "no certificate there");
    }
    const auto signature = read_certificate(folder_ / from.signature);
    if (!signature) {
        return wrong(place("cards", index, "signature"), "no certificate there");
    }
    const auto holder = domain::CodiceFiscale::parse(authentication->codice_fiscale());
    if (!holder) {
        return wrong(place("cards", index, "authentication"), "no valid codice fiscale in it");
    }
    const auto person = store_.person_of(*holder);
    if (!person) {
        return person.error();
    }
    if (const auto known = store_.card(from.serial); known) {
        // A card that was renewed meanwhile keeps its newer certificates.
        if (known->person == *person &&
            known->certificates.signature.not_after.seconds >= signature->not_after()) {
            return domain::Done{};
        }
    } else if (known.error().id != ErrorId::not_found) {
        return known.error();
    }
    CardRow row;
    row.person = *person;
    row.order = domain::OrderId(from.order);
    row.convention = domain::ConventionCode(from.convention);
    auto& certificates = row.certificates;
    const auto& facts = signature->facts();
    certificates.card_number = from.serial;
    certificates.holder = *holder;
    certificates.given_name = facts.given_name;
    certificates.surname = facts.surname;
    if (facts.role_data) {
        certificates.order_name = facts.role_data->order;
        certificates.title = facts.role_data->title;
        certificates.section = facts.role_data->section;
        certificates.sector = facts.role_data->sector;
        certificates.number = facts.role_data->number;
        if (const auto day = domain::parse_date(facts.role_data->registration_date); day) {
            certificates.registered_on = *day;
        }
    }
    certificates.email = from.email;
    certificates.authentication = info_of(*authentication);
    certificates.signature = info_of(*signature);
    row.authentication_der = authentication->der();
    row.signature_der = signature->der();
    return write(PutCard{std::move(row)});
}

template <class Item, class Function>
domain::Status each(const std::vector<Item>& items, Function function) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (auto done = function(items[i], i); !done) {
            return done;
        }
    }
    return domain::Done{};
}

} // namespace

EmbeddedIssuerSettings issuer_settings(const Config& config) {
    const DataFiles files = data_files(config);
    EmbeddedIssuerSettings settings;
    settings.key = files.ca_key;
    settings.certificate = files.ca_certificate;
    settings.ledger = files.ca_state;
    settings.crl_url = config.origin + "/ca/crl.der";
    settings.crl_lifetime = domain::Duration::hours(config.issuer.crl_hours);
    settings.delay = {config.issuer.delay_seconds};
    return settings;
}

domain::Status make_authority(const Config& config, domain::Instant now) {
    std::error_code error;
    std::filesystem::create_directories(config.data, error);
    std::filesystem::permissions(config.data, std::filesystem::perms::owner_all, error);
    std::filesystem::create_directories(config.checkpoints.directory, error);
    const auto settings = issuer_settings(config);
    // Old enough that cards issued years ago, as a demo has them, lie within its life.
    const domain::Instant born = now - domain::Duration::days(3653);
    if (auto made =
            EmbeddedIssuer::create(settings, config.issuer.common_name, config.issuer.organization, born);
        !made) {
        return made;
    }
    auto issuer = EmbeddedIssuer::open(settings);
    if (!issuer) {
        return issuer.error();
    }
    const auto list = (*issuer)->revocation_list(now);
    if (!list) {
        return list.error();
    }
    return write_file(data_files(config).crl, pki::text_of(*list), 0644);
}

domain::Status make_portal_keys(const Config& config, EmbeddedIssuer& authority, domain::Instant now) {
    const DataFiles files = data_files(config);
    std::error_code error;
    if (!std::filesystem::exists(files.installation_key, error)) {
        if (const auto made = InstallationKey::create(files.installation_key); !made) {
            return made.error();
        }
    }
    if (std::filesystem::exists(files.checkpoint_certificate, error)) {
        return domain::Done{};
    }
    auto key = pki::PrivateKey::generate_ec_p256();
    if (!key) {
        return key.error();
    }
    pki::Subject subject;
    subject.common_name = "Sigillo checkpoints";
    const auto certificate = authority.certify({pki::Profile::portal_checkpoint, subject, key->public_key(),
                                                now.seconds, domain::add_years_in_rome(now, 10).seconds,
                                                pki::random_serial(), issuer_settings(config).crl_url});
    if (!certificate) {
        return certificate.error();
    }
    if (auto written = write_file(files.checkpoint_key, key->pem(), 0600); !written) {
        return written;
    }
    return write_file(files.checkpoint_certificate, certificate->pem(), 0644);
}

domain::Status apply_world(const World& world, const std::filesystem::path& folder, Renewals& renewals,
                           const Passwords& passwords) {
    Apply apply(folder, renewals, passwords);
    if (auto done = each(world.people, [&](const auto& item, auto i) { return apply.person(item, i); });
        !done) {
        return done;
    }
    if (auto done = each(world.members, [&](const auto& item, auto i) { return apply.member(item, i); });
        !done) {
        return done;
    }
    if (auto done =
            each(world.signatories, [&](const auto& item, auto i) { return apply.signatory(item, i); });
        !done) {
        return done;
    }
    return each(world.cards, [&](const auto& item, auto i) { return apply.card(item, i); });
}

} // namespace sigillo::portal
