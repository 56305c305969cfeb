#pragma once

// What an X509 says, as CertificateFacts. Internal to shared/pki.

#include "shared/pki/certificate.hpp"

#include <optional>

namespace sigillo::pki {

/// Nothing where a part that our checks rest on is not well-formed.
std::optional<CertificateFacts> read_certificate_facts(X509* certificate);
Bytes public_key_info_of(X509* certificate);
/// RFC 2253 text in UTF-8, for people.
std::string text_of_name(const X509_NAME* name);
Bytes der_of_name(const X509_NAME* name);
std::optional<std::int64_t> unix_seconds_of(const ASN1_TIME* time);
std::string dotted_of(const ASN1_OBJECT* object);

} // namespace sigillo::pki
