#pragma once

// Signatures as an attacker or other software makes them: mathematically right, but not what the design asks.

#include "shared/pki/signer.hpp"

#include <functional>
#include <vector>

namespace sigillo::test {

/// The parts that a forger changes before all is signed and put together; each starts out right.
struct CmsParts {
    pki::Bytes content;
    std::vector<pki::Bytes> attributes;
    pki::Bytes content_type;     ///< OID element of encapContentInfo
    pki::Bytes digest_algorithm; ///< AlgorithmIdentifier, in both places
    pki::Bytes signature_algorithm;
    pki::Bytes certificates;        ///< concatenated
    pki::Bytes unsigned_attributes; ///< whole [1] element or nothing
    pki::Bytes crls;                ///< whole [1] element or nothing
    pki::Bytes other_signers;       ///< whole SignerInfos beside the true one
    bool attached = true;
    bool sorted = true;
    bool break_signature = false;
    bool no_signer = false;
};

using Change = std::function<void(CmsParts&)>;

pki::Bytes forged_cms(std::string_view content, pki::KeySigner signer, std::int64_t signing_time,
                      const Change& change = {});

/// Attribute of one value.
pki::Bytes attribute_of(std::string_view oid, pki::ByteView value);
/// signing-certificate-v2 for these certificates, in order.
pki::Bytes signing_certificate_of(const std::vector<pki::Certificate>& certificates);

} // namespace sigillo::test
