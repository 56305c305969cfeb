#pragma once

#include "shared/protocol/json.hpp"

#include <string_view>

// How large a message may be. The socket refuses a frame of more than the largest of its direction before it
// is parsed; the method's own bound is held once the method is known.
namespace sigillo::protocol {

constexpr std::size_t kibibytes = 1024;
constexpr std::size_t mebibytes = 1024 * kibibytes;

namespace agent {
/// 200 acts of 16 KiB in base64 are 4.2 MiB.
constexpr std::size_t max_request_bytes = 6 * mebibytes;
/// 200 signed acts of 64 KiB in base64 are 16.7 MiB.
constexpr std::size_t max_reply_bytes = 18 * mebibytes;

constexpr std::size_t max_bytes_of(std::string_view method) {
    return method == "acts.sign" ? max_request_bytes : 256 * kibibytes;
}
} // namespace agent

namespace portal {
/// 200 signed acts of 64 KiB in base64 are 16.7 MiB.
constexpr std::size_t max_request_bytes = 18 * mebibytes;
constexpr std::size_t max_reply_bytes = 8 * mebibytes;

constexpr std::size_t max_bytes_of(std::string_view method) {
    if (method == "register.preview" || method == "register.import") {
        return 11 * mebibytes; // a file of 8 MiB in base64
    }
    if (method == "mailbox.ask") {
        return 11 * mebibytes; // two papers of 4 MB in base64
    }
    if (method == "acts.submit") {
        return max_request_bytes;
    }
    // A photograph of 1 MB in base64 (X4).
    return method == "draft.photo" ? 3 * mebibytes / 2 : 256 * kibibytes;
}
} // namespace portal

namespace http {
constexpr std::size_t max_body_bytes = 128 * kibibytes;
} // namespace http

} // namespace sigillo::protocol
