#include "web/app/screens/mail.hpp"
#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

namespace {

void outcome(View& view) {
    const auto& reported = view.state.reported;
    if (!reported) {
        return;
    }
    const bool text = reported->way == ReportWay::text;
    if (reported->done) {
        view.ui.notice(ui::Tone::success, view.t(text ? "app.support.copied" : "app.support.saved"),
                       {.live = true});
    } else {
        view.ui.notice(ui::Tone::warning, view.t(text ? "app.support.not_copied" : "app.support.not_saved"),
                       {.live = true});
    }
}

/// All that goes is shown before it goes, and it goes by the person's hand.
void report(View& view, const portal::RequestView& request) {
    const std::string message = report_text(view.book, view.state, request);
    view.ui.panel(ui::Tone::neutral, [&] {
        view.ui.strong(view.t("app.support.message"));
        view.ui.paragraph(view.keep(message));
    });
    view.ui.small(view.t("app.support.consent"));
    view.ui.actions([&] {
        if (view.ui.button("copy", view.t("app.support.copy_text"), {.kind = ui::ButtonKind::secondary})) {
            view.say(ReportAsked{ReportWay::text, message});
        }
        if (view.ui.button("picture", view.t("app.support.picture"), {.kind = ui::ButtonKind::secondary})) {
            view.say(ReportAsked{ReportWay::picture, "sigillo-" + request.row.id});
        }
    });
    outcome(view);
    if (!request.support.email.empty()) {
        (void)view.ui.link("support-mail", view.t("app.support.write"),
                           view.keep(support_mail(view.book, view.state, request)));
    }
    if (!request.support.ticket_url.empty()) {
        (void)view.ui.link("support-ticket", view.t("app.support.ticket"), request.support.ticket_url,
                           {.new_tab = true});
    }
}

} // namespace

void support(View& view, const portal::RequestView& request) {
    const auto& contact = request.support;
    if (contact.email.empty() && contact.phone.empty() && contact.ticket_url.empty()) {
        return;
    }
    view.ui.card({.title = view.t("app.support.title")}, [&] {
        view.ui.paragraph(view.t("app.support.text"));
        std::vector<ui::Definition> list;
        if (!contact.email.empty()) {
            list.push_back({view.t("app.support.email"), contact.email});
        }
        if (!contact.copy_to.empty()) {
            list.push_back({view.t("app.support.copy"), contact.copy_to});
        }
        if (!contact.phone.empty()) {
            list.push_back({view.t("app.support.phone"), contact.phone, contact.hours});
        }
        view.ui.definitions(list);
        if (!contact.phone.empty() && contact.phone_needs_ticket) {
            view.ui.small(view.t("domain.support.follow_up", {{"support_phone", contact.phone}}));
        }
        if (view.state.report_open) {
            report(view, request);
        } else {
            view.ui.actions([&] {
                if (view.ui.button("report", view.t("app.support.open"),
                                   {.kind = ui::ButtonKind::secondary})) {
                    view.press(Command::open_report);
                }
            });
        }
    });
}

} // namespace sigillo::app::screens
