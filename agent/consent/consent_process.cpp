#include "agent/consent/consent_process.hpp"

#include "agent/consent/consent_message.hpp"

#include <chrono>

namespace sigillo::agent {

using domain::ErrorId;

domain::Status ConsentProcess::ask(const ConsentQuestion& question, const StillWanted& still_wanted) {
    auto child = platform_.spawn(command_, {});
    if (!child) {
        return domain::Error(ErrorId::consent_unavailable,
                             {{"reason", "the window's program did not start"}});
    }
    FramedPipe& pipe = (*child)->pipe();
    if (!pipe.send(write_question(question))) {
        return domain::Error(ErrorId::consent_unavailable, {{"reason", "the window's program ended"}});
    }
    // The asker may go away while the person reads; then the window closes with the child.
    constexpr std::chrono::milliseconds look_up{100};
    for (;;) {
        auto frame = pipe.receive(look_up);
        if (frame) {
            auto accepted = read_answer(*frame);
            if (!accepted) {
                return domain::Error(ErrorId::consent_unavailable, {{"reason", "the window gave no answer"}});
            }
            return *accepted ? domain::Status(domain::Done{}) : domain::Status(ErrorId::consent_declined);
        }
        if (frame.error().id != ErrorId::busy) {
            return domain::Error(ErrorId::consent_unavailable, {{"reason", "no window could be shown"}});
        }
        if (!still_wanted()) {
            // No farewell: it has no card to log out of.
            (*child)->kill();
            return ErrorId::consent_declined;
        }
    }
}

} // namespace sigillo::agent
