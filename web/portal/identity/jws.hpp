#pragma once

#include "shared/domain/result.hpp"
#include "shared/pki/key.hpp"

#include <string>
#include <string_view>

// JSON Web Signature (RFC 7515), compact form, as far as identity providers use it here: RS256 and ES256
// (RFC 7518 3.3, 3.4) under a key known beforehand.
namespace sigillo::portal {

inline constexpr std::size_t jws_max_bytes = 8192;

/// The payload, once the signature is known to be the key's. The header names `alg`, which must be the one
/// of the key, and may name `typ` and `kid`; with any other member (`crit`, `jwk`, `x5u` ...) it is refused.
/// Error: `identification_not_authentic` with `reason` = form | algorithm | signature.
domain::Result<std::string> read_jws(std::string_view compact, const pki::PublicKey& key);

/// SubjectPublicKeyInfo in PEM: RSA of at least 2048 bits, or P-256. Errors: `pki_malformed`, `pki_key_weak`.
domain::Result<pki::PublicKey> read_jws_key(std::string_view pem);

} // namespace sigillo::portal
