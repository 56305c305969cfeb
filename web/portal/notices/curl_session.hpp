#pragma once

#include "shared/domain/result.hpp"

#include <curl/curl.h>

#include <memory>
#include <string>

namespace sigillo::portal {

/// One transfer of libcurl's: made, set up, performed, thrown away.
class CurlSession {
  public:
    /// `protocols` as CURLOPT_PROTOCOLS_STR; an empty `ca_file` stands for the system's.
    CurlSession(const char* protocols, const std::string& url, const std::string& ca_file,
                int timeout_seconds);

    template <class Value>
    void set(CURLoption option, Value value) {
        if (ok_) {
            ok_ = curl_easy_setopt(handle_.get(), option, value) == CURLE_OK;
        }
    }
    struct Outcome {
        CURLcode code = CURLE_FAILED_INIT;
        long response = 0; ///< the server's last status, 0 for none
        std::string reason;
    };
    Outcome perform();

  private:
    struct Free {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    std::unique_ptr<CURL, Free> handle_;
    bool ok_ = true;
};

/// A string list of libcurl's.
class CurlList {
  public:
    CurlList() = default;
    CurlList(const CurlList&) = delete;
    CurlList& operator=(const CurlList&) = delete;
    ~CurlList() { curl_slist_free_all(list_); }
    void add(const std::string& text) {
        if (auto* longer = curl_slist_append(list_, text.c_str()); longer != nullptr) {
            list_ = longer;
        }
    }
    [[nodiscard]] curl_slist* get() const { return list_; }

  private:
    curl_slist* list_ = nullptr;
};

/// 127.0.0.0/8, ::1 and "localhost": where nothing is gained by TLS.
bool is_loopback(const std::string& host);

} // namespace sigillo::portal
