#include "shared/pki/verify.hpp"

namespace sigillo::pki {

domain::Result<VerifiedSignature> verify_cades(ByteView der, const Trust& trust,
                                               const RevocationStore& revocation, Purpose purpose,
                                               std::int64_t now, CertificateCache* known) {
    auto read = read_cades(der, known);
    if (!read)
        return read.error();
    if (const auto strong = read->signer.public_key().check_strength(); !strong)
        return strong.error();
    auto chain = trust.chain_of(read->signer, now, read->others);
    if (!chain)
        return chain.error();
    if (const auto valid = check_validity(read->signer, read->signing_time); !valid)
        return valid.error();
    if (const auto valid = check_chain_validity(*chain, now); !valid)
        return valid.error();
    if (const auto fits = check_purpose(read->signer, purpose); !fits)
        return fits.error();
    auto crls = check_chain_revocation(*chain, revocation, now);
    if (!crls)
        return crls.error();
    return VerifiedSignature{std::move(read->content), std::move(read->signer), read->signing_time,
                             std::move(chain).value(), std::move(crls).value()};
}

} // namespace sigillo::pki
