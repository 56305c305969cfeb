#pragma once

#include "agent/renewal/renewal.hpp"

namespace sigillo::agent {

/// Where a renewal stands in its steps, for the display.
class RenewalSteps {
  public:
    RenewalSteps(const RenewalProgress& progress, int total) : progress_(progress), total_(total) {}
    void did(RenewalStep step) {
        ++done_;
        if (progress_) {
            progress_(step, done_, total_);
        }
    }

  private:
    const RenewalProgress& progress_;
    int total_;
    int done_ = 0;
};

} // namespace sigillo::agent
