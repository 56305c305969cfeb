#pragma once

#include "web/app/editions/editions.hpp"
#include "web/app/update/update.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

// Maria Rossi of Fermo, her card that ends on 20 December 2026, and the people of her Order.
namespace sigillo::app::samples {

constexpr std::int64_t now = 1795312800; // 2026-11-22 in Rome
inline const std::string codice_fiscale = "RSSMRA80A41D542T";

http::Session session(std::vector<portal::Role> roles = {portal::Role::member});
/// Signed in, connected, at `path`.
State at(const std::string& path, std::vector<portal::Role> roles = {portal::Role::member});

portal::KnownCard known_card();
portal::Overview::Reply overview();
/// A request as its member sees it, with the history and permissions of the stage.
portal::RequestView request(portal::Stage stage);
/// The same as the Order sees it.
portal::RequestView request_of_order(portal::Stage stage);
portal::Queue::Reply queue();
portal::SignatoryList signatories();

agent::Card card();
agent::Reader reader(agent::Card card = samples::card());

/// The edition that a person in this state has open.
const Edition& edition_of(const State& state);

/// Plays messages into a state and keeps what they ask for.
class Player {
  public:
    explicit Player(State begin) : state(std::move(begin)) {}

    Player& play(Message message) { return play_in(edition_of(state), std::move(message)); }
    Player& play_in(const Edition& edition, Message message);
    /// The effects of one kind since the last `play`.
    template <class E>
    std::vector<E> wanted() const {
        std::vector<E> out;
        for (const auto& effect : effects) {
            if (const auto* one = std::get_if<E>(&effect)) {
                out.push_back(*one);
            }
        }
        return out;
    }
    /// The only call of that kind to portal or agent since the last `play`; null where there is none.
    template <class C>
    const C* called() const {
        const Call* call = call_of<C>();
        if (call == nullptr) {
            return nullptr;
        }
        auto decoded = protocol::decode<C>(call->params);
        if (!decoded) {
            throw std::runtime_error("not sound: " + std::string(C::method));
        }
        auto kept = std::make_shared<C>(std::move(*decoded));
        kept_.push_back(kept);
        return kept.get();
    }
    /// Answers a call that was made since the last `play`; throws std::runtime_error where it was not.
    template <class C>
    Player& answer(domain::Result<typename C::Reply> reply) {
        return answer_json<C>(reply ? domain::Result<protocol::Json>(protocol::encode(*reply))
                                    : reply.error());
    }
    template <class C>
    Player& answer_json(domain::Result<protocol::Json> json) {
        return answer_json_in<C>(edition_of(state), std::move(json));
    }
    template <class C>
    Player& answer_in(const Edition& edition, const typename C::Reply& reply) {
        return answer_json_in<C>(edition, protocol::encode(reply));
    }
    template <class C>
    Player& answer_json_in(const Edition& edition, domain::Result<protocol::Json> json) {
        const Call call = sent<C>();
        if constexpr (std::is_constructible_v<agent::Request, C>) {
            return play_in(edition, AgentReplied{call, std::move(json)});
        } else {
            return play_in(edition, PortalReplied{call, std::move(json)});
        }
    }
    /// The call as it went; throws std::runtime_error where there is none.
    template <class C>
    Call sent() const {
        const Call* call = call_of<C>();
        if (call == nullptr) {
            throw std::runtime_error("not called: " + std::string(C::method));
        }
        return *call;
    }

    State state;
    std::vector<Effect> effects;

  private:
    template <class C>
    const Call* call_of() const {
        for (const auto& effect : effects) {
            if constexpr (std::is_constructible_v<agent::Request, C>) {
                const auto* to_agent = std::get_if<CallAgent>(&effect);
                if (to_agent != nullptr && to_agent->call.method == C::method) {
                    return &to_agent->call;
                }
            } else {
                const auto* to_portal = std::get_if<CallPortal>(&effect);
                if (to_portal != nullptr && to_portal->call.method == C::method) {
                    return &to_portal->call;
                }
            }
        }
        return nullptr;
    }

    mutable std::vector<std::shared_ptr<void>> kept_; ///< calls decoded for a test
    int ids_ = 0;
};

} // namespace sigillo::app::samples
