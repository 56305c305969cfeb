#pragma once

#include "agent/module_host/pkcs11_module.hpp"

namespace sigillo::agent::host {

/// As PKCS#11 takes it: null for what is typed on the reader's keypad. Borrowed.
inline CK_UTF8CHAR* characters_of(const SecretString& secret) {
    // The standard's signatures lack the const; no module writes there.
    return secret.empty() ? nullptr : reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(secret.view().data()));
}

/// What a refusal to set a PIN means, where the old PIN or the PUK was right: card_pin_refused for its form,
/// card_pin_not_changeable where the module or the token does not do it; else `error`.
domain::Error new_pin_error(domain::Error error, CK_RV code);

/// Sets a new PIN with the PUK, in the standard's way: the security officer, whose PIN is the PUK, logs in
/// and sets the user's PIN. Errors: card_puk_wrong, card_puk_blocked, card_pin_refused,
/// card_pin_not_changeable, card_removed, card_operation_failed.
domain::Status unblock_pin(Pkcs11Module& module, CK_SLOT_ID slot, const SecretString& puk,
                           const SecretString& new_pin);

} // namespace sigillo::agent::host
