#include "web/portal/notices/curl_session.hpp"
#include "web/portal/notices/mailer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sigillo::portal {
namespace {

domain::Error invalid(const char* reason) {
    return {domain::ErrorId::configuration_invalid, {{"field", "sms.url"}, {"reason", reason}}};
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

/// "+39" and digits: ITU-T E.164 has at most 15.
bool is_number(const std::string& text) {
    return text.size() >= 8 && text.size() <= 16 && text[0] == '+' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class HttpSmsGateway final : public SmsGateway {
  public:
    explicit HttpSmsGateway(SmsSettings settings) : settings_(std::move(settings)) {}

    domain::Status send(const Sms& sms) override {
        if (!is_number(sms.to)) {
            return domain::Error(domain::ErrorId::notice_refused, {{"reason", "number"}});
        }
        const auto body = nlohmann::json{{"id", sms.id}, {"to", sms.to}, {"text", sms.text}}.dump(
            -1, ' ', false, nlohmann::json::error_handler_t::replace);
        CurlList headers;
        headers.add("Content-Type: application/json");
        headers.add("Expect:");
        if (!settings_.bearer_token.empty()) {
            headers.add("Authorization: Bearer " + settings_.bearer_token);
        }
        CurlSession session("http,https", settings_.url, settings_.ca_file, settings_.timeout_seconds);
        session.set(CURLOPT_HTTPHEADER, headers.get());
        session.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        session.set(CURLOPT_POSTFIELDS, body.c_str());
        session.set(CURLOPT_WRITEFUNCTION, &ignore);
        const auto outcome = session.perform();
        if (outcome.code == CURLE_OK && outcome.response >= 200 && outcome.response < 300) {
            return domain::Done{};
        }
        // 401 and 403 are our credential's fault, 408 and 429 ask to come again.
        const bool for_good = outcome.code == CURLE_OK && outcome.response >= 400 && outcome.response < 500 &&
                              outcome.response != 401 && outcome.response != 403 && outcome.response != 408 &&
                              outcome.response != 429;
        return domain::Error(
            for_good ? domain::ErrorId::notice_refused : domain::ErrorId::notice_unavailable,
            {{"reason",
              outcome.code == CURLE_OK ? "status " + std::to_string(outcome.response) : outcome.reason}});
    }

  private:
    SmsSettings settings_;
};

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeText {
    void operator()(char* text) const { curl_free(text); }
};

std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, 0) != CURLUE_OK) {
        return {};
    }
    const std::unique_ptr<char, FreeText> owned(text);
    return text;
}

} // namespace

domain::Result<std::unique_ptr<SmsGateway>> make_sms_gateway(SmsSettings settings) {
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, settings.url.c_str(), 0) != CURLUE_OK) {
        return invalid("is no URL");
    }
    const auto scheme = part(url.get(), CURLUPART_SCHEME);
    if (scheme != "https" && !(scheme == "http" && is_loopback(part(url.get(), CURLUPART_HOST)))) {
        return invalid("messages leave this machine only with https");
    }
    if (std::any_of(settings.bearer_token.begin(), settings.bearer_token.end(),
                    [](char c) { return c <= 0x20 || c == 0x7f; })) {
        return domain::Error(domain::ErrorId::configuration_invalid,
                             {{"field", "sms.bearer_token"}, {"reason", "holds a blank or a line end"}});
    }
    return std::unique_ptr<SmsGateway>(std::make_unique<HttpSmsGateway>(std::move(settings)));
}

} // namespace sigillo::portal
