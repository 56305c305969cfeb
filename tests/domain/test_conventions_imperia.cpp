#include "tests/domain/support/convention_checks.hpp"
#include "tests/domain/support/convention_file.hpp"

using namespace sigillo::tests;

// S4: CNSCNI18 and FRCNI25 at Imperia.
namespace {

ConventionVersion cns() {
    return read_convention("cnscni18-imperia-2025.json");
}
ConventionVersion remote() {
    return read_convention("frcni25-imperia-2025.json");
}
Cents net(const ConventionVersion& version, const char* id) {
    return sold(version, id).net;
}
Cents gross(const ConventionVersion& version, const char* id) {
    return price_of(sold(version, id)).value().gross;
}
bool sells_kind(const ConventionVersion& version, ProductKind kind) {
    return product_of(version, kind) != nullptr;
}

} // namespace

TEST_CASE("CNSCNI18 sells cards, kits, readers and the CNS renewal, no remote signature R115") {
    CHECK(cns().code.value == "CNSCNI18");
    CHECK(sells_kind(cns(), ProductKind::new_card));
    CHECK(sells_kind(cns(), ProductKind::reader));
    CHECK(sells_kind(cns(), ProductKind::cns_renewal));
    CHECK_FALSE(sells_kind(cns(), ProductKind::remote_signature));
    CHECK_FALSE(sells_kind(cns(), ProductKind::remote_renewal));
}

TEST_CASE("FRCNI25 sells the remote signature with OTP, no cards R116") {
    CHECK(remote().code.value == "FRCNI25");
    CHECK(sells_kind(remote(), ProductKind::remote_signature));
    CHECK_FALSE(sells_kind(remote(), ProductKind::new_card));
    CHECK_FALSE(sells_kind(remote(), ProductKind::reader));
}

TEST_CASE("both codes of S4 are for the Order of Imperia, under its full name R117") {
    CHECK(cns().orders == std::vector<OrderId>{OrderId("ingegneri-imperia")});
    CHECK(remote().orders == std::vector<OrderId>{OrderId("ingegneri-imperia")});
    CHECK(read_order("ingegneri-imperia").name.it == "Ordine degli Ingegneri della Provincia di Imperia");
}

TEST_CASE("data that differ from the Albo are refused at Imperia, and the page says so R120") {
    for (const auto& version : {cns(), remote()}) {
        CHECK(version.purchase->register_must_match);
        CHECK(states(version, StatementPlace::register_data, "esattamente coincidenti", "coincide exactly"));
    }
}

TEST_CASE("Imperia's CNS kits are shipped to the Order R121") {
    for (const auto& product : cns().products) {
        if (product.kind == ProductKind::new_card) {
            REQUIRE(product.delivery.size() == 1);
            CHECK(product.delivery[0].to == Delivery::to_order);
        }
    }
}

TEST_CASE("Imperia's CNS kits are collected in person with an identity document R122") {
    CHECK(states(cns(), StatementPlace::delivery, "di persona", "in person"));
    for (const auto& product : cns().products) {
        if (product.kind == ProductKind::new_card) {
            CHECK(product.identified == IdentificationTime::at_collection);
        }
    }
}

TEST_CASE("for a remote signature one is identified from afar, since 15 January 2025 R123") {
    CHECK(remote().valid_from == Date{2025, 1, 15});
    CHECK(states(remote(), StatementPlace::identification, "15 gennaio 2025", "15 January 2025"));
    for (const auto& product : remote().products) {
        CHECK(product.identified == IdentificationTime::before_validation);
        CHECK(identifying(product, IdentificationMethod::spid).has_value());
        CHECK(identifying(product, IdentificationMethod::cie).has_value());
        CHECK(identifying(product, IdentificationMethod::digital_signature).has_value());
    }
}

TEST_CASE("the OTP display is delivered to the applicant's home R124") {
    REQUIRE(sold(remote(), "remote-otp-display").delivery.size() == 1);
    CHECK(sold(remote(), "remote-otp-display").delivery[0].to == Delivery::to_holder);
    CHECK(states(remote(), StatementPlace::delivery, "domicilio del richiedente", "applicant’s home"));
}

TEST_CASE("nothing is shipped for OTP Mobile, and nothing is charged for it X18") {
    REQUIRE(sold(remote(), "remote-otp-mobile").delivery.size() == 1);
    CHECK(shipping(sold(remote(), "remote-otp-mobile"), Delivery::nothing) == Cents{0});
}

TEST_CASE("Imperia's prices are net of VAT, which is added R125") {
    CHECK(gross(cns(), "card-role") == Cents{4575});
    CHECK(states(cns(), StatementPlace::payment, "al netto dell’IVA", "net of VAT"));
}

TEST_CASE("the kit with the Aruba Key reader costs 58.50 R126") {
    CHECK(net(cns(), "kit-key-role") == Cents{5850});
    CHECK(sold(cns(), "kit-key-role").role_certificate);
}
TEST_CASE("the smart card with the desktop reader costs 44.00 R127") {
    CHECK(net(cns(), "card-reader-role") == Cents{4400});
    CHECK(sold(cns(), "card-reader-role").role_certificate);
}
TEST_CASE("the smart card costs 37.50 R128") {
    CHECK(net(cns(), "card-role") == Cents{3750});
    CHECK(sold(cns(), "card-role").role_certificate);
}
TEST_CASE("the desktop reader costs 12.90 R129") {
    CHECK(net(cns(), "reader-desktop") == Cents{1290});
}
TEST_CASE("the Aruba Key reader costs 38.00 R130") {
    CHECK(net(cns(), "reader-key") == Cents{3800});
}
TEST_CASE("the remote signature OTP Mobile costs 37.50 R131") {
    CHECK(net(remote(), "remote-otp-mobile") == Cents{3750});
}
TEST_CASE("the remote signature OTP Display costs 39.30 R132") {
    CHECK(net(remote(), "remote-otp-display") == Cents{3930});
}
TEST_CASE("the remote certificate's renewal costs 36.00 R133") {
    CHECK(net(remote(), "remote-renewal") == Cents{3600});
    CHECK(sold(remote(), "remote-renewal").kind == ProductKind::remote_renewal);
}

TEST_CASE("identification by digital signature, CIE, CNS and TS-CNS is free R134") {
    for (const auto& product : remote().products) {
        for (const auto method : {IdentificationMethod::digital_signature, IdentificationMethod::cie,
                                  IdentificationMethod::cns, IdentificationMethod::ts_cns}) {
            CHECK(identifying(product, method) == Cents{0});
        }
    }
}
TEST_CASE("identification by remote signature is free R135") {
    for (const auto& product : remote().products) {
        CHECK(identifying(product, IdentificationMethod::remote_signature) == Cents{0});
    }
}
TEST_CASE("identification by SPID costs 4.00 R136") {
    for (const auto& product : remote().products) {
        CHECK(identifying(product, IdentificationMethod::spid) == Cents{400});
    }
}
TEST_CASE("identification by DVO costs 22.50 R137") {
    for (const auto& product : remote().products) {
        CHECK(identifying(product, IdentificationMethod::video) == Cents{2250});
    }
}
TEST_CASE("shipping to the member costs 8.00 R138") {
    CHECK(shipping(sold(cns(), "reader-desktop"), Delivery::to_holder) == Cents{800});
    CHECK(shipping(sold(cns(), "reader-key"), Delivery::to_holder) == Cents{800});
    CHECK(shipping(sold(remote(), "remote-otp-display"), Delivery::to_holder) == Cents{800});
}
TEST_CASE("shipping to the Order costs 5.00 R139") {
    for (const char* id : {"kit-key-role", "card-reader-role", "card-role", "reader-desktop", "reader-key"}) {
        CHECK(shipping(sold(cns(), id), Delivery::to_order) == Cents{500});
    }
}

TEST_CASE("a reader alone has no certificates, and nobody is identified or validated for it") {
    for (const char* id : {"reader-desktop", "reader-key"}) {
        CHECK(sold(cns(), id).certificates == CertificateSet::none);
        CHECK(sold(cns(), id).identified == IdentificationTime::never);
        CHECK_FALSE(sold(cns(), id).validation);
    }
}

TEST_CASE("certificates under CNSCNI18 and FRCNI25 last three years, marked as our assumption X18") {
    for (const auto& version : {cns(), remote()}) {
        for (std::size_t i = 0; i < version.products.size(); ++i) {
            if (version.products[i].certificates == CertificateSet::none) {
                continue;
            }
            CHECK(version.products[i].certificate_years == 3);
            const std::string field = "/products/" + std::to_string(i) + "/certificate_years";
            const auto& notes = version.sources;
            const auto note =
                std::find_if(notes.begin(), notes.end(), [&](const auto& n) { return n.field == field; });
            REQUIRE(note != notes.end());
            CHECK(note->mark == SourceMark::assumed);
        }
    }
}

TEST_CASE("a remote signature is identified within 90 days and activated within 120 X10 X11") {
    CHECK(remote().purchase->identify_within_days == 90);
    CHECK(remote().purchase->activate_within_days == 120);
}

TEST_CASE("the support of FRCNI25 has the provider's ticket page R141") {
    CHECK(support_of(remote(), Flow::purchase).ticket_url == "https://assistenza.aruba.it/");
}

TEST_CASE("whoever asks for support under FRCNI25 or CNSCNI18 states convention and code R142") {
    for (const auto& version : {cns(), remote()}) {
        const auto& fields = support_of(version, Flow::purchase).report_fields;
        CHECK(std::count(fields.begin(), fields.end(), ReportField::convention_code) == 1);
        CHECK(states(version, StatementPlace::progress, "Consiglio Nazionale degli Ingegneri",
                     "National Council of Engineers"));
    }
}

TEST_CASE("the support of FRCNI25 answers the phone from Monday to Friday, 9 to 18 R143") {
    CHECK(support_of(remote(), Flow::purchase).phone == "0575 0505");
    CHECK(support_of(remote(), Flow::purchase).phone_hours_key == "domain.hours.monday_friday_9_18");
}
