#include "shared/pki/certificate_read.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"
#include "shared/pki/role_units.hpp"

#include <chrono>

namespace sigillo::pki {

namespace {

using OwnedBits = Owned<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using OwnedUsages = Owned<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using OwnedPolicies = Owned<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>;
using OwnedPoints = Owned<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;
using OwnedConstraints = Owned<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;

/// Takes `-1` (absent) of X509_get_ext_d2i for an answer, and anything else without a value for damage.
template <class OwnedValue>
bool read_extension(X509* certificate, int nid, OwnedValue& value, int* critical = nullptr) {
    int state = 0;
    value.reset(
        static_cast<typename OwnedValue::pointer>(X509_get_ext_d2i(certificate, nid, &state, nullptr)));
    if (critical != nullptr)
        *critical = state;
    return value != nullptr || state == -1;
}

std::string utf8_of(const ASN1_STRING* string) {
    unsigned char* data = nullptr;
    const int length = ASN1_STRING_to_UTF8(&data, string);
    if (length < 0)
        return {};
    std::string text(reinterpret_cast<char*>(data), static_cast<std::size_t>(length));
    OPENSSL_free(data);
    return text;
}

/// The values of one attribute type, in order.
std::vector<std::string> values_of(const X509_NAME* name, int nid) {
    std::vector<std::string> values;
    for (int at = -1; (at = X509_NAME_get_index_by_NID(name, nid, at)) >= 0;)
        values.push_back(utf8_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at))));
    return values;
}

/// The only value: a name with two would let two readers see two persons.
std::string single_value_of(const X509_NAME* name, int nid) {
    const auto values = values_of(name, nid);
    return values.size() == 1 ? values[0] : std::string();
}

std::string codice_fiscale_of(const X509_NAME* name) {
    const auto serial_numbers = values_of(name, NID_serialNumber);
    if (serial_numbers.size() > 1)
        return {};
    if (serial_numbers.size() == 1) {
        const std::string& value = serial_numbers[0];
        for (std::string_view prefix : {"TINIT-", "IT:"}) {
            if (value.starts_with(prefix) && is_codice_fiscale_form(value.substr(prefix.size())))
                return value.substr(prefix.size());
        }
        return {};
    }
    const std::string common_name = single_value_of(name, NID_commonName);
    if (common_name.size() > 16 && common_name[16] == '/' &&
        is_codice_fiscale_form(common_name.substr(0, 16)))
        return common_name.substr(0, 16);
    return {};
}

std::optional<RoleData> role_data_of(const X509_NAME* name) {
    RoleData role;
    role.title = single_value_of(name, NID_title);
    if (role.title.empty())
        return std::nullopt;
    role.order = single_value_of(name, NID_organizationName);
    for (const std::string& value : values_of(name, NID_organizationalUnitName)) {
        for (const auto& unit : role_units) {
            if (value.starts_with(unit.prefix) && (role.*unit.field).empty())
                role.*unit.field = value.substr(unit.prefix.size());
        }
    }
    return role;
}

bool read_key_usage(X509* certificate, KeyUsage& usage) {
    OwnedBits bits;
    int critical = 0;
    if (!read_extension(certificate, NID_key_usage, bits, &critical))
        return false;
    if (!bits)
        return true;
    const auto has = [&bits](int bit) { return ASN1_BIT_STRING_get_bit(bits.get(), bit) == 1; };
    usage.present = true;
    usage.critical = critical == 1;
    usage.digital_signature = has(0);
    usage.non_repudiation = has(1);
    usage.certificate_sign = has(5);
    usage.crl_sign = has(6);
    usage.any_other = has(2) || has(3) || has(4) || has(7) || has(8);
    return true;
}

bool read_extended_usage(X509* certificate, bool& client_auth) {
    OwnedUsages usages;
    if (!read_extension(certificate, NID_ext_key_usage, usages))
        return false;
    for (int i = 0; usages && i < sk_ASN1_OBJECT_num(usages.get()); ++i)
        client_auth = client_auth || OBJ_obj2nid(sk_ASN1_OBJECT_value(usages.get(), i)) == NID_client_auth;
    return true;
}

bool read_policies(X509* certificate, std::vector<std::string>& out) {
    OwnedPolicies policies;
    if (!read_extension(certificate, NID_certificate_policies, policies))
        return false;
    for (int i = 0; policies && i < sk_POLICYINFO_num(policies.get()); ++i)
        out.push_back(dotted_of(sk_POLICYINFO_value(policies.get(), i)->policyid));
    return true;
}

bool read_crl_urls(X509* certificate, std::vector<std::string>& out) {
    OwnedPoints points;
    if (!read_extension(certificate, NID_crl_distribution_points, points))
        return false;
    for (int i = 0; points && i < sk_DIST_POINT_num(points.get()); ++i) {
        const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
        if (point->distpoint == nullptr || point->distpoint->type != 0)
            continue;
        const GENERAL_NAMES* names = point->distpoint->name.fullname;
        for (int j = 0; j < sk_GENERAL_NAME_num(names); ++j) {
            const GENERAL_NAME* general = sk_GENERAL_NAME_value(names, j);
            if (general->type == GEN_URI)
                out.push_back(utf8_of(general->d.uniformResourceIdentifier));
        }
    }
    return true;
}

/// QCStatements ::= SEQUENCE OF SEQUENCE { OID, ANY OPTIONAL } (RFC 3739 3.2.6).
bool read_qc_statements(X509* certificate, CertificateFacts& facts) {
    const int at = X509_get_ext_by_NID(certificate, NID_qcStatements, -1);
    if (at < 0)
        return true;
    if (X509_get_ext_by_NID(certificate, NID_qcStatements, at) >= 0)
        return false;
    const ASN1_OCTET_STRING* data = X509_EXTENSION_get_data(X509_get_ext(certificate, at));
    const auto list =
        der::whole({ASN1_STRING_get0_data(data), static_cast<std::size_t>(ASN1_STRING_length(data))},
                   der::tag::sequence);
    if (!list)
        return false;
    for (der::Reader statements(list->value); !statements.at_end();) {
        const auto statement = statements.next(der::tag::sequence);
        if (!statement)
            return false;
        der::Reader parts(statement->value);
        const auto id = parts.next(der::tag::oid);
        if (!id)
            return false;
        facts.qc_compliance = facts.qc_compliance || der::is_oid(*id, oids::qc_compliance);
        facts.qc_sscd = facts.qc_sscd || der::is_oid(*id, oids::qc_sscd);
    }
    return true;
}

std::string serial_hex_of(X509* certificate) {
    const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
    const std::string digits =
        hex_of({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))});
    return ASN1_STRING_type(serial) == V_ASN1_NEG_INTEGER ? "-" + digits : digits;
}

} // namespace

std::optional<std::int64_t> unix_seconds_of(const ASN1_TIME* time) {
    using namespace std::chrono;
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1)
        return std::nullopt;
    const sys_days day = year{parts.tm_year + 1900} / (parts.tm_mon + 1) / parts.tm_mday;
    return sys_seconds{day + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec}}
        .time_since_epoch()
        .count();
}

std::string dotted_of(const ASN1_OBJECT* object) {
    char text[128];
    const int length = OBJ_obj2txt(text, sizeof text, object, 1);
    return length > 0 && length < static_cast<int>(sizeof text) ? std::string(text) : std::string();
}

std::string text_of_name(const X509_NAME* name) {
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    if (!bio || X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
        return {};
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

Bytes der_of_name(const X509_NAME* name) {
    const unsigned char* data = nullptr;
    std::size_t length = 0;
    if (X509_NAME_get0_der(name, &data, &length) != 1)
        return {};
    return {data, data + length};
}

Bytes public_key_info_of(X509* certificate) {
    unsigned char* data = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &data);
    Bytes info;
    if (length > 0)
        info.assign(data, data + length);
    OPENSSL_free(data);
    return info;
}

std::optional<CertificateFacts> read_certificate_facts(X509* certificate) {
    CertificateFacts facts;
    const X509_NAME* subject = X509_get_subject_name(certificate);
    const auto not_before = unix_seconds_of(X509_get0_notBefore(certificate));
    const auto not_after = unix_seconds_of(X509_get0_notAfter(certificate));
    OwnedConstraints constraints;
    if (!not_before || !not_after || !read_key_usage(certificate, facts.key_usage) ||
        !read_extended_usage(certificate, facts.client_auth) || !read_policies(certificate, facts.policies) ||
        !read_crl_urls(certificate, facts.crl_urls) || !read_qc_statements(certificate, facts) ||
        !read_extension(certificate, NID_basic_constraints, constraints))
        return std::nullopt;
    facts.not_before = *not_before;
    facts.not_after = *not_after;
    facts.authority = constraints && constraints->ca != 0;
    facts.subject = text_of_name(subject);
    facts.issuer = text_of_name(X509_get_issuer_name(certificate));
    facts.subject_der = der_of_name(subject);
    facts.issuer_der = der_of_name(X509_get_issuer_name(certificate));
    facts.common_name = single_value_of(subject, NID_commonName);
    facts.given_name = single_value_of(subject, NID_givenName);
    facts.surname = single_value_of(subject, NID_surname);
    facts.organization = single_value_of(subject, NID_organizationName);
    facts.country = single_value_of(subject, NID_countryName);
    facts.codice_fiscale = codice_fiscale_of(subject);
    facts.role_data = role_data_of(subject);
    facts.serial_hex = serial_hex_of(certificate);
    return facts;
}

} // namespace sigillo::pki
