#include "tests/protocol/golden_runner.hpp"

#include "shared/protocol/jsonrpc.hpp"
#include "shared/protocol/limits.hpp"
#include "tests/protocol/every_message.hpp"

namespace sigillo::tests {

namespace {

using namespace protocol;
using domain::Error;
using domain::Result;

/// What a frame was decoded to: its text when encoded again, and the message's name.
struct Accepted {
    std::string text;
    std::string message;
};

template <class Variant>
Result<Accepted> read_method(const std::string& side, std::string_view method, const Json& params,
                             std::string (*write)(std::string_view, Json, const RpcId&), const RpcId& id) {
    Result<Variant> decoded = decode_method<Variant>(method, params);
    if (!decoded) {
        return decoded.error();
    }
    return std::visit(
        [&]<class Message>(const Message& message) {
            return Result<Accepted>(Accepted{write(Message::method, encode(message), id),
                                             side + ' ' + std::string(Message::method)});
        },
        *decoded);
}

template <class Requests>
Result<Accepted> read_golden_request(const std::string& side, std::string_view text, std::size_t max_bytes,
                                     std::size_t (*max_bytes_of)(std::string_view)) {
    const std::variant<RpcRequest, RpcRefusal> read = read_request(text, max_bytes, max_bytes_of);
    if (const auto* refusal = std::get_if<RpcRefusal>(&read)) {
        return refusal->error;
    }
    const auto& request = *std::get_if<RpcRequest>(&read);
    return read_method<Requests>(
        side, request.method, request.params,
        [](std::string_view method, Json params, const RpcId& id) {
            return write_request(id, method, std::move(params));
        },
        request.id);
}

template <class Notifications>
Result<Accepted> read_golden_notification(const std::string& side, std::string_view text,
                                          std::size_t max_bytes) {
    const Result<RpcFromServer> read = read_from_server(text, max_bytes);
    if (!read) {
        return read.error();
    }
    const auto* notification = std::get_if<RpcNotification>(&*read);
    if (notification == nullptr) {
        return Error(domain::ErrorId::internal);
    }
    return read_method<Notifications>(
        side, notification->method, notification->params,
        [](std::string_view method, Json params, const RpcId&) {
            return write_notification(method, std::move(params));
        },
        RpcId{});
}

Result<Accepted> read_golden_error(std::string_view text, std::size_t max_bytes) {
    const Result<RpcFromServer> read = read_from_server(text, max_bytes);
    if (!read) {
        return read.error();
    }
    const auto* reply = std::get_if<RpcReply>(&*read);
    if (reply == nullptr || reply->result.ok()) {
        return Error(domain::ErrorId::internal);
    }
    return Accepted{write_error(reply->id, reply->result.error()), "error"};
}

/// A reply's result or an HTTP body.
Result<Accepted> read_golden_content(const std::string& name, std::string_view text) {
    Result<Json> content = Error(domain::ErrorId::internal);
    std::optional<RpcId> id;
    if (name.find(" reply") != std::string::npos) {
        const Result<RpcFromServer> read = read_from_server(text, portal::max_reply_bytes);
        if (!read) {
            return read.error();
        }
        if (const auto* reply = std::get_if<RpcReply>(&*read)) {
            content = reply->result;
            id = reply->id;
        }
    } else {
        content = parse_bounded(text, {http::max_body_bytes});
    }
    if (!content) {
        return content.error();
    }
    Result<Accepted> out = Error(domain::ErrorId::not_found);
    for_each_message([&]<class Message>(const std::string& known, Of<Message>) {
        if (known == name) {
            const Result<Message> message = decode<Message>(*content);
            if (message) {
                const Json encoded = encode(*message);
                out = Accepted{id ? write_result(*id, encoded) : dump(encoded), name};
            } else {
                out = message.error();
            }
        }
    });
    return out;
}

Result<Accepted> read_golden(const std::string& read, std::string_view text) {
    if (read == "agent request") {
        return read_golden_request<agent::Request>("agent", text, agent::max_request_bytes,
                                                   agent::max_bytes_of);
    }
    if (read == "portal request") {
        return read_golden_request<portal::Request>("portal", text, portal::max_request_bytes,
                                                    portal::max_bytes_of);
    }
    if (read == "agent notification") {
        return read_golden_notification<agent::Notification>("agent", text, agent::max_reply_bytes);
    }
    if (read == "portal notification") {
        return read_golden_notification<portal::Notification>("portal", text, portal::max_reply_bytes);
    }
    if (read == "agent error" || read == "portal error") {
        return read_golden_error(text, portal::max_reply_bytes);
    }
    return read_golden_content(read, text);
}

std::string text_member(const Json& json, const char* name) {
    const auto found = json.find(name);
    const auto* text = found == json.end() ? nullptr : found->get_ptr<const Json::string_t*>();
    return text == nullptr ? std::string() : *text;
}

} // namespace

GoldenOutcome run_golden(const GoldenFrame& golden) {
    const Result<Json> file = parse_bounded(golden.file, {1 * mebibytes, 32});
    if (!file || !file->is_object() || !file->contains("expect")) {
        return {false, "the file is no golden frame", ""};
    }
    const std::string frame = file->contains("text") ? text_member(*file, "text") : dump((*file)["message"]);
    const Result<Accepted> read = read_golden(text_member(*file, "read"), frame);
    if (read) {
        if (read->text != frame) {
            return {false, "encoded again it differs:\n" + frame + '\n' + read->text, ""};
        }
        return {text_member(*file, "expect") == "accepted", "accepted", read->message};
    }
    const std::string got = dump(encode(to_failure(read.error())));
    return {got == dump((*file)["expect"]), got, ""};
}

std::uint64_t golden_hash(std::initializer_list<std::string_view> prefixes) {
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto add = [&](std::string_view text) {
        for (const char c : text) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
        }
        hash *= 0x100000001b3;
    };
    for (std::size_t at = 0; at < golden_frame_count; ++at) {
        for (const std::string_view prefix : prefixes) {
            if (golden_frames[at].name.substr(0, prefix.size()) == prefix) {
                add(golden_frames[at].name);
                add(golden_frames[at].file);
            }
        }
    }
    return hash;
}

} // namespace sigillo::tests
