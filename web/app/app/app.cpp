#include "web/app/app/app.hpp"

#include "shared/protocol/limits.hpp"
#include "web/app/app/saved.hpp"
#include "web/app/screens/screens.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;
using protocol::Json;

namespace {

constexpr std::string_view saved_key = "sigillo.state";
constexpr std::string_view language_key = "sigillo.language";
struct Nothing {
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
};

template <class Body>
domain::Result<Body> read(const HttpResponse& response) {
    if (response.status == 0) {
        return ErrorId::portal_unreachable;
    }
    const auto json = protocol::parse_bounded(response.body, {protocol::http::max_body_bytes});
    if (!json) {
        // A proxy's page in place of the portal's answer.
        return response.status >= 500 ? Error(ErrorId::portal_unreachable) : json.error();
    }
    if (response.status != 200) {
        const auto failure = protocol::decode<protocol::Failure>(*json);
        return failure ? protocol::to_error(*failure) : failure.error();
    }
    return protocol::decode<Body>(*json);
}

template <class Body>
HttpRequest post(std::string path, const Body& body) {
    return {"POST", std::move(path), protocol::dump(protocol::encode(body))};
}

template <class Hello>
std::string greeting(std::int64_t id, int version, domain::Language language) {
    return protocol::write_request(protocol::RpcId{id}, Hello{version, std::string(text_of(language))});
}

template <class Hello>
domain::Status greeted(const Json& json, int version) {
    const auto reply = protocol::decode<typename Hello::Reply>(json);
    if (!reply) {
        return reply.error();
    }
    if (reply->version != version) {
        return ErrorId::version_unsupported;
    }
    return domain::Done{};
}

} // namespace

App::App(Host& host, std::function<std::string()> fresh_id, const Edition& edition)
    : host_(host), fresh_id_(std::move(fresh_id)), edition_(edition) {}

void App::start() {
    const std::string kept = host_.storage.get(language_key);
    saved_ = host_.storage.get(saved_key);
    restore(saved_, state_);
    dispatch(Started{host_.navigation.origin(), host_.navigation.location(),
                     domain::parse_language(kept.empty() ? host_.navigation.preferred_language() : kept)});
}

bool App::ready() const {
    return texts_of(state_.language).has_value() || state_.speechless;
}

bool App::draw(ui::Ui& ui) {
    const auto& texts = texts_of(state_.language);
    if (!texts) {
        screens::draw_speechless(ui);
        return false;
    }
    auto messages = screens::draw(ui, state_, edition_, texts->book());
    for (auto& message : messages) {
        dispatch(std::move(message));
    }
    return !messages.empty();
}

void App::location_changed() {
    dispatch(Went{host_.navigation.location(), true});
}

void App::connectivity_changed(bool on) {
    if (on && portal_ && user_of(state_) != nullptr) {
        portal_->connect();
    }
}

void App::dispatch(Message message) {
    inbox_.push_back(std::move(message));
    if (running_) {
        return; // an effect answered at once: its turn comes
    }
    running_ = true;
    while (!inbox_.empty()) {
        Message next = std::move(inbox_.front());
        inbox_.pop_front();
        auto [state, effects] = update(std::move(state_), std::move(next),
                                       {host_.clock.unix_milliseconds() / 1000, fresh_id_(), edition_});
        state_ = std::move(state);
        for (auto& effect : effects) {
            run(std::move(effect));
        }
    }
    running_ = false;
    remember();
}

void App::remember() {
    std::string now = save(state_);
    if (now != saved_) {
        saved_ = std::move(now);
        if (saved_.empty()) {
            host_.storage.remove(saved_key);
        } else {
            host_.storage.set(saved_key, saved_);
        }
    }
}

const std::optional<texts::LoadedTexts>& App::texts_of(domain::Language language) const {
    return texts_.at(static_cast<std::size_t>(language));
}

void App::fetch_texts(domain::Language language) {
    if (texts_of(language)) {
        dispatch(TextsKnown{language, true});
        return;
    }
    const auto read_texts = [this, language](const HttpResponse& response) {
        if (response.status == 200) {
            if (auto loaded = texts::LoadedTexts::read(language, response.body)) {
                texts_.at(static_cast<std::size_t>(language)) = std::move(*loaded);
            }
        }
        dispatch(TextsKnown{language, texts_of(language).has_value()});
    };
    host_.http.fetch({"GET", host_.navigation.texts_address(domain::text_of(language)), {}}, read_texts);
}

void App::fetch_session(HttpRequest request, bool after_sign_in) {
    host_.http.fetch(std::move(request), [this, after_sign_in](const HttpResponse& response) {
        dispatch(SessionKnown{read<http::Session>(response), after_sign_in});
    });
}

Connection& App::portal() {
    if (!portal_) {
        portal_ = std::make_unique<Connection>(
            host_,
            ConnectionSettings{{"/ws"},
                               ErrorId::portal_unreachable,
                               ErrorId::portal_unreachable,
                               protocol::portal::max_reply_bytes,
                               true},
            Connection::Events{[this](std::int64_t id) {
                                   return greeting<portal::Hello>(id, portal::version, state_.language);
                               },
                               [](const Json& json) { return greeted<portal::Hello>(json, portal::version); },
                               [this](Link link) { dispatch(LinkChanged{link}); },
                               [this](const protocol::RpcNotification& notification) {
                                   auto what = protocol::decode_method<portal::Notification>(
                                       notification.method, notification.params);
                                   if (what) {
                                       dispatch(PortalNotified{std::move(*what)});
                                   }
                               }});
    }
    return *portal_;
}

Connection& App::agent() {
    if (!agent_) {
        std::vector<std::string> urls;
        for (const auto port : state_.session ? state_.session->agent_ports : std::vector<std::int64_t>{}) {
            urls.push_back("ws://127.0.0.1:" + std::to_string(port) + "/");
        }
        agent_ = std::make_unique<Connection>(
            host_,
            ConnectionSettings{std::move(urls), ErrorId::agent_connection_lost, ErrorId::agent_not_running,
                               protocol::agent::max_reply_bytes, false},
            Connection::Events{[this](std::int64_t id) {
                                   return greeting<agent::Hello>(id, agent::version, state_.language);
                               },
                               [](const Json& json) { return greeted<agent::Hello>(json, agent::version); },
                               [](Link) {},
                               [this](const protocol::RpcNotification& notification) {
                                   auto what = protocol::decode_method<agent::Notification>(
                                       notification.method, notification.params);
                                   if (what) {
                                       dispatch(AgentNotified{std::move(*what)});
                                   }
                               }});
    }
    return *agent_;
}

struct App::Runner {
    App& app;
    Host& host;
    void operator()(const FetchSession&) const { app.fetch_session({"GET", "/api/session", {}}, false); }
    void operator()(PostPassword&& effect) const {
        app.fetch_session(post("/api/sign-in/password",
                               http::PasswordSignIn{std::move(effect.user), std::move(effect.password)}),
                          true);
    }
    template <class Body>
    void password_call(HttpRequest request) const {
        App* target = &app;
        host.http.fetch(std::move(request), [target](const HttpResponse& response) {
            const auto answer = read<Body>(response);
            target->dispatch(PasswordAnswered{answer ? domain::Status(domain::Done{}) : answer.error()});
        });
    }
    void operator()(PostForgotten&& effect) const {
        password_call<Nothing>(
            post("/api/password/forgotten", http::ForgottenPassword{std::move(effect.user)}));
    }
    void operator()(PostNewPassword&& effect) const {
        password_call<Nothing>(post("/api/password/set",
                                    http::SetPassword{std::move(effect.token), std::move(effect.password)}));
    }
    void operator()(PostChangedPassword&& effect) const {
        password_call<http::Session>(
            post("/api/password/change",
                 http::ChangePassword{std::move(effect.current), std::move(effect.password)}));
    }
    void operator()(const FetchChallenge&) const {
        App* target = &app;
        host.http.fetch({"POST", "/api/sign-in/challenge", "{}"}, [target](const HttpResponse& response) {
            target->dispatch(ChallengeKnown{read<http::Challenge>(response)});
        });
    }
    void operator()(PostCard&& effect) const {
        app.fetch_session(post("/api/sign-in/card", http::CardSignIn{std::move(effect.p7m)}), true);
    }
    void operator()(const PostSignOut&) const { app.fetch_session({"POST", "/api/sign-out", "{}"}, false); }
    void operator()(const OpenPortal&) const { app.portal().connect(); }
    void operator()(const ClosePortal&) const {
        if (app.portal_) {
            app.portal_->close();
        }
    }
    void operator()(const CloseAgent&) const {
        if (app.agent_) {
            app.agent_->close();
        }
    }
    void operator()(CallPortal&& effect) const {
        App* target = &app;
        app.portal().call(effect.call.method, effect.call.params, effect.call.timeout_seconds,
                          [target, call = std::move(effect.call)](domain::Result<Json> reply) {
                              target->dispatch(PortalReplied{call, std::move(reply)});
                          });
    }
    void operator()(CallAgent&& effect) const {
        App* target = &app;
        app.agent().call(effect.call.method, effect.call.params, effect.call.timeout_seconds,
                         [target, call = std::move(effect.call)](domain::Result<Json> reply) {
                             target->dispatch(AgentReplied{call, std::move(reply)});
                         });
    }
    void operator()(const AskPermission&) const {
        App* target = &app;
        host.permissions.local_network(
            [target](Permission permission) { target->dispatch(PermissionKnown{permission}); });
    }
    void operator()(const Wait& effect) const {
        App* target = &app;
        const Timer timer = effect.timer;
        host.timers.after(effect.milliseconds, [target, timer] { target->dispatch(TimerFired{timer}); });
    }
    void operator()(const Show& effect) const {
        if (effect.replace) {
            host.navigation.replace(effect.path);
        } else {
            host.navigation.push(effect.path);
        }
    }
    void operator()(const Leave& effect) const { host.navigation.leave(effect.url); }
    void operator()(const SendReport& effect) const {
        App* target = &app;
        const ReportWay way = effect.way;
        const auto done = [target, way](bool worked) { target->dispatch(Reported{way, worked}); };
        if (way == ReportWay::text) {
            host.reports.copy(effect.content, done);
        } else {
            host.reports.picture(effect.content, done);
        }
    }
    [[nodiscard]] std::function<void(Photo)> photo_known() const {
        App* target = &app;
        return [target](Photo photo) {
            target->dispatch(PhotoKnown{photo.sound, std::move(photo.url), std::move(photo.jpeg)});
        };
    }
    void operator()(const ChoosePhoto&) const { host.photos.choose(photo_known()); }
    void operator()(const FramePhoto& effect) const {
        host.photos.frame(effect.right, effect.down, effect.closer, photo_known());
    }
    void operator()(const PickFile& effect) const {
        App* target = &app;
        host.files.pick(effect.kinds, [target](PickedFile file) {
            target->dispatch(FileKnown{std::move(file.name), std::move(file.content)});
        });
    }
    void operator()(const FetchTexts& effect) const { app.fetch_texts(effect.language); }
    void operator()(const Remember& effect) const {
        host.storage.set(language_key, text_of(effect.language));
    }
};

void App::run(Effect effect) {
    std::visit(Runner{*this, host_}, std::move(effect));
}

} // namespace sigillo::app
