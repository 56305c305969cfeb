#include "web/portal/payments/card_page.hpp"

#include "shared/pki/bytes.hpp"
#include "shared/protocol/codec.hpp"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::size_t max_callback = 4096;
constexpr domain::Duration clock_tolerance = domain::Duration::minutes(10);
constexpr long refund_seconds = 15;

struct Callback {
    std::string payment;
    std::int64_t amount = 0;
    std::string outcome;
    std::int64_t at = 0;
    std::string transaction;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("payment", self.payment, protocol::text(1, 64));
        visit("amount", self.amount, protocol::integer(0, 100'000'000));
        visit("outcome", self.outcome, protocol::text(1, 16));
        visit("at", self.at, protocol::instant());
        visit("transaction", self.transaction, protocol::text(1, 64));
    }
};

struct Refund {
    std::string refund;
    std::string payment;
    std::int64_t amount = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("refund", self.refund, protocol::text(1, 128));
        visit("payment", self.payment, protocol::text(1, 64));
        visit("amount", self.amount, protocol::integer(1, 100'000'000));
    }
};

struct CurlCloser {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct ListCloser {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t discard(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

class CardPage final : public PaymentProvider {
  public:
    explicit CardPage(CardPageSettings settings) : settings_(std::move(settings)) {}
    CardPage(const CardPage&) = delete;
    CardPage& operator=(const CardPage&) = delete;
    ~CardPage() override { OPENSSL_cleanse(settings_.secret.data(), settings_.secret.size()); }

    [[nodiscard]] std::string name() const override { return "card-page"; }

    [[nodiscard]] std::string page_of(const PaymentStart& start) const override {
        const std::string query = "payment=" + percent_encoded(start.payment.value) +
                                  "&amount=" + std::to_string(start.amount.value) +
                                  "&description=" + percent_encoded(start.description.substr(0, 128)) +
                                  "&return=" + percent_encoded(start.return_url) +
                                  "&callback=" + percent_encoded(settings_.callback_url);
        return settings_.url + "?" + query + "&mac=" + hmac_hex(settings_.secret, query);
    }

    [[nodiscard]] domain::Result<PaymentReport>
    read_callback(std::string_view body, std::string_view signature, domain::Instant now) const override {
        const std::string expected = hmac_hex(settings_.secret, body);
        if (!pki::equal_in_constant_time(pki::view_of(expected), pki::view_of(signature))) {
            return ErrorId::payment_not_authentic;
        }
        const auto json = protocol::parse_bounded(body, {max_callback, 4});
        if (!json) {
            return json.error();
        }
        const auto callback = protocol::decode<Callback>(*json);
        if (!callback) {
            return callback.error();
        }
        PaymentReport report;
        report.payment = domain::PaymentId(callback->payment);
        report.amount = {callback->amount};
        report.at = {callback->at};
        report.transaction = callback->transaction;
        if (callback->outcome == "paid") {
            report.outcome = PaymentReport::Outcome::paid;
        } else if (callback->outcome != "failed") {
            return Error(ErrorId::message_value_out_of_range, {{"field", "outcome"}});
        }
        if (report.at > now + clock_tolerance) {
            return ErrorId::payment_not_authentic;
        }
        return report;
    }

    domain::Status refund(std::string_view refund, const domain::PaymentId& payment,
                          domain::Cents amount) override {
        const std::string body =
            protocol::dump(protocol::encode(Refund{std::string(refund), payment.value, amount.value}));
        const std::unique_ptr<CURL, CurlCloser> curl(curl_easy_init());
        if (curl == nullptr) {
            return ErrorId::payment_unavailable;
        }
        const std::string signature = "Sigillo-Signature: " + hmac_hex(settings_.secret, body);
        curl_slist* lines = curl_slist_append(nullptr, "Content-Type: application/json");
        const std::unique_ptr<curl_slist, ListCloser> headers(curl_slist_append(lines, signature.c_str()));
        curl_easy_setopt(curl.get(), CURLOPT_URL, settings_.refund_url.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.data());
        curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, discard);
        curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, refund_seconds);
        curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
        long status = 0;
        if (curl_easy_perform(curl.get()) != CURLE_OK ||
            curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status) != CURLE_OK || status < 200 ||
            status > 299) {
            return Error(ErrorId::payment_unavailable, {{"status", std::to_string(status)}});
        }
        return domain::Done{};
    }

  private:
    CardPageSettings settings_;
};

} // namespace

std::string hmac_hex(std::string_view secret, std::string_view content) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(content.data()), content.size(), mac.data(), &size);
    return pki::hex_of({mac.data(), size});
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    static constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char c : text) {
        if (unreserved.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return out;
}

domain::Result<std::unique_ptr<PaymentProvider>> make_card_page(CardPageSettings settings) {
    if (settings.secret.size() < 32) {
        return Error(ErrorId::configuration_invalid,
                     {{"field", "payment.secret_file"}, {"reason", "holds fewer than 32 bytes"}});
    }
    return std::unique_ptr<PaymentProvider>(std::make_unique<CardPage>(std::move(settings)));
}

} // namespace sigillo::portal
