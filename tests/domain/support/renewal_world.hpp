#pragma once

#include "shared/domain/renewal/decide.hpp"
#include "shared/domain/renewal/permitted.hpp"
#include "shared/domain/renewal/react.hpp"
#include "tests/domain/support/convention_file.hpp"
#include "tests/support/catch.hpp"

#include <map>

namespace sigillo::tests {

using namespace sigillo::domain;
using namespace sigillo::domain::renewal;

inline Instant at(const std::string& rfc3339) {
    return parse_rfc3339(rfc3339).value();
}

/// Anna Rossi, architect of Fermo, whose card expires at the end of 20 December 2026, seen on
/// 22 November 2026. Tests change what they are about.
struct World {
    ConventionVersion convention = read_convention("cnscna13-fermo-2024.json");
    CodiceFiscale anna = CodiceFiscale::parse("RSSMRA80A41H501Y").value();
    CodiceFiscale signer = CodiceFiscale::parse("RSSMRA80A01H501U").value();
    OrderId order{"architetti-fermo"};
    Instant expires = at("2026-12-20T22:59:59Z");
    Facts facts;
    State state;

    Actor member{PersonId("anna"), anna, {{Role::member, {}}}};
    Actor stranger{PersonId("bruno"), signer, {{Role::member, {}}}};
    Actor secretary{PersonId("sara"), {}, {{Role::secretary, order}}};
    Actor signatory{PersonId("mario"), signer, {{Role::signatory, order}}};
    Actor other_secretary{PersonId("ugo"), {}, {{Role::secretary, OrderId("ingegneri-imperia")}}};
    Actor operator_staff{PersonId("olga"), {}, {{Role::operator_staff, {}}}};
    Actor auditor{PersonId("aldo"), {}, {{Role::auditor, {}}}};
    Actor system = Actor::of_system();

    World() {
        facts.now = at("2026-11-22T10:00:00Z");
        facts.convention = convention;
        Subject& subject = facts.subject;
        subject.request = RequestId("r-1");
        subject.order = order;
        subject.member = PersonId("anna");
        CardCertificates& card = subject.certificates;
        card.card_number = "7420001";
        card.holder = anna;
        card.given_name = "Maria";
        card.surname = "Rossi";
        card.authentication = {Serial("a1"), Digest("old-authentication"), at("2020-12-21T00:00:00Z"),
                               expires, false};
        card.signature = {Serial("a2"), Digest("old-signature"), at("2020-12-21T00:00:00Z"), expires, false};
        RegisterEntry entry;
        entry.order = order;
        entry.codice_fiscale = anna;
        entry.given_name = "Maria";
        entry.surname = "Rossi";
        entry.dues_paid_up_to = {2026, 12, 31};
        facts.register_entry = entry;
        facts.current_data = Digest("data");
        facts.act = ActFacts{Digest("act"), signer, facts.now, true, true, true, Digest("data")};
        facts.statement = StatementFacts{Digest("old-authentication"), true, true, true};
    }

    PlaceRenewal place() const {
        return {facts.convention->hash, Cents{2196}, facts.convention->renewal->clauses};
    }
    static KeyRequests keys() { return {Digest("csr-a"), Digest("csr-s"), Digest("statement")}; }
    RecordCertificates certificates() const {
        const Instant end = at("2032-12-20T22:59:59Z");
        return {{Serial("b1"), Digest("new-authentication"), facts.now, end, false},
                {Serial("b2"), Digest("new-signature"), facts.now, end, false}};
    }

    /// One command of each kind with contents that hold, by who may give it.
    std::pair<Command, Actor> sample(CommandKind kind) const {
        switch (kind) {
        case CommandKind::invite:
            return {Invite{}, system};
        case CommandKind::place:
            return {place(), member};
        case CommandKind::begin_payment:
            return {BeginPayment{PaymentId("p-new"), PaymentMethod::card}, member};
        case CommandKind::record_payment:
            return {RecordPayment{PaymentId("p-1"), Cents{2196}, facts.now}, system};
        case CommandKind::validate:
            return {Validate{}, signatory};
        case CommandKind::reject:
            return {Reject{RejectionReason::certificate_data_wrong, ""}, secretary};
        case CommandKind::submit_keys:
            return {SubmitKeys{keys()}, member};
        case CommandKind::record_certificates:
            return {certificates(), system};
        case CommandKind::confirm_installed:
            return {ConfirmInstalled{Digest("new-authentication"), Digest("new-signature")}, member};
        case CommandKind::withdraw:
            return {Withdraw{}, member};
        case CommandKind::expire:
            return {Expire{}, system};
        case CommandKind::mark_refunded:
            return {MarkRefunded{PaymentId("p-1")}, operator_staff};
        case CommandKind::move_payment:
            return {MovePayment{PaymentId("p-1"), RequestId("r-2")}, member};
        case CommandKind::remind_order:
            return {RemindOrder{}, system};
        case CommandKind::return_credit:
            return {ReturnCredit{}, member};
        }
        return {Expire{}, system};
    }

    Result<std::vector<Event>> try_as(const Actor& actor, const Command& command) {
        facts.actor = actor;
        return decide(state, command, facts);
    }

    /// Decides and applies; the events are returned. Fails the test where it is refused.
    std::vector<Event> as(const Actor& actor, const Command& command) {
        auto events = try_as(actor, command);
        if (!events) {
            FAIL(std::string(name_of(command)) +
                 " refused: " + std::string(domain::text_of(events.error().id)));
        }
        state = evolve(state, events.value());
        return events.value();
    }

    std::string refusal(const Actor& actor, const Command& command) {
        const auto events = try_as(actor, command);
        return events ? "accepted" : std::string(domain::text_of(events.error().id));
    }

    /// Takes the usual way to a stage.
    World& to(Stage stage) {
        switch (stage) {
        case Stage::none:
            break;
        case Stage::invited:
            as(system, Invite{});
            break;
        case Stage::placed:
            as(member, place());
            break;
        case Stage::paid:
            to(Stage::placed);
            as(member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
            as(system, RecordPayment{PaymentId("p-1"), Cents{2196}, facts.now});
            break;
        case Stage::validated:
            to(Stage::paid);
            as(signatory, Validate{});
            break;
        case Stage::requested:
            to(Stage::validated);
            as(member, SubmitKeys{keys()});
            break;
        case Stage::certified:
            to(Stage::requested);
            as(system, certificates());
            break;
        case Stage::installed:
            to(Stage::certified);
            as(member, ConfirmInstalled{Digest("new-authentication"), Digest("new-signature")});
            break;
        case Stage::rejected:
            to(Stage::paid);
            as(secretary, Reject{RejectionReason::certificate_data_wrong, ""});
            break;
        case Stage::withdrawn:
            to(Stage::paid);
            as(member, Withdraw{});
            break;
        case Stage::expired: {
            to(Stage::paid);
            const Instant before = facts.now;
            facts.now = expires + Duration{1};
            as(system, Expire{});
            facts.now = before;
            break;
        }
        case Stage::revoked: {
            to(Stage::certified);
            const Instant before = facts.now;
            facts.now = before + Duration::days(200);
            as(system, Expire{});
            facts.now = before;
            break;
        }
        }
        return *this;
    }

    std::vector<Reaction> reactions_to_last(const std::vector<Event>& events) const {
        return react(events.back(), state, *facts.convention);
    }
};

template <class R>
std::vector<R> of_kind(const std::vector<Reaction>& all) {
    std::vector<R> found;
    for (const auto& reaction : all) {
        if (const auto* one = std::get_if<R>(&reaction)) {
            found.push_back(*one);
        }
    }
    return found;
}

inline const SendNotice* notice_to(const std::vector<Reaction>& all, NoticeStep step, Channel channel) {
    for (const auto& reaction : all) {
        const auto* notice = std::get_if<SendNotice>(&reaction);
        if (notice != nullptr && notice->step == step && notice->channel == channel) {
            return notice;
        }
    }
    return nullptr;
}

inline const std::vector<Stage>& all_stages() {
    static const std::vector<Stage> stages = [] {
        std::vector<Stage> all;
        for (const auto& [stage, name] : EnumNames<Stage>::table) {
            all.push_back(stage);
        }
        return all;
    }();
    return stages;
}

} // namespace sigillo::tests
