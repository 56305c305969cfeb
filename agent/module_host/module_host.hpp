#pragma once

#include "agent/platform/platform.hpp"

#include <string>

namespace sigillo::agent {

/// Hidden sub-command `module-host PATH`: loads one PKCS#11 module and serves the pipe that the agent left
/// until that closes. Returns the exit code.
int run_module_host(Platform& platform, const std::string& module_path);

} // namespace sigillo::agent
