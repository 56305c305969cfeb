#pragma once

#include <filesystem>
#include <string>

namespace sigillo::tests {

/// One of a card's two key pairs as files in PEM, with its codes.
struct CardRole {
    std::filesystem::path key;
    std::filesystem::path certificate;
    std::string pin;
    std::string puk;
};

/// What `make_card` makes. Empty files are filled with fresh RSA-2048 keys and self-signed certificates of
/// the right key usage; they lie beside the state file as cns.pem, cns-key.pem, sign.pem and sign-key.pem.
struct CardOrder {
    std::string profile = "myeid";               ///< or "itacns", or "ts-cns", which has no signature key
    std::string serial = "00000000001234567890"; ///< itacns, ts-cns: 16 characters
    std::string name = "MARIO";
    std::string surname = "ROSSI";
    CardRole cns{{}, {}, "11111", "12345678"};
    CardRole signature{{}, {}, "22222", "87654321"};
    bool always_authenticate = false; ///< myeid: the signature key asks for its PIN each time
};

/// Writes the state file of a personalised card. Objects: CNS key and certificate under id 01 behind the
/// first PIN, signature key and certificate under id 10 behind the second. Throws std::runtime_error.
void make_card(const CardOrder& order, const std::filesystem::path& state);

} // namespace sigillo::tests
