#pragma once

#include "agent/platform/platform.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sigillo::test {

/// A program that plays pinentry by a script (scripted_pinentry.py says how). What comes unexpected, too much
/// or not at all fails the test.
class ScriptedPinentry {
  public:
    struct Step {
        std::string what;
        std::string line{};
    };
    explicit ScriptedPinentry(const std::vector<Step>& steps);
    ~ScriptedPinentry();
    ScriptedPinentry(const ScriptedPinentry&) = delete;
    ScriptedPinentry& operator=(const ScriptedPinentry&) = delete;

    [[nodiscard]] std::string program() const { return (folder_ / "pinentry").string(); }
    /// It came to its "wait".
    [[nodiscard]] bool waiting() const { return std::filesystem::exists(folder_ / "waiting"); }
    [[nodiscard]] int process() const;

  private:
    std::filesystem::path folder_;
    std::size_t steps_;
};

/// The steps of a window up to GETPIN, whose answer follows. `error`: what it must show.
std::vector<ScriptedPinentry::Step> window_steps(const std::string& error = {});

} // namespace sigillo::test
