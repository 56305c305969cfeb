#include "web/portal/api/purchase/purchases.hpp"

#include "shared/domain/purchase/deadlines.hpp"
#include "shared/domain/purchase/form.hpp"
#include "shared/domain/purchase/plan.hpp"
#include "shared/domain/purchase/react.hpp"
#include "shared/domain/renewal/decide.hpp"
#include "web/portal/api/cycle_events.hpp"
#include "web/portal/api/purchase/purchase_act.hpp"
#include "web/portal/api/purchase/purchase_reactions.hpp"
#include "web/portal/api/reactions.hpp"
#include "web/portal/codec/event_codec.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::purchase::Event;
using domain::purchase::Facts;
using domain::purchase::Form;
using domain::purchase::Stage;
using domain::purchase::State;
using domain::purchase::Step;

namespace {

/// Once a payment made elsewhere was declared, it waits to be found on the account.
std::string work_of(const State& state, std::optional<Step> step) {
    const bool waits = !step || *step == Step::payment;
    if (waits && !state.money.owed_by_hand().empty()) {
        return std::string(work::refund);
    }
    if (!step) {
        return {};
    }
    if (state.stage == Stage::issuing) {
        return std::string(work::issuing);
    }
    const bool declared = *step == Step::payment && !state.money.awaited_by_hand().empty();
    return std::string(declared ? work::reconciliation : domain::text_of(*step));
}

Lane lane_of(const State& state, const domain::Product* product) {
    if (work_of(state, product != nullptr ? domain::purchase::next_step(state, *product) : std::nullopt) ==
        work::refund) {
        return Lane::provider;
    }
    if (domain::purchase::is_end(state.stage)) {
        return Lane::ended;
    }
    const auto step = product != nullptr ? domain::purchase::next_step(state, *product) : std::nullopt;
    if (!step) {
        return Lane::ended;
    }
    switch (*step) {
    case Step::payment:
        return work_of(state, step) == work::reconciliation ? Lane::provider : Lane::waiting_for_member;
    case Step::identification:
    case Step::activation:
        return Lane::waiting_for_member;
    case Step::validation:
        return Lane::to_validate;
    case Step::arrival:
    case Step::collection:
        return Lane::kits;
    case Step::originals:
    case Step::issuance:
    case Step::shipping:
        return Lane::provider;
    }
    return Lane::none;
}

const domain::Product* product_of(const State& state, const Facts& facts) {
    return facts.convention ? domain::product_by_id(*facts.convention, state.form.product) : nullptr;
}

/// The member's contact is the one that the order gives (R50); the store keeps each to one person (X5).
domain::Result<Write> contact_of(Store& store, const State& state) {
    auto account = store.account(state.subject.member);
    if (!account) {
        return account.error();
    }
    const auto& holder = state.form.holder;
    if (account->email != holder.email) {
        account->email_verified = false;
    }
    account->email = holder.email;
    account->mobile = holder.mobile;
    return Write(PutAccount{std::move(*account)});
}

} // namespace

domain::Instant stage_since(const std::vector<Event>& events) {
    using namespace domain::purchase;
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        const bool stays =
            std::holds_alternative<PaymentBegun>(*event) || std::holds_alternative<PaymentDeclared>(*event) ||
            std::holds_alternative<PaymentNotAccepted>(*event) ||
            std::holds_alternative<PaymentReturned>(*event) ||
            std::holds_alternative<OrderReminded>(*event) ||
            std::holds_alternative<ActivationReminded>(*event) || std::holds_alternative<Corrected>(*event) ||
            std::holds_alternative<IdentificationChosen>(*event) ||
            std::holds_alternative<StatusChanged>(*event) || std::holds_alternative<DocumentReplaced>(*event);
        if (!stays) {
            return at_of(*event);
        }
    }
    return {};
}

domain::Result<LoadedPurchase> Purchases::load(const domain::RequestId& request) {
    const auto stored = store_.read(stream_of(request));
    if (!stored) {
        return stored.error();
    }
    if (stored->empty()) {
        return ErrorId::not_found;
    }
    auto events = decode_purchases(*stored, store_.vault());
    if (!events) {
        return events.error();
    }
    LoadedPurchase loaded;
    loaded.state = domain::purchase::evolve({}, *events);
    loaded.events = std::move(*events);
    return loaded;
}

domain::Status Purchases::add_register(Facts& facts) {
    const auto entry = store_.register_row(facts.subject.order, facts.subject.member);
    if (entry) {
        facts.register_entry = entry->entry;
    } else if (entry.error().id != ErrorId::not_found) {
        return entry.error();
    }
    return domain::Done{};
}

domain::Result<Facts> Purchases::facts(const State& state, const domain::Actor& actor) {
    Facts facts;
    facts.actor = actor;
    facts.now = clock_.now();
    facts.subject = state.subject;
    if (const auto* convention = catalogue_.by_hash(state.convention_hash); convention != nullptr) {
        facts.convention = *convention;
    }
    if (const auto added = add_register(facts); !added) {
        return added.error();
    }
    facts.current_data = current_data(state, facts);
    return facts;
}

domain::Result<Facts> Purchases::facts(const domain::purchase::Subject& subject,
                                       const domain::ConventionCode& code, const Form& form,
                                       const domain::Actor& actor) {
    Facts facts;
    facts.actor = actor;
    facts.now = clock_.now();
    facts.subject = subject;
    if (const auto* convention = catalogue_.find(code, subject.order, domain::rome_date(facts.now));
        convention != nullptr) {
        facts.convention = *convention;
    }
    if (const auto added = add_register(facts); !added) {
        return added.error();
    }
    if (!form.holder.birth_place.empty() && domain::is_valid(form.holder.birth)) {
        facts.birth_place = places_.on(form.holder.birth_place, form.holder.birth);
    }
    const auto email = store_.email_is_of_other(form.holder.email, actor.codice_fiscale);
    const auto mobile = store_.mobile_is_of_other(form.holder.mobile, actor.codice_fiscale);
    if (!email || !mobile) {
        return email ? mobile.error() : email.error();
    }
    facts.email_of_another = !form.holder.email.empty() && *email;
    facts.mobile_of_another = !form.holder.mobile.empty() && *mobile;
    auto credit = credit_of(subject.member, code);
    if (!credit) {
        return credit.error();
    }
    facts.credit = std::move(*credit);
    return facts;
}

domain::Result<std::optional<domain::CreditUse>> Purchases::credit_of(const domain::PersonId& member,
                                                                      const domain::ConventionCode& code) {
    const auto rows = store_.requests_of(member);
    if (!rows) {
        return rows.error();
    }
    for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
        if (row->kind != RequestKind::renewal || row->lane != Lane::ended) {
            continue;
        }
        const auto stored = store_.read(stream_of(row->id));
        if (!stored) {
            return stored.error();
        }
        const auto events = decode_renewals(*stored, store_.vault());
        if (!events) {
            return events.error();
        }
        const auto state = domain::renewal::evolve({}, *events);
        if (state.money.settlement == domain::Settlement::credit && state.money.payment && state.rejection &&
            state.rejection->new_card_code == code) {
            return std::optional(domain::CreditUse{row->id, *state.money.payment});
        }
    }
    return std::optional<domain::CreditUse>();
}

domain::Status Purchases::use_credit(Transaction& transaction, const domain::CreditUse& credit,
                                     const domain::RequestId& to) {
    const StreamId stream = stream_of(credit.from);
    const auto stored = store_.read(stream);
    if (!stored) {
        return stored.error();
    }
    const auto before = decode_renewals(*stored, store_.vault());
    if (!before) {
        return before.error();
    }
    auto state = domain::renewal::evolve({}, *before);
    domain::renewal::Facts facts;
    facts.actor = domain::Actor::of_system();
    facts.now = clock_.now();
    const auto moved =
        domain::renewal::decide(state, domain::renewal::MovePayment{credit.payment.payment, to}, facts);
    if (!moved) {
        return moved.error();
    }
    const auto* convention = catalogue_.by_hash(state.convention_hash);
    StreamAppend append{stream, state.sequence, {}};
    for (const auto& event : *moved) {
        const auto added = portal::add_event(
            append, state, event, convention != nullptr ? *convention : domain::ConventionVersion(), "system",
            store_.vault(), [&](const auto& reaction, int number) -> domain::Status {
                transaction.writes.emplace_back(
                    PutOutboxItem{outbox_item(reaction, state, state.sequence, number, facts.now)});
                return domain::Done{};
            });
        if (!added) {
            return added;
        }
    }
    transaction.streams.push_back(std::move(append));
    return domain::Done{};
}

RequestRow Purchases::row_of(const LoadedPurchase& loaded, const Facts& facts) {
    const State& state = loaded.state;
    const auto* product = product_of(state, facts);
    RequestRow row;
    row.id = state.subject.request;
    row.kind = RequestKind::purchase;
    row.seq = state.sequence;
    row.stage = domain::text_of(state.stage);
    row.lane = lane_of(state, product);
    row.person = state.subject.member;
    row.order = state.subject.order;
    row.convention = state.convention;
    row.product = state.form.product;
    row.since = stage_since(loaded.events);
    const auto step = product != nullptr ? domain::purchase::next_step(state, *product) : std::nullopt;
    row.next = work_of(state, step);
    if (step && facts.convention && facts.convention->purchase) {
        row.deadline = domain::purchase::deadline_of(state, *step, *facts.convention->purchase);
    }
    if (state.signature) {
        row.certificate_expires = state.signature->info.not_after;
    }
    row.holder = state.form.holder.given_name + " " + state.form.holder.surname;
    if (const auto code = domain::CodiceFiscale::parse(state.form.holder.codice_fiscale); code) {
        row.codice_fiscale = *code;
    }
    row.card_number = state.card_number.empty() ? "purchase/" + row.id.value : state.card_number;
    if (facts.register_entry) {
        const auto lines = domain::purchase::differences(*facts.register_entry, state.form);
        row.differences = static_cast<int>(
            std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.differs; }));
        const auto& entry = *facts.register_entry;
        row.registration =
            (entry.section.empty() ? std::string() : "Sezione " + entry.section + " ") + "n. " + entry.number;
        row.register_number = entry.number;
    }
    return row;
}

struct Purchases::Cycle {
    Purchases& purchases;

    static bool begins(const PurchaseExecution& execution) {
        return execution.subject.has_value() &&
               std::holds_alternative<domain::purchase::Place>(execution.command);
    }

    domain::Result<Facts> facts(const LoadedPurchase& loaded, const PurchaseExecution& execution) const {
        auto facts =
            loaded.state.stage == Stage::none
                ? purchases.facts(*execution.subject, execution.convention,
                                  std::get<domain::purchase::Place>(execution.command).form, execution.actor)
                : purchases.facts(loaded.state, execution.actor);
        if (facts) {
            facts->act = execution.act;
            facts->identification = execution.identification;
            facts->activation = execution.activation;
        }
        return facts;
    }

    domain::Status take(Transaction& transaction, const domain::purchase::Reaction& reaction,
                        const State& state, int number, const Facts& facts) const {
        if (const auto* use = std::get_if<domain::purchase::UseCredit>(&reaction); use != nullptr) {
            return purchases.use_credit(transaction, use->credit, state.subject.request);
        }
        if (auto item = purchase_item(reaction, state, state.sequence, number, facts.now); item) {
            transaction.writes.emplace_back(PutOutboxItem{std::move(*item)});
        }
        return domain::Done{};
    }

    domain::Status finish(Transaction& transaction, const LoadedPurchase& loaded, const Facts& facts,
                          bool fresh) const {
        if (fresh) {
            auto contact = contact_of(purchases.store_, loaded.state);
            if (!contact) {
                return contact.error();
            }
            transaction.writes.push_back(std::move(*contact));
        }
        transaction.writes.emplace_back(PutRequest{row_of(loaded, facts)});
        return domain::Done{};
    }

    /// The address or number that somebody else was faster with (X5).
    static Error refused(const Error& error, bool fresh) {
        const auto field = error.details.find("field");
        const bool taken = fresh && error.id == ErrorId::invalid_argument && field != error.details.end() &&
                           (field->second == "email" || field->second == "mobile");
        return taken ? Error(ErrorId::contact_of_someone_else, {{"field", "holder." + field->second}})
                     : error;
    }
};

domain::Result<Executed> Purchases::execute(PurchaseExecution execution) {
    return execute_on(Cycle{*this}, *this, std::move(execution));
}

domain::Result<Executed> Purchases::execute_as_system(PurchaseExecution execution) {
    return execute_again(*this, std::move(execution));
}

} // namespace sigillo::portal
