#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/order.hpp"

#include <string>
#include <vector>

namespace sigillo::tests {

/// A convention as its file in assets/conventions says it, read without checks: a missing or mistyped field
/// fails the test. `hash` is set to the file's name.
domain::ConventionVersion read_convention(const std::string& file);
/// The names of all of them.
std::vector<std::string> convention_files();
std::vector<domain::ConventionVersion> read_conventions();
domain::Order read_order(const std::string& id);

} // namespace sigillo::tests
