#pragma once

#include "agent/consent/consent.hpp"

namespace sigillo::agent {

struct WindowAnswer {
    /// False where there is no display.
    bool shown = false;
    bool accepted = false;
};

/// Shows the question in a GTK window and waits for the person; closing the window declines.
WindowAnswer show_consent_window(const ConsentQuestion& question);

} // namespace sigillo::agent
