#pragma once

#include "shared/domain/mailbox/deadlines.hpp"
#include "shared/domain/mailbox/decide.hpp"
#include "shared/domain/mailbox/price.hpp"
#include "shared/domain/mailbox/react.hpp"
#include "tests/domain/support/convention_file.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace sigillo::tests {

using namespace sigillo::domain;
using namespace sigillo::domain::mailbox;

inline Instant at(const char* text) {
    return parse_rfc3339(text).value();
}

/// A member of Imperia, the Order, the provider and a clock that the test sets.
struct MailboxWorld {
    State state;
    Facts facts;
    Actor member;
    Actor secretary;
    Actor provider;
    Actor system = Actor::of_system();
    std::vector<Reaction> reactions; ///< of the last command

    MailboxWorld() {
        const OrderId imperia("ingegneri-imperia");
        facts.now = at("2026-11-22T10:00:00Z");
        facts.subject = {RequestId("M-1"), imperia, PersonId("ada")};
        facts.convention = read_convention("pec-cni-2022.json");
        RegisterEntry entry;
        entry.order = imperia;
        entry.codice_fiscale = CodiceFiscale::parse("RSSMRA80A41H501Y").value();
        facts.register_entry = entry;
        member.person = PersonId("ada");
        member.codice_fiscale = entry.codice_fiscale;
        member.roles = {{Role::member, imperia}};
        secretary.person = PersonId("sec");
        secretary.roles = {{Role::secretary, imperia}};
        provider.person = PersonId("op");
        provider.roles = {{Role::operator_staff, {}}};
    }

    [[nodiscard]] const MailboxTerms& terms() const { return *facts.convention->mailbox; }

    static Form form() {
        Form made;
        made.holder = {"Maria", "Rossi", "RSSMRA80A41H501Y", "maria@example.it", "+393331234567"};
        made.document.number = "CA12345AB";
        made.document.issued_by = "Comune di Imperia";
        made.document.issued_on = {2020, 5, 1};
        made.document.expires_on = {2030, 5, 1};
        made.signed_form = Digest("form");
        made.document_copy = Digest("copy");
        return made;
    }

    /// Carries the command out, or leaves the state and returns why not.
    Status as(const Actor& actor, const Command& command) {
        facts.actor = actor;
        const auto decided = decide(state, command, facts);
        if (!decided) {
            return decided.error();
        }
        reactions.clear();
        for (const auto& event : *decided) {
            state = evolve(std::move(state), event);
            for (auto& reaction : react(event, state, *facts.convention)) {
                reactions.push_back(std::move(reaction));
            }
        }
        return Done{};
    }
    void done(const Actor& actor, const Command& command) {
        const Status status = as(actor, command);
        if (!status) {
            FAIL(domain::text_of(status.error().id));
        }
    }
    ErrorId refused(const Actor& actor, const Command& command) {
        const Status status = as(actor, command);
        REQUIRE_FALSE(status);
        return status.error().id;
    }

    void active() {
        done(member, Ask{form()});
        done(secretary, mailbox::Request{});
        done(provider, RecordActivated{"maria.rossi@ingpec.example"});
    }

    /// An order for it, as the page would place it.
    [[nodiscard]] BuyAddOn buy(const char* id, AddOnKind kind, int gb) const {
        const auto price = price_of(terms(), kind, plan_of(state), gb);
        return {AddOnId(id),    kind, gb, facts.convention->hash, price ? price->gross : Cents{},
                terms().clauses};
    }
    [[nodiscard]] RenewAddOn renew(const char* id, const char* renews) const {
        const AddOn* running = add_on(state, AddOnId(renews));
        const auto price = price_of(terms(), running->order.kind, running->order.plan, running->order.gb);
        return {AddOnId(id), AddOnId(renews), facts.convention->hash, price.value().gross, terms().clauses};
    }
    /// Pays what was ordered, by card.
    void pay(const char* id) {
        const PaymentId payment(std::string("pay-") + id);
        done(member, BeginPayment{AddOnId(id), payment, PaymentMethod::card});
        done(system, RecordPayment{payment, add_on(state, AddOnId(id))->order.price.gross, facts.now});
    }
    void bought(const char* id, AddOnKind kind, int gb = 0) {
        done(member, buy(id, kind, gb));
        pay(id);
    }

    [[nodiscard]] Space space() const { return space_of(state, terms()); }

    template <class R>
    [[nodiscard]] std::vector<R> of_kind() const {
        std::vector<R> found;
        for (const auto& reaction : reactions) {
            if (const auto* one = std::get_if<R>(&reaction)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    /// The only notice of the last command at that step.
    [[nodiscard]] SendNotice notice(NoticeStep step) const {
        std::vector<SendNotice> found;
        for (const auto& one : of_kind<SendNotice>()) {
            if (one.step == step) {
                found.push_back(one);
            }
        }
        REQUIRE(found.size() == 1);
        return found.front();
    }
};

} // namespace sigillo::tests
