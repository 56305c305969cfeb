#pragma once

#include "web/app/update/update.hpp"

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

/// Plays messages into a state and keeps what they ask for.
class Player {
  public:
    explicit Player(State begin) : state(std::move(begin)) {}

    Player& play(Message message);
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
    template <class Call>
    const Call* called() const {
        for (const auto& effect : effects) {
            if (const auto* to_portal = std::get_if<CallPortal>(&effect)) {
                if constexpr (std::is_constructible_v<portal::Request, Call> &&
                              !std::is_constructible_v<agent::Request, Call>) {
                    if (const auto* call = std::get_if<Call>(&to_portal->call)) {
                        return call;
                    }
                }
            }
            if (const auto* to_agent = std::get_if<CallAgent>(&effect)) {
                if constexpr (std::is_constructible_v<agent::Request, Call>) {
                    if (const auto* call = std::get_if<Call>(&to_agent->call)) {
                        return call;
                    }
                }
            }
        }
        return nullptr;
    }
    /// Answers a call that was made since the last `play`; throws std::runtime_error where it was not.
    template <class Call>
    Player& answer(domain::Result<typename Call::Reply> reply) {
        const Call* call = called<Call>();
        if (call == nullptr) {
            throw std::runtime_error("not called: " + std::string(Call::method));
        }
        Call copy = *call;
        const domain::Result<protocol::Json> json =
            reply ? domain::Result<protocol::Json>(protocol::encode(*reply)) : reply.error();
        if constexpr (std::is_constructible_v<agent::Request, Call>) {
            return play(AgentReplied{std::move(copy), json});
        } else {
            return play(PortalReplied{std::move(copy), json});
        }
    }

    State state;
    std::vector<Effect> effects;

  private:
    int ids_ = 0;
};

} // namespace sigillo::app::samples
