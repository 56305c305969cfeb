#pragma once

#include "shared/pki/certificate.hpp"
#include "shared/pki/key.hpp"
#include "shared/pki/subject.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sigillo::pki {

enum class Profile {
    cns_authentication, ///< digitalSignature, clientAuth, the CNS policy; common name CF/... where none is
                        ///< given
    signature, ///< X17: nonRepudiation alone and critical, 1.3.76.16.6, QcCompliance, QcSSCD, QcType esign
    portal_checkpoint ///< digitalSignature alone: the portal's own checkpoints and receipts
};

/// What the authority is asked to certify. Times are Unix seconds UTC. The same order gives the same
/// certificate (with an RSA authority).
struct CertificateOrder {
    Profile profile = Profile::signature;
    Subject subject;
    PublicKey key;
    std::int64_t not_before = 0;
    std::int64_t not_after = 0;
    Bytes serial;        ///< 1 to 20 bytes, not all zero, taken as positive
    std::string crl_url; ///< where the CRL lies; empty: no distribution point
};

struct Revocation {
    Bytes serial;
    std::int64_t since = 0;
    int reason = 0; ///< RFC 5280 5.3.1; 0 = unspecified, 6 = on hold
};

/// A certificate authority with its key in memory: the embedded one of demo and tests.
class Authority {
  public:
    /// A self-signed root. Errors: `invalid_argument`, `internal`.
    static domain::Result<Authority> create_root(const std::string& common_name,
                                                 const std::string& organization, PrivateKey key,
                                                 std::int64_t not_before, std::int64_t not_after,
                                                 ByteView serial);
    /// Error: `pki_malformed` if the key is not the certificate's or it is no authority's.
    static domain::Result<Authority> from(PrivateKey key, Certificate certificate);

    [[nodiscard]] const Certificate& certificate() const { return certificate_; }
    [[nodiscard]] const PrivateKey& key() const { return key_; }
    /// Errors: `invalid_argument` with `field`, `pki_key_weak`, `internal`.
    [[nodiscard]] domain::Result<Certificate> issue(const CertificateOrder& order) const;
    /// A complete CRL in DER. `number` grows with each.
    [[nodiscard]] domain::Result<Bytes> revocation_list(const std::vector<Revocation>& revoked,
                                                        std::int64_t this_update, std::int64_t next_update,
                                                        std::int64_t number) const;

  private:
    Authority(PrivateKey key, Certificate certificate)
        : key_(std::move(key)), certificate_(std::move(certificate)) {}
    PrivateKey key_;
    Certificate certificate_;
};

/// 16 random bytes from the system with the top bit clear, for a serial.
Bytes random_serial();

} // namespace sigillo::pki
