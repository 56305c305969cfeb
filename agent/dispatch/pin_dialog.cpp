#include "agent/dispatch/pin_dialog.hpp"

#include <algorithm>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

std::string_view name_of_role(CertificateRole role) {
    return role == CertificateRole::signature ? "signature" : "authentication";
}

domain::Result<SecretString> PinDialog::ask(const Caller& caller, const PinReason& reason, const CardPin& pin,
                                            bool again, std::optional<int> tries) {
    if (pin.blocked || tries == 0) {
        return ErrorId::card_pin_blocked;
    }
    if (pin.on_keypad) {
        return SecretString();
    }
    auto secret = window_.ask(ask_pin(caller, reason, pin, again, tries), caller.wanted);
    if (secret && !caller.wanted()) {
        return ErrorId::consent_declined;
    }
    return secret;
}

domain::Result<PinDialog::Opened> PinDialog::open(const Caller& caller, const CardSnapshot& card,
                                                  CertificateRole role, const CardPin& pin,
                                                  const PinReason& reason) {
    auto tries = pin.tries_left;
    for (int window = 1;; ++window) {
        auto secret = ask(caller, reason, pin, window > 1, tries);
        if (!secret) {
            return secret.error();
        }
        auto session = cards_.login(card.id, role, secret->duplicate());
        if (session) {
            return Opened{std::move(*session), std::move(*secret)};
        }
        auto error = session.error();
        error.details.emplace("role", name_of_role(role));
        if (error.id != ErrorId::card_pin_wrong || window == most_windows || !caller.wanted()) {
            return error;
        }
        tries = tries_in(error);
    }
}

domain::Status PinDialog::with_pins(const Caller& caller, const CardSnapshot& card,
                                    const std::vector<CertificateRole>& roles, const PinReason& reason,
                                    const std::function<domain::Status(RenewalPins)>& attempt) {
    std::vector<std::pair<const CardPin*, CertificateRole>> wanted;
    for (const auto role : roles) {
        const CardPin* pin = card.pin_of(role);
        if (pin == nullptr) {
            return Error(ErrorId::card_certificate_missing, {{"role", std::string(name_of_role(role))}});
        }
        if (pin->blocked) {
            return Error(ErrorId::card_pin_blocked, {{"role", std::string(name_of_role(role))}});
        }
        if (std::none_of(wanted.begin(), wanted.end(),
                         [&](const auto& entry) { return entry.first == pin; })) {
            wanted.emplace_back(pin, role);
        }
    }
    RenewalPins pins;
    int attempts = 1;
    for (const auto& [pin, role] : wanted) {
        if (pin->on_keypad) {
            // The keypad asks whenever somebody logs in: tried here, the person would have to type it twice.
            attempts = most_windows;
            pins.emplace(role, SecretString());
            continue;
        }
        // The session ends at once: OpenSC logs the whole card out when one of its slots logs out, so no
        // log-in may be relied on while another PIN is being tried.
        auto opened = open(caller, card, role, *pin, reason);
        if (!opened) {
            return opened.error();
        }
        pins.emplace(role, std::move(opened->pin));
    }
    for (;; --attempts) {
        RenewalPins given;
        for (const auto& [role, pin] : pins) {
            given.emplace(role, pin.duplicate());
        }
        const auto done = attempt(std::move(given));
        if (done || done.error().id != ErrorId::card_pin_wrong || attempts == 1 || !caller.wanted()) {
            return done;
        }
    }
}

domain::Result<std::unique_ptr<CardSession>> PinDialog::log_in(const Caller& caller, const CardSnapshot& card,
                                                               CertificateRole role,
                                                               const PinReason& reason) {
    const CardPin* pin = card.pin_of(role);
    if (pin == nullptr) {
        return Error(ErrorId::card_certificate_missing, {{"role", std::string(name_of_role(role))}});
    }
    auto opened = open(caller, card, role, *pin, reason);
    if (!opened) {
        return opened.error();
    }
    return std::move(opened->session);
}

} // namespace sigillo::agent
