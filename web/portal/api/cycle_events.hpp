#pragma once

#include "web/portal/api/cycle_execution.hpp"
#include "web/portal/codec/event_codec.hpp"
#include "web/portal/store/store.hpp"

#include <string>
#include <utility>

namespace sigillo::portal {

/// Adds one event to what is to be stored: the state after it, the event as it is kept, and for each reaction
/// `take(reaction, number)`, which may refuse. The life cycle is that of the event.
template <class State, class Event, class Take>
domain::Status add_event(StreamAppend& append, State& state, const Event& event,
                         const domain::ConventionVersion& convention, const std::string& actor, Vault& vault,
                         Take&& take) {
    state = evolve(std::move(state), event);
    auto encoded = encode(event, state.subject.member, append.stream, state.sequence, actor, vault);
    if (!encoded) {
        return encoded.error();
    }
    append.events.push_back(std::move(*encoded));
    int number = 0;
    for (const auto& reaction : react(event, state, convention)) {
        if (const domain::Status taken = take(reaction, number++); !taken) {
            return taken;
        }
    }
    return domain::Done{};
}

/// The way from a command to what is stored, the same for every life cycle: known before? Then the facts,
/// `decide`, `react`, one transaction. `Cycle` is what its own has besides:
///  - `begins(execution)`: says who a request that does not exist yet is for;
///  - `facts(loaded, execution)`: what the decision rests on;
///  - `take(transaction, reaction, state, number, facts)`: writes what an event brings about, or refuses;
///  - `finish(transaction, loaded, facts, fresh)`: writes the request's row and what goes with it;
///  - `refused(error, fresh)`: what a refusal of the store means.
/// Errors: those of all of these and of `decide`; `not_found`; `request_changed_meanwhile` where the client
/// saw another state.
template <class Cycle, class Requests, class Execution>
domain::Result<Executed> execute_on(Cycle cycle, Requests& requests, Execution execution) {
    Store& store = requests.store();
    if (execution.key && !execution.loaded) {
        auto before = store.reply_of(*execution.key);
        if (!before) {
            return before.error();
        }
        if (*before) {
            return Executed{true, false, std::move(**before)};
        }
    }
    typename decltype(execution.loaded)::value_type loaded;
    bool fresh = false;
    if (execution.loaded) {
        loaded = std::move(*execution.loaded);
    } else if (auto found = requests.load(execution.request); found) {
        loaded = std::move(*found);
    } else if (found.error().id != domain::ErrorId::not_found || !cycle.begins(execution)) {
        return found.error();
    } else {
        fresh = true;
    }
    const std::int64_t sequence = loaded.state.sequence;
    if (execution.expected_seq && *execution.expected_seq != sequence) {
        return domain::Error(domain::ErrorId::request_changed_meanwhile, {{"seq", std::to_string(sequence)}});
    }
    const auto facts = cycle.facts(loaded, execution);
    if (!facts) {
        return facts.error();
    }
    const auto events = decide(loaded.state, execution.command, *facts);
    if (!events) {
        return events.error();
    }
    if (events->empty()) {
        return Executed{true, false, std::move(execution.reply)};
    }
    Transaction transaction;
    transaction.command = std::move(execution.key);
    transaction.reply = std::move(execution.reply);
    transaction.writes = std::move(execution.writes);
    transaction.streams = std::move(execution.streams);
    StreamAppend append{stream_of(execution.request), sequence, {}};
    const std::string actor = execution.actor.person.empty() ? "system" : execution.actor.person.value;
    const domain::ConventionVersion convention =
        facts->convention ? *facts->convention : domain::ConventionVersion();
    for (const auto& event : *events) {
        loaded.events.push_back(event);
        const auto added =
            add_event(append, loaded.state, event, convention, actor, store.vault(),
                      [&](const auto& reaction, int number) {
                          return cycle.take(transaction, reaction, loaded.state, number, *facts);
                      });
        if (!added) {
            return added.error();
        }
    }
    transaction.streams.push_back(std::move(append));
    if (const domain::Status finished = cycle.finish(transaction, loaded, *facts, fresh); !finished) {
        return finished.error();
    }
    auto appended = store.append(transaction);
    if (!appended) {
        return cycle.refused(appended.error(), fresh);
    }
    return Executed{appended->repeated, !appended->repeated, std::move(appended->reply)};
}

/// Tried again where somebody was faster: for the portal's own commands.
template <class Requests>
auto execute_again(Requests& requests, typename Requests::Execution execution)
    -> decltype(requests.execute(execution)) {
    execution.actor = domain::Actor::of_system();
    constexpr int rounds = 5;
    for (int round = 1;; ++round) {
        auto executed = requests.execute(execution);
        if (executed || executed.error().id != domain::ErrorId::request_changed_meanwhile ||
            round == rounds) {
            return executed;
        }
    }
}

} // namespace sigillo::portal
