#include "web/portal/api/renewals.hpp"

#include "shared/domain/differences.hpp"
#include "shared/domain/renewal/deadlines.hpp"
#include "web/portal/api/cycle_events.hpp"
#include "web/portal/api/reactions.hpp"
#include "web/portal/api/validation.hpp"
#include "web/portal/codec/event_codec.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::renewal::Facts;
using domain::renewal::Stage;
using domain::renewal::State;

namespace {

Lane lane_of(Stage stage) {
    switch (stage) {
    case Stage::none:
    case Stage::invited:
        return Lane::none;
    case Stage::paid:
        return Lane::to_validate;
    case Stage::placed:
    case Stage::validated:
    case Stage::requested:
    case Stage::certified:
        return Lane::waiting_for_member;
    case Stage::installed:
    case Stage::rejected:
    case Stage::withdrawn:
    case Stage::expired:
    case Stage::revoked:
        return Lane::ended;
    }
    return Lane::none;
}

std::string_view work_of(Stage stage) {
    switch (stage) {
    case Stage::placed:
        return work::payment;
    case Stage::paid:
        return work::validation;
    case Stage::validated:
        return work::keys;
    case Stage::requested:
        return work::certificates;
    case Stage::certified:
        return work::installation;
    case Stage::none:
    case Stage::invited:
    case Stage::installed:
    case Stage::rejected:
    case Stage::withdrawn:
    case Stage::expired:
    case Stage::revoked:
        return {};
    }
    return {};
}

/// When what is next is too late: the certificates end, or the new ones are revoked.
std::optional<domain::Instant> deadline_of(const State& state, const Facts& facts) {
    switch (state.stage) {
    case Stage::placed:
    case Stage::paid:
    case Stage::validated:
        return state.subject.certificates.expires_at();
    case Stage::certified:
        return facts.convention && facts.convention->renewal && state.certified_at
                   ? std::optional(domain::renewal::install_deadline(
                         *state.certified_at, facts.convention->renewal->install_within_days))
                   : std::nullopt;
    case Stage::none:
    case Stage::invited:
    case Stage::requested:
    case Stage::installed:
    case Stage::rejected:
    case Stage::withdrawn:
    case Stage::expired:
    case Stage::revoked:
        return std::nullopt;
    }
    return std::nullopt;
}

/// Moves nothing: the stage stays what it was.
bool keeps_stage(const domain::renewal::Event& event) {
    using namespace domain::renewal;
    return std::holds_alternative<PaymentBegun>(event) || std::holds_alternative<PaymentNotAccepted>(event) ||
           std::holds_alternative<PaymentReturned>(event) || std::holds_alternative<PaymentMoved>(event) ||
           std::holds_alternative<OrderReminded>(event) || std::holds_alternative<CreditEnded>(event);
}

domain::Instant stage_since(const std::vector<domain::renewal::Event>& events) {
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        if (!keeps_stage(*event)) {
            return domain::renewal::at_of(*event);
        }
    }
    return {};
}

bool revoked_now(const TrustStore::Picture& picture, const Bytes& der) {
    const auto certificate = pki::number_of(der);
    return certificate && picture.listed_as_revoked(*certificate);
}

std::string registration_text(const domain::RegisterEntry& entry) {
    return (entry.section.empty() ? std::string() : "Sezione " + entry.section + " ") + "n. " + entry.number;
}

} // namespace

domain::Result<LoadedRenewal> Renewals::load(const domain::RequestId& request) {
    const auto stored = store_.read(stream_of(request));
    if (!stored) {
        return stored.error();
    }
    if (stored->empty()) {
        return ErrorId::not_found;
    }
    auto events = decode_renewals(*stored, store_.vault());
    if (!events) {
        return events.error();
    }
    LoadedRenewal loaded;
    loaded.state = domain::renewal::evolve({}, *events);
    loaded.events = std::move(*events);
    return loaded;
}

const domain::ConventionVersion* Renewals::convention_of(const State& state,
                                                         const domain::ConventionCode& of_card) {
    if (!state.convention_hash.empty()) {
        return catalogue_.by_hash(state.convention_hash);
    }
    const domain::Date today = domain::rome_date(clock_.now());
    const domain::OrderId& order = state.subject.order;
    const auto* same = catalogue_.find(of_card, order, today);
    if (same != nullptr && domain::product_of(*same, domain::ProductKind::cns_renewal) != nullptr) {
        return same;
    }
    return catalogue_.selling(domain::ProductKind::cns_renewal, order, today);
}

domain::Status Renewals::complete(Facts& facts, const State& state, const std::optional<CardRow>& card) {
    const auto picture = trust_.picture();
    auto& certificates = facts.subject.certificates;
    if (card && card->certificates.signature.sha256 == certificates.signature.sha256) {
        certificates.authentication.revoked = revoked_now(*picture, card->authentication_der);
        certificates.signature.revoked = revoked_now(*picture, card->signature_der);
    }
    State subject_state = state;
    subject_state.subject = facts.subject;
    if (const auto* convention =
            convention_of(subject_state, card ? card->convention : domain::ConventionCode());
        convention != nullptr) {
        facts.convention = *convention;
    }
    const auto entry = store_.register_row(facts.subject.order, facts.subject.member);
    if (entry) {
        facts.register_entry = entry->entry;
    } else if (entry.error().id != ErrorId::not_found) {
        return entry.error();
    }
    const auto open = store_.open_request_of_card(certificates.card_number);
    if (!open) {
        return open.error();
    }
    facts.other_request_open = open->has_value() && (*open)->id != facts.subject.request;
    facts.current_data = current_data(state, facts);
    return domain::Done{};
}

domain::Result<Facts> Renewals::facts(const State& state, const domain::Actor& actor) {
    Facts facts;
    facts.actor = actor;
    facts.now = clock_.now();
    facts.subject = state.subject;
    std::optional<CardRow> card;
    if (auto found = store_.card(state.subject.certificates.card_number); found) {
        card = std::move(*found);
    } else if (found.error().id != ErrorId::not_found) {
        return found.error();
    }
    if (auto completed = complete(facts, state, card); !completed) {
        return completed.error();
    }
    return facts;
}

domain::Result<Facts> Renewals::facts(const CardRow& card, const domain::RequestId& request,
                                      const domain::Actor& actor) {
    Facts facts;
    facts.actor = actor;
    facts.now = clock_.now();
    facts.subject = {request, card.order, card.person, card.certificates};
    if (auto completed = complete(facts, {}, card); !completed) {
        return completed.error();
    }
    return facts;
}

domain::Result<domain::RequestId> Renewals::next_request(const CardRow& card) {
    const auto rows = store_.requests_of(card.person);
    if (!rows) {
        return rows.error();
    }
    const auto& number = card.certificates.card_number;
    const auto before = std::count_if(rows->begin(), rows->end(),
                                      [&](const RequestRow& row) { return row.card_number == number; });
    const Token token = store_.vault().token("request", number + "/" + std::to_string(before));
    return domain::RequestId("R-" + pki::hex_of(token).substr(0, 20));
}

domain::Result<domain::SignatoryState> Renewals::signatories(const domain::OrderId& order) {
    const auto stored = store_.read(stream_of(order));
    if (!stored) {
        return stored.error();
    }
    const auto events = decode_signatories(*stored, store_.vault());
    if (!events) {
        return events.error();
    }
    return domain::evolve(domain::SignatoryState{order, {}}, *events);
}

domain::Result<Caller> Renewals::caller(Account account, domain::Language language) {
    std::vector<domain::OrderId> orders;
    for (const auto& grant : account.roles) {
        if (!grant.order.empty() && std::find(orders.begin(), orders.end(), grant.order) == orders.end()) {
            orders.push_back(grant.order);
        }
    }
    std::erase_if(account.roles, [](const auto& grant) { return grant.role == domain::Role::signatory; });
    for (const auto& order : orders) {
        const auto state = signatories(order);
        if (!state) {
            return state.error();
        }
        if (domain::is_signatory(*state, account.codice_fiscale, clock_.now())) {
            account.roles.push_back({domain::Role::signatory, order});
        }
    }
    return Caller{std::move(account), language};
}

RequestRow Renewals::row_of(const LoadedRenewal& loaded, const Facts& facts) {
    const State& state = loaded.state;
    RequestRow row;
    row.id = state.subject.request;
    row.seq = state.sequence;
    row.stage = domain::text_of(state.stage);
    row.lane = lane_of(state.stage);
    row.person = state.subject.member;
    row.order = state.subject.order;
    row.convention = facts.convention ? facts.convention->code : state.convention;
    const auto& certificates = state.subject.certificates;
    row.certificate_expires = certificates.expires_at();
    row.since = stage_since(loaded.events);
    row.next = work_of(state.stage);
    row.deadline = deadline_of(state, facts);
    row.holder = certificates.given_name + " " + certificates.surname;
    row.codice_fiscale = certificates.holder;
    row.card_number = certificates.card_number;
    if (facts.register_entry) {
        const auto lines = domain::differences(*facts.register_entry, certificates);
        row.differences = static_cast<int>(
            std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.differs; }));
        row.registration = registration_text(*facts.register_entry);
        row.register_number = facts.register_entry->number;
        row.holder = facts.register_entry->given_name + " " + facts.register_entry->surname;
    }
    return row;
}

struct Renewals::Cycle {
    Renewals& renewals;

    static bool begins(const RenewalExecution& execution) { return execution.card.has_value(); }

    domain::Result<Facts> facts(const LoadedRenewal& loaded, RenewalExecution& execution) const {
        auto facts = execution.facts ? domain::Result<Facts>(std::move(*execution.facts))
                     : loaded.state.stage == Stage::none
                         ? renewals.facts(*execution.card, execution.request, execution.actor)
                         : renewals.facts(loaded.state, execution.actor);
        if (facts) {
            facts->act = execution.act;
            facts->statement = execution.statement;
        }
        return facts;
    }

    static domain::Status take(Transaction& transaction, const domain::renewal::Reaction& reaction,
                               const State& state, int number, const Facts& facts) {
        transaction.writes.emplace_back(
            PutOutboxItem{outbox_item(reaction, state, state.sequence, number, facts.now)});
        return domain::Done{};
    }

    static domain::Status finish(Transaction& transaction, const LoadedRenewal& loaded, const Facts& facts,
                                 bool) {
        transaction.writes.emplace_back(PutRequest{row_of(loaded, facts)});
        return domain::Done{};
    }

    static Error refused(const Error& error, bool) { return error; }
};

domain::Result<Executed> Renewals::execute(RenewalExecution execution) {
    return execute_on(Cycle{*this}, *this, std::move(execution));
}

domain::Result<Executed> Renewals::execute_as_system(RenewalExecution execution) {
    return execute_again(*this, std::move(execution));
}

} // namespace sigillo::portal
