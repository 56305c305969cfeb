#include "shared/protocol/jsonrpc.hpp"
#include "shared/protocol/limits.hpp"
#include "tests/protocol/every_message.hpp"

#include <cstdlib>

using namespace sigillo::protocol;

namespace {

template <class Notifications>
void try_notifications(const RpcNotification& notification) {
    if (const auto decoded = decode_method<Notifications>(notification.method, notification.params)) {
        const bool same = std::visit(
            [&](const auto& message) { return dump(encode(message)) == dump(notification.params); },
            *decoded);
        if (!same) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = read_from_server(text, agent::max_reply_bytes);
    if (!read) {
        return 0;
    }
    if (const auto* notification = std::get_if<RpcNotification>(&*read)) {
        try_notifications<agent::Notification>(*notification);
        try_notifications<portal::Notification>(*notification);
    }
    const auto* reply = std::get_if<RpcReply>(&*read);
    if (reply == nullptr || !reply->result) {
        return 0;
    }
    sigillo::tests::for_each_message([&]<class Message>(const std::string&, sigillo::tests::Of<Message>) {
        const auto message = decode<Message>(*reply->result);
        if (message && dump(encode(*message)) != dump(*reply->result)) {
            std::abort();
        }
    });
    return 0;
}
