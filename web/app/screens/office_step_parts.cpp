#include "web/app/screens/office_step_parts.hpp"

namespace sigillo::app::screens {

using portal::Action;
using ui::ButtonKind;

const portal::Permission* at_hand(const portal::RequestView& request, Action action) {
    const auto* given = permission(request, action);
    const bool hidden =
        given == nullptr || (given->refusal && (given->refusal->error == "request-wrong-stage" ||
                                                given->refusal->error == "not-allowed"));
    return hidden ? nullptr : given;
}

std::string_view value(const View& view, const std::string& field) {
    return typed_in(view.state.desk, field);
}

void fill(View& view, const std::string& field, std::optional<std::string> text) {
    if (text) {
        view.say(StepFilled{field, std::move(*text)});
    }
}

bool is_asked(const View& view, Action action, std::string_view about) {
    const auto& desk = view.state.desk;
    return desk.asked && desk.tried == action && desk.about == about;
}

std::string_view missing(View& view, Action action, bool wrong, std::string_view key,
                         std::string_view about) {
    return wrong && is_asked(view, action, about) ? view.t(key) : std::string_view{};
}

void step_form(View& view, const portal::Permission& given, std::string_view name, std::string_view label,
               ui::Body fields, const std::string& about, ButtonKind kind) {
    const auto reason = given.refusal ? both_sentences(view, *given.refusal) : std::string_view{};
    const bool tried = view.state.desk.tried == given.action && view.state.desk.about == about;
    const bool sent = view.ui.form("step-form", name, [&] {
        fields();
        if (tried && view.state.trouble) {
            trouble(view, false);
        }
        view.ui.actions([&] {
            view.ui.submit("confirm", label,
                           {.kind = kind, .disabled_reason = reason, .busy = view.state.busy && tried});
            if (view.state.desk.open == given.action &&
                view.ui.button("cancel", view.t("app.action.cancel"), {.kind = ButtonKind::secondary})) {
                view.say(StepOpened{});
            }
        });
    });
    if (sent) {
        view.say(StepConfirmed{given.action, about});
    }
}

} // namespace sigillo::app::screens
