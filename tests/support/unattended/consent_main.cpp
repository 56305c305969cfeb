#include "agent/consent/consent_message.hpp"
#include "agent/platform/platform.hpp"

#include <chrono>
#include <fstream>
#include <string>

// sigillo-unattended-consent [--decline] FILE: stands in for the person at the agent's consent window.
// Answers without showing anything and appends the whole question, one JSON a line, to FILE, so that a test
// can say what a person would have seen.
int main(int count, char** arguments) {
    using namespace sigillo::agent;
    const bool decline = count == 3 && std::string(arguments[1]) == "--decline";
    if (count != 2 && !decline) {
        return 64;
    }
    const auto platform = make_platform();
    auto pipe = platform->inherited_pipe();
    if (!pipe) {
        return 2;
    }
    const auto frame = (*pipe)->receive(std::chrono::seconds(10));
    if (!frame || !read_question(*frame)) {
        return 2;
    }
    std::ofstream asked(arguments[count - 1], std::ios::app | std::ios::binary);
    asked.write(reinterpret_cast<const char*>(frame->data()), static_cast<std::streamsize>(frame->size()));
    asked << '\n';
    if (!asked.flush()) {
        return 2;
    }
    return (*pipe)->send(write_answer(!decline)) ? 0 : 2;
}
