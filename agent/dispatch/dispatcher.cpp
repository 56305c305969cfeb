#include "agent/dispatch/dispatcher.hpp"

#include "agent/dispatch/card_messages.hpp"
#include "shared/protocol/history.hpp"
#include "shared/protocol/limits.hpp"

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
using protocol::Json;
using protocol::RpcId;
namespace message = protocol::agent;

namespace {

// Of diagnose's reply (agent_messages.hpp).
constexpr std::size_t most_lines = 200;
constexpr std::size_t longest_line = 512;
/// A larger message over the limit is refused unread.
constexpr std::size_t largest_read_for_id = 64 * 1024;

template <class Reply>
domain::Result<Json> encoded(const domain::Result<Reply>& reply) {
    return reply ? domain::Result<Json>(protocol::encode(*reply)) : domain::Result<Json>(reply.error());
}

std::string text_of_reply(const RpcId& call, domain::Result<Json> reply) {
    return reply ? protocol::write_result(call, std::move(*reply))
                 : protocol::write_error(call, reply.error());
}

} // namespace

/// One overload a request: a new message does not compile before it is handled.
struct Dispatcher::Visitor {
    Dispatcher& self;
    SocketId id;
    Socket& socket;
    const RpcId& call;

    void operator()(const message::Hello& hello) { self.handle(id, socket, call, hello); }
    void operator()(const message::ListCards&) {
        self.run_quick(id, socket, call, [this_ = &self](const Caller&) -> domain::Result<Json> {
            const auto readers = this_->ports_.cards.readers();
            if (!readers) {
                return readers.error();
            }
            return protocol::encode(message::ListCards::Reply{to_messages(*readers)});
        });
    }
    void operator()(const message::RenewalStatus& status) {
        self.run_quick(id, socket, call, [this_ = &self, status](const Caller& caller) {
            return encoded(this_->renewals_.status(caller.origin, status));
        });
    }
    void operator()(const message::Diagnose&) {
        self.run_quick(id, socket, call, [this_ = &self](const Caller&) -> domain::Result<Json> {
            return protocol::encode(this_->diagnose());
        });
    }
    void operator()(const message::SignIn& sign_in) {
        interactive(sign_in, &Dispatcher::sign_in_, &SignIn::run);
    }
    void operator()(const message::ProveIdentity& identity) {
        interactive(identity, &Dispatcher::prove_identity_, &ProveIdentity::run);
    }
    void operator()(const message::ChangePin& change) {
        interactive(change, &Dispatcher::new_pin_, &NewPin::change);
    }
    void operator()(const message::UnblockPin& unblock) {
        interactive(unblock, &Dispatcher::new_pin_, &NewPin::unblock);
    }
    void operator()(const message::SignActs& acts) {
        interactive(acts, &Dispatcher::sign_acts_, &SignActs::run);
    }
    void operator()(const message::StartRenewal& start) {
        interactive(start, &Dispatcher::renewals_, &Renewals::start);
    }
    void operator()(const message::InstallRenewal& install) {
        interactive(install, &Dispatcher::renewals_, &Renewals::install);
    }

    template <class Message, class Operation, class Run>
    void interactive(const Message& wanted, Operation Dispatcher::*operation, Run run) {
        self.run_interactive(id, socket, call, Message::method.data(),
                             [at = &(self.*operation), run, wanted](const Caller& caller) {
                                 return encoded((at->*run)(caller, wanted));
                             });
    }
};

Dispatcher::Dispatcher(DispatcherPorts ports, std::string version, DispatcherLimits limits)
    : ports_(std::move(ports)), version_(std::move(version)), limits_(limits),
      pins_(ports_.cards, ports_.pin_window), sign_in_(ports_.cards, ports_.consent, pins_, ports_.now),
      prove_identity_(ports_.cards, ports_.consent, pins_, ports_.now),
      new_pin_(ports_.cards, ports_.pin_window, pins_),
      sign_acts_(ports_.cards, ports_.consent, pins_, ports_.now),
      renewals_(ports_.cards, ports_.renewals, ports_.consent, pins_, ports_.now) {
    ports_.cards.on_change([this] { cards_changed(); });
}

Dispatcher::~Dispatcher() {
    ports_.cards.on_change({});
}

Dispatcher::Socket* Dispatcher::find(SocketId id) {
    const auto found = sockets_.find(id);
    return found == sockets_.end() ? nullptr : &found->second;
}

void Dispatcher::reply_error(SocketId id, const RpcId& call, const Error& error) {
    ports_.outbound.send(id, protocol::write_error(call, error));
}

Caller Dispatcher::caller_of(SocketId id, const Socket& socket) {
    return {id, socket.origin, socket.language, [wanted = socket.wanted] { return wanted->load(); },
            [this, id](std::string text) {
                ports_.outbound.post([this, id, text = std::move(text)]() mutable {
                    if (find(id) != nullptr) {
                        ports_.outbound.send(id, std::move(text));
                    }
                });
            }};
}

void Dispatcher::begin_work(const Socket& socket) {
    ++working_;
    asker_ = socket.wanted;
}

void Dispatcher::opened(SocketId id, std::string origin) {
    Socket socket{std::move(origin),
                  Language::it,
                  State::opened,
                  TokenBucket(limits_.message_burst, limits_.messages_per_second),
                  0,
                  0,
                  ports_.milliseconds()};
    sockets_.emplace(id, std::move(socket));
}

void Dispatcher::closed(SocketId id) {
    if (Socket* socket = find(id); socket != nullptr) {
        *socket->wanted = false;
        sockets_.erase(id);
        ports_.interactive.run([this, id] { renewals_.forget(id); });
    }
}

void Dispatcher::cancel_all() {
    for (auto& [id, socket] : sockets_) {
        *socket.wanted = false;
    }
}

void Dispatcher::tick() {
    const auto now = ports_.milliseconds();
    for (const auto& [id, socket] : sockets_) {
        if (socket.state == State::opened && now - socket.opened_at > limits_.greeting_milliseconds) {
            ports_.outbound.close(id);
        }
    }
    if (!working()) {
        ports_.interactive.run([this] { renewals_.end_old_grants(); });
    }
}

void Dispatcher::cards_changed() {
    // Many changes at once (a reader with its card) are one piece of news.
    if (change_posted_.exchange(true)) {
        return;
    }
    ports_.outbound.post([this] {
        change_posted_ = false;
        for (const auto& [id, socket] : sockets_) {
            if (socket.state == State::ready) {
                ports_.outbound.send(id, protocol::write_notification(message::CardsChanged{}));
            }
        }
    });
}

void Dispatcher::refused(SocketId id, const Error& error) {
    if (find(id) != nullptr) {
        ports_.outbound.send(id, protocol::write_error(std::nullopt, protocol::RpcCode::unparsable, error));
    }
}

void Dispatcher::over_limit(SocketId id, Socket& socket, std::string_view text) {
    if (++socket.over > limits_.messages_over) {
        ports_.outbound.close(id);
        return;
    }
    std::optional<RpcId> call;
    if (text.size() <= largest_read_for_id) {
        const auto read = protocol::read_request(text, largest_read_for_id, message::max_bytes_of);
        if (const auto* request = std::get_if<protocol::RpcRequest>(&read)) {
            call = request->id;
        } else {
            call = std::get<protocol::RpcRefusal>(read).id;
        }
    }
    ports_.outbound.send(id,
                         protocol::write_error(call, protocol::RpcCode::application, ErrorId::rate_limited));
}

void Dispatcher::received(SocketId id, std::string_view text) {
    Socket* socket = find(id);
    if (socket == nullptr) {
        return;
    }
    if (!socket->bucket.take(ports_.milliseconds())) {
        over_limit(id, *socket, text);
        return;
    }
    const auto read = protocol::read_request(text, message::max_request_bytes, message::max_bytes_of);
    if (const auto* refusal = std::get_if<protocol::RpcRefusal>(&read)) {
        ports_.outbound.send(id, protocol::write_error(*refusal));
        return;
    }
    const auto& request = std::get<protocol::RpcRequest>(read);
    const auto decoded = protocol::decode_method<message::Request>(request.method, request.params);
    if (!decoded) {
        reply_error(id, request.id, decoded.error());
        return;
    }
    const bool greeting = std::holds_alternative<message::Hello>(*decoded);
    if (greeting != (socket->state == State::opened)) {
        reply_error(id, request.id, ErrorId::wrong_state);
        return;
    }
    std::visit(Visitor{*this, id, *socket, request.id}, *decoded);
}

void Dispatcher::handle(SocketId id, Socket& socket, const RpcId& call, const message::Hello& hello) {
    if (const auto same = protocol::check_version(hello.version, message::version); !same) {
        reply_error(id, call, same.error());
        return;
    }
    if (hello.language != "it" && hello.language != "en") {
        reply_error(id, call, Error(ErrorId::message_value_out_of_range, {{"field", "language"}}));
        return;
    }
    socket.language = domain::parse_language(hello.language);
    switch (ports_.origins.standing(socket.origin)) {
    case OriginStanding::allowed:
        greet(id, socket, call);
        break;
    case OriginStanding::unknown:
        ask_about(id, socket, call);
        break;
    case OriginStanding::refused:
        reply_error(id, call, ErrorId::origin_not_allowed);
        break;
    }
}

void Dispatcher::greet(SocketId id, Socket& socket, const RpcId& call) {
    socket.state = State::ready;
    ports_.outbound.send(id, protocol::write_result(call, protocol::encode(message::Hello::Reply{
                                                              message::version, version_, socket.origin})));
}

void Dispatcher::ask_about(SocketId id, Socket& socket, const RpcId& call) {
    if (busy()) {
        reply_error(id, call, ErrorId::busy);
        return;
    }
    begin_work(socket);
    socket.state = State::greeting;
    ports_.interactive.run([this, id, call, caller = caller_of(id, socket)] {
        const auto agreed = ports_.consent.ask(ask_about_origin(caller), caller.wanted);
        if (agreed) {
            if (const auto kept = ports_.origins.remember(caller.origin); !kept) {
                ports_.log("a consent could not be kept: " + std::string(domain::text_of(kept.error().id)));
            }
        } else if (caller.wanted() && agreed.error().id == ErrorId::consent_declined) {
            ports_.origins.decline(caller.origin);
        }
        ports_.outbound.post([this, id, call, agreed] {
            --working_;
            Socket* asked = find(id);
            if (asked == nullptr) {
                return;
            }
            if (agreed) {
                greet(id, *asked, call);
                return;
            }
            asked->state = State::opened;
            asked->opened_at = ports_.milliseconds();
            const bool declined = agreed.error().id == ErrorId::consent_declined;
            reply_error(id, call, declined ? Error(ErrorId::origin_not_allowed) : agreed.error());
        });
    });
}

void Dispatcher::run_quick(SocketId id, Socket& socket, const RpcId& call, Handler handler) {
    if (socket.waiting == limits_.waiting_per_socket) {
        reply_error(id, call, ErrorId::busy);
        return;
    }
    ++socket.waiting;
    ports_.quick.run([this, id, call, caller = caller_of(id, socket), handler = std::move(handler)] {
        auto text = caller.wanted() ? text_of_reply(call, handler(caller)) : std::string();
        ports_.outbound.post([this, id, text = std::move(text)]() mutable {
            if (Socket* asker = find(id); asker != nullptr) {
                --asker->waiting;
                ports_.outbound.send(id, std::move(text));
            }
        });
    });
}

void Dispatcher::run_interactive(SocketId id, Socket& socket, const RpcId& call, const char* method,
                                 Handler handler) {
    if (busy()) {
        reply_error(id, call, ErrorId::busy);
        return;
    }
    begin_work(socket);
    ports_.interactive.run(
        [this, id, call, method, caller = caller_of(id, socket), handler = std::move(handler)] {
            auto reply = caller.wanted() ? handler(caller) : domain::Result<Json>(ErrorId::consent_declined);
            ports_.log(std::string(method) + ": " +
                       (reply ? "done" : std::string(domain::text_of(reply.error().id))));
            ports_.outbound.post([this, id, text = text_of_reply(call, std::move(reply))]() mutable {
                --working_;
                if (find(id) != nullptr) {
                    ports_.outbound.send(id, std::move(text));
                }
            });
        });
}

message::Diagnose::Reply Dispatcher::diagnose() {
    message::Diagnose::Reply reply;
    reply.lines.push_back("sigillo-agent " + version_ + ", protocol " + std::to_string(message::version));
    for (auto& line : ports_.cards.diagnose()) {
        if (reply.lines.size() < most_lines) {
            reply.lines.push_back(clipped(std::move(line), longest_line));
        }
    }
    return reply;
}

} // namespace sigillo::agent
