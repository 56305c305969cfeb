#pragma once

#include "shared/pki/bytes.hpp"

namespace sigillo::agent {

using Bytes = pki::Bytes;
using ByteView = pki::ByteView;

} // namespace sigillo::agent
