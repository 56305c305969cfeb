#pragma once

#include "web/app/update/update.hpp"

#include <type_traits>

// One call of `update`: the state under change and the effects collected. The parts of `update` are
// functions over it, one file a subject.
namespace sigillo::app {

enum class Patience { quick = 30, slow = 120, with_person = 900 }; // seconds that an answer may take

struct Turn {
    State& state;
    const Context& context;
    std::vector<Effect> effects;

    [[nodiscard]] const Edition& edition() const { return context.edition; }
    void want(Effect effect) { effects.push_back(std::move(effect)); }
    /// Asks the portal. `Then(turn, reply)` deals with the answer, `Then(turn, params, reply)` with what was
    /// asked for too; what all refusals have in common is dealt with before. A call with a command's id is
    /// sent again where the connection swallowed it, as is one that says so.
    template <auto Then, class C>
    void portal(
        const C& call, Patience patience = Patience::quick, bool insistent = requires { call.command; }) {
        want(CallPortal{{C::method, protocol::encode(call), static_cast<int>(patience), insistent,
                         &from_portal<C, Then>}});
    }
    /// Asks the agent. `Then` gets the refusal too, as a result.
    template <auto Then, class C>
    void agent(const C& call, Patience patience = Patience::with_person) {
        want(CallAgent{
            {C::method, protocol::encode(call), static_cast<int>(patience), false, &from_agent<C, Then>}});
    }
    /// Shows why something did not go.
    void fail(domain::Error why);
    /// Shows another place of this document, without a new entry of the history where `replace` says so.
    void show(const Route& route, bool replace = false);

  private:
    template <class C, auto Then>
    static void from_portal(Turn& turn, const protocol::Json& params, domain::Result<protocol::Json>&& reply);
    template <class C, auto Then>
    static void from_agent(Turn& turn, const protocol::Json& params, domain::Result<protocol::Json>&& reply);
};

/// The portal refused a call, or what it answered is not to be understood.
void refused(Turn& turn, const domain::Error& why);

template <class C, auto Then>
void Turn::from_portal(Turn& turn, const protocol::Json& params, domain::Result<protocol::Json>&& reply) {
    using Reply = typename C::Reply;
    auto decoded = protocol::decode<Reply>(*reply);
    if (!decoded) {
        refused(turn, decoded.error());
    } else if constexpr (std::is_invocable_v<decltype(Then), Turn&, Reply&&>) {
        Then(turn, std::move(*decoded));
    } else {
        Then(turn, params, std::move(*decoded));
    }
}

template <class C, auto Then>
void Turn::from_agent(Turn& turn, const protocol::Json& params, domain::Result<protocol::Json>&& reply) {
    using Reply = typename C::Reply;
    auto decoded = reply ? protocol::decode<Reply>(*reply) : domain::Result<Reply>(reply.error());
    if constexpr (std::is_invocable_v<decltype(Then), Turn&, domain::Result<Reply>&&>) {
        Then(turn, std::move(decoded));
    } else {
        Then(turn, params, std::move(decoded));
    }
}

// ---- frame.cpp: where the person is, who they are, whether the portal is there
void start(Turn& turn, Started message);
void go(Turn& turn, const Route& route);
void session_known(Turn& turn, SessionKnown message);
void end_session(Turn& turn, std::optional<domain::Error> why);
void link_changed(Turn& turn, Link link);
void texts_known(Turn& turn, const TextsKnown& message);
void sign_in_with_password(Turn& turn);
void change_password(Turn& turn);
/// Asks the portal for what the screen shows.
void load(Turn& turn);

// ---- request.cpp: a request, as both sides see it
void load_request(Turn& turn);
void request_seen(Turn& turn, portal::RequestView view);
/// What a command on the request answered.
void request_replaced(Turn& turn, portal::RequestView view);
void request_changed(Turn& turn, const portal::RequestChanged& change);

// ---- card_work.cpp: what all work with the agent has in common, and the sign-in
void begin_sign_in(Turn& turn);
void sign_in_cards_listed(Turn& turn);
void retry_sign_in(Turn& turn);
void challenge_known(Turn& turn, ChallengeKnown message);
void permission_known(Turn& turn, Permission permission);
void agent_notified(Turn& turn, const agent::Notification& what);
/// Work cannot go on for now: says why, and keeps what it needs to go on later.
void interrupt(Turn& turn, domain::Error why);
void retry(Turn& turn);
void look_for_cards(Turn& turn, Job job);
void agent_timer(Turn& turn);

} // namespace sigillo::app
