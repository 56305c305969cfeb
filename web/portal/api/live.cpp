#include "web/portal/api/live.hpp"

#include <algorithm>
#include <set>

namespace sigillo::portal {

using domain::ErrorId;

void Live::opened(SocketId socket, Door::SignedIn who) {
    Page page;
    page.token = std::move(who.token);
    page.caller.account = std::move(who.account);
    page.caller.language = page.caller.account.language;
    page.opened = page.allowance_at = clock_.now();
    page.allowance = 3 * settings_.calls_per_second;
    last_used_[page.token] = page.opened;
    pages_[socket] = std::move(page);
}

void Live::end(SocketId socket) {
    sender_->send(socket, protocol::write_notification(wire::SessionEnded{}));
    sender_->close(socket);
    pages_.erase(socket);
}

bool Live::within_rate(Page& page) {
    const domain::Instant now = clock_.now();
    const int most = 3 * settings_.calls_per_second;
    const std::int64_t passed = std::clamp<std::int64_t>((now - page.allowance_at).seconds, 0, 3);
    if (passed > 0) {
        page.allowance =
            std::min(most, page.allowance + static_cast<int>(passed) * settings_.calls_per_second);
        page.allowance_at = now;
    }
    return page.allowance-- > 0;
}

void Live::received(SocketId socket, std::string_view text) {
    const auto found = pages_.find(socket);
    if (found == pages_.end()) {
        end(socket);
        return;
    }
    Page& page = found->second;
    const auto read =
        protocol::read_request(text, protocol::portal::max_request_bytes, [](std::string_view method) {
            return protocol::portal::max_bytes_of(method);
        });
    if (const auto* refusal = std::get_if<protocol::RpcRefusal>(&read)) {
        sender_->send(socket, protocol::write_error(*refusal));
        return;
    }
    const auto& request = std::get<protocol::RpcRequest>(read);
    if (!within_rate(page)) {
        page.allowance = 0;
        sender_->send(socket, protocol::write_error(request.id, ErrorId::rate_limited));
        return;
    }
    auto account = door_.holder(page.token);
    if (!account) {
        sender_->send(socket, protocol::write_error(request.id, account.error()));
        if (account.error().id != ErrorId::storage_failed && account.error().id != ErrorId::storage_full) {
            end(socket);
        }
        return;
    }
    auto caller = desks_.views.caller(std::move(*account), page.caller.language);
    if (!caller) {
        sender_->send(socket, protocol::write_error(request.id, caller.error()));
        return;
    }
    page.caller = std::move(*caller);
    last_used_[page.token] = clock_.now();
    call(socket, page, request);
}

void Live::call(SocketId socket, Page& page, const protocol::RpcRequest& request) {
    const auto message = protocol::decode_method<wire::Request>(request.method, request.params);
    if (!message) {
        sender_->send(socket, protocol::write_error(request.id, message.error()));
        return;
    }
    if (const auto* hello = std::get_if<wire::Hello>(&*message)) {
        page.greeted = hello->version == wire::version;
        page.caller.language = domain::parse_language(hello->language);
    } else if (!page.greeted) {
        sender_->send(socket, protocol::write_error(request.id, ErrorId::wrong_state));
        return;
    }
    dispatch(desks_, page.caller, *message,
             [this, socket, id = request.id](domain::Result<protocol::Json> reply) {
                 sender_->send(socket, reply ? protocol::write_result(id, std::move(*reply))
                                             : protocol::write_error(id, reply.error()));
             });
}

void Live::refused(SocketId socket, const domain::Error& error) {
    sender_->send(socket, protocol::write_error(std::nullopt, protocol::RpcCode::not_a_request, error));
}

void Live::end_session(const std::string& token) {
    std::vector<SocketId> gone;
    for (const auto& [socket, page] : pages_) {
        if (page.token == token) {
            gone.push_back(socket);
        }
    }
    for (const SocketId socket : gone) {
        end(socket);
    }
    last_used_.erase(token);
}

domain::Status Live::fan_out() {
    if (!seen_) {
        const auto last = store_.last_change();
        if (!last) {
            return last.error();
        }
        seen_ = *last;
        return domain::Done{};
    }
    const auto changes = store_.changes(*seen_);
    if (!changes) {
        return changes.error();
    }
    std::map<std::string, std::int64_t> grown;
    for (const auto& change : *changes) {
        seen_ = change.id;
        if (change.stream.kind == StreamKind::request) {
            grown[change.stream.name] = change.seq;
        }
    }
    if (!grown.empty() && told_) {
        told_();
    }
    if (pages_.empty()) {
        return domain::Done{};
    }
    for (const auto& [request, seq] : grown) {
        const auto row = store_.request(domain::RequestId(request));
        if (!row) {
            continue;
        }
        const std::string notification = protocol::write_notification(wire::RequestChanged{request, seq});
        for (const auto& [socket, page] : pages_) {
            if (page.greeted && page.caller.may_see(*row)) {
                sender_->send(socket, notification);
            }
        }
    }
    return domain::Done{};
}

void Live::end_idle() {
    const domain::Instant now = clock_.now();
    std::set<std::string> held;
    std::vector<SocketId> gone;
    for (const auto& [socket, page] : pages_) {
        const auto used = last_used_.find(page.token);
        const bool idle = used == last_used_.end() || used->second + settings_.idle <= now;
        if ((idle || page.opened + settings_.absolute <= now) && !door_.holder(page.token)) {
            gone.push_back(socket);
        } else {
            held.insert(page.token);
            if (idle) {
                // In use through another process of the portal.
                last_used_[page.token] = now;
            }
        }
    }
    for (const SocketId socket : gone) {
        end(socket);
    }
    std::erase_if(last_used_, [&](const auto& entry) { return !held.contains(entry.first); });
}

} // namespace sigillo::portal
