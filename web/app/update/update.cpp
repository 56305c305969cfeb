#include "web/app/update/update.hpp"

#include "shared/protocol/codec.hpp"
#include "web/app/update/turn.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;

namespace {

/// Asked again with what the screen shows; everything else is a command with an id of its own.
bool is_view(const portal::Request& call) {
    return std::holds_alternative<portal::Overview>(call) ||
           std::holds_alternative<portal::GetRequest>(call) || std::holds_alternative<portal::Queue>(call) ||
           std::holds_alternative<portal::ListSignatories>(call);
}

void refused(Turn& turn, const Error& why) {
    State& state = turn.state;
    if (why.id == ErrorId::session_expired || why.id == ErrorId::sign_in_required) {
        end_session(turn, why);
        return;
    }
    if (why.id == ErrorId::request_changed_meanwhile || why.id == ErrorId::price_changed) {
        load(turn);
    }
    if (state.work.job == Job::acts) {
        state.work.step = Step::idle;
    } else if (state.work.job == Job::install &&
               (state.work.step == Step::sending || state.work.step == Step::confirming)) {
        // The authority is away: the portal goes on asking it by itself.
        const bool later = why.id == ErrorId::issuer_unavailable;
        state.work.step = later ? Step::waiting : Step::ready;
        load(turn);
        if (later) {
            turn.want(Wait{Timer::poll, 5000});
        }
    }
    turn.fail(why);
}

/// The agent's answers go to the work that waits for them.
struct Answer {
    Turn& turn;
    const domain::Result<protocol::Json>& json;
    template <class Call>
    domain::Result<typename Call::Reply> reply() const {
        return json ? protocol::decode<typename Call::Reply>(*json) : json.error();
    }
    void operator()(const agent::Hello&) const {}
    void operator()(const agent::Diagnose&) const {}
    void operator()(const agent::ListCards&) const { cards_listed(turn, reply<agent::ListCards>()); }
    void operator()(const agent::SignIn&) const { card_signed_in(turn, reply<agent::SignIn>()); }
    void operator()(const agent::SignActs&) const { acts_signed(turn, reply<agent::SignActs>()); }
    void operator()(const agent::StartRenewal& call) const {
        keys_made(turn, call, reply<agent::StartRenewal>());
    }
    void operator()(const agent::InstallRenewal& call) const {
        certificates_written(turn, call, reply<agent::InstallRenewal>());
    }
    void operator()(const agent::RenewalStatus&) const { status_known(turn, reply<agent::RenewalStatus>()); }
};

class Handler {
  public:
    explicit Handler(Turn& turn) : turn_(turn), state_(turn.state) {}

    void operator()(Went&& message) {
        const Route route = parse_route(message.path);
        if (!message.moved) {
            turn_.want(Show{path_of(route)});
        }
        go(turn_, route);
    }
    void operator()(LanguageChosen&& message) { change_language(turn_, message.language); }
    void operator()(Typed&& message);
    void operator()(Ticked&& message) {
        switch (message.box) {
        case Box::contract:
        case Box::privacy:
        case Box::data_unchanged:
        case Box::immediate_execution:
        case Box::specific_approval:
            state_.accepted.at(static_cast<std::size_t>(message.box)) = message.on;
            state_.trouble.reset();
            return;
        case Box::keep_payment:
            if (state_.rejecting) {
                state_.rejecting->keep_payment = message.on;
            }
            return;
        case Box::deputy:
            if (state_.signatories.appointing) {
                state_.signatories.appointing->deputy = message.on;
            }
            return;
        }
    }
    void operator()(ReportAsked&& message) {
        state_.reported.reset();
        turn_.want(SendReport{message.way, std::move(message.content)});
    }
    void operator()(Reported&& message) { state_.reported = message; }
    void operator()(Pressed&& message);
    void operator()(CardChosen&& message) { state_.work.card = std::move(message.card); }
    void operator()(FilterChosen&& message) {
        state_.queue.filter = message.filter;
        state_.queue.page = 0;
        load(turn_);
    }
    void operator()(QueuePageChosen&& message) {
        state_.queue.page = message.page;
        load(turn_);
    }
    void operator()(RowToggled&& message) { choose_rows(turn_, message); }
    void operator()(AllToggled&& message) { choose_all(turn_, message.on); }
    void operator()(ReasonChosen&& message) {
        if (state_.rejecting) {
            state_.rejecting->reason = message.reason;
            state_.rejecting->note_missing = false;
        }
    }
    void operator()(WithdrawSignatoryAsked&& message) {
        ask_withdraw_signatory(turn_, message.codice_fiscale);
    }
    void operator()(Started&& message) { start(turn_, std::move(message)); }
    void operator()(SessionKnown&& message) { session_known(turn_, std::move(message)); }
    void operator()(ChallengeKnown&& message) { challenge_known(turn_, std::move(message)); }
    void operator()(LinkChanged&& message) { link_changed(turn_, message.link); }
    void operator()(PermissionKnown&& message) { permission_known(turn_, message.permission); }
    void operator()(TimerFired&& message) {
        switch (message.timer) {
        case Timer::session:
            if (user_of(state_) == nullptr) {
                turn_.want(FetchSession{});
            }
            return;
        case Timer::poll:
            if (state_.work.step == Step::waiting) {
                load(turn_);
                turn_.want(Wait{Timer::poll, 5000});
            }
            return;
        case Timer::agent:
            agent_timer(turn_);
            return;
        }
    }
    void operator()(PortalNotified&& message) {
        struct Notified {
            Turn& turn;
            void operator()(const portal::RequestChanged& change) const { request_changed(turn, change); }
            void operator()(const portal::SessionEnded&) const {
                end_session(turn, Error(ErrorId::session_expired));
            }
        };
        std::visit(Notified{turn_}, message.what);
    }
    void operator()(AgentNotified&& message) { agent_notified(turn_, message.what); }

    /// Answers of the portal: the ways to fail are the same for all.
    void operator()(PortalReplied&& message) {
        if (user_of(state_) == nullptr) {
            return; // signed out meanwhile
        }
        if (!message.reply && message.reply.error().id == ErrorId::portal_unreachable) {
            cut_off(std::move(message.call));
        } else if (!message.reply) {
            refused(turn_, message.reply.error());
        } else {
            const protocol::Json& json = *message.reply;
            std::visit([&](const auto& call) { decoded(call, json); }, message.call);
        }
    }
    void operator()(AgentReplied&& message) { std::visit(Answer{turn_, message.reply}, message.call); }

  private:
    template <class Call>
    void decoded(const Call& call, const protocol::Json& json) {
        auto reply = protocol::decode<typename Call::Reply>(json);
        if (reply) {
            done(call, std::move(*reply));
        } else {
            refused(turn_, reply.error());
        }
    }
    /// The connection broke under a call: a command is sent again once it is back, a view is asked for anew.
    void cut_off(portal::Request&& call) {
        state_.unreachable = true;
        if (is_view(call)) {
            return;
        }
        if (state_.link == Link::open) {
            turn_.want(CallPortal{std::move(call)});
        } else {
            state_.again = std::move(call);
        }
    }
    void done(const portal::Hello&, portal::Hello::Reply&&) {} // the connection says it
    void done(const portal::Overview&, portal::Overview::Reply&& reply) {
        state_.overview = std::move(reply);
    }
    void done(const portal::PlaceRenewal&, portal::RequestView&& reply) {
        // The order stands; from here on its page is where everything happens.
        state_.route = {Place::request, reply.row.id};
        turn_.want(Show{path_of(state_.route)});
        state_.accepted = {};
        state_.work = {};
        state_.request = std::move(reply);
        state_.busy = false;
        const auto* allowed = permission(*state_.request, portal::Action::pay);
        if (allowed != nullptr && !allowed->refusal) {
            pay(turn_);
        }
    }
    void done(const portal::GetRequest&, portal::RequestView&& reply) {
        request_seen(turn_, std::move(reply));
    }
    void done(const portal::BeginPayment&, portal::BeginPayment::Reply&& reply) {
        turn_.want(Leave{std::move(reply.url)}); // still busy: the page is about to go
    }
    void done(const portal::Withdraw&, portal::RequestView&& reply) { replaced(std::move(reply)); }
    void done(const portal::ReturnCredit&, portal::RequestView&& reply) { replaced(std::move(reply)); }
    void done(const portal::Reject&, portal::RequestView&& reply) { replaced(std::move(reply)); }
    void done(const portal::Queue& call, portal::Queue::Reply&& reply) {
        const bool asked = call.filter == state_.queue.filter && call.page == state_.queue.page;
        if (asked) {
            state_.queue.reply = std::move(reply);
        }
    }
    void done(const portal::PrepareActs&, portal::PrepareActs::Reply&& reply) {
        acts_prepared(turn_, std::move(reply));
    }
    void done(const portal::SubmitActs&, portal::SubmitActs::Reply&& reply) {
        acts_submitted(turn_, std::move(reply));
    }
    void done(const portal::SubmitKeys&, portal::SubmitKeys::Reply&& reply) { keys_sent(turn_, reply); }
    void done(const portal::ConfirmInstalled&, portal::RequestView&& reply) {
        confirmed(turn_, std::move(reply));
    }
    void done(const portal::ListSignatories&, portal::SignatoryList&& reply) { listed(std::move(reply)); }
    void done(const portal::AppointSignatory&, portal::SignatoryList&& reply) {
        state_.busy = false;
        state_.signatories.appointing.reset();
        listed(std::move(reply));
    }
    void done(const portal::WithdrawSignatory&, portal::SignatoryList&& reply) {
        state_.busy = false;
        listed(std::move(reply));
    }
    void replaced(portal::RequestView&& reply) {
        state_.busy = false;
        request_seen(turn_, std::move(reply));
    }
    void listed(portal::SignatoryList&& reply) { state_.signatories.list = std::move(reply); }

    Turn& turn_;
    State& state_;
};

void Handler::operator()(Typed&& message) {
    auto& appointing = state_.signatories.appointing;
    switch (message.field) {
    case Field::user:
        state_.sign_in.user = std::move(message.text);
        return;
    case Field::password:
        state_.sign_in.password = std::move(message.text);
        return;
    case Field::search:
        state_.queue.search = std::move(message.text);
        return;
    case Field::reject_note:
        if (state_.rejecting) {
            state_.rejecting->note = std::move(message.text);
            state_.rejecting->note_missing = false;
        }
        return;
    case Field::last_day:
        if (state_.signatories.withdrawing) {
            state_.signatories.withdrawing->until = std::move(message.text);
        }
        return;
    case Field::signatory_name:
    case Field::signatory_codice_fiscale:
    case Field::signatory_from:
    case Field::signatory_until:
        if (appointing) {
            std::string& target = message.field == Field::signatory_name ? appointing->name
                                  : message.field == Field::signatory_codice_fiscale
                                      ? appointing->codice_fiscale
                                  : message.field == Field::signatory_from ? appointing->from
                                                                           : appointing->until;
            target = std::move(message.text);
        }
        return;
    }
}

void Handler::operator()(Pressed&& message) {
    switch (message.command) {
    case Command::sign_in:
        return sign_in_with_password(turn_);
    case Command::sign_in_with_card:
        return begin_sign_in(turn_);
    case Command::sign_out:
        turn_.want(PostSignOut{});
        state_.route = {};
        turn_.want(Show{path_of(state_.route)});
        end_session(turn_, std::nullopt);
        state_.sign_in.signed_out = true;
        return;
    case Command::retry:
        return retry(turn_);
    case Command::read_card:
        return begin_check(turn_);
    case Command::place:
        return place_order(turn_);
    case Command::pay:
        return pay(turn_);
    case Command::ask_withdraw:
        state_.withdraw_open = true;
        return;
    case Command::withdraw:
        return withdraw(turn_);
    case Command::close_dialog:
        state_.withdraw_open = false;
        state_.rejecting.reset();
        state_.signatories.appointing.reset();
        state_.signatories.withdrawing.reset();
        return;
    case Command::return_credit:
        return return_credit(turn_);
    case Command::open_report:
        state_.report_open = true;
        state_.reported.reset();
        return;
    case Command::begin_install:
        return begin_install(turn_);
    case Command::search:
        state_.queue.page = 0;
        return load(turn_);
    case Command::sign_selected:
        return begin_acts(turn_, state_.queue.selected);
    case Command::validate_one:
        if (state_.request) {
            begin_acts(turn_, {{state_.request->row.id, state_.request->row.holder}});
        }
        return;
    case Command::ask_reject:
        state_.rejecting = Rejecting{};
        return;
    case Command::reject:
        return reject(turn_);
    case Command::ask_appoint:
        state_.signatories.appointing = Appointing{};
        state_.signatories.appointing->from =
            domain::to_text(domain::rome_date(domain::Instant{turn_.context.now}));
        return;
    case Command::appoint:
        return appoint(turn_);
    case Command::withdraw_signatory:
        return withdraw_signatory(turn_);
    }
}

} // namespace

Updated update(State state, Message message, const Context& context) {
    state.now = context.now;
    Turn turn{state, context, {}};
    std::visit(Handler(turn), std::move(message));
    std::vector<Effect> effects = std::move(turn.effects);
    return {std::move(state), std::move(effects)};
}

} // namespace sigillo::app
