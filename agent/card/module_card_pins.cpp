// What a ModuleCardService knows of PINs, and the PUK.

#include "agent/card/module_card_service.hpp"
#include "agent/card/module_session.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

// OpenSC takes the PUK only where its configuration names the way, and its default has none. This one names
// the standard's way.
constexpr std::string_view opensc_configuration = "app opensc-pkcs11 {\n"
                                                  "    pkcs11 {\n"
                                                  "        user_pin_unblock_style = init_pin_in_so_session;\n"
                                                  "    }\n"
                                                  "}\n";

domain::Result<CardSettings> settings_for_unblocking(Platform& platform, const CardSettings& settings,
                                                     const std::filesystem::path& module) {
    CardSettings own = settings;
    if (!is_opensc(module)) {
        return own;
    }
    const auto folder = platform.state_folder();
    if (!folder) {
        return folder.error();
    }
    const auto file = *folder / "opensc-unblock.conf";
    if (const auto written = platform.write_file(file, pki::view_of(opensc_configuration)); !written) {
        return written.error();
    }
    std::erase_if(own.host_environment,
                  [](const auto& entry) { return entry.rfind("OPENSC_CONF=", 0) == 0; });
    own.host_environment.push_back("OPENSC_CONF=" + file.string());
    return own;
}

} // namespace

std::optional<int> ModuleCardService::tries_on_card(const ReadCard& card, CertificateRole role) {
    const auto query = card.kind.pin_queries.find(role);
    if (watch_ == nullptr || query == card.kind.pin_queries.end()) {
        return std::nullopt;
    }
    const auto answer = watch_->transmit(card.snapshot.reader, query->second);
    if (!answer || answer->size() != 2) {
        return std::nullopt;
    }
    // ISO 7816-4: 63Cx leaves x tries, 6983 is blocked. 9000: verified already, which tells nothing.
    if ((*answer)[0] == 0x63 && ((*answer)[1] & 0xf0) == 0xc0) {
        return (*answer)[1] & 0x0f;
    }
    return (*answer)[0] == 0x69 && (*answer)[1] == 0x83 ? std::optional(0) : std::nullopt;
}

void ModuleCardService::refresh_pins(ReadCard& card) {
    for (auto& pin : card.snapshot.pins) {
        const auto refused = refused_.find({card.snapshot.reader, pin.label});
        if (refused != refused_.end()) {
            if (!card.event || refused->second.event != *card.event) {
                refused_.erase(refused);
            } else {
                pin.blocked = pin.blocked || refused->second.pin;
                pin.puk_blocked = pin.puk_blocked || refused->second.puk;
                pin.puk_tries_left =
                    refused->second.puk_tries ? refused->second.puk_tries : pin.puk_tries_left;
            }
        }
        for (const auto role : pin.roles) {
            if (const auto tries = tries_on_card(card, role)) {
                pin.tries_left = *tries;
                pin.blocked = *tries == 0;
                pin.told = true;
            }
        }
    }
}

void ModuleCardService::note_refusal(const ReadCard& card, const CardPin& pin, const Error& error) {
    const bool blocked = error.id == ErrorId::card_pin_blocked;
    const bool lost = error.id == ErrorId::card_puk_blocked;
    const bool wrong_puk = error.id == ErrorId::card_puk_wrong;
    if (card.event && (blocked || lost || wrong_puk)) {
        auto& known = refused_[{card.snapshot.reader, pin.label}];
        known.event = *card.event;
        known.pin = known.pin || blocked;
        known.puk = known.puk || lost;
        known.puk_tries = wrong_puk ? tries_in(error) : known.puk_tries;
    }
}

void ModuleCardService::note_success(const ReadCard& card, const CardPin& pin) {
    if (const auto refused = refused_.find({card.snapshot.reader, pin.label}); refused != refused_.end()) {
        refused->second.pin = false;
    }
}

domain::Status ModuleCardService::unblock_by_command(const ReadCard& card, ByteView header,
                                                     const SecretString& puk, const SecretString& new_pin) {
    constexpr std::size_t code_size = 8;
    Bytes command;
    // At once, so that growing leaves no copy behind.
    command.reserve(header.size() + 1 + 2 * code_size);
    command.assign(header.begin(), header.end());
    command.push_back(2 * code_size);
    for (const auto* code : {&puk, &new_pin}) {
        const auto text = code->view().substr(0, code_size);
        command.insert(command.end(), text.begin(), text.end());
        command.insert(command.end(), code_size - text.size(), 0xFF);
    }
    const auto answer = watch_->transmit(card.snapshot.reader, command);
    OPENSSL_cleanse(command.data(), command.size());
    // The module remembers the PIN that was, and what it knew of it.
    card.host->stop();
    if (!answer || answer->size() != 2) {
        return ErrorId::card_operation_failed;
    }
    const unsigned status = (*answer)[0] << 8U | (*answer)[1];
    if (status == 0x9000) {
        return domain::Done{};
    }
    // ISO 7816-4: 63Cx leaves x tries, 6983 is blocked.
    if ((status & 0xfff0U) == 0x63c0 && status != 0x63c0) {
        return Error(ErrorId::card_puk_wrong, {{"tries", std::to_string(status & 0xfU)}});
    }
    if (status == 0x6983 || status == 0x63c0) {
        return ErrorId::card_puk_blocked;
    }
    return Error(ErrorId::card_operation_failed, {{"code", pki::hex_of(*answer)}, {"function", "unblock"}});
}

domain::Status ModuleCardService::unblock_in_own_process(const ReadCard& card, const CardPin& pin,
                                                         SecretString puk, SecretString new_pin) {
    const auto settings = settings_for_unblocking(platform_, settings_, card.host->module());
    if (!settings) {
        return settings.error();
    }
    // The one that reads the cards may be set up otherwise, remembers the PIN that was, and may have somebody
    // logged in, beside whom no module lets the security officer in.
    card.host->stop();
    HostProcess process(platform_, *settings, card.host->module());
    const auto listed = process.call(host::ListTokens{});
    if (!listed) {
        return listed.error();
    }
    // Numbers of slots may differ between configurations.
    const auto token =
        std::find_if(listed->tokens.begin(), listed->tokens.end(), [&](const host::Token& candidate) {
            return candidate.serial == card.snapshot.serial && candidate.label == pin.label;
        });
    if (token == listed->tokens.end()) {
        return ErrorId::card_removed;
    }
    const auto reply =
        process.call(host::UnblockPin{token->slot, token->serial, std::move(puk), std::move(new_pin)});
    return reply ? domain::Status(domain::Done{}) : domain::Status(reply.error());
}

domain::Status ModuleCardService::unblock(const std::string& card_id, CertificateRole role, SecretString puk,
                                          SecretString new_pin) {
    const std::lock_guard lock(mutex_);
    const auto found = find(card_id);
    if (!found) {
        return found.error();
    }
    const auto* pin = found->snapshot.pin_of(role);
    if (pin == nullptr) {
        return ErrorId::card_certificate_missing;
    }
    const auto command = found->kind.unblock.find(role);
    const bool by_command = watch_ != nullptr && !pin->on_keypad && command != found->kind.unblock.end();
    const auto done = by_command ? unblock_by_command(*found, command->second, puk, new_pin)
                                 : unblock_in_own_process(*found, *pin, std::move(puk), std::move(new_pin));
    forget(found->snapshot.reader);
    if (done) {
        refused_.erase({found->snapshot.reader, pin->label});
        return done;
    }
    if (gone(found->snapshot.reader, found->event, ModuleSession::patience_after(done.error()))) {
        return ErrorId::card_removed;
    }
    note_refusal(*found, *pin, done.error());
    return done;
}

} // namespace sigillo::agent
