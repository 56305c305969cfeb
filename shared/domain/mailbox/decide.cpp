#include "shared/domain/mailbox/decide.hpp"

#include "shared/domain/mailbox/deadlines.hpp"
#include "shared/domain/mailbox/price.hpp"

#include <algorithm>
#include <string>

namespace sigillo::domain::mailbox {

namespace {

using Decision = Result<std::vector<Event>>;

constexpr std::size_t longest_note = 1000;

template <class... E>
Decision events(E... event) {
    std::vector<Event> all;
    (all.emplace_back(std::move(event)), ...);
    return all;
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// One "@" with something on both sides and no blanks: the rest is for who sends there to find out.
bool like_an_address(std::string_view text) {
    const auto at = text.find('@');
    return text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of(" \t\r\n") == std::string_view::npos;
}

std::string letters_and_digits(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool small = c >= 'a' && c <= 'z';
        if (small || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
            out += small ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return out;
}

Error wrong(const char* field) {
    return {ErrorId::invalid_argument, {{"field", field}}};
}
Error missing(const char* field) {
    return {ErrorId::field_missing, {{"field", field}}};
}

/// What a command contains, after `precondition` has accepted its kind.
struct Decide {
    const State& state;
    const Facts& facts;

    Decision operator()(const Ask& command) const {
        if (const Status sound = check(command.form); !sound) {
            return sound.error();
        }
        return events(Asked{facts.now, facts.subject, facts.actor.person, command.form});
    }

    Decision operator()(const Request&) const { return events(Requested{facts.now, facts.actor.person}); }

    Decision operator()(const Decline& command) const {
        if (blank(command.note)) {
            return ErrorId::rejection_note_missing;
        }
        if (command.note.size() > longest_note) {
            return wrong("note");
        }
        return events(Declined{facts.now, facts.actor.person, command.note});
    }

    Decision operator()(const RecordActivated& command) const {
        if (!like_an_address(command.address)) {
            return Error(ErrorId::field_invalid, {{"field", "address"}});
        }
        return events(Activated{facts.now, command.address});
    }

    Decision operator()(const Withdraw&) const { return events(Withdrawn{facts.now}); }

    Decision operator()(const BuyAddOn& command) const {
        const MailboxPlan plan = plan_of(state);
        if (const Status room = check_room(command.kind, plan, command.gb); !room) {
            return room.error();
        }
        return order({command.add_on, command.kind, command.kind == AddOnKind::pro ? MailboxPlan::pro : plan,
                      command.gb, AddOnId{}, command.convention_hash, Total{}},
                     nullptr, command.price_shown, command.clauses_accepted);
    }

    Decision operator()(const RenewAddOn& command) const {
        const AddOn* running = add_on(state, command.renews);
        if (running == nullptr || running->status != AddOnStatus::running || running->until < facts.now) {
            return ErrorId::add_on_unknown;
        }
        const bool ordered = std::any_of(state.add_ons.begin(), state.add_ons.end(), [&](const AddOn& one) {
            return one.status == AddOnStatus::placed && one.order.renews == command.renews;
        });
        if (ordered) {
            return ErrorId::mailbox_renewal_already;
        }
        const Instant opens = renewable_from(*running, terms());
        if (facts.now < opens) {
            return Error(ErrorId::mailbox_renewal_not_open, {{"opens_at", to_rfc3339(opens)}});
        }
        return order({command.add_on, running->order.kind, running->order.plan, running->order.gb,
                      command.renews, command.convention_hash, Total{}},
                     running, command.price_shown, command.clauses_accepted);
    }

    Decision operator()(const CancelAddOn& command) const {
        if (placed(command.add_on) == nullptr) {
            return ErrorId::add_on_unknown;
        }
        return events(AddOnCancelled{facts.now, command.add_on});
    }

    Decision operator()(const BeginPayment& command) const {
        const AddOn* one = nullptr;
        if (const Status payable = check_payable(command.add_on, command.payment, command.method, one);
            !payable) {
            return payable.error();
        }
        return events(
            PaymentBegun{facts.now, command.add_on, command.payment, command.method, one->order.price.gross});
    }

    Decision operator()(const DeclarePayment& command) const {
        const AddOn* one = nullptr;
        if (const Status payable = check_payable(command.add_on, command.payment, command.method, one);
            !payable) {
            return payable.error();
        }
        if (command.method != PaymentMethod::bank_transfer && command.method != PaymentMethod::postal_slip) {
            return ErrorId::payment_method_not_offered;
        }
        const std::string reference = letters_and_digits(command.reference);
        if (reference.size() < 5 || reference.size() > 35 || !is_valid(command.paid_on) ||
            rome_date(facts.now) < command.paid_on) {
            return Error(ErrorId::reference_invalid, {{"reference", command.reference}});
        }
        return events(PaymentDeclared{facts.now, command.add_on, command.payment, command.method,
                                      one->order.price.gross, reference, command.paid_on});
    }

    Decision operator()(const RecordPayment& command) const {
        const AddOn* one = add_on_of(state, command.payment);
        if (one == nullptr) {
            return ErrorId::payment_unknown;
        }
        if (one->money.recorded(command.payment)) {
            return ErrorId::payment_already_recorded;
        }
        const Payment payment{command.payment, command.amount, command.paid_at};
        const AddOn* renewed = one->order.renews.empty() ? nullptr : add_on(state, one->order.renews);
        const bool paid = one->money.payment.has_value();
        const bool open = paid || (one->status == AddOnStatus::placed && facts.now <= one->pay_by);
        if (const auto reason = unusable(one->money, command.amount, one->order.price.gross, open); reason) {
            return events(PaymentNotAccepted{facts.now, one->order.id, payment, *reason});
        }
        if (renewed != nullptr) {
            return events(AddOnRenewed{facts.now, one->order.id, renewed->order.id, payment,
                                       renewed_until(renewed->until)});
        }
        return events(AddOnBought{facts.now, one->order.id, payment, bought_until(facts.now)});
    }

    Decision operator()(const RemindAddOn& command) const {
        const AddOn* running = add_on(state, command.add_on);
        if (running == nullptr || running->status != AddOnStatus::running || running->until < facts.now) {
            return ErrorId::add_on_unknown;
        }
        const auto due = reminder_due(*running, terms(), facts.now);
        if (!due) {
            const auto next = next_reminder_at(*running, terms());
            return Error(ErrorId::deadline_not_reached, {{"due_at", next ? to_rfc3339(*next) : ""}});
        }
        return events(AddOnReminded{facts.now, command.add_on, *due});
    }

    Decision operator()(const EndAddOn& command) const {
        const AddOn* one = add_on(state, command.add_on);
        if (one == nullptr) {
            return ErrorId::add_on_unknown;
        }
        const bool running = one->status == AddOnStatus::running;
        if (!running && one->status != AddOnStatus::placed) {
            return ErrorId::request_wrong_stage;
        }
        const Instant due = running ? one->until : one->pay_by;
        if (facts.now <= due) {
            return Error(ErrorId::deadline_not_reached, {{"due_at", to_rfc3339(due)}});
        }
        if (!running) {
            return events(AddOnLapsed{facts.now, command.add_on});
        }
        AddOnEnded ended{facts.now, command.add_on, {}};
        std::vector<Event> lapsed;
        for (const auto& candidate : state.add_ons) {
            const AddOnId& id = candidate.order.id;
            if (candidate.status == AddOnStatus::running && id != command.add_on &&
                ends_with(candidate, *one)) {
                ended.with.push_back(id);
            } else if (candidate.status == AddOnStatus::placed && nothing_to_lengthen(candidate, *one)) {
                lapsed.emplace_back(AddOnLapsed{facts.now, id});
            }
        }
        lapsed.insert(lapsed.begin(), std::move(ended));
        return lapsed;
    }

    Decision operator()(const MarkRefunded& command) const {
        for (const auto& one : state.add_ons) {
            if (const auto* owed = one.money.owed(command.payment); owed != nullptr) {
                return events(PaymentReturned{facts.now, one.order.id, *owed});
            }
        }
        return ErrorId::payment_nothing_to_return;
    }

  private:
    [[nodiscard]] const MailboxTerms& terms() const { return *facts.convention->mailbox; }
    [[nodiscard]] const AddOn* placed(const AddOnId& id) const {
        const AddOn* one = add_on(state, id);
        return one != nullptr && one->status == AddOnStatus::placed ? one : nullptr;
    }

    /// An order that makes no sense any more once `ending` has ended.
    [[nodiscard]] bool nothing_to_lengthen(const AddOn& order, const AddOn& ending) const {
        const AddOn* renewed = order.order.renews.empty() ? nullptr : add_on(state, order.order.renews);
        return renewed != nullptr ? ends_with(*renewed, ending) : ends_with(order, ending);
    }

    [[nodiscard]] Status check(const Form& form) const {
        const Holder& holder = form.holder;
        for (const auto& [field, value] :
             {std::pair{"holder.given_name", &holder.given_name},
              std::pair{"holder.surname", &holder.surname}, std::pair{"holder.mobile", &holder.mobile}}) {
            if (blank(*value)) {
                return missing(field);
            }
        }
        if (!like_an_address(holder.email)) {
            return Error(ErrorId::field_invalid, {{"field", "holder.email"}});
        }
        const auto code = CodiceFiscale::parse(holder.codice_fiscale);
        if (!code) {
            return code.error();
        }
        if (*code != facts.register_entry->codice_fiscale) {
            return Error(ErrorId::codice_fiscale_mismatch, {{"field", "register"}});
        }
        const auto& document = form.document;
        if (blank(document.number) || !is_valid(document.issued_on) || !is_valid(document.expires_on)) {
            return ErrorId::document_missing;
        }
        const Date today = rome_date(facts.now);
        if (document.expires_on < today || today < document.issued_on) {
            return ErrorId::document_expired;
        }
        if (form.signed_form.empty() || form.document_copy.empty()) {
            return ErrorId::mailbox_papers_missing;
        }
        return Done{};
    }

    /// Whether the mailbox can hold that much more, with what is ordered and not paid yet.
    [[nodiscard]] Status check_room(AddOnKind kind, MailboxPlan plan, int gb) const {
        const auto left = room_for(state, kind, terms());
        if (!left) {
            return left.error();
        }
        if (kind != AddOnKind::pro && gb > *left) {
            const auto* sold = plan_terms(terms(), plan);
            const int most = kind == AddOnKind::archive_space ? sold->archive_max_gb : sold->inbox_max_gb;
            return Error(ErrorId::mailbox_space_exceeded,
                         {{"left_gb", std::to_string(*left)}, {"most_gb", std::to_string(most)}});
        }
        return Done{};
    }

    /// The order as it was shown, priced by today's terms.
    [[nodiscard]] Decision order(AddOnOrder made, const AddOn* renewed, Cents price_shown,
                                 const std::vector<std::string>& accepted) const {
        if (made.id.empty() || add_on(state, made.id) != nullptr) {
            return wrong("add_on");
        }
        const auto price = price_of(terms(), made.kind, made.plan, made.gb);
        if (!price) {
            return price.error();
        }
        if (made.convention_hash != facts.convention->hash || price_shown != price->gross) {
            return Error(ErrorId::price_changed, {{"price", std::to_string(price->gross.value)}});
        }
        for (const auto& clause : terms().clauses) {
            if (std::find(accepted.begin(), accepted.end(), clause) == accepted.end()) {
                return Error(ErrorId::clauses_not_accepted, {{"clause", clause}});
            }
        }
        made.price = *price;
        return events(
            AddOnOrdered{facts.now, std::move(made), pay_by(facts.now, renewed, terms()), terms().clauses});
    }

    [[nodiscard]] Status check_payable(const AddOnId& id, const PaymentId& payment, PaymentMethod method,
                                       const AddOn*& one) const {
        one = placed(id);
        if (one == nullptr) {
            return ErrorId::add_on_unknown;
        }
        if (one->pay_by < facts.now) {
            return Error(ErrorId::payment_late, {{"due_at", to_rfc3339(one->pay_by)}});
        }
        if (payment.empty() || add_on_of(state, payment) != nullptr) {
            return wrong("payment");
        }
        const auto& offered = facts.convention->payment_methods;
        if (std::find(offered.begin(), offered.end(), method) == offered.end()) {
            return Error(ErrorId::payment_method_not_offered, {{"method", std::string(text_of(method))}});
        }
        return Done{};
    }
};

} // namespace

Result<int> room_for(const State& state, AddOnKind kind, const MailboxTerms& terms) {
    int ordered = 0;
    bool pro_ordered = false;
    for (const auto& one : state.add_ons) {
        if (one.status != AddOnStatus::placed || !one.order.renews.empty()) {
            continue;
        }
        pro_ordered = pro_ordered || one.order.kind == AddOnKind::pro;
        ordered += one.order.kind == kind ? one.order.gb : 0;
    }
    const MailboxPlan plan = plan_of(state);
    if (kind == AddOnKind::pro) {
        return plan == MailboxPlan::pro || pro_ordered ? Result<int>(ErrorId::mailbox_pro_already)
                                                       : Result<int>(0);
    }
    const auto* sold = plan_terms(terms, plan);
    const bool archive = kind == AddOnKind::archive_space;
    if (sold == nullptr || (archive && sold->archive_max_gb == 0)) {
        return ErrorId::mailbox_pro_needed;
    }
    const Space now = space_of(state, terms);
    const int left = archive ? sold->archive_max_gb - now.archive_gb : sold->inbox_max_gb - now.inbox_gb;
    return std::max(left - ordered, 0);
}

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    if (const Status allowed = precondition(state, kind_of(command), facts); !allowed) {
        return allowed.error();
    }
    return std::visit(Decide{state, facts}, command);
}

} // namespace sigillo::domain::mailbox
