#pragma once

// A small world of certificates for tests: a trusted authority, one that is not, and people with cards of
// both kinds. Keys are made once a process.

#include "shared/pki/authority.hpp"
#include "shared/pki/signer.hpp"
#include "shared/pki/trust.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sigillo::test {

/// A person with the two keys and certificates of a CNS.
struct CardHolder {
    pki::Subject subject;
    pki::PrivateKey authentication_key;
    pki::PrivateKey signature_key;
    pki::Certificate authentication;
    pki::Certificate signature;

    [[nodiscard]] pki::KeySigner authentication_signer() const {
        return {authentication_key, authentication};
    }
    [[nodiscard]] pki::KeySigner signature_signer() const { return {signature_key, signature}; }
};

class PkiWorld {
  public:
    static constexpr std::int64_t day = 86400;
    /// 15 January 2026, 10:00 UTC: when all tests take place.
    static constexpr std::int64_t now = 1768471200;
    static constexpr std::string_view crl_url = "http://ca.example/sigillo.crl";

    /// The one world of this process.
    static const PkiWorld& get();

    pki::Authority authority;       ///< RSA-2048, anchor from ten years ago for twenty
    pki::Authority other_authority; ///< same form, not an anchor
    CardHolder secretary; ///< Mario Rossi, RSSMRA80A01H501U, with role data; RSA-2048; valid from a year ago
                          ///< for three
    CardHolder member;    ///< Laura Bianchi, BNCLRA85A41F205L, EC P-256; about to expire, in 30 days
    CardHolder expired;   ///< Giuseppe Verdi, VRDGPP70M15L219P, RSA-2048; expired yesterday
    CardHolder revoked;   ///< Giulia Neri, NREGLI75T50D542B, EC P-256; both on the CRL since yesterday
    CardHolder stranger;  ///< as the secretary in name and key, certified by the other authority

    [[nodiscard]] pki::Trust trust() const;
    /// Holds `crl(now - 1 h, now + 1 day)`.
    [[nodiscard]] pki::RevocationStore revocation() const;
    /// DER, listing `revoked` and what else is given.
    [[nodiscard]] pki::Bytes crl(std::int64_t this_update, std::int64_t next_update,
                                 const std::vector<pki::Certificate>& also = {}) const;
    /// By the trusted authority, with a serial taken from the key and the times. Aborts where that is
    /// refused.
    [[nodiscard]] pki::Certificate issue(pki::Profile profile, const pki::Subject& subject,
                                         const pki::PublicKey& key, std::int64_t not_before,
                                         std::int64_t not_after) const;

  private:
    PkiWorld();
};

/// The value of a fixture that cannot fail; ends the process with the error's id where it does.
[[noreturn]] void fail_fixture(const domain::Error& error);
template <class T>
T must(domain::Result<T> result) {
    if (!result)
        fail_fixture(result.error());
    return std::move(result).value();
}

} // namespace sigillo::test
