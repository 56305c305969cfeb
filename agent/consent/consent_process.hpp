#pragma once

#include "agent/consent/consent.hpp"
#include "agent/platform/platform.hpp"

namespace sigillo::agent {

/// Shows each question in a short-lived process of its own (`sigillo-agent-consent`), so that the toolkit of
/// the window never lives in the process that holds card sessions.
class ConsentProcess final : public Consent {
  public:
    /// `command`: the window's program first. `platform` must outlive this.
    ConsentProcess(Platform& platform, std::vector<std::string> command)
        : platform_(platform), command_(std::move(command)) {}
    domain::Status ask(const ConsentQuestion& question, const StillWanted& still_wanted) override;

  private:
    Platform& platform_;
    std::vector<std::string> command_;
};

} // namespace sigillo::agent
