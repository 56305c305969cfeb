#pragma once

// Signature algorithms in DER and the objects signed with them. Internal to shared/pki.

#include "shared/pki/bytes.hpp"
#include "shared/pki/key.hpp"
#include "shared/pki/signer.hpp"

namespace sigillo::pki {

/// AlgorithmIdentifier of a SHA-256 signature by this kind of key (RFC 4055, RFC 5758).
Bytes sha256_signature_algorithm(const PublicKey& key);
/// AlgorithmIdentifier of SHA-256 itself (RFC 5754: without parameters).
Bytes sha256_algorithm();

/// SEQUENCE { to be signed, algorithm, BIT STRING }: certificates, requests and CRLs alike. The signature is
/// checked against the key. Errors: `pki_signature_invalid` and the signer's own.
domain::Result<Bytes> signed_object(ByteView to_be_signed, const PublicKey& key, DigestSigner& signer);

/// As verify_sha256, for a digest of 32, 48 or 64 bytes of SHA-2.
domain::Status verify_digest(const PublicKey& key, ByteView digest, ByteView signature);

} // namespace sigillo::pki
