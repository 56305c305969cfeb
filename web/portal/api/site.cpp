#include "web/portal/api/site.hpp"

#include "shared/protocol/codec.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "web/portal/server/client_address.hpp"
#include "web/portal/server/security_headers.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

struct Nothing {
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
};

template <class Message>
domain::Result<Message> body_of(const HttpRequest& request) {
    if (request.content_type.rfind("application/json", 0) != 0) {
        return Error(ErrorId::message_wrong_type, {{"field", "Content-Type"}});
    }
    const auto json = protocol::parse_bounded(request.body, {protocol::http::max_body_bytes, 4});
    if (!json) {
        return json.error();
    }
    return protocol::decode<Message>(*json);
}

template <class Message>
HttpResponse json_of(const Message& message) {
    return HttpResponse::json(200, protocol::dump(protocol::encode(message)));
}

} // namespace

int status_of(ErrorId id) {
    switch (id) {
    case ErrorId::sign_in_failed:
    case ErrorId::sign_in_required:
    case ErrorId::session_expired:
        return 401;
    case ErrorId::not_allowed:
    case ErrorId::origin_not_allowed:
    case ErrorId::payment_not_authentic:
    case ErrorId::identification_not_authentic:
        return 403;
    case ErrorId::not_found:
    case ErrorId::payment_unknown:
    case ErrorId::erased:
        return 404;
    case ErrorId::sign_in_rate_limited:
    case ErrorId::rate_limited:
        return 429;
    case ErrorId::storage_full:
    case ErrorId::storage_failed:
    case ErrorId::audit_write_failed:
    case ErrorId::busy:
    case ErrorId::issuer_unavailable:
    case ErrorId::request_changed_meanwhile:
        return 503;
    case ErrorId::internal:
    case ErrorId::audit_chain_broken:
        return 500;
    default:
        return 400;
    }
}

HttpResponse failure_response(const Error& error) {
    return HttpResponse::json(status_of(error.id),
                              protocol::dump(protocol::encode(protocol::to_failure(error))));
}

Site::Site(SiteSettings settings, const StaticFiles& files, Door& door, Live& live, Desks& desks,
           Store& store, EmbeddedIssuer& authority, Background& background,
           std::function<void()> every_second,
           std::function<void(std::string_view what, const Error&)> report)
    : settings_(std::move(settings)), files_(files), door_(door), live_(live), desks_(desks), log_(store),
      authority_(authority), background_(background), every_second_(std::move(every_second)),
      report_(std::move(report)) {}

void Site::handle(const HttpRequest& request, Responder respond) {
    // A name that someone else's DNS points here is not ours to answer for.
    if (request.host != host_of(settings_.origin)) {
        respond(HttpResponse::of(421, "text/plain; charset=utf-8", "another host\n"));
        return;
    }
    if (request.method == "POST") {
        post(request, respond);
    } else {
        get(request, respond);
    }
}

void Site::get(const HttpRequest& request, const Responder& respond) {
    const std::string& path = request.path;
    if (path == "/api/session") {
        respond(session(request));
        return;
    }
    if (path == "/api/me/data.json") {
        own_data(request, respond);
        return;
    }
    constexpr std::string_view requests = "/api/requests/";
    if (path.starts_with(requests)) {
        document_of(request, std::string_view(path).substr(requests.size()), respond);
        return;
    }
    constexpr std::string_view mailboxes = "/api/mailboxes/";
    if (path.rfind(mailboxes, 0) == 0) {
        respond(mailbox_file(request, std::string_view(path).substr(mailboxes.size())));
        return;
    }
    if (path.rfind("/api/", 0) == 0 || path == "/ws") {
        respond(failure_response(ErrorId::not_found));
        return;
    }
    if (path == "/ca/ca.crt") {
        respond(HttpResponse::of(200, "application/pkix-cert", pki::text_of(authority_.certificate().der())));
        return;
    }
    if (path == "/ca/crl.der") {
        const auto list = authority_.revocation_list(desks_.now());
        respond(list ? HttpResponse::of(200, "application/pkix-crl", pki::text_of(*list))
                     : failure_response(list.error()));
        return;
    }
    respond(files_.serve(request));
}

void Site::post(const HttpRequest& request, const Responder& respond) {
    if (request.path == "/payments/callback") {
        respond(payment_callback(request));
        return;
    }
    if (request.path == "/identity/callback") {
        respond(identity_callback(request));
        return;
    }
    if (request.origin != settings_.origin) {
        respond(failure_response(ErrorId::origin_not_allowed));
        return;
    }
    if (request.path == "/api/sign-in/password") {
        sign_in_password(request, respond);
    } else if (request.path == "/api/sign-in/card") {
        respond(sign_in_card(request));
    } else if (request.path == "/api/sign-in/challenge") {
        respond(challenge(request));
    } else if (request.path == "/api/password/forgotten") {
        respond(forgotten_password(request));
    } else if (request.path == "/api/password/set") {
        set_password(request, respond);
    } else if (request.path == "/api/password/change") {
        change_password(request, respond);
    } else if (request.path == "/api/sign-out") {
        respond(sign_out(request));
    } else {
        respond(failure_response(ErrorId::not_found));
    }
}

std::string Site::client_of(const HttpRequest& request) const {
    return client_address(request.peer, request.x_forwarded_for, settings_.trusted_proxies);
}

protocol::http::Session Site::session_of(const Caller* caller) const {
    protocol::http::Session session;
    if (caller != nullptr) {
        session.user = desks_.views.user(*caller);
    }
    session.portal = settings_.name;
    session.agent_ports = settings_.agent_ports;
    session.demo_address = settings_.demo_address;
    return session;
}

HttpResponse Site::welcome(const Door::SignedIn& in) {
    const auto caller = desks_.views.caller(in.account, in.account.language);
    if (!caller) {
        return failure_response(caller.error());
    }
    HttpResponse response = json_of(session_of(&*caller));
    response.headers.emplace_back("set-cookie", door_.cookie(in.token));
    return response;
}

void Site::sign_in_password(const HttpRequest& request, const Responder& respond) {
    const auto message = body_of<protocol::http::PasswordSignIn>(request);
    if (!message) {
        respond(failure_response(message.error()));
        return;
    }
    door_.with_password(*message, client_of(request),
                        [this, respond](const domain::Result<Door::SignedIn>& in) {
                            respond(in ? welcome(*in) : failure_response(in.error()));
                        });
}

HttpResponse Site::sign_in_card(const HttpRequest& request) {
    const auto message = body_of<protocol::http::CardSignIn>(request);
    if (!message) {
        return failure_response(message.error());
    }
    const auto in = door_.with_card(message->p7m, client_of(request));
    return in ? welcome(*in) : failure_response(in.error());
}

HttpResponse Site::forgotten_password(const HttpRequest& request) {
    const auto message = body_of<protocol::http::ForgottenPassword>(request);
    if (!message) {
        return failure_response(message.error());
    }
    const auto asked = desks_.passwords.forgotten(message->user, client_of(request));
    return asked ? json_of(Nothing{}) : failure_response(asked.error());
}

void Site::set_password(const HttpRequest& request, const Responder& respond) {
    const auto message = body_of<protocol::http::SetPassword>(request);
    if (!message) {
        respond(failure_response(message.error()));
        return;
    }
    desks_.passwords.set(message->token, message->password, client_of(request),
                         [respond](const domain::Status& set) {
                             respond(set ? json_of(Nothing{}) : failure_response(set.error()));
                         });
}

void Site::change_password(const HttpRequest& request, const Responder& respond) {
    const auto message = body_of<protocol::http::ChangePassword>(request);
    if (!message) {
        respond(failure_response(message.error()));
        return;
    }
    const auto in = door_.session(request.cookie);
    if (!in) {
        respond(failure_response(in.error()));
        return;
    }
    desks_.passwords.change(in->account.person, message->current, message->password,
                            [this, respond, token = in->token](const domain::Status& changed) {
                                if (!changed) {
                                    respond(failure_response(changed.error()));
                                    return;
                                }
                                live_.end_session(token);
                                HttpResponse response = json_of(session_of(nullptr));
                                response.headers.emplace_back("set-cookie", door_.no_cookie());
                                respond(response);
                            });
}

HttpResponse Site::challenge(const HttpRequest& request) {
    if (const auto message = body_of<Nothing>(request); !message) {
        return failure_response(message.error());
    }
    auto nonce = door_.challenge(client_of(request));
    return nonce ? json_of(protocol::http::Challenge{std::move(*nonce)}) : failure_response(nonce.error());
}

HttpResponse Site::sign_out(const HttpRequest& request) {
    if (const auto message = body_of<Nothing>(request); !message) {
        return failure_response(message.error());
    }
    const auto in = door_.session(request.cookie);
    if (const auto out = door_.sign_out(request.cookie); !out) {
        return failure_response(out.error());
    }
    if (in) {
        live_.end_session(in->token);
    }
    HttpResponse response = json_of(session_of(nullptr));
    response.headers.emplace_back("set-cookie", door_.no_cookie());
    return response;
}

HttpResponse Site::session(const HttpRequest& request) {
    const auto in = door_.session(request.cookie);
    if (in) {
        const auto caller = desks_.views.caller(in->account, in->account.language);
        return caller ? json_of(session_of(&*caller)) : failure_response(caller.error());
    }
    if (status_of(in.error().id) >= 500) {
        return failure_response(in.error());
    }
    return json_of(session_of(nullptr));
}

HttpResponse Site::payment_callback(const HttpRequest& request) {
    // A browser always names its origin on a POST; the provider is none.
    if (!request.origin.empty()) {
        return failure_response(ErrorId::origin_not_allowed);
    }
    const auto reported = desks_.member.payment_reported(request.body, request.signature);
    if (!reported) {
        report_("payment call-back", reported.error());
        return failure_response(reported.error());
    }
    changed();
    return {204, {{"cache-control", "no-store"}}, nullptr};
}

HttpResponse Site::identity_callback(const HttpRequest& request) {
    if (!request.origin.empty()) {
        return failure_response(ErrorId::origin_not_allowed);
    }
    if (request.content_type.rfind("application/jose", 0) != 0) {
        return failure_response(Error(ErrorId::message_wrong_type, {{"field", "Content-Type"}}));
    }
    const auto reported = desks_.purchases.identity_reported(request.body);
    if (!reported) {
        report_("identity call-back", reported.error());
        return failure_response(reported.error());
    }
    changed();
    return {204, {{"cache-control", "no-store"}}, nullptr};
}

int Site::admit(const HttpRequest& upgrade) {
    if (upgrade.host != host_of(settings_.origin)) {
        return 421;
    }
    if (upgrade.path != "/ws") {
        return 404;
    }
    if (upgrade.origin != settings_.origin) {
        return 403;
    }
    const auto in = door_.session(upgrade.cookie);
    return in ? 0 : status_of(in.error().id);
}

void Site::opened(SocketId socket, const HttpRequest& upgrade) {
    auto in = door_.session(upgrade.cookie);
    if (in) {
        live_.opened(socket, std::move(*in));
    }
}

void Site::received(SocketId socket, std::string_view text) {
    live_.received(socket, text);
    changed();
}

void Site::changed() {
    if (const auto told = live_.fan_out(); !told) {
        report_("live updates", told.error());
    }
}

void Site::tick() {
    live_.end_idle();
    changed();
    every_second_();
}

} // namespace sigillo::portal
