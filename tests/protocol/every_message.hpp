#pragma once

#include "shared/protocol/agent_messages.hpp"
#include "shared/protocol/http_messages.hpp"
#include "shared/protocol/portal_messages.hpp"

#include <string>
#include <type_traits>
#include <variant>

namespace sigillo::tests {

template <class T>
struct Of {
    using Message = T;
};

template <class Message, class = void>
struct HasReply : std::false_type {};
template <class Message>
struct HasReply<Message, std::void_t<typename Message::Reply>> : std::true_type {};

template <class Visit, class... Messages>
void for_each_alternative(const std::string& side, std::variant<Messages...>*, Visit visit) {
    const auto one = [&]<class Message>(Of<Message> message) {
        visit(side + " " + std::string(Message::method), message);
        if constexpr (HasReply<Message>::value) {
            visit(side + " " + std::string(Message::method) + " reply", Of<typename Message::Reply>{});
        }
    };
    (one(Of<Messages>{}), ...);
}

/// Calls `visit(name, Of<Message>)` for every message of both sockets and of the HTTP calls.
template <class Visit>
void for_each_message(Visit visit) {
    using namespace protocol;
    for_each_alternative("agent", static_cast<agent::Request*>(nullptr), visit);
    for_each_alternative("agent", static_cast<agent::Notification*>(nullptr), visit);
    for_each_alternative("portal", static_cast<portal::Request*>(nullptr), visit);
    for_each_alternative("portal", static_cast<portal::Notification*>(nullptr), visit);
    visit("http session", Of<http::Session>{});
    visit("http password", Of<http::PasswordSignIn>{});
    visit("http forgotten", Of<http::ForgottenPassword>{});
    visit("http set-password", Of<http::SetPassword>{});
    visit("http change-password", Of<http::ChangePassword>{});
    visit("http challenge", Of<http::Challenge>{});
    visit("http card", Of<http::CardSignIn>{});
    visit("http status", Of<http::AgentStatus>{});
    visit("failure", Of<Failure>{});
}

} // namespace sigillo::tests
