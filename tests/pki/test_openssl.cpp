// The openssl program as the other software that reads what we make, and makes what we read.

#include "shared/pki/der.hpp"
#include "shared/pki/pkcs10.hpp"
#include "shared/pki/verify.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

namespace {

namespace fs = std::filesystem;

const std::string act = R"({"decision":"validated","order":"fermo"})";

/// A folder of its own, gone at the end.
class Workshop {
  public:
    Workshop() {
        std::string pattern = (fs::temp_directory_path() / "sigillo-pki-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            std::abort();
        folder_ = pattern;
        const auto& world = PkiWorld::get();
        write("ca.pem", world.authority.certificate().pem());
        write("crl.der", text_of(world.crl(PkiWorld::now - 3600, PkiWorld::now + PkiWorld::day)));
        openssl("crl -inform DER -in crl.der -out crl.pem");
        write("ca-and-crl.pem", world.authority.certificate().pem() + read("crl.pem"));
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    ~Workshop() { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// Whether it exits 0; what it says goes to the file `said`.
    [[nodiscard]] bool openssl_succeeds(const std::string& arguments) const {
        const std::string command = "cd '" + folder_.string() + "' && openssl " + arguments + " >said 2>&1";
        return std::system(command.c_str()) == 0;
    }
    void openssl(const std::string& arguments) const {
        const bool done = openssl_succeeds(arguments);
        INFO(arguments << "\n" << read("said"));
        REQUIRE(done);
    }

  private:
    fs::path folder_;
};

const std::string verify_command =
    "cms -verify -cades -inform DER -in act.p7m -CAfile ca-and-crl.pem -crl_check "
    "-purpose any -attime " +
    std::to_string(PkiWorld::now) + " -out content";

} // namespace

TEST_CASE("openssl cms verifies our acts, as CAdES, with chain and CRL") {
    const Workshop shop;
    const auto& world = PkiWorld::get();
    for (KeySigner signer : {world.secretary.signature_signer(), world.member.signature_signer(),
                             world.secretary.authentication_signer()}) {
        shop.write("act.p7m", text_of(test::must(sign_cades(view_of(act), signer, PkiWorld::now))));
        shop.openssl(verify_command);
        CHECK(shop.read("content") == act);
    }
}

TEST_CASE("openssl cms refuses our revoked signer, too") {
    const Workshop shop;
    auto signer = PkiWorld::get().revoked.signature_signer();
    shop.write("act.p7m", text_of(test::must(sign_cades(view_of(act), signer, PkiWorld::now))));
    CHECK_FALSE(shop.openssl_succeeds(verify_command));
    CHECK_THAT(shop.read("said"), ContainsSubstring("revoked"));
}

TEST_CASE("openssl shows the four signed attributes and no others") {
    const Workshop shop;
    auto signer = PkiWorld::get().secretary.signature_signer();
    shop.write("act.p7m", text_of(test::must(sign_cades(view_of(act), signer, PkiWorld::now))));
    shop.openssl("cms -cmsout -print -inform DER -in act.p7m");
    const std::string said = shop.read("said");
    const std::string attributes =
        said.substr(said.find("signedAttrs"), said.find("unsignedAttrs") - said.find("signedAttrs"));
    for (const char* name :
         {"contentType (", "messageDigest (", "signingTime (", "id-smime-aa-signingCertificateV2 ("})
        CHECK_THAT(attributes, ContainsSubstring(name));
    std::size_t objects = 0;
    for (std::size_t at = 0; (at = attributes.find("object: ", at)) != std::string::npos; ++at)
        ++objects;
    CHECK(objects == 4);
}

TEST_CASE("we accept what openssl signs as CAdES without S/MIME capabilities, and refuse the other ways") {
    const Workshop shop;
    const auto& secretary = PkiWorld::get().secretary;
    shop.write("act", act);
    shop.write("key.pem", secretary.signature_key.pem());
    shop.write("cert.pem", secretary.signature.pem());
    const auto read_signed = [&shop](const std::string& options) {
        shop.openssl("cms -sign -binary -in act -signer cert.pem -inkey key.pem -outform DER -out act.p7m " +
                     options);
        return outcome(read_cades(view_of(shop.read("act.p7m"))));
    };
    CHECK(read_signed("-nodetach -nosmimecap -cades -md sha256") == "ok");
    CHECK(read_signed("-nodetach -nosmimecap -cades -md sha512") == "ok");
    CHECK(read_signed("-nodetach -cades -md sha256") == "pki-not-cades:other-attribute");
    CHECK(read_signed("-nodetach -nosmimecap -md sha256") == "pki-not-cades:attribute-missing");
    CHECK(read_signed("-nosmimecap -cades -md sha256") == "pki-not-cades:detached");
    CHECK(read_signed("-nodetach -nosmimecap -cades -md sha1") == "pki-not-cades:digest-algorithm");
    CHECK(read_signed("-nodetach -noattr -md sha256") == "pki-not-cades:no-signed-attributes");
    CHECK(read_signed("-nodetach -nosmimecap -cades -md sha256 -nocerts") ==
          "pki-not-cades:signing-certificate");
    CHECK(read_signed("-nodetach -nosmimecap -cades -md sha256 -keyopt rsa_padding_mode:pss") ==
          "pki-not-cades:signature-algorithm");
    CHECK_FALSE(read_signed("-nodetach -nosmimecap -cades -md sha256 -keyid") == "ok");
    CHECK_FALSE(read_signed("-nodetach -nosmimecap -cades -md sha256 -stream") == "ok");
}

TEST_CASE("openssl x509 and crl read what the authority makes") {
    const Workshop shop;
    const auto& world = PkiWorld::get();
    shop.write("cert.pem", world.secretary.signature.pem());
    shop.openssl("x509 -in cert.pem -noout -text -nameopt RFC2253");
    const std::string said = shop.read("said");
    for (const char* line : {"X509v3 Key Usage: critical\n                Non Repudiation\n",
                             "Policy: 1.3.76.16.6", "serialNumber=TINIT-RSSMRA80A01H501U",
                             "URI:http://ca.example/sigillo.crl", "X509v3 Authority Key Identifier"})
        CHECK_THAT(said, ContainsSubstring(line));
    shop.openssl("x509 -in cert.pem -noout -ext qcStatements,keyUsage");
    shop.openssl("verify -x509_strict -CAfile ca-and-crl.pem -crl_check -attime " +
                 std::to_string(PkiWorld::now) + " cert.pem");
    shop.openssl("crl -in crl.pem -CAfile ca.pem -noout -text");
    CHECK_THAT(shop.read("said"), ContainsSubstring("verify OK"));
}

TEST_CASE("openssl req verifies our requests, and we read what it makes") {
    const Workshop shop;
    const auto& member = PkiWorld::get().member;
    KeyDigestSigner signer(member.signature_key);
    const Bytes request = test::must(
        build_request(member.signature_key.public_key(), member.signature.facts().subject_der, signer));
    shop.write("request.der", text_of(request));
    shop.openssl("req -inform DER -in request.der -verify -noout");
    shop.openssl("req -new -newkey rsa:2048 -nodes -keyout key.pem -subj /C=IT/CN=Prova -outform DER -out "
                 "request.der");
    const auto read_back = read_request(view_of(shop.read("request.der")));
    REQUIRE(outcome(read_back) == "ok");
    CHECK_THAT(read_back->subject, ContainsSubstring("CN=Prova"));
    shop.openssl("req -new -key key.pem -sha1 -subj /C=IT/CN=Prova -outform DER -out request.der");
    CHECK(outcome(read_request(view_of(shop.read("request.der")))) == "keys-not-proven");
}
