#include "tests/domain/support/convention_file.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace sigillo::domain;
using sigillo::tests::read_convention;

namespace {
const char* const fermo_file = "cnscna13-fermo-2024.json";
const char* const imperia_file = "cnscni18-imperia-2025.json";

nlohmann::json json_of(const std::string& file) {
    std::ifstream stream(std::string(SIGILLO_ASSETS) + "/conventions/" + file);
    return nlohmann::json::parse(stream);
}
} // namespace

TEST_CASE("the conventions of the repository hold together") {
    for (const auto& file : sigillo::tests::convention_files()) {
        CAPTURE(file);
        const auto checked = check(read_convention(file));
        if (!checked) {
            UNSCOPED_INFO(checked.error().details.at("field")
                          << ": " << checked.error().details.at("reason"));
        }
        CHECK(checked.ok());
    }
    CHECK(check_together(sigillo::tests::read_conventions()).ok());
}

TEST_CASE("a renewal under CNSCNA13 costs 18.00 euro and VAT R87 R85") {
    const auto fermo = read_convention(fermo_file);
    CHECK(fermo.code.value == "CNSCNA13");
    const Product& renewal = *product_of(fermo, ProductKind::cns_renewal);
    CHECK(renewal.net == Cents{1800});
    CHECK(price_of(renewal).value().gross == Cents{2196});
    CHECK(fermo.renewal->new_card_code.value == "CNSCNA13");
}

TEST_CASE("certificates renewed under CNSCNA13 last 6 years R88") {
    const auto fermo = read_convention(fermo_file);
    CHECK(product_of(fermo, ProductKind::cns_renewal)->certificate_years == 6);
}

TEST_CASE("a renewal stays on the same card and ships nothing R75 R89") {
    for (const char* file : {fermo_file, imperia_file}) {
        const auto version = read_convention(file);
        const Product& renewal = *product_of(version, ProductKind::cns_renewal);
        CHECK(renewal.delivery.empty());
        CHECK(renewal.identified == IdentificationTime::by_the_card);
        CHECK(renewal.flow == Flow::renewal_on_card);
    }
}

TEST_CASE("the support of CNSCNA13 is told what its page asks for R91 R92 R93 R94") {
    const SupportContact support = read_convention(fermo_file).support;
    CHECK(support.mail == "assistenzafd@arubapec.it");
    CHECK(support.asks_for_screenshot);
    CHECK(support.mail_copy == "info@fermo.archiworld.it");
    CHECK(support.asks_for_urgent_reply);
    CHECK(support.report_fields ==
          std::vector<ReportField>{ReportField::given_name, ReportField::surname, ReportField::codice_fiscale,
                                   ReportField::card_number, ReportField::convention_code});
    CHECK(support.phone == "0575/050013");
    CHECK(support.phone_needs_ticket_number);
}

TEST_CASE("a renewal under CNSCNI18 costs 36.00 euro and VAT with a role certificate R140") {
    const auto imperia = read_convention(imperia_file);
    const Product& renewal = *product_of(imperia, ProductKind::cns_renewal);
    CHECK(renewal.net == Cents{3600});
    CHECK(price_of(renewal).value().gross == Cents{4392});
    CHECK(renewal.role_certificate);
    CHECK(imperia.orders == std::vector<OrderId>{OrderId("ingegneri-imperia")});
}

TEST_CASE("what no source states is marked as our assumption X18") {
    for (const char* file : {fermo_file, imperia_file}) {
        const auto version = read_convention(file);
        const auto mark = [&](const std::string& field) {
            const auto& notes = version.sources;
            const auto note =
                std::find_if(notes.begin(), notes.end(), [&](const auto& n) { return n.field == field; });
            REQUIRE(note != notes.end());
            return note->mark;
        };
        CHECK(mark("/products/0/net_cents") == SourceMark::stated);
        CHECK(mark("/products/0/vat_basis_points") == SourceMark::assumed);
        CHECK(mark("/products/0/certificate_years") ==
              (version.code.value == "CNSCNA13" ? SourceMark::stated : SourceMark::assumed));
        CHECK(version.products[0].vat == VatRate{2200});
    }
    CHECK(product_of(read_convention(imperia_file), ProductKind::cns_renewal)->certificate_years == 3);
}

TEST_CASE("every source note points at a field of its file, once") {
    for (const auto& file : sigillo::tests::convention_files()) {
        const auto json = json_of(file);
        std::vector<std::string> seen;
        for (const auto& note : json.at("sources")) {
            const auto field = note.at("field").get<std::string>();
            CAPTURE(file, field);
            CHECK(json.contains(nlohmann::json::json_pointer(field)));
            CHECK(std::find(seen.begin(), seen.end(), field) == seen.end());
            seen.push_back(field);
        }
    }
}

TEST_CASE("every value of every convention says where it comes from, or that it is ours X18") {
    for (const auto& file : sigillo::tests::convention_files()) {
        const auto json = json_of(file);
        std::vector<std::string> noted;
        for (const auto& note : json.at("sources")) {
            noted.push_back(note.at("field").get<std::string>());
        }
        const auto covered = [&](std::string pointer) {
            while (!pointer.empty()) {
                if (std::find(noted.begin(), noted.end(), pointer) != noted.end()) {
                    return true;
                }
                pointer.resize(pointer.rfind('/'));
            }
            return false;
        };
        const auto values = json.flatten();
        for (const auto& [pointer, value] : values.items()) {
            if (pointer.rfind("/sources/", 0) != 0) {
                CAPTURE(file, pointer);
                CHECK(covered(pointer));
            }
        }
    }
}

TEST_CASE("VAT is 22% for everything, marked as our assumption X18") {
    for (const auto& file : sigillo::tests::convention_files()) {
        const auto version = read_convention(file);
        for (std::size_t i = 0; i < version.products.size(); ++i) {
            CAPTURE(file, i);
            CHECK(version.products[i].vat == VatRate{2200});
            const SourceNote note{"/products/" + std::to_string(i) + "/vat_basis_points", SourceMark::assumed,
                                  "22% is the rate in force (X18)"};
            CHECK(std::count(version.sources.begin(), version.sources.end(), note) == 1);
        }
    }
}

TEST_CASE("the support of CNSCNI18 is reached by ticket or phone, stating the code R141 R142 R143") {
    const SupportContact support = read_convention(imperia_file).support;
    CHECK(support.ticket_url == "https://assistenza.aruba.it/");
    CHECK(std::count(support.report_fields.begin(), support.report_fields.end(),
                     ReportField::convention_code) == 1);
    CHECK(support.phone == "0575 0505");
    CHECK(support.phone_hours_key == "domain.hours.monday_friday_9_18");
}
