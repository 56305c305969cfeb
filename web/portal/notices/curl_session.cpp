#include "web/portal/notices/curl_session.hpp"

#include <arpa/inet.h>

#include <mutex>

namespace sigillo::portal {
namespace {

void prepare_library() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

CURL* make_handle() {
    prepare_library();
    return curl_easy_init();
}

} // namespace

CurlSession::CurlSession(const char* protocols, const std::string& url, const std::string& ca_file,
                         int timeout_seconds)
    : handle_(make_handle()) {
    if (handle_ == nullptr) {
        ok_ = false;
        return;
    }
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_NOSIGNAL, 1L); // other threads run
    set(CURLOPT_TIMEOUT, static_cast<long>(timeout_seconds));
    set(CURLOPT_PROXY, ""); // no proxy by an environment variable
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!ca_file.empty()) {
        set(CURLOPT_CAINFO, ca_file.c_str());
    }
}

CurlSession::Outcome CurlSession::perform() {
    Outcome outcome;
    if (!ok_) {
        outcome.reason = "libcurl cannot be set up";
        return outcome;
    }
    std::string text(CURL_ERROR_SIZE, '\0');
    set(CURLOPT_ERRORBUFFER, text.data());
    outcome.code = curl_easy_perform(handle_.get());
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &outcome.response);
    curl_easy_setopt(handle_.get(), CURLOPT_ERRORBUFFER, nullptr);
    outcome.reason = text.c_str();
    if (outcome.reason.empty()) {
        outcome.reason = curl_easy_strerror(outcome.code);
    }
    return outcome;
}

bool is_loopback(const std::string& host) {
    in_addr address{};
    return host == "localhost" || host == "::1" || host == "[::1]" ||
           (inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127);
}

} // namespace sigillo::portal
