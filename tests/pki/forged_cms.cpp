#include "tests/pki/forged_cms.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"
#include "shared/pki/sigalg.hpp"
#include "tests/support/pki_world.hpp"

namespace sigillo::test {

using namespace pki;

namespace {

Bytes serial_of(const Certificate& certificate) {
    return der::unsigned_integer(must(bytes_of_hex(certificate.serial_hex())));
}

Bytes info_of(const CmsParts& parts, KeySigner& signer) {
    const Bytes set = parts.sorted ? der::set_of(parts.attributes)
                                   : der::tlv(der::tag::set, der::concatenation(parts.attributes));
    Bytes signature = must(signer.sign_sha256(sha256(set)));
    if (parts.break_signature)
        signature[20] ^= 1;
    Bytes carried = set;
    carried[0] = der::tag::context(0);
    const Certificate& certificate = signer.certificate();
    const Bytes id = der::sequence({certificate.facts().issuer_der, serial_of(certificate)});
    return der::sequence({der::integer(1), id, parts.digest_algorithm, carried, parts.signature_algorithm,
                          der::octet_string(signature), parts.unsigned_attributes});
}

} // namespace

Bytes attribute_of(std::string_view oid, ByteView value) {
    return der::sequence({der::oid(oid), der::constructed(der::tag::set, {value})});
}

Bytes signing_certificate_of(const std::vector<Certificate>& certificates) {
    std::vector<Bytes> ids;
    for (const Certificate& certificate : certificates)
        ids.push_back(der::sequence({der::octet_string(certificate.fingerprint())}));
    const Bytes list = der::tlv(der::tag::sequence, der::concatenation(ids));
    return attribute_of(oids::signing_certificate_v2, der::sequence({list}));
}

Bytes forged_cms(std::string_view content, KeySigner signer, std::int64_t signing_time,
                 const Change& change) {
    CmsParts parts;
    parts.content = bytes_of(content);
    parts.content_type = der::oid(oids::cms_data);
    parts.attributes = {attribute_of(oids::content_type, parts.content_type),
                        attribute_of(oids::message_digest, der::octet_string(sha256(parts.content))),
                        attribute_of(oids::signing_time, *der::time(signing_time)),
                        signing_certificate_of({signer.certificate()})};
    parts.digest_algorithm = sha256_algorithm();
    parts.signature_algorithm = sha256_signature_algorithm(signer.certificate().public_key());
    parts.certificates = signer.certificate().der();
    if (change)
        change(parts);
    const Bytes info = info_of(parts, signer);
    const Bytes content_part =
        parts.attached ? der::constructed(der::tag::context(0), {der::octet_string(parts.content)}) : Bytes();
    const Bytes signers = parts.no_signer ? der::constructed(der::tag::set, {})
                                          : der::constructed(der::tag::set, {info, parts.other_signers});
    const Bytes data =
        der::sequence({der::integer(1), der::constructed(der::tag::set, {parts.digest_algorithm}),
                       der::sequence({parts.content_type, content_part}),
                       der::constructed(der::tag::context(0), {parts.certificates}), parts.crls, signers});
    return der::sequence({der::oid(oids::cms_signed_data), der::constructed(der::tag::context(0), {data})});
}

} // namespace sigillo::test
