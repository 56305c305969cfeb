#pragma once

#include "tests/virtual_card/apdu.hpp"
#include "tests/virtual_card/secret_code.hpp"

// Commands that both profiles answer alike.
namespace sigillo::virtual_card {

/// ISO 7816-4, GET CHALLENGE: as many random bytes as asked for, 8 where none are named.
[[nodiscard]] Response get_challenge(const Command& command);

/// VERIFY (20; without a body it asks for the state), CHANGE REFERENCE DATA (24) and RESET RETRY COUNTER (2C)
/// on the code that `command` names. `revision` grows when a counter or the code itself changes.
[[nodiscard]] Response code_command(const Command& command, SecretCode& code, std::uint64_t& revision);

} // namespace sigillo::virtual_card
