#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The golden frames: one file a case, built into the native test and into the WebAssembly program alike.
//   "read"     what the frame is: "agent request", "portal notification", "agent error", or the name of a
//   reply
//              or body as in every_message.hpp ("portal queue.list reply")
//   "message"  the frame as JSON, or "text" the frame byte for byte
//   "expect"   "accepted": it decodes, and encoding what was decoded gives the same frame;
//              else the error and its details
namespace sigillo::tests {

struct GoldenFrame {
    std::string_view name;
    std::string_view file;
};

extern const GoldenFrame golden_frames[];
extern const std::size_t golden_frame_count;

struct GoldenOutcome {
    bool as_expected;
    std::string what;    ///< came out, for the report
    std::string message; ///< name of the message that was accepted, as in every_message.hpp; else empty
};
GoldenOutcome run_golden(const GoldenFrame& golden);

/// FNV-1a over names and files of the frames whose name begins so.
std::uint64_t golden_hash(std::initializer_list<std::string_view> prefixes);

} // namespace sigillo::tests
