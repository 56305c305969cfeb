#include "agent/dispatch/new_pin.hpp"

#include "agent/dispatch/questions.hpp"

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
namespace message = protocol::agent;

namespace {

struct Chosen {
    const CardPin* pin;
    CertificateRole role;
};

domain::Result<Chosen> choose(const CardSnapshot& card, std::optional<CertificateRole> role) {
    if (role) {
        const auto* pin = card.pin_of(*role);
        if (pin == nullptr) {
            return Error(ErrorId::card_certificate_missing, {{"role", std::string(name_of_role(*role))}});
        }
        return Chosen{pin, *role};
    }
    if (card.pins.size() != 1 || card.pins.front().roles.empty()) {
        return Error(ErrorId::invalid_argument, {{"field", "role"}});
    }
    return Chosen{&card.pins.front(), card.pins.front().roles.front()};
}

/// Of the certificate that the PIN is for, else of any; a card without one is called by its label.
std::string holder_on(const CardSnapshot& card, CertificateRole role) {
    if (const auto* current = card.current(role); current != nullptr) {
        return holder_of(current->certificate);
    }
    return card.certificates.empty() ? card.label : holder_of(card.certificates.front().certificate);
}

} // namespace

domain::Result<SecretString> NewPin::ask(const Caller& caller, const CardPin& pin,
                                         const PinQuestion& question) {
    if (pin.on_keypad) {
        return SecretString();
    }
    auto secret = window_.ask(question, caller.wanted);
    if (secret && !caller.wanted()) {
        return ErrorId::consent_declined;
    }
    return secret;
}

domain::Result<SecretString> NewPin::ask_new(const Caller& caller, const std::string& holder,
                                             const CardPin& pin) {
    for (bool differed = false;; differed = true) {
        auto once = ask(caller, pin, ask_new_pin(caller, holder, pin, false, differed));
        if (!once) {
            return once.error();
        }
        const auto again = ask(caller, pin, ask_new_pin(caller, holder, pin, true, false));
        if (!again) {
            return again.error();
        }
        if (once->view() == again->view()) {
            return once;
        }
    }
}

domain::Result<message::Empty> NewPin::change(const Caller& caller, const message::ChangePin& wanted) {
    const auto card = cards_.card(wanted.card);
    if (!card) {
        return card.error();
    }
    const auto chosen = choose(*card, wanted.role);
    if (!chosen) {
        return chosen.error();
    }
    const auto holder = holder_on(*card, chosen->role);
    auto opened = pins_.open(caller, *card, chosen->role, *chosen->pin, {PinPurpose::change, holder, 0});
    if (!opened) {
        return opened.error();
    }
    auto fresh = ask_new(caller, holder, *chosen->pin);
    if (!fresh) {
        return fresh.error();
    }
    if (const auto done = opened->session->change_pin(std::move(opened->pin), std::move(*fresh)); !done) {
        return done.error();
    }
    return message::Empty{};
}

domain::Result<message::Empty> NewPin::unblock(const Caller& caller, const message::UnblockPin& wanted) {
    const auto card = cards_.card(wanted.card);
    if (!card) {
        return card.error();
    }
    const auto chosen = choose(*card, wanted.role);
    if (!chosen) {
        return chosen.error();
    }
    if (chosen->pin->puk_blocked) {
        return ErrorId::card_puk_blocked;
    }
    const auto holder = holder_on(*card, chosen->role);
    std::optional<SecretString> fresh;
    auto tries = chosen->pin->puk_tries_left;
    for (int window = 1;; ++window) {
        auto puk = ask(caller, *chosen->pin, ask_puk(caller, holder, *chosen->pin, window > 1, tries));
        if (!puk) {
            return puk.error();
        }
        if (!fresh) {
            auto typed = ask_new(caller, holder, *chosen->pin);
            if (!typed) {
                return typed.error();
            }
            fresh = std::move(*typed);
        }
        const auto done = cards_.unblock(card->id, chosen->role, std::move(*puk), fresh->duplicate());
        if (done) {
            return message::Empty{};
        }
        auto error = done.error();
        error.details.emplace("role", name_of_role(chosen->role));
        if (error.id != ErrorId::card_puk_wrong || window == PinDialog::most_windows || !caller.wanted()) {
            return error;
        }
        tries = tries_in(error);
    }
}

} // namespace sigillo::agent
