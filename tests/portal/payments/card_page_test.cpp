#include "web/portal/payments/card_page.hpp"

#include "tests/support/catch.hpp"

using namespace sigillo::portal;
namespace domain = sigillo::domain;

namespace {

const std::string secret(32, 's');
constexpr domain::Instant now{1'795'000'000};

std::unique_ptr<PaymentProvider> card_page() {
    auto made = make_card_page({"https://pay.example/page", "https://pay.example/refund", secret,
                                "https://portal.example/payments/callback"});
    REQUIRE(made);
    return std::move(*made);
}

domain::Result<PaymentReport> read(const std::string& body) {
    return card_page()->read_callback(body, hmac_hex(secret, body), now);
}

std::string error(const std::string& body) {
    const auto report = read(body);
    REQUIRE_FALSE(report);
    return std::string(domain::text_of(report.error().id));
}

} // namespace

TEST_CASE("the provider can tell that the address of its page is the portal's") {
    const std::string url = card_page()->page_of(
        {domain::PaymentId("P-1"), {2196}, "Rinnovo è", "https://portal.example/#/request/R-1"});
    CHECK(url.rfind("https://pay.example/page?payment=P-1&amount=2196&description=Rinnovo%20%C3%A8&return=",
                    0) == 0);
    const auto start = url.find('?') + 1;
    const auto mac = url.find("&mac=");
    REQUIRE(mac != std::string::npos);
    CHECK(url.substr(mac + 5) == hmac_hex(secret, url.substr(start, mac - start)));
}

TEST_CASE("a signed call-back is read") {
    const auto report =
        read(R"({"payment":"P-1","amount":2196,"outcome":"paid","at":1795000000,"transaction":"T"})");
    REQUIRE(report);
    CHECK(report->payment.value == "P-1");
    CHECK(report->amount.value == 2196);
    CHECK(report->outcome == PaymentReport::Outcome::paid);
}

TEST_CASE("a call-back with another signature is not authentic") {
    const std::string body = "{}";
    const auto report = card_page()->read_callback(body, hmac_hex(std::string(32, 't'), body), now);
    REQUIRE_FALSE(report);
    CHECK(report.error().id == domain::ErrorId::payment_not_authentic);
}

TEST_CASE("a call-back from the future is not authentic") {
    CHECK(error(R"({"payment":"P-1","amount":2196,"outcome":"paid","at":1795000601,"transaction":"T"})") ==
          "payment-not-authentic");
}

TEST_CASE("a call-back with a field too many is refused") {
    CHECK(error(R"({"payment":"P-1","amount":1,"outcome":"paid","at":1,"transaction":"T","more":1})") ==
          "message-unknown-field");
}

TEST_CASE("a short secret is refused") {
    CHECK_FALSE(
        make_card_page({"https://pay.example", "https://pay.example", "short", "https://portal.example"}));
}
