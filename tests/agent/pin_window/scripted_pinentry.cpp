#include "tests/agent/pin_window/scripted_pinentry.hpp"

#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sigillo::test {

namespace fs = std::filesystem;

namespace {

std::string content_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

} // namespace

ScriptedPinentry::ScriptedPinentry(const std::vector<Step>& steps) : steps_(steps.size()) {
    std::string path = (fs::temp_directory_path() / "sigillo-pinentry.XXXXXX").string();
    folder_ = ::mkdtemp(path.data());
    std::ofstream script(folder_ / "steps");
    for (const auto& step : steps) {
        auto entry = nlohmann::json::array({step.what});
        if (!step.line.empty()) {
            entry.push_back(step.line);
        }
        script << entry.dump() << '\n';
    }
    std::ofstream(folder_ / "pinentry")
        << "#!/bin/sh\nexec python3 " SIGILLO_SCRIPTED_PINENTRY " " << folder_.string() << '\n';
    fs::permissions(folder_ / "pinentry", fs::perms::owner_all);
}

ScriptedPinentry::~ScriptedPinentry() {
    CHECK(content_of(folder_ / "trouble").empty());
    CHECK(content_of(folder_ / "done") == std::to_string(steps_));
    std::error_code failed;
    fs::remove_all(folder_, failed);
}

int ScriptedPinentry::process() const {
    return std::stoi(content_of(folder_ / "pid"));
}

std::vector<ScriptedPinentry::Step> window_steps(const std::string& error) {
    std::vector<ScriptedPinentry::Step> steps{{"say", "OK ready"}};
    const auto command = [&](const std::string& line) {
        steps.push_back({"hear", line});
        steps.push_back({"say", "OK"});
    };
    command("OPTION lc-messages=en_GB.UTF-8");
    command("SETTITLE Sigillo: PIN of the card");
    command("SETDESC Two acts for https://portal.example%0AMario Rossi");
    command("SETPROMPT Signature PIN");
    command("SETOK Confirm");
    command("SETCANCEL Cancel");
    if (!error.empty()) {
        command("SETERROR " + error);
    }
    steps.push_back({"hear", "GETPIN"});
    return steps;
}

} // namespace sigillo::test
