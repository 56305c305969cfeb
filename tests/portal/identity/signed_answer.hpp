#pragma once

// An identity provider in a test: its key and the answers that it signs.

#include "shared/pki/signer.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace sigillo::portal::test {

/// JWS in compact form; the signature is the key's over whatever the header says.
std::string signed_jws(const nlohmann::json& header, const std::string& payload, const pki::PrivateKey& key);

/// SubjectPublicKeyInfo in PEM.
std::string public_pem(const pki::PrivateKey& key);

} // namespace sigillo::portal::test
