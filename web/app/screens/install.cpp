#include "web/app/model/cards.hpp"
#include "web/app/screens/parts.hpp"

#include <array>

namespace sigillo::app::screens {

using portal::Stage;
using ui::StepState;
using ui::Tone;

namespace {

/// Which of the five steps is under way: 0 program, 1 card, 2 keys, 3 certificates, 4 writing, 5 done.
std::size_t current_step(const State& state) {
    const auto& work = state.work;
    switch (work.step) {
    case Step::idle:
    case Step::looking:
        // A list of readers is an answer of the program.
        return work.readers.empty() &&
                       (!state.trouble || state.trouble->id != domain::ErrorId::card_no_reader)
                   ? 0
                   : 1;
    case Step::choosing:
    case Step::preparing:
        return 1;
    case Step::ready:
        return state.request && state.request->row.stage == Stage::certified ? 4 : 2;
    case Step::consent:
        return 2;
    case Step::sending:
    case Step::waiting:
        return 3;
    case Step::writing:
    case Step::confirming:
        return 4;
    case Step::done:
        return 5;
    }
    return 0;
}

void steps(View& view) {
    constexpr std::array<std::string_view, 5> names{"app.install.step_program", "app.install.step_card",
                                                    "app.install.step_keys", "app.install.step_certificates",
                                                    "app.install.step_write"};
    const std::size_t current = current_step(view.state);
    std::vector<ui::Step> list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const StepState here = view.state.trouble ? StepState::problem : StepState::current;
        list.push_back({view.t(names[i]), i < current    ? StepState::done
                                          : i == current ? here
                                                         : StepState::to_do});
    }
    view.ui.stepper("steps", view.t("app.install.steps"), list);
}

struct Doing {
    std::string_view text;
    float fraction;
};

std::string_view doing_what(agent::RenewalStep step) {
    switch (step) {
    case agent::RenewalStep::check:
        return "app.install.doing.check";
    case agent::RenewalStep::generate:
        return "app.install.doing.generate";
    case agent::RenewalStep::request:
        return "app.install.doing.request";
    case agent::RenewalStep::match:
        return "app.install.doing.match";
    case agent::RenewalStep::write:
        return "app.install.doing.write";
    case agent::RenewalStep::read_back:
        return "app.install.doing.read_back";
    case agent::RenewalStep::test:
        return "app.install.doing.test";
    case agent::RenewalStep::done:
        return "app.install.doing.done";
    }
    return "app.install.doing.check";
}

/// How far the renewal is: keys are the first half, certificates the second. The agent counts the steps of
/// all certificates together, so the bar only grows, though writing and testing begin again with each of
/// them.
Doing doing(const State& state) {
    const auto& work = state.work;
    if (work.step == Step::sending) {
        return {"app.install.doing.portal", 0.5F};
    }
    if (work.step == Step::confirming) {
        return {"app.install.doing.done", 0.97F};
    }
    const bool writing = work.step == Step::writing;
    if (!work.progress) {
        return {"app.install.doing.consent", writing ? 0.55F : 0.02F};
    }
    const auto& progress = *work.progress;
    const float part =
        progress.total > 0 ? static_cast<float>(progress.done) / static_cast<float>(progress.total) : 0.0F;
    return {doing_what(progress.step), writing ? 0.55F + 0.4F * part : 0.02F + 0.43F * part};
}

void before(View& view) {
    view.ui.card({.title = view.t("app.install.before")}, [&] {
        const std::array<std::string_view, 3> items{
            view.t("app.install.before_2"), view.t("app.install.before_1"), view.t("app.install.before_3")};
        view.ui.bullets(items);
    });
}

void ready(View& view, const portal::RequestView& request) {
    const auto& work = view.state.work;
    const bool resuming = work.phase != agent::RenewalPhase::none || request.row.stage == Stage::certified;
    const auto* reader = reader_of(work.readers, work.card);
    if (reader != nullptr && !view.state.trouble) {
        view.ui.notice(Tone::success,
                       view.t("app.install.card_ready", {{"holder", std::string(holder_of(*reader->card))}}),
                       {.live = true});
    }
    if (resuming) {
        view.ui.notice(Tone::info, view.t("app.install.resumable"));
    } else {
        before(view);
    }
    if (reader != nullptr && reader->card->decryption_key) {
        view.ui.notice(Tone::warning, view.t("app.check.decryption"));
    }
    view.ui.actions([&] {
        if (view.ui.button("begin", view.t(resuming ? "app.install.resume" : "app.install.begin"))) {
            view.press(Command::begin_install);
        }
    });
}

void running(View& view) {
    const auto now = doing(view.state);
    const auto text = view.t(now.text);
    view.ui.card([&] {
        view.ui.strong(view.t("app.install.running"));
        view.ui.progress("progress", view.t("app.install.progress"), now.fraction, {.text = text});
        view.ui.announce(text);
    });
}

void success(View& view, const portal::RequestView& request) {
    std::string expires;
    for (const auto& entry : request.timeline) {
        if (const auto found = entry.details.find("expires_at");
            entry.event == "renewal.certificates_issued" && found != entry.details.end()) {
            expires = found->second;
        }
    }
    view.ui.notice(Tone::success, view.t("app.install.done"),
                   {.title = view.t("app.install.done_title"), .live = true}, [&] {
                       if (!expires.empty()) {
                           view.ui.strong(view.t("app.install.new_expiry", {{"not_after", expires}}));
                       }
                       view.ui.paragraph(view.t("domain.renewal.nothing_removed"));
                   });
    view.ui.actions([&] {
        if (view.ui.button("home", view.t("app.action.home"))) {
            view.go({});
        }
    });
}

/// The portal says why it is not time for this: not validated, ended, expired.
void not_now(View& view, const portal::RequestView& request) {
    const auto* keys = permission(request, portal::Action::make_keys);
    if (keys != nullptr && keys->refusal && keys->refusal->error != "request-wrong-stage") {
        refusal(view, *keys->refusal);
    } else {
        view.ui.notice(Tone::warning, view.t("app.install.not_now"), {},
                       [&] { view.ui.strong(view.t(key_of("domain.stage_next.", request.row.stage))); });
    }
}

void body(View& view, const portal::RequestView& request) {
    const State& state = view.state;
    const auto& work = state.work;
    switch (work.step) {
    case Step::idle:
        not_now(view, request);
        return;
    case Step::looking:
    case Step::choosing:
    case Step::preparing:
        if (work.other_card) {
            other_card(view, request.card_serial);
        } else if (!state.trouble) {
            view.ui.spinner(view.t(work.readers.empty() ? "app.install.connecting" : "app.install.looking"));
        } else {
            view.ui.notice(Tone::info, view.t("app.install.safe"));
            view.ui.small(view.t("app.agent.phone"));
        }
        return;
    case Step::ready:
        ready(view, request);
        return;
    case Step::consent:
    case Step::sending:
    case Step::writing:
    case Step::confirming:
        running(view);
        return;
    case Step::waiting:
        view.ui.card([&] {
            view.ui.spinner(view.t(key_of("domain.stage.", Stage::requested)));
            view.ui.paragraph(view.t("app.install.waiting"));
        });
        return;
    case Step::done:
        success(view, request);
        return;
    }
}

void draw(View& view) {
    if (!view.state.request) {
        trouble(view, true);
        loading(view);
        return;
    }
    const auto& request = *view.state.request;
    if (view.state.work.job == Job::install) {
        view.ui.card([&] { steps(view); });
    }
    trouble(view, true);
    body(view, request);
    if (view.state.trouble) {
        support(view, request);
    }
    view.link_to("back", view.t("app.action.back_to_request"), {Place::request, request.row.id});
}

} // namespace

Screen install_screen(View& view) {
    return {"install", view.t("app.install.title"), view.t("app.install.lead"), false, draw};
}

} // namespace sigillo::app::screens
