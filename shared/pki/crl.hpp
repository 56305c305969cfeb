#pragma once

#include "shared/pki/certificate.hpp"

#include <openssl/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace sigillo::pki {

inline constexpr std::size_t crl_max_bytes = std::size_t{16} * 1024 * 1024;

/// What a list knows a certificate by.
struct CertificateNumber {
    Bytes issuer_der; ///< the Name as encoded
    Bytes serial;     ///< the INTEGER's content
};
/// Reads no more of the certificate than that: for one that is known already, many times faster than parsing
/// it. Error: `pki_malformed`.
domain::Result<CertificateNumber> number_of(ByteView certificate);

/// A parsed complete CRL. Immutable, so that threads may share it.
class Crl {
  public:
    /// DER or PEM. A delta, an indirect list or a critical extension that we do not know is refused, since
    /// what it leaves out would be taken for "not revoked". Error: `pki_malformed`.
    static domain::Result<std::shared_ptr<const Crl>> parse(ByteView bytes);

    [[nodiscard]] const Bytes& der() const { return der_; }
    [[nodiscard]] const Digest& fingerprint() const { return fingerprint_; }
    [[nodiscard]] std::int64_t this_update() const { return this_update_; }
    [[nodiscard]] std::int64_t next_update() const { return next_update_; }
    /// The instant of revocation, if the serial is listed (on hold counts).
    [[nodiscard]] std::optional<std::int64_t> revoked_since(const Certificate& certificate) const;
    [[nodiscard]] std::optional<std::int64_t> revoked_since(const CertificateNumber& certificate) const;
    /// Name, key usage and signature. Error: `pki_signature_invalid`.
    [[nodiscard]] domain::Status check_issuer(const Certificate& issuer) const;

  private:
    Crl() = default;
    [[nodiscard]] std::optional<std::int64_t> entry_of(const ASN1_INTEGER* serial) const;
    std::shared_ptr<X509_CRL> crl_;
    Bytes der_;
    Digest fingerprint_{};
    std::int64_t this_update_ = 0;
    std::int64_t next_update_ = 0;
};

/// The newest CRL of each issuer, its signature checked once when it comes in. Reading from many threads is
/// safe; `add` is not safe beside reads.
class RevocationStore {
  public:
    /// Keeps the list if it is the issuer's and not older than the one held; an older one is ignored.
    /// Error: `pki_signature_invalid`.
    domain::Status add(std::shared_ptr<const Crl> crl, const Certificate& issuer);
    /// Null where there is none.
    [[nodiscard]] std::shared_ptr<const Crl> newest_of(const Certificate& issuer) const;

  private:
    std::map<Digest, std::shared_ptr<const Crl>> by_issuer_; ///< by name and key
};

} // namespace sigillo::pki
