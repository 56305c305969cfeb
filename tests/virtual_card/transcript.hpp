#pragma once

#include "tests/virtual_card/bytes.hpp"

namespace sigillo::virtual_card {

/// A command as a line of the transcript: hexadecimal, with the body of everything that carries a PIN, a PUK
/// or a private key replaced by its length ("0020001008<8 secret bytes>").
[[nodiscard]] std::string describe_command(View apdu);

} // namespace sigillo::virtual_card
