#include "web/portal/outbox/outbox.hpp"

#include <algorithm>

namespace sigillo::portal {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

domain::Duration delay_of(const OutboxSettings& settings, int tries) {
    auto delay = settings.first_delay;
    for (int i = 1; i < tries && delay < settings.longest_delay; ++i) {
        delay.seconds *= 2;
    }
    return std::min(delay, settings.longest_delay);
}

} // namespace

Outbox::Outbox(Store& store, const Clock& clock, std::vector<std::unique_ptr<JobHandler>> handlers,
               OutboxSettings settings)
    : store_(store), clock_(clock), settings_(settings) {
    for (auto& handler : handlers) {
        auto kind = handler->kind();
        handlers_.emplace(std::move(kind), std::move(handler));
    }
}

domain::Result<int> Outbox::run_due(const std::function<bool()>& stop) {
    int tried = 0;
    while (!stop || !stop()) {
        const auto row = store_.claim(clock_.now(), settings_.lease);
        if (!row) {
            return row.error();
        }
        if (!*row) {
            break;
        }
        const auto handler = handlers_.find((*row)->item.kind);
        const JobOutcome outcome =
            handler == handlers_.end()
                ? JobOutcome(JobFailed{{domain::ErrorId::internal, {{"reason", "no handler"}}}})
                : handler->second->handle((*row)->item, clock_.now());
        if (auto settled = settle(**row, outcome); !settled) {
            return settled.error();
        }
        ++tried;
    }
    return tried;
}

domain::Status Outbox::settle(const OutboxRow& row, const JobOutcome& outcome) {
    const auto now = clock_.now();
    return std::visit(Overloaded{
                          [&](const JobDone&) { return store_.complete(row.id, now); },
                          [&](const JobLater& later) {
                              const auto error = domain::text_of(later.error.id);
                              if (!later.waiting && row.tries >= settings_.tries) {
                                  return store_.bury(row.id, now, error);
                              }
                              return store_.retry(
                                  row.id, later.at.value_or(now + delay_of(settings_, row.tries)), error);
                          },
                          [&](const JobFailed& failed) {
                              return store_.bury(row.id, now, domain::text_of(failed.error.id));
                          },
                      },
                      outcome);
}

domain::Duration Outbox::idle_time() {
    const auto due = store_.next_due();
    if (!due || !*due) {
        return settings_.look_again;
    }
    const auto until = **due - clock_.now();
    return std::clamp(until, domain::Duration{0}, settings_.look_again);
}

} // namespace sigillo::portal
