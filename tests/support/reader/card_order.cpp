#include "tests/support/reader/card_order.hpp"

#include "tests/support/reader/reader_environment.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace sigillo::tests {
namespace {

namespace fs = std::filesystem;

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* handle) const {
        Free(handle);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using File = std::unique_ptr<std::FILE, Freer<std::fclose>>;

void need(bool condition, const char* what) {
    if (!condition) {
        throw std::runtime_error(std::string("make_card: ") + what);
    }
}

void self_signed(const fs::path& key_file, const fs::path& certificate_file, const std::string& common_name,
                 const char* usage) {
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
    const Certificate certificate(X509_new());
    need(key && certificate, "no key");
    auto* const x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 365L * 24 * 3600);
    X509_set_pubkey(x509, key.get());
    auto* const name = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0);
    X509_set_issuer_name(x509, name);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, NID_key_usage, usage));
    need(extension && X509_add_ext(x509, extension.get(), -1) == 1, "no extension");
    need(X509_sign(x509, key.get(), EVP_sha256()) > 0, "cannot sign");

    const File key_stream(std::fopen(key_file.c_str(), "w"));
    const File certificate_stream(std::fopen(certificate_file.c_str(), "w"));
    need(key_stream && certificate_stream, "cannot write");
    need(PEM_write_PrivateKey(key_stream.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
         "cannot write");
    need(PEM_write_X509(certificate_stream.get(), x509) == 1, "cannot write");
}

CardRole completed(CardRole role, const fs::path& folder, const std::string& stem,
                   const std::string& common_name, const char* usage) {
    if (role.key.empty()) {
        role.key = folder / (stem + "-key.pem");
        role.certificate = folder / (stem + ".pem");
        self_signed(role.key, role.certificate, common_name, usage);
    }
    return role;
}

} // namespace

void make_card(const CardOrder& order, const fs::path& state) {
    const auto folder = state.parent_path();
    const auto holder = order.surname + " " + order.name;
    const auto cns = completed(order.cns, folder, "cns", holder + " CNS", "critical,digitalSignature");
    std::vector<std::string> command{SIGILLO_CARD_PROVISION,
                                     "make",
                                     "--profile",
                                     order.profile,
                                     "--state",
                                     state.string(),
                                     "--serial",
                                     order.serial,
                                     "--name",
                                     order.name,
                                     "--surname",
                                     order.surname,
                                     "--cns-key",
                                     cns.key.string(),
                                     "--cns-cert",
                                     cns.certificate.string(),
                                     "--cns-pin",
                                     cns.pin,
                                     "--cns-puk",
                                     cns.puk};
    if (order.profile != "ts-cns") {
        const auto signature = completed(order.signature, folder, "sign", holder, "critical,nonRepudiation");
        command.insert(command.end(),
                       {"--sign-key", signature.key.string(), "--sign-cert", signature.certificate.string(),
                        "--sign-pin", signature.pin, "--sign-puk", signature.puk});
    }
    if (order.always_authenticate) {
        command.emplace_back("--always-authenticate");
    }
    std::string output;
    if (run(command, &output) != 0) {
        throw std::runtime_error("make_card: " + output);
    }
}

} // namespace sigillo::tests
