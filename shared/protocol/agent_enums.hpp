#pragma once

#include "shared/protocol/fields.hpp"

namespace sigillo::protocol::agent {

enum class CardState { writable, read_only, obsolete };
/// `unknown`: the card does not tell. `lost`: PIN and PUK are both blocked, for good.
enum class PinState { unknown, usable, blocked, lost };
enum class ReaderState { empty, card, unreadable };
enum class RenewalPhase { none, keys_made, requests_ready, installing, installed };
enum class RenewalStep { check, generate, request, match, write, read_back, test, done };

} // namespace sigillo::protocol::agent

namespace sigillo::protocol {

template <>
struct EnumNames<agent::CardState> {
    static constexpr auto texts =
        names_up_to<agent::CardState::obsolete>("writable", "read_only", "obsolete");
};
template <>
struct EnumNames<agent::PinState> {
    static constexpr auto texts = names_up_to<agent::PinState::lost>("unknown", "usable", "blocked", "lost");
};
template <>
struct EnumNames<agent::ReaderState> {
    static constexpr auto texts = names_up_to<agent::ReaderState::unreadable>("empty", "card", "unreadable");
};
template <>
struct EnumNames<agent::RenewalPhase> {
    static constexpr auto texts = names_up_to<agent::RenewalPhase::installed>(
        "none", "keys_made", "requests_ready", "installing", "installed");
};
template <>
struct EnumNames<agent::RenewalStep> {
    static constexpr auto texts = names_up_to<agent::RenewalStep::done>(
        "check", "generate", "request", "match", "write", "read_back", "test", "done");
};

} // namespace sigillo::protocol
