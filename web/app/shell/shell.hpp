#pragma once

#include "web/app/shell/host.hpp"

#include <functional>
#include <memory>

namespace sigillo::app::shell {

// Starts the app in the page and returns; the page's events run it from then on. Called once, by main.
void run(std::function<std::unique_ptr<Application>(Host&)> make);

} // namespace sigillo::app::shell
