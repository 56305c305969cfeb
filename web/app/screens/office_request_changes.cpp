#include "web/app/screens/office_step_parts.hpp"

#include <array>

// What an Order changes in a purchase: data of the enrolment, the document of the collection, the
// certificates.
namespace sigillo::app::screens {

using portal::Action;
using ui::ButtonKind;
using ui::Tone;

namespace {

std::vector<ui::Choice> choices_of(const std::vector<portal::FieldOption>& options) {
    std::vector<ui::Choice> choices;
    choices.reserve(options.size() + 1);
    for (const auto& option : options) {
        choices.push_back({option.value, option.label});
    }
    return choices;
}

void enrolment_field(View& view, const portal::DraftField& field) {
    const auto& typed = view.state.desk.typed;
    const auto found = typed.find(field.name);
    const std::string_view now = found == typed.end() ? std::string_view(field.value) : found->second;
    const std::string_view hint =
        field.register_value.empty()
            ? std::string_view(field.hint)
            : view.t("app.desk.register_says", {{"register", std::string(view.date(field.register_value))}});
    if (field.locked) {
        return;
    }
    if (field.kind == portal::FieldKind::choice) {
        auto choices = choices_of(field.options);
        if (now.empty()) {
            choices.insert(choices.begin(), {"", view.t("app.desk.choose")});
        }
        fill(view, field.name,
             view.ui.select(field.name, field.label, choices, now,
                            {.hint = hint, .required = field.required, .width = 480}));
        return;
    }
    fill(view, field.name,
         view.ui.text_field(
             field.name, field.label, now,
             {.hint = hint,
              .kind = field.kind == portal::FieldKind::date ? ui::FieldKind::date : ui::FieldKind::text,
              .required = field.required,
              .max_length = field.kind == portal::FieldKind::date ? 0 : 128,
              .width = 480}));
}

/// What can be asked for the certificates as they are.
void change_form(View& view, const portal::Permission& given, const portal::PurchaseView& purchase) {
    const auto fault = [&](const char* field) {
        return missing(view, given.action, value(view, field).empty(), "app.desk.to_choose");
    };
    const bool for_good = value(view, "status") == "revoked";
    step_form(
        view, given, view.t("app.desk.change"),
        view.t(for_good ? "app.desk.change_revoke" : "app.desk.change_confirm"),
        [&] {
            fill(view, "certificates",
                 view.ui.radio("certificates", view.t("app.desk.which"), choices_of(purchase.certificates),
                               value(view, "certificates"),
                               {.error = fault("certificates"), .required = true}));
            const std::array<ui::Choice, 3> what{
                {{"suspended", view.t("app.desk.suspend"), view.t("app.desk.suspend_hint")},
                 {"valid", view.t("app.desk.reactivate"), view.t("app.desk.reactivate_hint")},
                 {"revoked", view.t("app.desk.revoke"), view.t("app.desk.revoke_hint")}}};
            fill(view, "status",
                 view.ui.radio("status", view.t("app.desk.what"), what, value(view, "status"),
                               {.error = fault("status"), .required = true}));
            auto reasons = choices_of(purchase.status_reasons);
            if (value(view, "reason").empty()) {
                reasons.insert(reasons.begin(), {"", view.t("app.desk.choose")});
            }
            fill(view, "reason",
                 view.ui.select("reason", view.t("app.desk.reason"), reasons, value(view, "reason"),
                                {.error = fault("reason"), .required = true, .width = 480}));
            const bool other = value(view, "reason") == "other";
            fill(view, "change_note",
                 view.ui.text_field(
                     "note", view.t("app.desk.change_note"), value(view, "change_note"),
                     {.error = missing(view, given.action, other && value(view, "change_note").empty()),
                      .required = other,
                      .max_length = 900,
                      .rows = 3}));
        },
        {}, for_good ? ButtonKind::danger : ButtonKind::primary);
}

/// Kind, number, who issued it and when; why it takes the place of the other.
void document_form(View& view, const portal::Permission& given, const portal::PurchaseView& purchase) {
    const auto text = [&](const char* field, const char* label, int most, bool day = false) {
        const std::string name = std::string("new_document/") + field;
        const auto now = value(view, name);
        fill(view, name,
             view.ui.text_field(
                 field, view.t(label), now,
                 {.error = missing(view, given.action, day ? !domain::parse_date(now).ok() : now.empty()),
                  .kind = day ? ui::FieldKind::date : ui::FieldKind::text,
                  .required = true,
                  .max_length = most,
                  .width = day ? 240.0F : 480.0F}));
    };
    const auto pick = [&](const char* field, const char* label,
                          const std::vector<portal::FieldOption>& options) {
        const std::string name = std::string("new_document/") + field;
        auto choices = choices_of(options);
        if (value(view, name).empty()) {
            choices.insert(choices.begin(), {"", view.t("app.desk.choose")});
        }
        fill(view, name,
             view.ui.select(
                 field, view.t(label), choices, value(view, name),
                 {.error = missing(view, given.action, value(view, name).empty(), "app.desk.to_choose"),
                  .required = true,
                  .width = 480}));
    };
    step_form(view, given, view.t("app.desk.other_document"), view.t("app.desk.other_document_confirm"), [&] {
        pick("reason", "app.desk.other_document_reason", *purchase.document_reasons);
        pick("kind", "app.desk.document", purchase.documents);
        text("number", "app.desk.document_number", 64);
        text("issued_by", "app.desk.document_issued_by", 128);
        text("issued_on", "app.desk.document_issued_on", 0, true);
        text("expires_on", "app.desk.document_expires_on", 0, true);
        fill(view, "new_document/note",
             view.ui.text_field("note", view.t("app.desk.change_note"), value(view, "new_document/note"),
                                {.max_length = 900, .rows = 2}));
    });
}

} // namespace

void office_document(View& view, const portal::RequestView& request) {
    const auto* given = at_hand(request, Action::replace_document);
    if (given == nullptr || given->refusal || !request.purchase || !request.purchase->document_reasons) {
        return;
    }
    view.ui.card({.title = view.t("app.desk.other_document")}, [&] {
        view.ui.paragraph(view.t("app.desk.other_document_text"));
        if (view.state.desk.open == Action::replace_document) {
            document_form(view, *given, *request.purchase);
            return;
        }
        view.ui.actions([&] {
            if (view.ui.button("open", view.t("app.desk.other_document_open"),
                               {.kind = ButtonKind::secondary})) {
                view.say(StepOpened{Action::replace_document});
            }
        });
    });
}

void office_correction(View& view, const portal::RequestView& request) {
    const auto* given = at_hand(request, Action::correct);
    if (given == nullptr || !request.purchase) {
        return;
    }
    view.ui.scope("correction", [&] {
        view.ui.card({.title = view.t("app.desk.correction")}, [&] {
            if (given->refusal) { // the convention does not let the Order (circular 299): the way out
                view.ui.paragraph(both_sentences(view, *given->refusal));
                return;
            }
            view.ui.paragraph(view.t("app.desk.correction_text"));
            if (view.state.desk.open != Action::correct) {
                view.ui.actions([&] {
                    if (view.ui.button("open", view.t("app.desk.correct"), {.kind = ButtonKind::secondary})) {
                        view.say(StepOpened{Action::correct});
                    }
                });
                return;
            }
            step_form(view, *given, view.t("app.desk.correction"), view.t("app.desk.correct_confirm"), [&] {
                for (const auto& field : request.purchase->enrolment) {
                    enrolment_field(view, field);
                }
                if (is_asked(view, Action::correct) && !view.state.busy && !view.state.trouble) {
                    view.ui.notice(Tone::warning, view.t("app.desk.nothing_changed"), {.live = true});
                }
            });
        });
    });
}

void office_certificates(View& view, const portal::RequestView& request) {
    const auto* given = at_hand(request, Action::change_certificates);
    if (given == nullptr || !request.purchase || request.purchase->certificates.empty()) {
        return;
    }
    view.ui.scope("certificates", [&] {
        view.ui.card({.title = view.t("app.desk.certificates")}, [&] {
            std::vector<std::string_view> lines;
            for (const auto& one : request.purchase->certificates) {
                if (one.value != "both") {
                    lines.push_back(one.label);
                }
            }
            view.ui.bullets(lines);
            if (given->refusal) {
                view.ui.paragraph(both_sentences(view, *given->refusal));
                return;
            }
            if (view.state.desk.open == Action::change_certificates) {
                change_form(view, *given, *request.purchase);
                return;
            }
            view.ui.small(view.t("app.desk.change_text"));
            view.ui.actions([&] {
                if (view.ui.button("open", view.t("app.desk.change"), {.kind = ButtonKind::secondary})) {
                    view.say(StepOpened{Action::change_certificates});
                }
            });
        });
    });
}

} // namespace sigillo::app::screens
