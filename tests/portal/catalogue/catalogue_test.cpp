#include "shared/texts/texts.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/catalogue/catalogue.hpp"

#include <algorithm>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace fs = std::filesystem;

namespace {

const fs::path assets(ASSETS);
const domain::OrderId fermo("architetti-fermo");
const domain::Date day{2026, 1, 15};

/// A copy of the assets to spoil.
struct Copy {
    TemporaryFolder folder;
    Copy() {
        fs::copy(assets / "conventions", folder / "conventions", fs::copy_options::recursive);
        fs::copy(assets / "orders", folder / "orders", fs::copy_options::recursive);
    }
    [[nodiscard]] Catalogue::Loaded load() const {
        return Catalogue::load(folder / "conventions", folder / "orders");
    }
    [[nodiscard]] fs::path fermo_file() const {
        for (const auto& entry : fs::directory_iterator(folder / "conventions")) {
            if (entry.path().filename().string().find("fermo") != std::string::npos) {
                return entry.path();
            }
        }
        return {};
    }
    void replace(const std::string& what, const std::string& by) const {
        auto text = content_of(fermo_file());
        const auto at = text.find(what);
        REQUIRE(at != std::string::npos);
        text.replace(at, what.size(), by);
        std::ofstream(fermo_file(), std::ios::binary) << text;
    }
};

/// The one error, of which there must be one.
domain::Error only_error(const Catalogue::Loaded& loaded) {
    CHECK(loaded.catalogue == nullptr);
    REQUIRE(loaded.errors.size() == 1);
    CHECK(loaded.errors.front().id == domain::ErrorId::convention_file_invalid);
    return loaded.errors.front();
}

} // namespace

TEST_CASE("the conventions and Orders of the assets load, at the prices of the sources [R87] [R140]") {
    const auto loaded = Catalogue::load(assets / "conventions", assets / "orders");
    for (const auto& error : loaded.errors) {
        for (const auto& [name, value] : error.details) {
            UNSCOPED_INFO(name << ": " << value);
        }
    }
    REQUIRE(loaded.catalogue != nullptr);
    const auto& catalogue = *loaded.catalogue;
    REQUIRE(catalogue.order(fermo) != nullptr);
    const auto* convention = catalogue.selling(domain::ProductKind::cns_renewal, fermo, day);
    REQUIRE(convention != nullptr);
    CHECK(domain::product_of(*convention, domain::ProductKind::cns_renewal)->net == domain::Cents{1800});
    const auto* imperia =
        catalogue.selling(domain::ProductKind::cns_renewal, domain::OrderId("ingegneri-imperia"), day);
    REQUIRE(imperia != nullptr);
    CHECK(domain::product_of(*imperia, domain::ProductKind::cns_renewal)->net == domain::Cents{3600});
}

TEST_CASE("every convention has the onerous clauses approved apart, and each clause has its sentence [R6]") {
    const auto loaded = Catalogue::load(assets / "conventions", assets / "orders");
    REQUIRE(loaded.catalogue != nullptr);
    for (const char* order : {"architetti-fermo", "ingegneri-imperia"}) {
        const auto* convention =
            loaded.catalogue->selling(domain::ProductKind::cns_renewal, domain::OrderId(order), day);
        REQUIRE(convention != nullptr);
        CHECK(std::count(convention->renewal->clauses.begin(), convention->renewal->clauses.end(),
                         "specific_approval") == 1);
        for (const auto& clause : convention->renewal->clauses) {
            CHECK(texts::has_text("domain.clause." + clause));
        }
    }
}

TEST_CASE("every clause of every purchase has its sentence, the onerous ones are approved apart [R6] [R38]") {
    const auto loaded = Catalogue::load(assets / "conventions", assets / "orders");
    REQUIRE(loaded.catalogue != nullptr);
    for (const auto& convention : loaded.catalogue->conventions()) {
        if (!convention.purchase) {
            continue;
        }
        const auto& clauses = convention.purchase->clauses;
        CHECK(std::count(clauses.begin(), clauses.end(), "specific_approval") == 1);
        for (const auto& clause : clauses) {
            CAPTURE(clause);
            CHECK(texts::has_text("domain.clause." + clause));
        }
    }
}

TEST_CASE("after the code the member selects among the Orders that joined [R3]") {
    const auto loaded = Catalogue::load(assets / "conventions", assets / "orders");
    REQUIRE(loaded.catalogue != nullptr);
    std::vector<std::string> joined;
    for (const auto& order : loaded.catalogue->orders()) {
        if (loaded.catalogue->find(domain::ConventionCode("CNSCNA13"), order.id, day) != nullptr) {
            joined.push_back(order.id.value);
        }
    }
    CHECK(joined == std::vector<std::string>{"architetti-dimostrativo", "architetti-fermo"});
}

TEST_CASE("no listing of any Order ever shows Torino's code, and who types it finds it [R54]") {
    const auto loaded = Catalogue::load(assets / "conventions", assets / "orders");
    REQUIRE(loaded.catalogue != nullptr);
    const domain::ConventionCode code("INGTODEMO25");
    for (const auto& order : loaded.catalogue->orders()) {
        for (const auto* version : loaded.catalogue->listed(order.id, day)) {
            CHECK_FALSE(version->code == code);
        }
    }
    CHECK(loaded.catalogue->find(code, domain::OrderId("ingegneri-torino"), day) != nullptr);
}

TEST_CASE("a version is found by code, Order and day, and by its hash") {
    const auto catalogue = Catalogue::load(assets / "conventions", assets / "orders").catalogue;
    REQUIRE(catalogue != nullptr);
    const domain::ConventionCode code("CNSCNA13");
    const auto* version = catalogue->find(code, fermo, day);
    REQUIRE(version != nullptr);
    CHECK(version->hash.value.size() == 64);
    CHECK(catalogue->by_hash(version->hash) == version);
    CHECK(catalogue->find(code, domain::OrderId("ingegneri-imperia"), day) == nullptr);
    CHECK(catalogue->find(code, fermo, {1999, 1, 1}) == nullptr);
    CHECK(catalogue->by_hash(domain::Digest(std::string(64, '0'))) == nullptr);
}

TEST_CASE("a code that is not public is in no listing [R54]") {
    const Copy copy;
    const domain::ConventionCode code("CNSCNA13");
    const auto listed = [&](const Catalogue& catalogue) {
        for (const auto* version : catalogue.listed(fermo, day)) {
            if (version->code == code) {
                return true;
            }
        }
        return false;
    };
    REQUIRE(listed(*copy.load().catalogue));
    copy.replace("\"public\": true", "\"public\": false");
    const auto loaded = copy.load();
    CHECK_FALSE(listed(*loaded.catalogue));
    CHECK(loaded.catalogue->find(code, fermo, day) != nullptr);
}

TEST_CASE("ending a version leaves its hash, another price does not") {
    const Copy copy;
    const auto hash = [&] {
        return copy.load().catalogue->find(domain::ConventionCode("CNSCNA13"), fermo, day)->hash;
    };
    const auto before = hash();
    copy.replace("\"valid_to\": null", "\"valid_to\": \"2039-12-31\"");
    CHECK(hash() == before);
    copy.replace("1800", "1900");
    CHECK_FALSE(hash() == before);
}

TEST_CASE("a field of the wrong type is reported with file, field and reason, and nothing is loaded") {
    const Copy copy;
    copy.replace("\"window_months\": 2", "\"window_months\": \"two\"");
    const auto error = only_error(copy.load());
    CHECK(error.details.at("file") == copy.fermo_file().string());
    CHECK(error.details.at("field") == "/renewal/window_months");
    CHECK(error.details.at("reason") == "must be a whole number");
}

TEST_CASE("an unknown field is reported: a misspelt one must not be silently without effect") {
    const Copy copy;
    copy.replace("\"window_months\"", "\"window_month\"");
    CHECK(only_error(copy.load()).details.at("field") == "/renewal/window_months");
}

TEST_CASE("a field that stands twice is reported") {
    const Copy copy;
    copy.replace("\"window_months\": 2", "\"window_months\": 2, \"window_months\": 3");
    CHECK_THAT(only_error(copy.load()).details.at("reason"), ContainsSubstring("window_months"));
}

TEST_CASE("an Order that does not exist is reported") {
    const Copy copy;
    copy.replace("\"architetti-fermo\"", "\"architetti-nessuno\"");
    CHECK(only_error(copy.load()).details.at("field") == "/orders/0");
}

TEST_CASE("a file that is not JSON is reported") {
    const Copy copy;
    std::ofstream(copy.fermo_file(), std::ios::trunc) << "{";
    CHECK(only_error(copy.load()).details.at("file") == copy.fermo_file().string());
}

TEST_CASE("two versions of a code in force on one day are reported") {
    const Copy copy;
    fs::copy_file(copy.fermo_file(), copy.folder / "conventions/another.json");
    copy.replace("1800", "1900");
    only_error(copy.load());
}

TEST_CASE("an absent folder is reported") {
    const TemporaryFolder folder;
    const auto loaded = Catalogue::load(folder / "absent", assets / "orders");
    CHECK(loaded.catalogue == nullptr);
    CHECK_FALSE(loaded.errors.empty());
}
