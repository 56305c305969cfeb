#pragma once

#include "agent/consent/consent.hpp"
#include "agent/pin_window/pin_window.hpp"
#include "tests/support/catch.hpp"

#include <deque>
#include <functional>
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
        if (while_open) {
            while_open();
        }
        if (!answer) {
            return answer.error();
        }
        return agent::SecretString(std::span<char>(answer->data(), answer->size()));
    }

    std::vector<agent::PinQuestion> shown;
    /// Runs while each window stands.
    std::function<void()> while_open;

  private:
    std::deque<Answer> answers_;
    bool failed_ = false;
};

/// The person at the consent window, in the same way. `while_open` runs while the window stands.
class ScriptedConsent final : public agent::Consent {
  public:
    struct Answer {
        domain::Status status = domain::Done{};
        std::function<void()> while_open{};
    };

    ~ScriptedConsent() override { CHECK(done()); }
    void expect(std::vector<Answer> answers) {
        REQUIRE(done());
        answers_.assign(answers.begin(), answers.end());
    }
    [[nodiscard]] bool done() const { return answers_.empty() && !failed_; }

    domain::Status ask(const agent::ConsentQuestion& question,
                       const agent::StillWanted& still_wanted) override {
        shown.push_back(question);
        if (answers_.empty()) {
            failed_ = true;
            return domain::ErrorId::internal;
        }
        const auto answer = answers_.front();
        answers_.pop_front();
        if (answer.while_open) {
            answer.while_open();
        }
        return still_wanted() ? answer.status : domain::Status(domain::ErrorId::consent_declined);
    }

    std::vector<agent::ConsentQuestion> shown;

  private:
    std::deque<Answer> answers_;
    bool failed_ = false;
};

} // namespace sigillo::test
