#include "web/app/screens/request_parts.hpp"

namespace sigillo::app::screens {

using portal::Action;
using ui::ButtonKind;
using ui::Tone;

namespace {

void validate_action(View& view, const portal::RequestView& request) {
    const auto* given = permission(request, Action::validate);
    if (given == nullptr || (given->refusal && given->refusal->error == "request-wrong-stage")) {
        return;
    }
    auto reason = given->refusal ? both_sentences(view, *given->refusal) : std::string_view{};
    if (reason.empty()) {
        reason = why_not_sign(view);
    }
    const bool busy = view.state.work.job == Job::acts && view.state.busy;
    if (view.ui.button("validate", view.t("app.request.validate"),
                       {.disabled_reason = reason, .busy = busy})) {
        view.press(Command::validate_one);
    }
}

void reject_dialog(View& view) {
    if (!view.state.rejecting || !view.state.request) {
        return;
    }
    const auto& rejecting = *view.state.rejecting;
    const bool closed = view.ui.dialog(
        "reject", view.t("app.reject.title"),
        [&] {
            view.ui.paragraph(view.t("app.reject.text"));
            const bool sent = view.ui.form("reject-form", view.t("app.reject.form"), [&] {
                std::vector<ui::Choice> choices;
                for (const auto reason :
                     {portal::RejectReason::data_wrong, portal::RejectReason::not_enrolled,
                      portal::RejectReason::dues_unpaid, portal::RejectReason::other}) {
                    choices.push_back(
                        {protocol::text_of(reason), view.t(key_of("app.reject_reason.", reason))});
                }
                if (auto chosen = view.ui.select("reason", view.t("app.reject.reason"), choices,
                                                 protocol::text_of(rejecting.reason), {.required = true})) {
                    for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
                        if (choices[static_cast<std::size_t>(i)].value == *chosen) {
                            view.say(ReasonChosen{static_cast<portal::RejectReason>(i)});
                        }
                    }
                }
                const auto missing =
                    rejecting.note_missing ? view.t("error.rejection-note-missing.next") : std::string_view{};
                if (auto text = view.ui.text_field("note", view.t("app.reject.note"), rejecting.note,
                                                   {.hint = view.t("app.reject.note_hint"),
                                                    .error = missing,
                                                    .max_length = 900,
                                                    .rows = 4})) {
                    view.say(Typed{Field::reject_note, std::move(*text)});
                }
                // Only a renewal's payment can be kept for a new card.
                if (!view.state.request->purchase &&
                    view.state.request->settlement == portal::Settlement::held &&
                    rejecting.reason == portal::RejectReason::data_wrong) {
                    if (const auto on =
                            view.ui.checkbox("keep", view.t("app.reject.keep"), rejecting.keep_payment,
                                             {.hint = view.t("app.reject.keep_hint")})) {
                        view.say(Ticked{Box::keep_payment, *on});
                    }
                }
                view.ui.actions([&] {
                    view.ui.submit("confirm", view.t("app.reject.confirm"), {.kind = ButtonKind::danger});
                    if (view.ui.button("cancel", view.t("app.action.cancel"),
                                       {.kind = ButtonKind::secondary})) {
                        view.press(Command::close_dialog);
                    }
                });
            });
            if (sent) {
                view.press(Command::reject);
            }
        },
        {.tone = Tone::danger});
    if (closed) {
        view.press(Command::close_dialog);
    }
}

void draw(View& view) {
    if (!view.state.request) {
        trouble(view, true);
        loading(view);
        return;
    }
    const auto& request = *view.state.request;
    request_head(view, request, !has_own_trouble(view, request));
    signing(view);
    next_step(view, request, false, [&] {
        validate_action(view, request);
        office_buttons(view, request);
        action(view, permission(request, Action::reject), "reject", view.t("app.request.reject"),
               ButtonKind::danger, Command::ask_reject);
    });
    office_steps(view, request);
    comparison(view, request, false);
    office_correction(view, request);
    request_facts(view, request);
    office_certificates(view, request);
    if (is_staff(view.state)) {
        view.link_to("back", view.t("app.action.back_to_queue"), {Place::queue, {}});
    } else {
        view.link_to("back", view.t("app.action.back_to_work"), {Place::work, {}});
    }
    reject_dialog(view);
}

} // namespace

Screen office_request_screen(View& view) {
    return request_screen(view, draw);
}

} // namespace sigillo::app::screens
