#include "agent/consent/consent_message.hpp"
#include "agent/consent/consent_window.hpp"
#include "agent/platform/platform.hpp"

#include <chrono>

// sigillo-agent-consent: started by the agent with a pipe; shows one question and says the answer. When the
// asker goes away the agent ends this process.
int main() {
    using namespace sigillo::agent;
    const auto platform = make_platform();
    auto pipe = platform->inherited_pipe();
    if (!pipe) {
        return 2;
    }
    const auto frame = (*pipe)->receive(std::chrono::seconds(10));
    if (!frame) {
        return 2;
    }
    const auto question = read_question(*frame);
    if (!question) {
        return 2;
    }
    const auto answer = show_consent_window(*question);
    if (!answer.shown) {
        return 3;
    }
    return (*pipe)->send(write_answer(answer.accepted)) ? 0 : 2;
}
