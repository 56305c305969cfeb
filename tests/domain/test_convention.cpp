#include "shared/domain/convention.hpp"
#include "tests/domain/support/convention_file.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::domain;

namespace {

const OrderId fermo("architetti-fermo");

ConventionVersion version(const char* code, Date from, std::optional<Date> to) {
    ConventionVersion made = sigillo::tests::read_convention("cnscna13-fermo-2024.json");
    made.code = ConventionCode(code);
    made.valid_from = from;
    made.valid_to = to;
    made.hash = Digest(code + to_text(from));
    return made;
}

std::string field_refused(const ConventionVersion& changed) {
    const auto status = check(changed);
    if (status) {
        return "accepted";
    }
    CHECK(status.error().id == ErrorId::convention_file_invalid);
    CHECK_FALSE(status.error().details.at("reason").empty());
    return status.error().details.at("field");
}

} // namespace

TEST_CASE("a version is in force from its first to its last day, for its Orders alone") {
    const auto made = version("A", {2026, 1, 1}, Date{2026, 12, 31});
    CHECK(applies(made, fermo, {2026, 1, 1}));
    CHECK(applies(made, fermo, {2026, 12, 31}));
    CHECK_FALSE(applies(made, fermo, {2025, 12, 31}));
    CHECK_FALSE(applies(made, fermo, {2027, 1, 1}));
    CHECK_FALSE(applies(made, OrderId("ingegneri-imperia"), {2026, 6, 1}));
}

TEST_CASE("next year's price is a new file: the day chooses X1") {
    auto old_price = version("A", {2025, 1, 1}, Date{2025, 12, 31});
    auto new_price = version("A", {2026, 1, 1}, std::nullopt);
    new_price.products[0].net = Cents{2000};
    const std::vector<ConventionVersion> all{old_price, new_price};
    CHECK(convention_by_code(all, ConventionCode("A"), fermo, {2025, 6, 1})->products[0].net == Cents{1800});
    CHECK(convention_by_code(all, ConventionCode("A"), fermo, {2026, 6, 1})->products[0].net == Cents{2000});
    CHECK(convention_by_code(all, ConventionCode("A"), fermo, {2024, 6, 1}) == nullptr);
    CHECK(convention_by_code(all, ConventionCode("B"), fermo, {2026, 6, 1}) == nullptr);
    CHECK(convention_by_hash(all, old_price.hash) == &all[0]);
    CHECK(convention_by_hash(all, Digest("none")) == nullptr);
}

TEST_CASE("where several conventions sell it the latest comes first; what sells none is left out X1") {
    auto without = version("C", {2026, 3, 1}, std::nullopt);
    without.products[0].kind = ProductKind::new_card;
    const std::vector<ConventionVersion> all{version("A", {2025, 1, 1}, std::nullopt),
                                             version("B", {2026, 1, 1}, std::nullopt), without};
    const auto found = conventions_for(all, fermo, {2026, 6, 1}, ProductKind::cns_renewal);
    REQUIRE(found.size() == 2);
    CHECK(found[0]->code.value == "B");
    CHECK(found[1]->code.value == "A");
}

TEST_CASE("a convention that contradicts itself is refused with its field") {
    const auto good = version("A", {2026, 1, 1}, std::nullopt);
    REQUIRE(check(good).ok());
    const auto refused = [&](auto change) {
        ConventionVersion changed = good;
        change(changed);
        return field_refused(changed);
    };
    CHECK(refused([](auto& v) { v.code = {}; }) == "/code");
    CHECK(refused([](auto& v) { v.orders.push_back(v.orders[0]); }) == "/orders");
    CHECK(refused([](auto& v) { v.valid_from = {2026, 2, 30}; }) == "/valid_from");
    CHECK(refused([](auto& v) { v.valid_to = Date{2025, 1, 1}; }) == "/valid_to");
    CHECK(refused([](auto& v) { v.products.clear(); }) == "/products");
    CHECK(refused([](auto& v) { v.products.push_back(v.products[0]); }) == "/products");
    CHECK(refused([](auto& v) { v.products[0].net = Cents{-1}; }) == "/products/0/net_cents");
    CHECK(refused([](auto& v) { v.products[0].vat.basis_points = 10001; }) == "/products/0/vat_basis_points");
    CHECK(refused([](auto& v) { v.products[0].certificate_years = 0; }) == "/products/0/certificate_years");
    CHECK(refused([](auto& v) { v.products[0].flow = Flow::purchase; }) == "/products/0/flow");
    CHECK(refused([](auto& v) { v.products[0].name.en.clear(); }) == "/products/0/name");
    CHECK(refused([](auto& v) { v.payment_methods.clear(); }) == "/payment_methods");
    CHECK(refused([](auto& v) { v.renewal->clauses.push_back(v.renewal->clauses[0]); }) ==
          "/renewal/clauses");
    CHECK(refused([](auto& v) { v.notices[1].text_key.clear(); }) == "/notices/1/text_key");
    CHECK(refused([](auto& v) { v.notices.push_back(v.notices[0]); }) == "/notices");
    CHECK(refused([](auto& v) { v.appearance.accent = "red"; }) == "/appearance/accent");
    CHECK(refused([](auto& v) { v.renewal->window_months = 0; }) == "/renewal/window_months");
    CHECK(refused([](auto& v) { v.renewal->install_within_days = 0; }) == "/renewal/install_within_days");
    CHECK(refused([](auto& v) { v.renewal->new_card_code = {}; }) == "/renewal/new_card_code");
}

TEST_CASE("a renewal that ships something is refused R89") {
    auto made = version("A", {2026, 1, 1}, std::nullopt);
    made.products[0].delivery = {{Delivery::to_holder, {}}};
    CHECK(field_refused(made) == "/products/0/delivery");
}

TEST_CASE("a convention that lets someone correct a renewal's data is refused R83") {
    auto made = version("A", {2026, 1, 1}, std::nullopt);
    made.renewal->correction = DataCorrection::order;
    CHECK(field_refused(made) == "/renewal/correction");
}

TEST_CASE("one code cannot be in force twice for an Order on a day") {
    const auto first = version("A", {2025, 1, 1}, Date{2025, 12, 31});
    CHECK(check_together({first, version("A", {2026, 1, 1}, std::nullopt)}).ok());
    CHECK_FALSE(check_together({first, version("A", {2025, 12, 31}, std::nullopt)}).ok());
    CHECK(check_together({first, version("B", {2025, 6, 1}, std::nullopt)}).ok());
    auto elsewhere = version("A", {2025, 6, 1}, std::nullopt);
    elsewhere.orders = {OrderId("architetti-ascoli")};
    CHECK(check_together({first, elsewhere}).ok());
}
