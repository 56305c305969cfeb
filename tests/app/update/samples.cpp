#include "tests/app/update/samples.hpp"

namespace sigillo::app::samples {

using portal::Action;
using portal::Stage;

namespace {

constexpr std::int64_t day = 86400;
constexpr std::int64_t expires = now + 28 * day;

const std::string serial_cns = "1A2B3C";
const std::string serial_signature = "1A2B3D";

portal::KnownCertificate known(protocol::CertificateRole role, const std::string& serial) {
    return {role, portal::CertificateState::expiring, serial, "CN=Prova CA", expires - 2192 * day, expires};
}

agent::Certificate held(protocol::CertificateRole role, const std::string& serial) {
    agent::Certificate certificate;
    certificate.role = role;
    certificate.holder = "Rossi Maria";
    certificate.codice_fiscale = codice_fiscale;
    certificate.issuer = "CN=Prova CA";
    certificate.serial = serial;
    certificate.not_after = expires;
    certificate.key = "RSA-2048";
    certificate.has_key = true;
    certificate.der = {1};
    return certificate;
}

std::vector<portal::TimelineEntry> history(Stage stage) {
    std::vector<portal::TimelineEntry> all{
        {now - 6 * day, "renewal.invited", {{"expires_at", "2026-12-20T22:59:59Z"}}},
        {now - 5 * day, "renewal.placed", {{"amount", "2196"}, {"convention", "CNSCNA13"}}},
        {now - 5 * day + 60, "renewal.paid", {{"amount", "2196"}, {"payment", "P-1"}}},
        {now - 3 * day, "renewal.validated", {{"signed_at", "2026-11-19T10:00:00Z"}}},
        {now - 2 * day, "renewal.keys_submitted", {}},
        {now - 2 * day, "renewal.certificates_issued", {{"expires_at", "2032-12-20T22:59:59Z"}}},
        {now - day, "renewal.installed", {}}};
    std::size_t count = 3;
    switch (stage) {
    case Stage::invited:
        count = 1;
        break;
    case Stage::placed:
        count = 2;
        break;
    case Stage::paid:
        break;
    case Stage::validated:
        count = 4;
        break;
    case Stage::requested:
        count = 5;
        break;
    case Stage::certified:
    case Stage::revoked:
        count = 6;
        break;
    case Stage::installed:
        count = 7;
        break;
    default: // the other ends, and what only a purchase passes through
        break;
    }
    all.resize(count);
    if (stage == Stage::rejected) {
        all.push_back({now - day,
                       "renewal.rejected",
                       {{"reason", "domain.rejection.certificate_data_wrong"},
                        {"note", "Il numero di iscrizione non è quello dell’Albo."},
                        {"new_card_code", "CNSCNA13"}}});
    } else if (stage == Stage::expired || stage == Stage::withdrawn || stage == Stage::revoked) {
        all.push_back({now - day, "renewal." + std::string(protocol::text_of(stage)), {}});
    }
    return all;
}

portal::Permission allow_at(Action action, bool allowed) {
    portal::Permission permission{action, std::nullopt};
    if (!allowed) {
        permission.refusal = protocol::Failure{"request-wrong-stage", {}};
    }
    return permission;
}

} // namespace

http::Session session(std::vector<portal::Role> roles) {
    http::Session session;
    session.user = portal::User{"Maria Rossi", codice_fiscale, std::move(roles), "architetti-fermo",
                                "Ordine degli Architetti P.P.C. di Fermo"};
    session.portal = "Sigillo";
    session.agent_ports = {47813};
    return session;
}

State at(const std::string& path, std::vector<portal::Role> roles) {
    State state;
    state.origin = "https://portale.example";
    state.now = now;
    state.route = parse_route(path);
    state.session = session(std::move(roles));
    state.link = Link::open;
    return state;
}

portal::KnownCard known_card() {
    portal::KnownCard card;
    card.serial = "7020000123";
    card.certificates = {known(protocol::CertificateRole::authentication, serial_cns),
                         known(protocol::CertificateRole::signature, serial_signature)};
    card.order_name = "Ordine degli Architetti P.P.C. di Fermo";
    card.convention = "CNSCNA13";
    card.convention_version = "hash";
    card.price = {{"Rinnovo CNS", 1800, 396, 22}};
    card.total = 2196;
    card.years = 6;
    card.opens = expires - 61 * day;
    card.closes = expires;
    card.new_not_after = expires + 2192 * day;
    card.new_card_code = "CNSCNA13";
    card.place = {Action::place, std::nullopt};
    return card;
}

portal::Overview::Reply overview() {
    portal::Overview::Reply reply;
    reply.cards = {known_card()};
    return reply;
}

portal::RequestView request(Stage stage) {
    portal::RequestView view;
    view.row.id = "R-1";
    view.row.seq = 7;
    view.row.stage = stage;
    view.row.holder = "Maria Rossi";
    view.row.codice_fiscale = codice_fiscale;
    view.row.registration = "Sezione A n. 123";
    view.row.convention = "CNSCNA13";
    view.row.since = now - day;
    view.row.certificate_expires = expires;
    view.order_name = "Ordine degli Architetti P.P.C. di Fermo";
    view.convention_name = "Convenzione CNS degli architetti";
    view.card_serial = "7020000123";
    view.price = known_card().price;
    view.total = 2196;
    const bool paid = stage != Stage::invited && stage != Stage::placed;
    const bool ended = stage == Stage::rejected || stage == Stage::expired || stage == Stage::withdrawn;
    view.settlement = !paid   ? portal::Settlement::none
                      : ended ? portal::Settlement::due_back
                              : portal::Settlement::held;
    view.paid = paid ? 2196 : 0;
    view.years = 6;
    view.certificates = known_card().certificates;
    view.comparison = {{"codice_fiscale", codice_fiscale, codice_fiscale, false},
                       {"given_name", "Maria", "Maria", false},
                       {"surname", "Rossi", "Rossi", false},
                       {"number", "123", "132", stage == Stage::rejected}};
    view.timeline = history(stage);
    view.next = stage == Stage::paid ? portal::Responsible::order : portal::Responsible::member;
    view.deadline = expires;
    view.permissions = {allow_at(Action::place, stage == Stage::invited),
                        allow_at(Action::pay, stage == Stage::placed),
                        allow_at(Action::withdraw, stage == Stage::placed || stage == Stage::paid),
                        allow_at(Action::make_keys, stage == Stage::validated),
                        allow_at(Action::install, stage == Stage::certified)};
    view.roles = {protocol::CertificateRole::authentication, protocol::CertificateRole::signature};
    view.support = {"assistenzafd@arubapec.it",
                    "info@fermo.archiworld.it",
                    "0575/050013",
                    "lunedì–venerdì, 9:00–18:00",
                    "",
                    true};
    view.new_card_code = "CNSCNA13";
    if (stage == Stage::certified) {
        view.new_certificates = {{protocol::CertificateRole::authentication, {1}},
                                 {protocol::CertificateRole::signature, {2}}};
    }
    return view;
}

portal::RequestView request_of_order(Stage stage) {
    portal::RequestView view = request(stage);
    view.permissions = {allow_at(Action::validate, stage == Stage::paid),
                        allow_at(Action::reject, stage == Stage::paid)};
    view.comparison.back().differs = true;
    return view;
}

portal::Queue::Reply queue() {
    portal::Queue::Reply reply;
    auto row = request(Stage::paid).row;
    row.may_validate = true;
    reply.rows.push_back(row);
    row.id = "R-2";
    row.holder = "Luca Bianchi";
    row.differences = 2;
    reply.rows.push_back(row);
    row.id = "R-3";
    row.holder = "Anna Verdi";
    row.may_validate = false;
    reply.rows.push_back(row);
    reply.total = 3;
    reply.to_validate = 3;
    return reply;
}

portal::SignatoryList signatories() {
    return {4,
            {{.codice_fiscale = codice_fiscale,
              .name = "Maria Rossi",
              .from = "2024-01-01",
              .until = std::nullopt,
              .state = portal::TermState::in_office,
              .appointed_by = "Anna Verdi"},
             {.codice_fiscale = "BNCLCU75C12D542W",
              .name = "Luca Bianchi",
              .from = "2020-01-01",
              .until = "2023-12-31",
              .state = portal::TermState::ended,
              .deputy = true,
              .appointed_by = "Anna Verdi"}}};
}

agent::Card card() {
    agent::Card out;
    out.id = "card-1";
    out.serial = "00007020000123";
    out.state = agent::CardState::writable;
    out.certificates = {held(protocol::CertificateRole::authentication, "0" + serial_cns),
                        held(protocol::CertificateRole::signature, serial_signature)};
    return out;
}

agent::Reader reader(agent::Card inserted) {
    agent::Reader out;
    out.name = "Lettore di prova";
    out.state = agent::ReaderState::card;
    out.card = std::move(inserted);
    return out;
}

const Edition& edition_of(const State& state) {
    return office_edition().serves(state) ? office_edition() : member_edition();
}

Player& Player::play_in(const Edition& edition, Message message) {
    auto updated = update(std::move(state), std::move(message),
                          {samples::now, "command-" + std::to_string(++ids_), edition});
    state = std::move(updated.state);
    effects = std::move(updated.effects);
    return *this;
}

} // namespace sigillo::app::samples
