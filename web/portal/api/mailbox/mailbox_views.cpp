#include "web/portal/api/mailbox/mailbox_views.hpp"

#include "shared/domain/mailbox/deadlines.hpp"
#include "shared/domain/mailbox/price.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/by_hand.hpp"
#include "web/portal/api/mailbox/mailbox_history.hpp"
#include "web/portal/api/purchase/wizard.hpp"
#include "web/portal/api/wire_values.hpp"

#include <algorithm>
#include <array>

namespace sigillo::portal {

using domain::ErrorId;
using domain::Language;
using domain::mailbox::AddOn;
using domain::mailbox::AddOnKind;
using domain::mailbox::AddOnStatus;
using domain::mailbox::CommandKind;
using domain::mailbox::Space;
using domain::mailbox::Stage;
using domain::mailbox::State;
using domain::mailbox::Subject;

namespace {

enum class Whose { member, order, member_or_order, provider };

struct ActionRow {
    wire::MailboxAction action;
    CommandKind kind;
    Whose whose;
};

constexpr std::array actions{
    ActionRow{wire::MailboxAction::ask, CommandKind::ask, Whose::member_or_order},
    ActionRow{wire::MailboxAction::withdraw, CommandKind::withdraw, Whose::member},
    ActionRow{wire::MailboxAction::request, CommandKind::request, Whose::order},
    ActionRow{wire::MailboxAction::decline, CommandKind::decline, Whose::order},
    ActionRow{wire::MailboxAction::record_activated, CommandKind::record_activated, Whose::provider},
    ActionRow{wire::MailboxAction::order, CommandKind::buy_add_on, Whose::member},
    ActionRow{wire::MailboxAction::cancel_add_on, CommandKind::cancel_add_on, Whose::member}};

wire::MailboxStage stage_of(Stage stage) {
    switch (stage) {
    case Stage::none:
        return wire::MailboxStage::none;
    case Stage::asked:
        return wire::MailboxStage::asked;
    case Stage::requested:
        return wire::MailboxStage::requested;
    case Stage::active:
        return wire::MailboxStage::active;
    case Stage::declined:
        return wire::MailboxStage::declined;
    case Stage::withdrawn:
        return wire::MailboxStage::withdrawn;
    }
    return wire::MailboxStage::none;
}

wire::AddOnKind kind_of(AddOnKind kind) {
    switch (kind) {
    case AddOnKind::pro:
        return wire::AddOnKind::pro;
    case AddOnKind::inbox_space:
        return wire::AddOnKind::inbox_space;
    case AddOnKind::archive_space:
        return wire::AddOnKind::archive_space;
    }
    return wire::AddOnKind::pro;
}

wire::AddOnStatus status_of(AddOnStatus status) {
    switch (status) {
    case AddOnStatus::placed:
        return wire::AddOnStatus::placed;
    case AddOnStatus::running:
        return wire::AddOnStatus::running;
    case AddOnStatus::applied:
        return wire::AddOnStatus::applied;
    case AddOnStatus::ended:
        return wire::AddOnStatus::ended;
    case AddOnStatus::cancelled:
        return wire::AddOnStatus::cancelled;
    }
    return wire::AddOnStatus::placed;
}

wire::MailboxSpace space_of(const Space& space) {
    return {space.plan == domain::MailboxPlan::pro ? wire::MailboxPlan::pro : wire::MailboxPlan::standard,
            space.inbox_gb, space.archive_gb};
}

std::string name_of(AddOnKind kind, int gb, Language language) {
    std::string name = texts::text(language, "domain.mailbox_add_on." + std::string(domain::text_of(kind)));
    return gb > 0 ? name + " (" + std::to_string(gb) + " GB)" : name;
}

wire::PriceLine price_line(std::string name, const domain::Total& price, domain::VatRate vat) {
    return {std::move(name), price.net.value, price.vat.value, vat.basis_points / 100};
}

/// What is known of one add-on, and what can be done with it now.
wire::AddOn shown(const AddOn& one, const State& state, const domain::MailboxTerms* terms,
                  domain::Instant now, Language language) {
    const auto& order = one.order;
    const domain::VatRate vat = terms != nullptr ? terms->vat : domain::VatRate{};
    wire::AddOn out;
    out.id = order.id.value;
    out.kind = kind_of(order.kind);
    out.gb = order.gb;
    out.status = status_of(one.status);
    out.price = price_line(name_of(order.kind, order.gb, language), order.price, vat);
    out.renewal = !order.renews.empty();
    out.may_be_paid = one.status == AddOnStatus::placed && now <= one.pay_by;
    out.pay_by = one.pay_by.seconds;
    out.reference = one.payment_reference;
    out.until = one.until.seconds;
    if (one.status != AddOnStatus::running || terms == nullptr) {
        return out;
    }
    out.left = space_of(domain::mailbox::space_without(state, order.id, *terms));
    const bool ordered = std::any_of(state.add_ons.begin(), state.add_ons.end(), [&](const AddOn& other) {
        return other.status == AddOnStatus::placed && other.order.renews == order.id;
    });
    const domain::Instant opens = domain::mailbox::renewable_from(one, *terms);
    out.renewable_from = opens.seconds;
    const auto price = domain::mailbox::price_of(*terms, order.kind, order.plan, order.gb);
    if (!ordered && opens <= now && now <= one.until && price) {
        out.renewal_price = price_line(out.price.product, *price, vat);
    }
    return out;
}

/// Money that the operator looks for on the account, or gives back by hand, as the member sees it too. An
/// order that ended meanwhile is no exception: money that comes late must be recorded to go back.
void fill_money(wire::AddOn& out, const AddOn& one, Store& store, Language language) {
    const auto line = [&](const domain::PaymentAttempt& attempt, domain::Cents amount) {
        return wire::FieldOption{attempt.payment.value, payment_label(store, attempt, language),
                                 amount.value};
    };
    for (const auto& attempt : one.money.awaited_by_hand()) {
        out.open.push_back(line(attempt, attempt.amount));
    }
    for (const auto& payment : one.money.owed_by_hand()) {
        out.owed.push_back(line(*one.money.attempt(payment.payment), payment.amount));
    }
}

std::vector<wire::AddOnOffer> offers_of(const State& state, const domain::MailboxTerms& terms) {
    std::vector<wire::AddOnOffer> out;
    for (const auto kind : {AddOnKind::inbox_space, AddOnKind::archive_space, AddOnKind::pro}) {
        const auto room = domain::mailbox::room_for(state, kind, terms);
        const auto* sold = domain::plan_terms(
            terms, kind == AddOnKind::pro ? domain::MailboxPlan::pro : domain::mailbox::plan_of(state));
        if (!room || sold == nullptr) {
            continue;
        }
        if (kind == AddOnKind::pro) {
            out.push_back({kind_of(kind), sold->net.value, 0, sold->inbox_gb, sold->archive_gb});
        } else if (*room > 0) {
            out.push_back({kind_of(kind), sold->gb_net.value, *room, 0, 0});
        }
    }
    return out;
}

void fill_terms(wire::MailboxView& view, const State& state, const domain::ConventionVersion& convention,
                Language language) {
    const auto& terms = *convention.mailbox;
    view.statements = statements_at(convention, domain::StatementPlace::mailbox, language);
    view.support = support_of(convention.support, language);
    if (state.stage != Stage::active) {
        return;
    }
    constexpr std::string_view onerous = "specific_approval";
    view.convention_version = convention.hash.value;
    view.vat_percent = terms.vat.basis_points / 100;
    view.offers = offers_of(state, terms);
    for (const auto& clause : terms.clauses) {
        view.clauses.push_back({clause, texts::text(language, "domain.clause." + clause), clause == onerous});
    }
    for (const auto method : convention.payment_methods) {
        const std::string name(domain::text_of(method));
        view.payment_methods.push_back(
            {name, texts::text(language, "domain.payment_method." + name), std::nullopt});
    }
}

/// What the office checks before it asks the provider.
void fill_summary(wire::MailboxView& view, const domain::mailbox::Form& form, Language language) {
    const auto line = [&](const char* group, const char* label, std::string value) {
        view.summary.push_back({texts::text(language, std::string("mailbox.group.") + group),
                                texts::text(language, std::string("wizard.field.") + label),
                                std::move(value)});
    };
    const auto& document = form.document;
    line("holder", "holder_email", form.holder.email);
    line("holder", "holder_mobile", form.holder.mobile);
    line("document", "document_kind",
         texts::text(language, "domain.document_kind." + std::string(domain::text_of(document.kind))));
    line("document", "document_number", document.number);
    line("document", "document_issued_by", document.issued_by);
    line("document", "document_issued_on", domain::format_date(document.issued_on, language));
    line("document", "document_expires_on", domain::format_date(document.expires_on, language));
}

} // namespace

domain::Result<RequestRow> MailboxViews::visible(const domain::RequestId& id, const Caller& caller) {
    auto found = mailboxes_.store().request(id);
    if (!found) {
        return found.error().id == ErrorId::erased ? domain::Error(ErrorId::not_found) : found.error();
    }
    if (found->kind != RequestKind::mailbox || !caller.may_see(*found)) {
        return ErrorId::not_found;
    }
    return found;
}

domain::Result<wire::MailboxView> MailboxViews::mailbox(const domain::RequestId& id, const Caller& caller) {
    if (const auto seen = visible(id, caller); !seen) {
        return seen.error();
    }
    const auto loaded = mailboxes_.load(id);
    if (!loaded) {
        return loaded.error();
    }
    return show(*loaded, loaded->state.subject, caller);
}

domain::Result<wire::MailboxView> MailboxViews::prospect(const Subject& subject, const Caller& caller) {
    return show({}, subject, caller);
}

domain::Result<wire::MailboxView> MailboxViews::own(const Caller& caller) {
    const auto newest = mailboxes_.newest_of(caller.account.person);
    if (!newest) {
        return newest.error();
    }
    if (*newest && (*newest)->lane != Lane::ended) {
        return mailbox((*newest)->id, caller);
    }
    const auto next = mailboxes_.next_of(caller.account.person);
    if (!next) {
        return next.error();
    }
    auto view = prospect(*next, caller);
    if (view && *newest) {
        if (const auto before = mailboxes_.load((*newest)->id); before) {
            view->note = before->state.decline_note;
        }
    }
    return view;
}

domain::Result<wire::MailboxRow> MailboxViews::row(const RequestRow& stored, Language language) {
    const auto loaded = mailboxes_.load(stored.id);
    if (!loaded) {
        return loaded.error();
    }
    wire::MailboxRow row;
    row.id = stored.id.value;
    row.seq = loaded->state.sequence;
    row.stage = stage_of(loaded->state.stage);
    row.holder = stored.holder;
    row.codice_fiscale = stored.codice_fiscale.text();
    row.registration = stored.registration;
    if (const auto* order = mailboxes_.catalogue().order(stored.order); order != nullptr) {
        row.order_name = order->name.in(language);
    }
    row.address = loaded->state.address;
    const auto* convention = domain::mailbox_convention(mailboxes_.catalogue().conventions(), stored.order,
                                                        domain::rome_date(mailboxes_.now()));
    if (convention != nullptr) {
        row.space = space_of(domain::mailbox::space_of(loaded->state, *convention->mailbox));
    }
    row.since = stored.since.seconds;
    if (stored.deadline) {
        row.deadline = stored.deadline->seconds;
    }
    return row;
}

domain::Result<wire::MailboxView> MailboxViews::show(const LoadedMailbox& loaded, const Subject& subject,
                                                     const Caller& caller) {
    const State& state = loaded.state;
    const Language language = caller.language;
    const auto facts = mailboxes_.facts(state, subject, caller.actor());
    if (!facts) {
        return facts.error();
    }
    wire::MailboxView view;
    view.row.id = subject.request.value;
    view.own = subject.member == caller.account.person;
    if (state.stage != Stage::none) {
        const auto stored = mailboxes_.store().request(subject.request);
        auto row = stored ? this->row(*stored, language) : domain::Result<wire::MailboxRow>(stored.error());
        if (!row) {
            return row.error();
        }
        view.row = std::move(*row);
        view.email = state.form.holder.email;
        view.mobile = state.form.holder.mobile;
        if (!view.own) {
            fill_summary(view, state.form, language);
        }
    } else if (facts->register_entry) {
        const auto& entry = *facts->register_entry;
        view.row.holder = entry.given_name + " " + entry.surname;
        view.row.codice_fiscale = entry.codice_fiscale.text();
        view.row.registration =
            (entry.section.empty() ? std::string() : "Sezione " + entry.section + " ") + "n. " + entry.number;
        view.email = view.own ? caller.account.email : entry.email;
        view.mobile = view.own && !caller.account.mobile.empty() ? caller.account.mobile : entry.mobile;
        if (const auto* order = mailboxes_.catalogue().order(subject.order); order != nullptr) {
            view.row.order_name = order->name.in(language);
        }
        for (const auto& [kind, name] : domain::EnumNames<domain::purchase::DocumentKind>::table) {
            view.documents.push_back({std::string(name),
                                      texts::text(language, "domain.document_kind." + std::string(name)),
                                      std::nullopt});
        }
    }
    const domain::MailboxTerms* terms = nullptr;
    if (facts->convention && facts->convention->mailbox) {
        terms = &*facts->convention->mailbox;
        fill_terms(view, state, *facts->convention, language);
    }
    const bool provider = caller.actor().has(domain::Role::operator_staff);
    for (const auto& one : state.add_ons) {
        view.add_ons.push_back(shown(one, state, terms, facts->now, language));
        auto& line = view.add_ons.back();
        if (provider || view.own) {
            fill_money(line, one, mailboxes_.store(), language);
        }
        if (line.may_be_paid && one.money.awaited_by_hand().empty() && facts->convention) {
            line.payment_details = payment_details(accounts_, facts->convention->payment_methods,
                                                   one.order.price.gross, line.id, language);
        }
    }
    const bool staff = caller.is_staff_of(subject.order);
    for (const auto& row : actions) {
        const bool may_see = row.whose == Whose::member     ? view.own
                             : row.whose == Whose::order    ? staff
                             : row.whose == Whose::provider ? provider
                                                            : view.own || staff;
        if (!may_see) {
            continue;
        }
        const auto allowed = domain::mailbox::precondition(state, row.kind, *facts);
        view.permissions.push_back(
            {row.action, allowed ? std::nullopt : std::optional(protocol::to_failure(allowed.error()))});
    }
    view.note = state.decline_note;
    view.history = mailbox_history(state, loaded.events, language);
    return view;
}

} // namespace sigillo::portal
