#pragma once

#include "tests/virtual_card/card_file.hpp"

#include <optional>

namespace sigillo::virtual_card {

/// A key pair of a card with the codes that guard it.
struct Role {
    std::string key_pem;
    std::string certificate_pem;
    std::string pin; ///< 4 to 8 characters
    std::string puk; ///< 4 to 8 characters
};

struct Holder {
    std::string name;
    std::string surname;
    std::string codice_fiscale; ///< may be empty
};

struct ItacnsOrder {
    std::string serial; ///< exactly 16 characters
    std::string atr;    ///< hexadecimal; empty: a CNS that no vendor made
    Holder holder;
    std::string issuer;
    std::string issued;  ///< DDMMYYYY
    std::string expires; ///< DDMMYYYY
    Role cns;
    /// None: a TS-CNS, the regional health card, which authenticates only. Old ones have a key of 1024 bits.
    std::optional<Role> signature;
};

/// An ItaCNS card as its issuer hands it out. Keys are RSA-2048.
[[nodiscard]] LoadedCard make_itacns(const ItacnsOrder& order);

/// A MyEID card as its maker delivers it: no PIN, no key. `serial` is 20 hexadecimal digits.
[[nodiscard]] LoadedCard make_blank_myeid(std::string_view serial);

} // namespace sigillo::virtual_card
