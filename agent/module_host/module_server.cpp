#include "agent/module_host/module_server.hpp"

#include "agent/module_host/pkcs11_pin.hpp"

#include <algorithm>
#include <type_traits>

namespace sigillo::agent::host {

using domain::Error;
using domain::ErrorId;

ModuleServer::~ModuleServer() {
    logins_.clear();
    module_->release_retired();
}

Bytes ModuleServer::answer(ByteView frame) {
    auto request = decode_request(frame);
    if (!request) {
        return encode_failure(request.error());
    }
    return std::visit(
        [this](auto& message) {
            auto result = handle(message);
            return result ? encode_reply(*result) : encode_failure(result.error());
        },
        *request);
}

domain::Result<ListTokens::Reply> ModuleServer::handle(ListTokens&) {
    auto tokens = module_->tokens();
    if (!tokens) {
        return tokens.error();
    }
    return ListTokens::Reply{module_->description(), std::move(*tokens)};
}

domain::Result<ReadObjects::Reply> ModuleServer::handle(ReadObjects& request) {
    close_dead(request.slot);
    const bool logged_in = logins_.contains(request.slot);
    auto objects = module_->objects(request.slot, logged_in);
    close_unused();
    return objects;
}

domain::Result<Token> ModuleServer::token_in(CK_SLOT_ID slot, const std::string& serial) {
    auto token = module_->token(slot);
    if (!token) {
        return module_->present(slot) ? token.error() : Error(ErrorId::card_removed);
    }
    if (token->serial != serial) {
        return ErrorId::card_changed;
    }
    return token;
}

domain::Result<Login::Reply> ModuleServer::handle(Login& request) {
    close_dead(request.slot);
    const auto token = token_in(request.slot, request.serial);
    if (!token) {
        return token.error();
    }
    const auto known = logins_.find(request.slot);
    if (known != logins_.end()) {
        if (const auto checked = known->second->check_pin(std::move(request.pin)); !checked) {
            // The log-out that the check needs ended what was logged in before.
            std::erase_if(sessions_, [&](const auto& entry) { return entry.second == request.slot; });
            close_unused();
            return checked.error();
        }
    } else {
        auto opened = SlotLogin::open(*module_, *token, std::move(request.pin));
        if (!opened) {
            close_unused();
            return opened.error();
        }
        logins_.emplace(request.slot, std::move(*opened));
    }
    sessions_.emplace(++last_session_, request.slot);
    return Login::Reply{last_session_, logins_.at(request.slot)->pin_each_use()};
}

domain::Result<Nothing> ModuleServer::handle(Logout& request) {
    sessions_.erase(request.session);
    close_unused();
    return Nothing{};
}

domain::Result<Sign::Reply> ModuleServer::handle(Sign& request) {
    auto* login = login_of(request.session);
    if (login == nullptr) {
        return ErrorId::card_removed;
    }
    auto signatures = login->sign(request.key_id, request.digests);
    if (!signatures) {
        return signatures.error();
    }
    return Sign::Reply{std::move(*signatures)};
}

domain::Result<Generate::Reply> ModuleServer::handle(Generate& request) {
    auto* login = login_of(request.session);
    if (login == nullptr) {
        return ErrorId::card_removed;
    }
    auto key = login->generate(request.key_id, request.label, request.bits);
    if (!key) {
        return key.error();
    }
    return Generate::Reply{std::move(*key)};
}

domain::Result<Nothing> ModuleServer::handle(WriteCertificate& request) {
    auto* login = login_of(request.session);
    if (login == nullptr) {
        return ErrorId::card_removed;
    }
    if (const auto written = login->write_certificate(request.key_id, request.label, request.der); !written) {
        return written.error();
    }
    return Nothing{};
}

domain::Result<Nothing> ModuleServer::handle(ChangePin& request) {
    auto* login = login_of(request.session);
    if (login == nullptr) {
        return ErrorId::card_removed;
    }
    if (const auto changed = login->change_pin(request.old_pin, std::move(request.new_pin)); !changed) {
        return changed.error();
    }
    return Nothing{};
}

domain::Result<Nothing> ModuleServer::handle(UnblockPin& request) {
    std::erase_if(sessions_, [&](const auto& session) { return session.second == request.slot; });
    close_unused();
    if (const auto token = token_in(request.slot, request.serial); !token) {
        return token.error();
    }
    if (const auto done = unblock_pin(*module_, request.slot, request.puk, request.new_pin); !done) {
        return done.error();
    }
    return Nothing{};
}

SlotLogin* ModuleServer::login_of(std::uint64_t session) {
    const auto slot = sessions_.find(session);
    if (slot == sessions_.end()) {
        return nullptr;
    }
    const auto login = logins_.find(slot->second);
    return login == logins_.end() ? nullptr : login->second.get();
}

void ModuleServer::close_dead(CK_SLOT_ID slot) {
    const auto login = logins_.find(slot);
    if (login != logins_.end() && !login->second->alive()) {
        std::erase_if(sessions_, [&](const auto& session) { return session.second == slot; });
        close_unused();
    }
}

void ModuleServer::close_unused() {
    std::erase_if(logins_, [this](const auto& login) {
        return std::none_of(sessions_.begin(), sessions_.end(),
                            [&](const auto& session) { return session.second == login.first; });
    });
    if (logins_.empty()) {
        module_->release_retired();
    }
}

} // namespace sigillo::agent::host
