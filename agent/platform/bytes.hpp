#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sigillo::agent {

using Bytes = std::vector<unsigned char>;
using ByteView = std::span<const unsigned char>;

} // namespace sigillo::agent
