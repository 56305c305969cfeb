#include "web/portal/door/passwords.hpp"

#include <sodium.h>

#include <array>

namespace sigillo::portal {

Passwords::Passwords(PasswordCost cost) : cost_(cost) {
    if (sodium_init() >= 0) {
        nobody_ = hash("nobody has this password");
    }
}

std::string Passwords::hash(std::string_view password) const {
    const bool moderate = cost_ == PasswordCost::moderate;
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), password.data(), password.size(),
                          moderate ? crypto_pwhash_OPSLIMIT_MODERATE : crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          moderate ? crypto_pwhash_MEMLIMIT_MODERATE : crypto_pwhash_MEMLIMIT_INTERACTIVE) !=
        0) {
        return {};
    }
    return out.data();
}

bool Passwords::matches(std::string_view password, const std::string& hash) const {
    const std::string& against = hash.empty() ? nobody_ : hash;
    const bool same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
    return same && !hash.empty();
}

} // namespace sigillo::portal
