#pragma once

#include "web/app/update/update.hpp"

// One call of `update`: the state under change and the effects collected. The parts of `update` are
// functions over it, one file a subject.
namespace sigillo::app {

struct Turn {
    State& state;
    const Context& context;
    std::vector<Effect> effects;

    void want(Effect effect) { effects.push_back(std::move(effect)); }
    template <class Call>
    void portal(Call call) {
        want(CallPortal{portal::Request(std::move(call))});
    }
    template <class Call>
    void agent(Call call) {
        want(CallAgent{agent::Request(std::move(call))});
    }
    /// Shows why something did not go.
    void fail(domain::Error why);
};

// ---- frame.cpp: where the person is, who they are, whether the portal is there
void start(Turn& turn, Started message);
void go(Turn& turn, const Route& route);
void session_known(Turn& turn, SessionKnown message);
void end_session(Turn& turn, std::optional<domain::Error> why);
void link_changed(Turn& turn, Link link);
void change_language(Turn& turn, domain::Language language);
void sign_in_with_password(Turn& turn);
/// Asks the portal for what the screen shows.
void load(Turn& turn);

// ---- requests.cpp: the member's orders and requests
void place_order(Turn& turn);
void pay(Turn& turn);
void withdraw(Turn& turn);
void reject(Turn& turn);
void return_credit(Turn& turn);
void request_seen(Turn& turn, portal::RequestView view);
void request_changed(Turn& turn, const portal::RequestChanged& change);

// ---- card_work.cpp: what all work with the agent has in common, sign-in and check
void begin_sign_in(Turn& turn);
void begin_check(Turn& turn);
void challenge_known(Turn& turn, ChallengeKnown message);
void cards_listed(Turn& turn, domain::Result<agent::ListCards::Reply> reply);
void card_signed_in(Turn& turn, domain::Result<agent::SignIn::Reply> reply);
void permission_known(Turn& turn, Permission permission);
void agent_notified(Turn& turn, const agent::Notification& what);
/// Work cannot go on for now: says why, and keeps what it needs to go on later.
void interrupt(Turn& turn, domain::Error why);
void retry(Turn& turn);
void look_for_cards(Turn& turn, Job job);
void agent_timer(Turn& turn);

// ---- install.cpp: the renewal on the card
void enter_install(Turn& turn);
void begin_install(Turn& turn);
void install_cards(Turn& turn);
void status_known(Turn& turn, domain::Result<agent::RenewalStatus::Reply> reply);
void keys_made(Turn& turn, const agent::StartRenewal& call, domain::Result<agent::StartRenewal::Reply> reply);
void keys_sent(Turn& turn, const portal::SubmitKeys::Reply& reply);
void write_certificates(Turn& turn, std::vector<protocol::NewCertificate> certificates);
void certificates_written(Turn& turn, const agent::InstallRenewal& call,
                          domain::Result<agent::InstallRenewal::Reply> reply);
void confirmed(Turn& turn, portal::RequestView view);

// ---- acts.cpp: the queue and the signing of acts
void choose_rows(Turn& turn, const RowToggled& toggled);
void choose_all(Turn& turn, bool on);
void begin_acts(Turn& turn, std::vector<Chosen> targets);
void acts_prepared(Turn& turn, portal::PrepareActs::Reply reply);
void acts_cards(Turn& turn);
void acts_signed(Turn& turn, domain::Result<agent::SignActs::Reply> reply);
void acts_submitted(Turn& turn, portal::SubmitActs::Reply reply);

// ---- signatories.cpp
void appoint(Turn& turn);
void ask_withdraw_signatory(Turn& turn, const std::string& codice_fiscale);
void withdraw_signatory(Turn& turn);

} // namespace sigillo::app
