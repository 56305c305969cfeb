#pragma once

#include "shared/protocol/codec.hpp"
#include "shared/protocol/common_messages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

// JSON-RPC 2.0 (jsonrpc.org/specification) as both sockets speak it: one message a text frame, no batches,
// params always an object, requests from the page, notifications from the other side.
namespace sigillo::protocol {

/// A number from 0 to 2^53 - 1 or a text of 1 to 64 bytes.
using RpcId = std::variant<std::int64_t, std::string>;

/// The specification's codes, and the one that it leaves to applications.
enum class RpcCode {
    unparsable = -32700,
    not_a_request = -32600,
    unknown_method = -32601,
    wrong_params = -32602,
    application = -32000
};

struct RpcRequest {
    RpcId id;
    std::string method;
    Json params;
};

/// What is no request. `id` is there where it could be read, so that the refusal reaches its call.
struct RpcRefusal {
    std::optional<RpcId> id;
    RpcCode code;
    domain::Error error;
};

/// The answer to a call. An error that this program does not know is `internal` with details "error".
struct RpcReply {
    RpcId id;
    domain::Result<Json> result;
};

struct RpcNotification {
    std::string method;
    Json params;
};

/// An error reply without an id: the other side could not read what was sent.
struct RpcUnaddressed {
    domain::Error error;
};

using RpcFromServer = std::variant<RpcReply, RpcNotification, RpcUnaddressed>;

/// For agent and portal. `max_bytes_of` is that of limits.hpp, `max_bytes` the largest of them.
std::variant<RpcRequest, RpcRefusal> read_request(std::string_view text, std::size_t max_bytes,
                                                  std::size_t (*max_bytes_of)(std::string_view method));
std::string write_result(const RpcId& id, Json result);
std::string write_error(const std::optional<RpcId>& id, RpcCode code, const domain::Error& error);
std::string write_error(const RpcRefusal& refusal);
/// With the code that fits the error: `method_unknown` and the message_* ids have their own.
std::string write_error(const RpcId& id, const domain::Error& error);
std::string write_notification(std::string_view method, Json params);

/// For the page.
domain::Result<RpcFromServer> read_from_server(std::string_view text, std::size_t max_bytes);
std::string write_request(const RpcId& id, std::string_view method, Json params);

template <class Message>
std::string write_request(const RpcId& id, const Message& message) {
    return write_request(id, Message::method, encode(message));
}
template <class Message>
std::string write_notification(const Message& message) {
    return write_notification(Message::method, encode(message));
}

/// An error as a message holds it, and back. A text that is no known id becomes `internal`, which keeps the
/// text as details "error".
Failure to_failure(const domain::Error& error);
domain::Error to_error(const Failure& failure);

namespace detail {
template <class Message, class Variant>
void try_alternative(std::string_view method, const Json& params,
                     std::optional<domain::Result<Variant>>& out) {
    if (!out && method == Message::method) {
        domain::Result<Message> message = decode<Message>(params);
        if (message) {
            out.emplace(Variant(std::move(*message)));
        } else {
            out.emplace(message.error());
        }
    }
}

template <class Variant>
struct Alternatives;
template <class... Messages>
struct Alternatives<std::variant<Messages...>> {
    using Variant = std::variant<Messages...>;
    static domain::Result<Variant> decode_method(std::string_view method, const Json& params) {
        std::optional<domain::Result<Variant>> out;
        (try_alternative<Messages>(method, params, out), ...);
        if (!out) {
            return domain::Error(domain::ErrorId::method_unknown);
        }
        return std::move(*out);
    }
};
} // namespace detail

/// Decodes params as the alternative of `Variant` (agent::Request, portal::Notification, ...) whose `method`
/// it is; `method_unknown` where none is.
template <class Variant>
domain::Result<Variant> decode_method(std::string_view method, const Json& params) {
    return detail::Alternatives<Variant>::decode_method(method, params);
}

} // namespace sigillo::protocol
