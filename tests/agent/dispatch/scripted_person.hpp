#pragma once

#include "agent/consent/consent.hpp"
#include "agent/pin_window/pin_window.hpp"
#include "tests/support/catch.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::test {

/// The person at the PIN window: answers in the order given. A window too many, or an answer left over,
/// fails the test.
class ScriptedPinWindow final : public agent::PinWindow {
  public:
    using Answer = domain::Result<std::string>;

    ~ScriptedPinWindow() override { CHECK(done()); }
    void expect(std::vector<Answer> answers) {
        REQUIRE(done());
        answers_.assign(answers.begin(), answers.end());
    }
    [[nodiscard]] bool done() const { return answers_.empty() && !failed_; }

    domain::Result<agent::SecretString> ask(const agent::PinQuestion& question,
                                            const agent::StillWanted&) override {
        shown.push_back(question);
        if (answers_.empty()) {
            failed_ = true;
            return domain::ErrorId::internal;
        }
        auto answer = std::move(answers_.front());
        answers_.pop_front();
        if (!answer) {
            return answer.error();
        }
        return agent::SecretString(std::span<char>(answer->data(), answer->size()));
    }

    std::vector<agent::PinQuestion> shown;

  private:
    std::deque<Answer> answers_;
    bool failed_ = false;
};

} // namespace sigillo::test
