#pragma once

#include "agent/renewal/renewal.hpp"
#include "tests/support/catch.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::test {

/// A renewal service that is called as the script says, and answers what the test put into it.
class ScriptedRenewals final : public agent::RenewalService {
  public:
    struct Step {
        std::string call; ///< "check", "start", "install", "needs_pins", "end", "status"
        std::optional<domain::Error> error = std::nullopt;
    };

    ~ScriptedRenewals() override { CHECK(done()); }
    void expect(std::vector<Step> steps) {
        REQUIRE(done());
        steps_.assign(steps.begin(), steps.end());
    }
    [[nodiscard]] bool done() const { return steps_.empty() && !failed_; }

    domain::Status check(const agent::RenewalOrder& order) override {
        last_order = order;
        const auto error = next("check");
        return error ? domain::Status(*error) : domain::Status(domain::Done{});
    }
    domain::Result<agent::RenewalRequests> start(const agent::RenewalOrder&, agent::RenewalPins given,
                                                 const agent::RenewalProgress& progress) override {
        if (const auto error = next("start")) {
            return *error;
        }
        keep(given);
        progress(agent::RenewalStep::generate, 1, 2);
        report.phase = agent::RenewalPhase::requests_ready;
        return agent::RenewalRequests{{{agent::CertificateRole::signature, {1, 2}}}, {3}};
    }
    domain::Result<agent::RenewalReceipts>
    install(const agent::RenewalName&, const std::map<agent::CertificateRole, agent::Bytes>& certificates,
            agent::RenewalPins given, const agent::RenewalProgress& progress) override {
        if (const auto error = next("install")) {
            return *error;
        }
        keep(given);
        progress(agent::RenewalStep::write, 1, 2);
        report.phase = agent::RenewalPhase::installed;
        return agent::RenewalReceipts{{{certificates.begin()->first, {9}}}};
    }
    bool needs_pins(const agent::RenewalName&) override {
        (void)next("needs_pins");
        return pins_needed;
    }
    void end(const agent::RenewalName& name) override {
        (void)next("end");
        ended.push_back(name.request);
    }
    domain::Result<agent::RenewalStatusReport> status(const agent::RenewalName& name) override {
        last_portal = name.portal;
        if (const auto error = next("status")) {
            return *error;
        }
        return report;
    }

    agent::RenewalStatusReport report{agent::RenewalPhase::none, "card", 0};
    bool pins_needed = false;
    std::map<agent::CertificateRole, std::string> pins;
    agent::RenewalOrder last_order;
    std::string last_portal;
    std::vector<std::string> ended;

  private:
    std::optional<domain::Error> next(const std::string& call) {
        if (steps_.empty() || steps_.front().call != call) {
            UNSCOPED_INFO("the renewal was asked \"" << call << "\"");
            failed_ = true;
            return domain::Error(domain::ErrorId::internal);
        }
        const auto step = steps_.front();
        steps_.pop_front();
        return step.error;
    }
    void keep(const agent::RenewalPins& given) {
        for (const auto& [role, pin] : given) {
            pins[role] = pin.view();
        }
    }
    std::deque<Step> steps_;
    bool failed_ = false;
};

} // namespace sigillo::test
