#include "shared/pki/cades.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"
#include "shared/pki/sigalg.hpp"

namespace sigillo::pki {

namespace {

Bytes attribute(std::string_view type, ByteView value) {
    return der::sequence({der::oid(type), der::constructed(der::tag::set, {value})});
}

Bytes serial_of(const Certificate& certificate) {
    const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate.native());
    const ByteView magnitude{ASN1_STRING_get0_data(serial),
                             static_cast<std::size_t>(ASN1_STRING_length(serial))};
    return der::unsigned_integer(magnitude);
}

/// RFC 5035 3: hashAlgorithm is left out, SHA-256 being its default, which DER does not encode. issuerSerial
/// is a GeneralNames with one directoryName ([4], explicit since Name is a CHOICE).
Bytes signing_certificate(const Certificate& signer) {
    const Bytes names = der::sequence({der::constructed(der::tag::context(4), {signer.facts().issuer_der})});
    const Bytes issuer_serial = der::sequence({names, serial_of(signer)});
    const Bytes id = der::sequence({der::octet_string(signer.fingerprint()), issuer_serial});
    return der::sequence({der::sequence({id})});
}

/// CMS names the key's algorithm for RSA (RFC 5754 3.2), the whole scheme for EC.
Bytes cms_signature_algorithm(const PublicKey& key) {
    if (key.algorithm() == KeyAlgorithm::ec)
        return sha256_signature_algorithm(key);
    return der::sequence({der::oid(oids::rsa_encryption), der::null()});
}

} // namespace

domain::Result<CadesDraft> CadesDraft::start(ByteView content, const Certificate& signer,
                                             std::int64_t signing_time) {
    if (const auto strong = signer.public_key().check_strength(); !strong)
        return strong.error();
    const auto time = der::time(signing_time);
    if (!time)
        return domain::Error(domain::ErrorId::invalid_argument, {{"field", "signing_time"}});
    Bytes attributes = der::set_of({attribute(oids::content_type, der::oid(oids::cms_data)),
                                    attribute(oids::message_digest, der::octet_string(sha256(content))),
                                    attribute(oids::signing_time, *time),
                                    attribute(oids::signing_certificate_v2, signing_certificate(signer))});
    const Digest digest = sha256(attributes);
    return CadesDraft(Bytes(content.begin(), content.end()), signer, std::move(attributes), digest);
}

domain::Result<Bytes> CadesDraft::finish(ByteView signature) const {
    if (const auto valid = verify_sha256(signer_.public_key(), digest_, signature); !valid)
        return valid.error();
    // The attributes are signed as SET OF but carried as [0] (RFC 5652 5.4).
    Bytes attributes = attributes_;
    attributes[0] = der::tag::context(0);
    const Bytes version = der::integer(1);
    const Bytes signer_id = der::sequence({signer_.facts().issuer_der, serial_of(signer_)});
    const Bytes signer_info =
        der::sequence({version, signer_id, sha256_algorithm(), attributes,
                       cms_signature_algorithm(signer_.public_key()), der::octet_string(signature)});
    const Bytes encapsulated = der::sequence(
        {der::oid(oids::cms_data), der::constructed(der::tag::context(0), {der::octet_string(content_)})});
    const Bytes signed_data =
        der::sequence({version, der::constructed(der::tag::set, {sha256_algorithm()}), encapsulated,
                       der::constructed(der::tag::context(0), {signer_.der()}),
                       der::constructed(der::tag::set, {signer_info})});
    return der::sequence(
        {der::oid(oids::cms_signed_data), der::constructed(der::tag::context(0), {signed_data})});
}

domain::Result<Bytes> sign_cades(ByteView content, Signer& signer, std::int64_t signing_time) {
    const auto draft = CadesDraft::start(content, signer.certificate(), signing_time);
    if (!draft)
        return draft.error();
    const auto signature = signer.sign_sha256(draft->digest());
    if (!signature)
        return signature.error();
    return draft->finish(*signature);
}

} // namespace sigillo::pki
