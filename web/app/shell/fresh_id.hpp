#pragma once

#include <string>

namespace sigillo::app::shell {

/// 128 random bits of the browser's, in hexadecimal.
std::string fresh_id();

} // namespace sigillo::app::shell
