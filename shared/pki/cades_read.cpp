#include "shared/pki/cades.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"
#include "shared/pki/sigalg.hpp"

#include <algorithm>

// Read by hand rather than through CMS_ContentInfo: that one takes BER and any attributes, and gives no
// access to the bytes that were signed. Whatever is not the one DER form is refused here, so that a `.p7m`
// has one meaning.

namespace sigillo::pki {

namespace {

constexpr std::size_t most_certificates = 8;

enum class Hash { sha256, sha384, sha512 };

domain::Error malformed(const char* where) {
    return {domain::ErrorId::pki_malformed, {{"reason", where}}};
}

domain::Error not_cades(const char* reason) {
    return {domain::ErrorId::pki_not_cades, {{"reason", reason}}};
}

domain::Error invalid(const char* reason) {
    return {domain::ErrorId::pki_signature_invalid, {{"reason", reason}}};
}

/// The parts of a SignedData, as views on the input.
struct SignedData {
    ByteView hash_algorithm; ///< the one of digestAlgorithms, whole element
    ByteView content;
    std::vector<ByteView> certificates;
    der::Element signer_info;
};

struct SignerInfo {
    ByteView issuer; ///< whole Name
    ByteView serial; ///< whole INTEGER
    ByteView hash_algorithm;
    der::Element attributes;
    der::Element signature_algorithm;
    ByteView signature;
};

struct Attributes {
    ByteView message_digest;
    std::int64_t signing_time = 0;
    der::Element signing_certificate;
};

bool is_integer(const std::optional<der::Element>& element, int value) {
    return element && der::equal(element->whole, der::integer(value));
}

/// The OID of an AlgorithmIdentifier whose parameters are absent or NULL.
std::optional<der::Element> plain_algorithm(ByteView whole) {
    const auto algorithm = der::whole(whole, der::tag::sequence);
    if (!algorithm)
        return std::nullopt;
    der::Reader parts(algorithm->value);
    const auto id = parts.next(der::tag::oid);
    if (id && !parts.at_end()) {
        const auto parameters = parts.next(der::tag::null);
        if (!parameters || !parameters->value.empty() || !parts.at_end())
            return std::nullopt;
    }
    return id;
}

std::optional<Hash> hash_of(ByteView algorithm) {
    const auto id = plain_algorithm(algorithm);
    if (id && der::is_oid(*id, oids::sha256))
        return Hash::sha256;
    if (id && der::is_oid(*id, oids::sha384))
        return Hash::sha384;
    if (id && der::is_oid(*id, oids::sha512))
        return Hash::sha512;
    return std::nullopt;
}

Bytes digest_of(Hash hash, ByteView bytes) {
    const EVP_MD* type = hash == Hash::sha256   ? EVP_sha256()
                         : hash == Hash::sha384 ? EVP_sha384()
                                                : EVP_sha512();
    Bytes digest(EVP_MAX_MD_SIZE);
    unsigned int length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, type, nullptr) != 1)
        return {};
    digest.resize(length);
    return digest;
}

/// PSS is left out on purpose: no card here makes it, and its parameters may name a weaker hash.
bool fits(const der::Element& algorithm, Hash hash, KeyAlgorithm key) {
    const auto id = plain_algorithm(algorithm.whole);
    if (!id)
        return false;
    if (key == KeyAlgorithm::rsa) {
        const auto combined = hash == Hash::sha256   ? oids::sha256_with_rsa
                              : hash == Hash::sha384 ? oids::sha384_with_rsa
                                                     : oids::sha512_with_rsa;
        return der::is_oid(*id, oids::rsa_encryption) || der::is_oid(*id, combined);
    }
    const auto combined = hash == Hash::sha256   ? oids::ecdsa_with_sha256
                          : hash == Hash::sha384 ? oids::ecdsa_with_sha384
                                                 : oids::ecdsa_with_sha512;
    return key == KeyAlgorithm::ec && der::is_oid(*id, combined);
}

/// RFC 5652 3 and 5.1.
domain::Result<SignedData> read_signed_data(ByteView bytes) {
    const auto info = der::whole(bytes, der::tag::sequence);
    if (!info)
        return malformed("content-info");
    der::Reader info_parts(info->value);
    const auto type = info_parts.next(der::tag::oid);
    const auto wrapped = info_parts.next(der::tag::context(0));
    const auto body = wrapped ? der::whole(wrapped->value, der::tag::sequence) : std::nullopt;
    if (!type || !der::is_oid(*type, oids::cms_signed_data) || !body || !info_parts.at_end())
        return malformed("content-info");

    SignedData data;
    der::Reader parts(body->value);
    if (!is_integer(parts.next(der::tag::integer), 1))
        return malformed("version");
    const auto algorithms = parts.next(der::tag::set);
    const auto algorithm = algorithms ? der::whole(algorithms->value, der::tag::sequence) : std::nullopt;
    const auto encapsulated = parts.next(der::tag::sequence);
    if (!algorithm || !encapsulated)
        return malformed("signed-data");
    data.hash_algorithm = algorithm->whole;

    der::Reader content_parts(encapsulated->value);
    const auto content_type = content_parts.next(der::tag::oid);
    if (!content_type || !der::is_oid(*content_type, oids::cms_data))
        return malformed("content-type");
    if (content_parts.at_end())
        return not_cades("detached");
    const auto explicit_content = content_parts.next(der::tag::context(0));
    const auto content =
        explicit_content ? der::whole(explicit_content->value, der::tag::octet_string) : std::nullopt;
    if (!content || !content_parts.at_end())
        return malformed("content");
    data.content = content->value;

    if (const auto certificates = parts.next(der::tag::context(0))) {
        for (der::Reader list(certificates->value); !list.at_end();) {
            const auto certificate = list.next(der::tag::sequence);
            if (!certificate || data.certificates.size() >= most_certificates)
                return malformed("certificates");
            data.certificates.push_back(certificate->whole);
        }
    }
    if (parts.next_is(der::tag::context(1)))
        return not_cades("embedded-crls");
    const auto signers = parts.next(der::tag::set);
    if (!signers || !parts.at_end())
        return malformed("signed-data");
    der::Reader signer_list(signers->value);
    const auto signer = signer_list.next(der::tag::sequence);
    if (!signer && signer_list.at_end())
        return not_cades("no-signer");
    if (!signer)
        return malformed("signer-info");
    if (!signer_list.at_end())
        return not_cades("several-signers");
    data.signer_info = *signer;
    return data;
}

/// RFC 5652 5.3.
domain::Result<SignerInfo> read_signer_info(const der::Element& element) {
    der::Reader parts(element.value);
    if (!is_integer(parts.next(der::tag::integer), 1))
        return not_cades("signer-identifier");
    SignerInfo info;
    const auto identifier = parts.next(der::tag::sequence);
    if (!identifier)
        return malformed("signer-identifier");
    der::Reader identifier_parts(identifier->value);
    const auto issuer = identifier_parts.next(der::tag::sequence);
    const auto serial = identifier_parts.next(der::tag::integer);
    if (!issuer || !serial || !identifier_parts.at_end())
        return malformed("signer-identifier");
    info.issuer = issuer->whole;
    info.serial = serial->whole;

    const auto hash = parts.next(der::tag::sequence);
    if (!hash)
        return malformed("signer-info");
    info.hash_algorithm = hash->whole;
    if (!parts.next_is(der::tag::context(0)))
        return not_cades("no-signed-attributes");
    const auto attributes = parts.next();
    const auto algorithm = parts.next(der::tag::sequence);
    const auto signature = parts.next(der::tag::octet_string);
    if (!attributes || !algorithm || !signature)
        return malformed("signer-info");
    if (parts.next_is(der::tag::context(1)))
        return not_cades("unsigned-attributes");
    if (!parts.at_end())
        return malformed("signer-info");
    info.attributes = *attributes;
    info.signature_algorithm = *algorithm;
    info.signature = signature->value;
    return info;
}

/// The four attributes by type: sorted as DER asks, each once and with one value, no fifth.
domain::Result<Attributes> read_attributes(const der::Element& element) {
    constexpr std::array<std::string_view, 4> expected{oids::content_type, oids::message_digest,
                                                       oids::signing_time, oids::signing_certificate_v2};
    std::array<std::optional<der::Element>, 4> found;
    ByteView previous;
    for (der::Reader list(element.value); !list.at_end();) {
        const auto attribute = list.next(der::tag::sequence);
        if (!attribute)
            return malformed("attributes");
        if (std::lexicographical_compare(attribute->whole.begin(), attribute->whole.end(), previous.begin(),
                                         previous.end()))
            return malformed("attribute-order");
        previous = attribute->whole;
        der::Reader parts(attribute->value);
        const auto type = parts.next(der::tag::oid);
        const auto values = parts.next(der::tag::set);
        if (!type || !values || !parts.at_end())
            return malformed("attributes");
        const auto at = std::find_if(expected.begin(), expected.end(),
                                     [&type](std::string_view oid) { return der::is_oid(*type, oid); });
        if (at == expected.end())
            return not_cades("other-attribute");
        auto& place = found[static_cast<std::size_t>(at - expected.begin())];
        der::Reader value_list(values->value);
        const auto value = value_list.next();
        if (!value)
            return malformed("attributes");
        if (place || !value_list.at_end())
            return not_cades("attribute-twice");
        place = value;
    }
    if (std::any_of(found.begin(), found.end(), [](const auto& value) { return !value.has_value(); }))
        return not_cades("attribute-missing");
    if (!der::is_oid(*found[0], oids::cms_data))
        return not_cades("content-type");
    const auto time = der::read_time(*found[2]);
    if (found[1]->tag != der::tag::octet_string || !time || found[3]->tag != der::tag::sequence)
        return malformed("attributes");
    return Attributes{found[1]->value, *time, *found[3]};
}

/// RFC 5035 3: SigningCertificateV2 with exactly one ESSCertIDv2 and no policies.
struct CertificateId {
    Hash hash = Hash::sha256;
    ByteView digest;
    std::optional<der::Element> issuer_serial;
};

domain::Result<CertificateId> read_signing_certificate(const der::Element& element) {
    der::Reader outer(element.value);
    const auto list = outer.next(der::tag::sequence);
    if (!list)
        return malformed("signing-certificate");
    if (!outer.at_end())
        return not_cades("signing-certificate-policies");
    der::Reader ids(list->value);
    const auto id = ids.next(der::tag::sequence);
    if (!id)
        return malformed("signing-certificate");
    if (!ids.at_end())
        return not_cades("several-signing-certificates");
    CertificateId result;
    der::Reader parts(id->value);
    if (const auto algorithm = parts.next(der::tag::sequence)) {
        const auto hash = hash_of(algorithm->whole);
        if (!hash)
            return not_cades("digest-algorithm");
        result.hash = *hash;
    }
    const auto digest = parts.next(der::tag::octet_string);
    if (!digest)
        return malformed("signing-certificate");
    result.digest = digest->value;
    if (!parts.at_end()) {
        result.issuer_serial = parts.next(der::tag::sequence);
        if (!result.issuer_serial || !parts.at_end())
            return malformed("signing-certificate");
    }
    return result;
}

/// IssuerSerial with one directoryName, equal to the signer identifier.
bool names_signer(const der::Element& issuer_serial, const SignerInfo& info) {
    der::Reader parts(issuer_serial.value);
    const auto names = parts.next(der::tag::sequence);
    const auto serial = parts.next(der::tag::integer);
    const auto directory = names ? der::whole(names->value, der::tag::context(4)) : std::nullopt;
    return serial && parts.at_end() && directory && der::equal(directory->value, info.issuer) &&
           der::equal(serial->whole, info.serial);
}

/// Index of the certificate that the attribute and the identifier both name.
std::optional<std::size_t> find_signer(const SignedData& data, const CertificateId& id) {
    for (std::size_t i = 0; i < data.certificates.size(); ++i) {
        if (der::equal(digest_of(id.hash, data.certificates[i]), id.digest))
            return i;
    }
    return std::nullopt;
}

bool is_named(const Certificate& certificate, const SignerInfo& info) {
    const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate.native());
    const ByteView magnitude{ASN1_STRING_get0_data(serial),
                             static_cast<std::size_t>(ASN1_STRING_length(serial))};
    return der::equal(certificate.facts().issuer_der, info.issuer) &&
           der::equal(der::unsigned_integer(magnitude), info.serial);
}

domain::Status check_mathematics(const SignedData& data, const SignerInfo& info, const Attributes& attributes,
                                 Hash hash, const PublicKey& key) {
    if (!der::equal(digest_of(hash, data.content), attributes.message_digest))
        return invalid("digest");
    if (!fits(info.signature_algorithm, hash, key.algorithm()))
        return not_cades("signature-algorithm");
    Bytes signed_bytes(info.attributes.whole.begin(), info.attributes.whole.end());
    signed_bytes[0] = der::tag::set;
    if (const auto valid = verify_digest(key, digest_of(hash, signed_bytes), info.signature); !valid)
        return invalid("signature");
    return domain::Done{};
}

} // namespace

domain::Result<ReadSignature> read_cades(ByteView der, CertificateCache* known) {
    const ErrorQueueGuard guard;
    const auto parse = [known](ByteView certificate) {
        return known != nullptr ? known->read(certificate) : Certificate::from_der(certificate);
    };
    if (der.size() > cades_max_bytes)
        return malformed("size");
    const auto data = read_signed_data(der);
    if (!data)
        return data.error();
    const auto info = read_signer_info(data->signer_info);
    if (!info)
        return info.error();
    const auto hash = hash_of(info->hash_algorithm);
    if (!hash || hash_of(data->hash_algorithm) != hash)
        return not_cades("digest-algorithm");
    const auto attributes = read_attributes(info->attributes);
    if (!attributes)
        return attributes.error();
    const auto id = read_signing_certificate(attributes->signing_certificate);
    if (!id)
        return id.error();
    const auto signer_at = find_signer(*data, *id);
    if (!signer_at || (id->issuer_serial && !names_signer(*id->issuer_serial, *info)))
        return not_cades("signing-certificate");
    auto signer = parse(data->certificates[*signer_at]);
    if (!signer)
        return signer.error();
    if (!is_named(*signer, *info))
        return not_cades("signing-certificate");
    if (const auto valid = check_mathematics(*data, *info, *attributes, *hash, signer->public_key()); !valid)
        return valid.error();

    ReadSignature result{Bytes(data->content.begin(), data->content.end()),
                         std::move(signer).value(),
                         attributes->signing_time,
                         {}};
    for (std::size_t i = 0; i < data->certificates.size(); ++i) {
        if (i == *signer_at)
            continue;
        auto other = parse(data->certificates[i]);
        if (!other)
            return other.error();
        result.others.push_back(std::move(other).value());
    }
    return result;
}

} // namespace sigillo::pki
