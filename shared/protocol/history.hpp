#pragma once

#include "shared/domain/result.hpp"

#include <cstdint>
#include <string_view>

// What changed in which version of a protocol. A page and a program of different versions do not speak: the
// handshake tells both versions, and the newer side says who has to be brought up to date.
namespace sigillo::protocol {

struct ProtocolVersion {
    int version;
    std::string_view date; ///< "YYYY-MM-DD"
    std::string_view change;
    /// FNV-1a (64 bits) over the golden frames of the side (tests/protocol/golden). A test compares it: a
    /// frame that changes needs a new version; a frame that is added needs its hash here.
    std::uint64_t golden_frames;
};

namespace agent {
constexpr ProtocolVersion history[] = {
    {1, "2026-11-22", "Cards, sign-in, acts, renewal on the card, diagnosis.", 0xd2cb88839ffee286},
    {2, "2026-11-22",
     "Identification with an existing card, a new PIN with the old one or the PUK, the state of each PIN.",
     0xd41d96a57c1eaf7b},
};
} // namespace agent

namespace portal {
constexpr ProtocolVersion history[] = {
    {1, "2026-11-22",
     "Renewals, payment, the Order's queue and acts, signatories; HTTP calls for the sign-in.",
     0x298de4fdd0ffa300},
    {2, "2026-11-22",
     "Signatories: each term says whether it is in office; a withdrawal takes effect at once or after a day "
     "to come. A rejected payment goes back or is kept for a new card.",
     0x0fa1361f7d4385c8},
    {3, "2026-11-22", "Purchases, registers, users, places of birth and PEC mailboxes.", 0x312e968987377e40},
};
} // namespace portal

/// For the receiver of a `hello` or of its reply: done where both speak the same version, else
/// `version_unsupported` with details "theirs" and "ours".
domain::Status check_version(int theirs, int ours);

} // namespace sigillo::protocol
