#include "shared/domain/instant.hpp"
#include "web/app/update/mailbox.hpp"
#include "web/app/update/office.hpp"

#include <array>

namespace sigillo::app {

using portal::Action;

namespace {

/// When the member can come is mostly the same for all: it stays for the next kit.
void forget(DeskWork& desk) {
    auto call = std::move(desk.typed["call"]);
    desk = {};
    if (!call.empty()) {
        desk.typed["call"] = std::move(call);
    }
}

/// What was typed into a form that opens and closes; what stands beside it on the page stays.
void forget_opened(DeskWork& desk) {
    constexpr std::array beside{"call",      "tracking",   "document",   "document_number",
                                "in_person", "copy_taken", "form_signed"};
    DeskWork kept;
    for (const char* field : beside) {
        if (auto typed = desk.typed.extract(field); !typed.empty()) {
            kept.typed.insert(std::move(typed));
        }
    }
    desk = std::move(kept);
}

void recorded(Turn& turn, portal::RequestView&& view) {
    auto& desk = turn.state.desk;
    const auto done = desk.tried;
    forget(desk);
    desk.done = done;
    request_replaced(turn, std::move(view));
}

bool is_ticked(const DeskWork& desk, const std::string& field) {
    return typed_in(desk, field) == "true";
}

std::string text(const DeskWork& desk, const std::string& field) {
    return std::string(typed_in(desk, field));
}

/// What the office typed differently from what stands there.
std::vector<portal::FieldValue> corrections(const DeskWork& desk, const portal::PurchaseView& purchase) {
    std::vector<portal::FieldValue> changed;
    for (const auto& field : purchase.enrolment) {
        const auto found = desk.typed.find(field.name);
        if (!field.locked && found != desk.typed.end() && found->second != field.value) {
            changed.push_back({field.name, found->second});
        }
    }
    return changed;
}

void send(Turn& turn, Action action, const std::string& about) {
    const State& state = turn.state;
    const auto& desk = state.desk;
    const auto& purchase = *state.request->purchase;
    const std::string& command = turn.context.fresh_id;
    const std::string& request = state.request->row.id;
    const std::int64_t seq = state.request->row.seq;
    switch (action) {
    case Action::record_originals:
    case Action::begin_issuance:
        turn.portal<recorded>(portal::RecordStep{command, request, seq, action, {}});
        return;
    case Action::record_shipped:
        turn.portal<recorded>(portal::RecordStep{command, request, seq, action, text(desk, "tracking")});
        return;
    case Action::record_arrived:
        turn.portal<recorded>(portal::RecordStep{command, request, seq, action, text(desk, "call")});
        return;
    case Action::record_payment:
        turn.portal<recorded>(portal::RecordPayment{command, request, seq, about,
                                                    *cents_of(typed_in(desk, "amount/" + about)),
                                                    text(desk, "paid_on/" + about)});
        return;
    case Action::hand_over:
        turn.portal<recorded>(
            portal::HandOver{command, request, seq,
                             desk.typed.count("document") > 0 ? text(desk, "document") : purchase.document,
                             text(desk, "document_number"), is_ticked(desk, "in_person"),
                             is_ticked(desk, "copy_taken"), is_ticked(desk, "form_signed")});
        return;
    case Action::correct:
        turn.portal<recorded>(portal::CorrectEnrolment{command, request, seq, corrections(desk, purchase)});
        return;
    case Action::change_certificates:
        turn.portal<recorded>(portal::ChangeCertificates{command, request, seq, text(desk, "certificates"),
                                                         text(desk, "status"), text(desk, "reason"),
                                                         text(desk, "change_note")});
        return;
    case Action::replace_document: {
        const auto of = [&](const char* field) { return text(desk, std::string("new_document/") + field); };
        turn.portal<recorded>(portal::ReplaceDocument{command, request, seq, of("kind"), of("number"),
                                                      of("issued_by"), of("issued_on"), of("expires_on"),
                                                      of("reason"), of("note")});
        return;
    }
    case Action::record_refund:
        turn.portal<recorded>(portal::RecordRefund{command, request, seq, about});
        return;
    default: // no step that an office records
        return;
    }
}

} // namespace

bool is_filled(const State& state, Action action, const std::string& about) {
    const auto& desk = state.desk;
    const auto has = [&](const char* field) { return !typed_in(desk, field).empty(); };
    switch (action) {
    case Action::record_originals:
    case Action::begin_issuance:
    case Action::record_shipped: // not every parcel has a number
    case Action::record_refund:
        return true;
    case Action::record_arrived:
        return has("call");
    case Action::record_payment:
        return cents_of(typed_in(desk, "amount/" + about)).has_value() &&
               domain::parse_date(typed_in(desk, "paid_on/" + about)).ok();
    case Action::hand_over:
        // What has no certificates is handed over like any parcel.
        return is_ticked(desk, "in_person") &&
               (state.request->purchase->certificates.empty() ||
                (has("document_number") && is_ticked(desk, "copy_taken") && is_ticked(desk, "form_signed")));
    case Action::correct:
        return !corrections(desk, *state.request->purchase).empty();
    case Action::change_certificates:
        return has("certificates") && has("status") && has("reason") &&
               (typed_in(desk, "reason") != "other" || has("change_note"));
    case Action::replace_document:
        return has("new_document/kind") && has("new_document/number") && has("new_document/issued_by") &&
               has("new_document/reason") &&
               domain::parse_date(typed_in(desk, "new_document/issued_on")).ok() &&
               domain::parse_date(typed_in(desk, "new_document/expires_on")).ok();
    default:
        return false;
    }
}

void open_step(Turn& turn, const StepOpened& opened) {
    auto& desk = turn.state.desk;
    forget_opened(desk);
    desk.open = opened.action;
    turn.state.trouble.reset();
    const auto& request = turn.state.request;
    if (opened.action == Action::change_certificates && request && request->purchase &&
        !request->purchase->certificates.empty()) {
        desk.typed["certificates"] =
            request->purchase->certificates.back().value; // both, where there are two
    }
}

void fill_step(Turn& turn, StepFilled&& filled) {
    turn.state.desk.typed[filled.field] = std::move(filled.value);
}

void confirm_step(Turn& turn, StepConfirmed&& confirmed) {
    State& state = turn.state;
    const bool of_mailbox = state.route.place == Place::mailbox && state.mailbox.view;
    const bool of_purchase = state.request && state.request->purchase;
    if ((!of_mailbox && !of_purchase) || state.busy) {
        return;
    }
    auto& desk = state.desk;
    desk.asked = true;
    desk.done.reset();
    desk.tried = confirmed.action;
    desk.about = confirmed.about;
    state.trouble.reset();
    if (!is_filled(state, confirmed.action, confirmed.about)) {
        return;
    }
    if (of_mailbox) {
        return record_mailbox_money(turn, confirmed.action, confirmed.about);
    }
    state.busy = true;
    send(turn, confirmed.action, confirmed.about);
}

} // namespace sigillo::app
