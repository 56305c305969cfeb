#include "agent/dispatch/pin_dialog.hpp"

#include <algorithm>
#include <charconv>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

struct AskedPin {
    const CardPin* pin = nullptr;
    CertificateRole role{};
    SecretString value;
    int windows = 1;
};

std::string_view name_of_role(CertificateRole role) {
    return role == CertificateRole::signature ? "signature" : "authentication";
}

std::optional<int> tries_in(const Error& error) {
    const auto found = error.details.find("tries");
    int tries = 0;
    if (found == error.details.end() ||
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), tries).ec !=
            std::errc{}) {
        return std::nullopt;
    }
    return tries;
}

} // namespace

domain::Result<SecretString> PinDialog::ask(const Caller& caller, const PinReason& reason, const CardPin& pin,
                                            bool again, std::optional<int> tries) {
    if (pin.blocked || tries == 0) {
        return ErrorId::card_pin_blocked;
    }
    if (pin.on_keypad) {
        return SecretString();
    }
    auto secret = window_.ask(ask_pin(caller, reason, pin, again, tries));
    if (secret && !caller.wanted()) {
        return ErrorId::consent_declined;
    }
    return secret;
}

domain::Status PinDialog::with_pins(const Caller& caller, const CardSnapshot& card,
                                    const std::vector<CertificateRole>& roles, const PinReason& reason,
                                    const std::function<domain::Status(RenewalPins)>& attempt) {
    std::vector<AskedPin> asked;
    for (const auto role : roles) {
        const CardPin* pin = card.pin_of(role);
        if (pin == nullptr) {
            return Error(ErrorId::card_certificate_missing, {{"role", std::string(name_of_role(role))}});
        }
        if (std::any_of(asked.begin(), asked.end(),
                        [&](const AskedPin& entry) { return entry.pin == pin; })) {
            continue;
        }
        auto secret = ask(caller, reason, *pin, false, pin->tries_left);
        if (!secret) {
            return secret.error();
        }
        asked.push_back({pin, role, std::move(*secret), 1});
    }
    for (;;) {
        RenewalPins pins;
        for (const auto& entry : asked) {
            pins.emplace(entry.role, entry.value.duplicate());
        }
        const auto done = attempt(std::move(pins));
        if (done || done.error().id != ErrorId::card_pin_wrong || asked.empty()) {
            return done;
        }
        const auto role = done.error().details.find("role");
        auto wrong = std::find_if(asked.begin(), asked.end(), [&](const AskedPin& entry) {
            return role != done.error().details.end() &&
                   std::any_of(entry.pin->roles.begin(), entry.pin->roles.end(),
                               [&](CertificateRole r) { return name_of_role(r) == role->second; });
        });
        if (wrong == asked.end()) {
            wrong = asked.begin();
        }
        if (wrong->windows == most_windows || !caller.wanted()) {
            return done;
        }
        ++wrong->windows;
        auto secret = ask(caller, reason, *wrong->pin, true, tries_in(done.error()));
        if (!secret) {
            return secret.error();
        }
        wrong->value = std::move(*secret);
    }
}

domain::Result<std::unique_ptr<CardSession>> PinDialog::log_in(const Caller& caller, const CardSnapshot& card,
                                                               CertificateRole role,
                                                               const PinReason& reason) {
    std::unique_ptr<CardSession> session;
    const auto done = with_pins(caller, card, {role}, reason, [&](RenewalPins pins) -> domain::Status {
        auto opened = cards_.login(card.id, role, std::move(pins.begin()->second));
        if (!opened) {
            return opened.error();
        }
        session = std::move(*opened);
        return domain::Done{};
    });
    if (!done) {
        return done.error();
    }
    return session;
}

} // namespace sigillo::agent
