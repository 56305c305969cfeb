#include "tests/portal/support.hpp"
#include "web/portal/outbox/outbox.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

/// Answers as scripted; an unexpected call, and an answer left over, fail the test.
class Script final : public JobHandler {
  public:
    struct State {
        std::deque<JobOutcome> answers;
        std::vector<std::string> handled;
        bool overrun = false;
    };
    explicit Script(State& state) : state_(state) {}
    [[nodiscard]] std::string kind() const override { return "job"; }
    JobOutcome handle(const OutboxItem& item, domain::Instant) override {
        state_.handled.push_back(item.payload);
        if (state_.answers.empty()) {
            state_.overrun = true;
            return JobDone{};
        }
        auto answer = state_.answers.front();
        state_.answers.pop_front();
        return answer;
    }

  private:
    State& state_;
};

struct World {
    StoreInFolder s;
    SetClock clock;
    Script::State script;
    std::unique_ptr<Outbox> outbox;

    explicit World(std::deque<JobOutcome> answers, OutboxSettings settings = {}) {
        script.answers = std::move(answers);
        std::vector<std::unique_ptr<JobHandler>> handlers;
        handlers.push_back(std::make_unique<Script>(script));
        outbox = std::make_unique<Outbox>(*s.store, clock, std::move(handlers), settings);
    }
    ~World() {
        CHECK_FALSE(script.overrun);
        CHECK(script.answers.empty());
    }
    void put(const std::string& key, const std::string& kind = "job") {
        Transaction transaction;
        transaction.writes.emplace_back(PutOutboxItem{{key, kind, {}, "payload of " + key, clock.at}});
        REQUIRE(s.store->append(transaction).ok());
    }
};

const JobLater later{{domain::ErrorId::notice_unavailable}, std::nullopt, false};

} // namespace

TEST_CASE("a job that is done is done once") {
    World w({JobDone{}});
    w.put("k");
    CHECK(*w.outbox->run_due() == 1);
    w.clock.at = w.clock.at + domain::Duration::days(1);
    CHECK(*w.outbox->run_due() == 0);
    CHECK(w.script.handled == std::vector<std::string>{"payload of k"});
}

TEST_CASE("a job that fails for now comes again with growing delays") {
    World w({later, later, JobDone{}});
    w.put("k");
    REQUIRE(*w.outbox->run_due() == 1);
    CHECK(w.outbox->idle_time() == domain::Duration{10});
    w.clock.at.seconds += 9;
    CHECK(*w.outbox->run_due() == 0);
    w.clock.at.seconds += 1;
    CHECK(*w.outbox->run_due() == 1);
    w.clock.at.seconds += 19;
    CHECK(*w.outbox->run_due() == 0);
    w.clock.at.seconds += 1;
    CHECK(*w.outbox->run_due() == 1);
    CHECK(w.s.store->dead_letters()->empty());
}

TEST_CASE("after its last try a job is a dead letter with its reason, which an operator sends again") {
    OutboxSettings settings;
    settings.tries = 2;
    World w({later, later, JobDone{}}, settings);
    w.put("k");
    REQUIRE(*w.outbox->run_due() == 1);
    w.clock.at.seconds += 10;
    REQUIRE(*w.outbox->run_due() == 1);
    const auto dead = w.s.store->dead_letters();
    REQUIRE(dead->size() == 1);
    CHECK(dead->front().last_error == "notice-unavailable");

    REQUIRE(w.s.store->revive(dead->front().id, w.clock.at).ok());
    CHECK(*w.outbox->run_due() == 1);
}

TEST_CASE("waiting for a slow other side never makes a dead letter") {
    OutboxSettings settings;
    settings.tries = 1;
    World w(
        {JobLater{{domain::ErrorId::issuer_unavailable}, domain::Instant{1'800'000'005}, true}, JobDone{}},
        settings);
    w.put("k");
    REQUIRE(*w.outbox->run_due() == 1);
    CHECK(w.outbox->idle_time() == domain::Duration{5});
    w.clock.at.seconds += 5;
    CHECK(*w.outbox->run_due() == 1);
}

TEST_CASE("what can never work is a dead letter at once") {
    World w({JobFailed{{domain::ErrorId::notice_refused}}});
    w.put("k");
    REQUIRE(*w.outbox->run_due() == 1);
    CHECK(w.s.store->dead_letters()->size() == 1);
}

TEST_CASE("a job that nobody handles is shown to the operator instead of lost") {
    World w({});
    w.put("k", "unheard-of");
    REQUIRE(*w.outbox->run_due() == 1);
    CHECK(w.s.store->dead_letters()->size() == 1);
}

TEST_CASE("a job whose worker died is done by the next one after the lease") {
    World w({JobDone{}});
    w.put("k");
    REQUIRE(w.s.store->claim(w.clock.at, domain::Duration{300})->has_value()); // and then the power went
    CHECK(*w.outbox->run_due() == 0);
    w.clock.at.seconds += 300;
    CHECK(*w.outbox->run_due() == 1);
}

TEST_CASE("a worker in its own thread is woken and ends with its object") {
    StoreInFolder s;
    SetClock clock;
    std::mutex mutex;
    std::condition_variable changed;
    int handled = 0;

    class Counter final : public JobHandler {
      public:
        Counter(std::mutex& mutex, std::condition_variable& changed, int& handled)
            : mutex_(mutex), changed_(changed), handled_(handled) {}
        [[nodiscard]] std::string kind() const override { return "job"; }
        JobOutcome handle(const OutboxItem&, domain::Instant) override {
            const std::lock_guard lock(mutex_);
            ++handled_;
            changed_.notify_all();
            return JobDone{};
        }

      private:
        std::mutex& mutex_;
        std::condition_variable& changed_;
        int& handled_;
    };

    {
        OutboxWorker worker(
            s.open(),
            [&](Store& store) {
                std::vector<std::unique_ptr<JobHandler>> handlers;
                handlers.push_back(std::make_unique<Counter>(mutex, changed, handled));
                OutboxSettings settings;
                settings.look_again = domain::Duration::days(1); // only waking can be what makes it look
                return std::make_unique<Outbox>(store, clock, std::move(handlers), settings);
            },
            [](const domain::Error&) {});
        for (int i = 1; i <= 3; ++i) {
            Transaction transaction;
            transaction.writes.emplace_back(PutOutboxItem{{std::to_string(i), "job", {}, "", clock.at}});
            REQUIRE(s.store->append(transaction).ok());
            worker.wake();
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return handled == i; });
        }
    }
    CHECK(handled == 3);
}
