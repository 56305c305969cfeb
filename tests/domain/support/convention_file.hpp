#pragma once

#include "shared/domain/convention.hpp"

#include <string>

namespace sigillo::tests {

/// A convention as its file in assets/conventions says it, read without checks: a missing or mistyped field
/// fails the test. `hash` is set to the file's name.
domain::ConventionVersion read_convention(const std::string& file);

} // namespace sigillo::tests
