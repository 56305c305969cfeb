#pragma once

#include "agent/dispatch/dispatcher.hpp"
#include "tests/agent/dispatch/scripted_person.hpp"
#include "tests/agent/dispatch/scripted_renewals.hpp"
#include "tests/agent/renewal/renewal_bench.hpp"
#include "tests/agent/support/scripted_card.hpp"

#include <nlohmann/json.hpp>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace sigillo::test {

using Json = nlohmann::json;

/// Tasks run when the test says so, in order.
class HeldExecutor final : public agent::Executor {
  public:
    void run(std::function<void()> task) override { tasks_.push_back(std::move(task)); }
    /// False where there was none.
    bool run_one() {
        if (tasks_.empty()) {
            return false;
        }
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        task();
        return true;
    }

  private:
    std::deque<std::function<void()>> tasks_;
};

/// What went out to each socket; posted tasks run when the test says so.
class RecordedWire final : public agent::Outbound {
  public:
    void send(agent::SocketId socket, std::string text) override {
        sent[socket].push_back(Json::parse(text));
    }
    void close(agent::SocketId socket) override { closed.push_back(socket); }
    void post(std::function<void()> task) override { posted.run(std::move(task)); }

    std::map<agent::SocketId, std::vector<Json>> sent;
    std::vector<agent::SocketId> closed;
    HeldExecutor posted;
};

/// The dispatcher between pages without a transport, a scripted card and a scripted person.
class DispatchBench {
  public:
    static constexpr const char* origin = "https://portal.example";

    explicit DispatchBench(agent::DispatcherLimits limits = {});

    void open(agent::SocketId page, const std::string& from = origin) { dispatcher.opened(page, from); }
    /// A page that was greeted.
    void ready(agent::SocketId page, const std::string& from = origin);
    /// Sends and does not let anything run.
    void ask(agent::SocketId page, const std::string& method, const Json& params = Json::object());
    /// Lets everything run that waits.
    void settle();
    /// Sends, settles and returns the one reply, with the notifications before it in `notifications`.
    Json call(agent::SocketId page, const std::string& method, const Json& params = Json::object());
    /// Everything that the page got since the last time.
    std::vector<Json> take(agent::SocketId page);
    static std::string error_of(const Json& reply) { return reply["error"]["data"]["error"]; }

    /// Steps of the card and the person that sign something.
    void expect_signature(agent::CertificateRole role);

    StateFolder state;
    ScriptedCard card;
    ScriptedRenewals renewals;
    ScriptedConsent consent;
    ScriptedPinWindow pin_window;
    std::int64_t now = PkiWorld::now;
    std::int64_t milliseconds = 1'000;
    std::vector<std::string> log;
    std::vector<Json> notifications;
    RecordedWire wire;
    HeldExecutor quick;
    HeldExecutor interactive;
    agent::OriginPolicy origins{*state.platform, {origin}, [this] { return now; }};
    agent::Dispatcher dispatcher;

  private:
    int calls_ = 0;
};

/// Base64 of an act as the portal issues it.
std::string act_content(const std::string& portal, const std::string& request);

} // namespace sigillo::test
