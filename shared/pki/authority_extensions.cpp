#include "shared/pki/authority_extensions.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"

namespace sigillo::pki {

namespace {

Bytes policies(std::string_view policy) {
    return der::sequence({der::sequence({der::oid(policy)})});
}

/// ETSI EN 319 412-5 4.2: compliance, key in a qualified device, and that it is for electronic signatures.
Bytes qualified_statements() {
    const Bytes types = der::sequence({der::oid(oids::qc_type_esign)});
    return der::sequence({der::sequence({der::oid(oids::qc_compliance)}),
                          der::sequence({der::oid(oids::qc_sscd)}),
                          der::sequence({der::oid(oids::qc_type), types})});
}

/// One DistributionPoint whose fullName [0] in distributionPoint [0] is a URI [6].
Bytes distribution_point(const std::string& url) {
    const Bytes uri = der::text(der::tag::context_primitive(6), url);
    const Bytes full_name = der::constructed(der::tag::context(0), {uri});
    return der::sequence({der::sequence({der::constructed(der::tag::context(0), {full_name})})});
}

Bytes subject_key_extension(const PublicKey& key) {
    return extension(oids::subject_key_identifier, false, der::octet_string(key.identifier()));
}

Bytes usage_extension(std::initializer_list<int> bits) {
    return extension(oids::key_usage, true, der::named_bits(bits));
}

} // namespace

Bytes extension(std::string_view oid, bool critical, ByteView value) {
    const Bytes flag = critical ? der::boolean_true() : Bytes();
    return der::sequence({der::oid(oid), flag, der::octet_string(value)});
}

Bytes authority_key_extension(const PublicKey& issuer_key) {
    const Bytes identifier = der::tlv(der::tag::context_primitive(0), issuer_key.identifier());
    return extension(oids::authority_key_identifier, false, der::sequence({identifier}));
}

Bytes root_extensions(const PublicKey& key) {
    constexpr int certificate_sign = 5;
    constexpr int crl_sign = 6;
    return der::sequence({extension(oids::basic_constraints, true, der::sequence({der::boolean_true()})),
                          usage_extension({certificate_sign, crl_sign}), subject_key_extension(key),
                          authority_key_extension(key)});
}

Bytes profile_extensions(const CertificateOrder& order, const PublicKey& issuer_key) {
    constexpr int digital_signature = 0;
    constexpr int non_repudiation = 1;
    std::vector<Bytes> list{extension(oids::basic_constraints, true, der::sequence({})),
                            subject_key_extension(order.key), authority_key_extension(issuer_key)};
    switch (order.profile) {
    case Profile::cns_authentication:
        list.push_back(usage_extension({digital_signature}));
        list.push_back(
            extension(oids::extended_key_usage, false, der::sequence({der::oid(oids::client_auth)})));
        list.push_back(extension(oids::certificate_policies, false, policies(policy_cns_authentication)));
        break;
    case Profile::signature:
        list.push_back(usage_extension({non_repudiation}));
        list.push_back(extension(oids::certificate_policies, false, policies(policy_agid_signature)));
        list.push_back(extension(oids::qc_statements, false, qualified_statements()));
        break;
    case Profile::portal_checkpoint:
        list.push_back(usage_extension({digital_signature}));
        break;
    }
    if (!order.crl_url.empty())
        list.push_back(extension(oids::crl_distribution_points, false, distribution_point(order.crl_url)));
    return der::tlv(der::tag::sequence, der::concatenation(list));
}

} // namespace sigillo::pki
