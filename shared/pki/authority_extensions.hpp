#pragma once

// The extensions of the profiles, in DER. Internal to shared/pki.

#include "shared/pki/authority.hpp"

namespace sigillo::pki {

/// Extension ::= SEQUENCE { OID, critical DEFAULT FALSE, OCTET STRING }.
Bytes extension(std::string_view oid, bool critical, ByteView value);
/// keyIdentifier form, of the issuer's key.
Bytes authority_key_extension(const PublicKey& issuer_key);
/// Extensions, whole, of a root.
Bytes root_extensions(const PublicKey& key);
/// Extensions, whole, of what the authority issues.
Bytes profile_extensions(const CertificateOrder& order, const PublicKey& issuer_key);

} // namespace sigillo::pki
