#pragma once

#include "shared/pki/bytes.hpp"
#include "shared/pki/key.hpp"
#include "shared/pki/subject.hpp"

#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::pki {

inline constexpr std::size_t certificate_max_bytes = std::size_t{64} * 1024;
/// AgID: a qualified certificate for signatures (X17).
inline constexpr std::string_view policy_agid_signature = "1.3.76.16.6";
/// The national policy of CNS authentication certificates.
inline constexpr std::string_view policy_cns_authentication = "1.3.76.16.2.1";

/// What a certificate is for, by X17.
enum class CertificateRole {
    authentication, ///< digitalSignature and clientAuth: the CNS
    signature,      ///< nonRepudiation alone and critical, policy 1.3.76.16.6
    other
};

struct KeyUsage {
    bool present = false;
    bool critical = false;
    bool digital_signature = false;
    bool non_repudiation = false;
    bool certificate_sign = false;
    bool crl_sign = false;
    bool any_other = false; ///< encipherment, agreement...
};

/// What a certificate says, read once when it is parsed. Texts are UTF-8.
struct CertificateFacts {
    std::string subject; ///< RFC 2253 text, for people
    std::string issuer;
    Bytes subject_der; ///< the Name as encoded: what a new request repeats
    Bytes issuer_der;
    std::string common_name;
    std::string given_name;
    std::string surname;
    std::string organization;
    std::string country;
    /// From serialNumber TINIT-..., else from the CNS form of the common name, CF/...; empty where there is
    /// none or where it is not clear.
    std::string codice_fiscale;
    std::string serial_hex;      ///< lower case, without leading zeros beyond whole bytes
    std::int64_t not_before = 0; ///< Unix seconds, UTC; inclusive
    std::int64_t not_after = 0;  ///< inclusive
    KeyUsage key_usage;
    bool client_auth = false;
    bool authority = false;            ///< basicConstraints CA
    std::vector<std::string> policies; ///< dotted
    bool qc_compliance = false;        ///< ETSI EN 319 412-5: a qualified certificate
    bool qc_sscd = false;              ///< the key is in a qualified device
    std::vector<std::string> crl_urls;
    std::optional<RoleData> role_data; ///< X3; set if the name holds a title
};

/// An X.509 certificate. Cheap to copy; immutable, so that threads may share it.
class Certificate {
  public:
    /// Exactly one certificate, nothing after it. Error: `pki_malformed`.
    static domain::Result<Certificate> from_der(ByteView der);
    /// The first CERTIFICATE block of the text. Error: `pki_malformed`.
    static domain::Result<Certificate> from_pem(std::string_view pem);

    [[nodiscard]] const Bytes& der() const;
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] const CertificateFacts& facts() const;
    [[nodiscard]] const std::string& codice_fiscale() const { return facts().codice_fiscale; }
    [[nodiscard]] const std::string& serial_hex() const { return facts().serial_hex; }
    [[nodiscard]] std::int64_t not_before() const { return facts().not_before; }
    [[nodiscard]] std::int64_t not_after() const { return facts().not_after; }
    [[nodiscard]] CertificateRole role() const;
    [[nodiscard]] const PublicKey& public_key() const;
    /// SHA-256 of the DER.
    [[nodiscard]] const Digest& fingerprint() const;
    [[nodiscard]] std::string fingerprint_hex() const;
    /// Same DER.
    bool operator==(const Certificate& other) const { return fingerprint() == other.fingerprint(); }
    /// Borrowed; lives as long as any copy of this object.
    [[nodiscard]] X509* native() const;

  private:
    struct Content;
    explicit Certificate(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
    std::shared_ptr<const Content> content_;
};

/// The holder as `CertificateOrder` takes it: a renewal repeats it unchanged (R83).
Subject subject_of(const Certificate& certificate);

} // namespace sigillo::pki
