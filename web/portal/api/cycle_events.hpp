#pragma once

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
