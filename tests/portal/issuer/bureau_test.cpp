#include "shared/pki/key.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/issuer/embedded_bureau.hpp"

#include <algorithm>
#include <sys/stat.h>
#include <thread>

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
namespace fs = std::filesystem;
using domain::CertificateSet;
using domain::Duration;
using domain::ErrorId;
using domain::Instant;

namespace {

constexpr Instant now{1'800'000'000};

struct Office {
    Office() {
        settings.key = folder / "ca.key";
        settings.certificate = folder / "ca.crt";
        settings.ledger = folder / "ca.db";
        settings.crl_url = "http://portal.example/ca/crl.der";
        // One authority's key for all: making one takes longer than all else here.
        static bool made = false;
        static const TemporaryFolder kept;
        if (!made) {
            REQUIRE(EmbeddedIssuer::create(settings, "Test CA", "Test", now - Duration::days(3650)));
            fs::copy_file(settings.key, kept / "ca.key");
            fs::copy_file(settings.certificate, kept / "ca.crt");
            made = true;
        } else {
            fs::copy_file(kept / "ca.key", settings.key);
            fs::copy_file(kept / "ca.crt", settings.certificate);
        }
        auto opened = EmbeddedIssuer::open(settings);
        REQUIRE(opened);
        issuer = std::move(*opened);
        bureau = open();
    }
    std::unique_ptr<Bureau> open() {
        auto made = make_embedded_bureau({folder / "kits"}, *issuer);
        REQUIRE(made);
        return std::move(*made);
    }
    [[nodiscard]] fs::path kit(const std::string& file) const { return folder / "kits" / "P-1" / file; }

    TemporaryFolder folder;
    EmbeddedIssuerSettings settings;
    std::unique_ptr<EmbeddedIssuer> issuer;
    std::unique_ptr<Bureau> bureau;
};

KitOrder card_order() {
    KitOrder order;
    order.request = domain::RequestId("P-1");
    order.certificates = CertificateSet::cns_and_signature;
    order.on_card = true;
    order.holder = {"Mario Luigi", "Rossi", "RSSMRA80A01H501U", "mario@posta.example"};
    order.role = pki::RoleData{"Ordine di Prova", "Architetto", "A", "Architettura", "412",
                               "2006-03-14",      "2005-11-30"};
    order.not_after = now + Duration::days(3 * 365);
    return order;
}

KitOrder remote_order() {
    auto order = card_order();
    order.certificates = CertificateSet::signature;
    order.on_card = false;
    return order;
}

Kit make(Office& office, const KitOrder& order) {
    auto kit = office.bureau->make(order, now);
    REQUIRE(kit);
    return std::move(*kit);
}

pki::Certificate signature_of(const Kit& kit) {
    REQUIRE(kit.signature);
    return *pki::Certificate::from_der(*kit.signature);
}

pki::Certificate authentication_of(const Kit& kit) {
    REQUIRE(kit.authentication);
    return *pki::Certificate::from_der(*kit.authentication);
}

bool digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string reason_of(const domain::Result<Kit>& kit) {
    REQUIRE_FALSE(kit);
    CHECK(kit.error().id == ErrorId::issuer_refused);
    return kit.error().details.at("reason");
}

} // namespace

TEST_CASE("a signature certificate is qualified, for nonRepudiation alone, of the holder by TINIT [X17]") {
    Office office;
    const auto certificate = signature_of(make(office, card_order()));
    const auto& facts = certificate.facts();
    CHECK(certificate.role() == pki::CertificateRole::signature);
    CHECK(facts.subject.find("serialNumber=TINIT-RSSMRA80A01H501U") != std::string::npos);
    CHECK(facts.key_usage.critical);
    CHECK(facts.key_usage.non_repudiation);
    CHECK_FALSE(facts.key_usage.digital_signature);
    CHECK_FALSE(facts.key_usage.any_other);
    CHECK(facts.policies == std::vector<std::string>{"1.3.76.16.6"});
    CHECK(facts.qc_compliance);
    CHECK(facts.qc_sscd);
    CHECK(certificate.not_before() == now.seconds);
    CHECK(certificate.not_after() == card_order().not_after.seconds);
}

TEST_CASE("a CNS certificate authenticates, and its name holds codice fiscale and card number [X17]") {
    Office office;
    const auto kit = make(office, card_order());
    const auto certificate = authentication_of(kit);
    CHECK(certificate.role() == pki::CertificateRole::authentication);
    CHECK(certificate.facts().key_usage.digital_signature);
    CHECK(certificate.facts().client_auth);
    CHECK(certificate.facts().common_name == "RSSMRA80A01H501U/" + kit.card_number);
    CHECK(certificate.codice_fiscale() == "RSSMRA80A01H501U");
    CHECK(certificate.facts().given_name == "Mario Luigi");
}

TEST_CASE("a role certificate carries all that the Order's register says of the member [X3]") {
    Office office;
    const auto certificate = signature_of(make(office, card_order()));
    REQUIRE(certificate.facts().role_data);
    CHECK(*certificate.facts().role_data == *card_order().role);
}

TEST_CASE("a certificate without a role says nothing of a profession [X3]") {
    Office office;
    auto order = card_order();
    order.role.reset();
    CHECK_FALSE(signature_of(make(office, order)).facts().role_data);
}

TEST_CASE("a card has a PIN of 5 to 8 digits and a PUK of 8 [X14]") {
    Office office;
    const auto kit = make(office, card_order());
    CHECK(kit.pin.view().size() >= 5);
    CHECK(kit.pin.view().size() <= 8);
    CHECK(kit.puk.view().size() == 8);
    CHECK(digits(kit.pin.view()));
    CHECK(digits(kit.puk.view()));
    CHECK(kit.pin.view() != kit.puk.view());
    CHECK(kit.card_number.size() == 16);
    CHECK(digits(kit.card_number));
}

TEST_CASE("a kit ordered again is the same kit, also by another process of the portal") {
    Office office;
    const auto first = make(office, card_order());
    const auto again = office.open()->make(card_order(), now + Duration::hours(1));
    REQUIRE(again);
    CHECK(again->card_number == first.card_number);
    CHECK(again->signature == first.signature);
    CHECK(again->authentication == first.authentication);
    CHECK(again->pin.view() == first.pin.view());
    CHECK(again->puk.view() == first.puk.view());
}

TEST_CASE("two who order a kit at the same time get one and the same") {
    Office office;
    auto other = office.open();
    auto theirs = domain::Result<Kit>(ErrorId::internal);
    std::thread thread([&] { theirs = other->make(card_order(), now); });
    auto ours = office.bureau->make(card_order(), now);
    thread.join();
    REQUIRE(ours);
    REQUIRE(theirs);
    CHECK(ours->signature == theirs->signature);
    CHECK(ours->card_number == theirs->card_number);
    const auto kits = fs::directory_iterator(office.folder / "kits");
    CHECK(std::distance(begin(kits), end(kits)) == 1);
}

TEST_CASE("a kit for somebody else under the same request is refused") {
    Office office;
    make(office, card_order());
    auto other = card_order();
    other.holder.surname = "Verdi";
    CHECK(reason_of(office.bureau->make(other, now)) == "another order for this request");
}

TEST_CASE("PIN and PUK that the portal keeps are given out no more, and the kit stays [X14]") {
    Office office;
    const auto first = make(office, card_order());
    REQUIRE(office.bureau->forget_codes(card_order().request));
    REQUIRE(office.bureau->forget_codes(card_order().request));
    const auto later = make(office, card_order());
    CHECK(later.pin.empty());
    CHECK(later.puk.empty());
    CHECK(later.signature == first.signature);
}

TEST_CASE("a kit says whether PIN and PUK lie in it, for whoever collects it in person [R29]") {
    Office office;
    auto order = card_order();
    order.codes_in_kit = GENERATE(true, false);
    (void)make(office, order);
    const auto said = content(office.kit("kit.json")).find("\"codes_in_kit\": true") != std::string::npos;
    CHECK(said == order.codes_in_kit);
}

TEST_CASE("the finished card holds the keys of its certificates and the same codes, for the owner alone") {
    Office office;
    auto order = card_order();
    order.photo = {0xff, 0xd8, 0xff, 0xe0};
    const auto kit = make(office, order);
    for (const auto& [role, der] :
         {std::pair("signature", kit.signature), {"authentication", kit.authentication}}) {
        const auto key =
            pki::PrivateKey::from_pem(content(office.kit("card/" + std::string(role) + ".key.pem")));
        REQUIRE(key);
        CHECK(key->public_key() == pki::Certificate::from_der(*der)->public_key());
    }
    CHECK(content(office.kit("card/codes")) ==
          std::string(kit.pin.view()) + "\n" + std::string(kit.puk.view()) + "\n");
    CHECK(content(office.kit("photo.jpg")).size() == 4); // X4
    CHECK(kit.device == "P-1");
    for (const auto& entry : fs::recursive_directory_iterator(office.folder / "kits")) {
        struct stat info {};
        REQUIRE(::stat(entry.path().c_str(), &info) == 0);
        CHECK((info.st_mode & 077U) == 0);
    }
}

TEST_CASE("a remote signature's key stays with the provider and there is no card [R123] [R131]") {
    Office office;
    const auto kit = make(office, remote_order());
    CHECK(kit.card_number.empty());
    CHECK_FALSE(kit.authentication);
    const auto key = pki::PrivateKey::from_pem(content(office.kit("remote/signature.key.pem")));
    REQUIRE(key);
    CHECK(key->public_key() == signature_of(kit).public_key());
    CHECK_FALSE(fs::exists(office.kit("card")));
}

TEST_CASE("the two certificates of a new card are revoked separately [X15]") {
    Office office;
    const auto kit = make(office, card_order());
    const auto signature = signature_of(kit);
    REQUIRE(office.issuer->set_status(signature.serial_hex(), domain::purchase::CertificateStatus::revoked, 0,
                                      now));
    const auto list = pki::Crl::parse(*office.issuer->revocation_list(now));
    REQUIRE(list);
    CHECK((*list)->revoked_since(signature));
    CHECK_FALSE((*list)->revoked_since(authentication_of(kit)));
}

TEST_CASE("names too long for a certificate's common name are cut there alone") {
    Office office;
    auto order = remote_order();
    for (int i = 0; i < 12; ++i) {
        order.holder.given_name += " Zoë";
    }
    const auto certificate = signature_of(make(office, order));
    CHECK(certificate.facts().given_name == order.holder.given_name);
    CHECK(certificate.facts().common_name == (order.holder.given_name + " Rossi").substr(0, 64 + 12));
}

TEST_CASE("a kit that cannot be made is refused for good, with the reason") {
    Office office;
    auto order = remote_order();
    SECTION("a name with a control character") {
        order.holder.surname = "Ros\nsi";
        CHECK(reason_of(office.bureau->make(order, now)) == "surname");
    }
    SECTION("goods without certificates") {
        order.certificates = CertificateSet::none;
        CHECK(reason_of(office.bureau->make(order, now)) == "no certificates");
    }
    SECTION("a request that would lead out of the folder") {
        order.request = domain::RequestId("../P-1");
        CHECK(reason_of(office.bureau->make(order, now)) == "request");
    }
    CHECK(fs::is_empty(office.folder / "kits"));
}

TEST_CASE("what a process that died left half made is not taken for a kit and goes") {
    Office office;
    const auto left = office.folder / "kits" / ".draft-00";
    fs::create_directory(left);
    std::ofstream(left / "codes") << "secret";
    fs::last_write_time(left, fs::file_time_type::clock::now() - std::chrono::hours(2));
    office.bureau = office.open();
    CHECK_FALSE(fs::exists(left));
    make(office, card_order());
}
