#pragma once

#include "shared/pki/bytes.hpp"
#include "shared/pki/key.hpp"
#include "shared/pki/signer.hpp"

#include <string>

namespace sigillo::pki {

inline constexpr std::size_t request_max_bytes = std::size_t{32} * 1024;

/// A PKCS#10 request (RFC 2986) in DER for `key`, signed by the same key, wherever that lives.
/// `subject_der` is a DER Name: `CertificateFacts::subject_der` for a renewal, or `name_of`.
/// Errors: `pki_malformed` for the name, `pki_key_weak`, `pki_signature_invalid` if the signer holds another
/// key, and the signer's own.
domain::Result<Bytes> build_request(const PublicKey& key, ByteView subject_der, DigestSigner& signer);

/// A parsed request whose proof of possession holds.
struct CertificationRequest {
    PublicKey key;
    Bytes subject_der;
    std::string subject; ///< RFC 2253 text
    Bytes der;
};

/// Errors: `pki_malformed`, `pki_key_weak`, `keys_not_proven`.
domain::Result<CertificationRequest> read_request(ByteView der);

} // namespace sigillo::pki
