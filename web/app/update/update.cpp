#include "web/app/update/update.hpp"

#include "shared/protocol/codec.hpp"
#include "web/app/update/mailbox.hpp"
#include "web/app/update/turn.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;

namespace {

class Handler {
  public:
    explicit Handler(Turn& turn) : turn_(turn), state_(turn.state) {}

    void operator()(Went&& message) {
        if (document_of(message.path) != turn_.edition().base) {
            turn_.want(Leave{std::move(message.path)});
            return;
        }
        const Route route = parse_route(message.path);
        if (!message.moved) {
            turn_.want(Show{address_of(turn_.edition(), route)});
        }
        go(turn_, route);
    }
    void operator()(LanguageChosen&& message) { turn_.want(FetchTexts{message.language}); }
    void operator()(TextsKnown&& message) { texts_known(turn_, message); }
    void operator()(MemberMessage&& message) {
        if (turn_.edition().member != nullptr) {
            turn_.edition().member(turn_, std::move(message));
        }
    }
    void operator()(OfficeMessage&& message) {
        if (turn_.edition().office != nullptr) {
            turn_.edition().office(turn_, std::move(message));
        }
    }
    void operator()(PhotoKnown&& message) {
        auto& buying = state_.buying;
        buying.photo_failed = !message.sound;
        buying.photo = std::move(message.url);
        buying.photo_jpeg = std::move(message.jpeg);
    }
    void operator()(Typed&& message);
    void operator()(MailboxTyped&& message) { mailbox_typed(turn_, std::move(message)); }
    void operator()(FileKnown&& message) {
        if (state_.mailbox.choosing) {
            paper_known(turn_, std::move(message));
        } else if (turn_.edition().office != nullptr) {
            turn_.edition().office(turn_, std::move(message));
        }
    }
    void operator()(ReportAsked&& message) {
        state_.reported.reset();
        turn_.want(SendReport{message.way, std::move(message.content)});
    }
    void operator()(Reported&& message) { state_.reported = message; }
    void operator()(Pressed&& message);
    void operator()(CardChosen&& message) { state_.work.card = std::move(message.card); }
    void operator()(Started&& message) { start(turn_, std::move(message)); }
    void operator()(SessionKnown&& message) { session_known(turn_, std::move(message)); }
    void operator()(PasswordAnswered&& message) {
        auto& form = state_.new_password;
        form.busy = false;
        form.done = message.done.ok();
        if (!message.done) {
            turn_.fail(message.done.error());
        } else if (state_.route.place == Place::own_password) {
            // Every session ended with that, which the page may have heard already: in again, with the new
            // one.
            turn_.show({});
            end_session(turn_, std::nullopt);
            state_.sign_in.password_changed = true;
        }
    }
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
        case Timer::save:
            if (const Room* room = room_of(turn_.edition(), Place::draft); room != nullptr) {
                state_.buying.timed = false;
                room->leave(turn_);
            }
            return;
        case Timer::texts:
            turn_.want(FetchTexts{state_.language});
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
            message.call.answered(turn_, message.call.params, std::move(message.reply));
        }
    }
    void operator()(AgentReplied&& message) {
        message.call.answered(turn_, message.call.params, std::move(message.reply));
    }

  private:
    /// The connection broke under a call: a command is sent again once it is back, a view is asked for anew.
    void cut_off(Call&& call) {
        state_.unreachable = true;
        if (!call.insistent) {
            return;
        }
        if (state_.link == Link::open) {
            turn_.want(CallPortal{std::move(call)});
        } else {
            state_.again = std::move(call);
        }
    }

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
    case Field::current_password:
        state_.new_password.current = std::move(message.text);
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
        turn_.show({});
        end_session(turn_, std::nullopt);
        state_.sign_in.signed_out = true;
        return;
    case Command::change_password:
        return change_password(turn_);
    case Command::retry:
        return retry(turn_);
    case Command::close_dialog:
        state_.withdraw_open = false;
        state_.own_data.asking = false;
        state_.rejecting.reset();
        state_.signatories.appointing.reset();
        state_.signatories.withdrawing.reset();
        state_.users.form.reset();
        state_.mailbox.withdraw_open = false;
        state_.mailbox.decline_open = false;
        return;
    case Command::open_report:
        state_.report_open = true;
        state_.reported.reset();
        return;
    default: // what only one edition does
        for (const Deed& deed : turn_.edition().deeds) {
            if (deed.command == message.command) {
                return deed.run(turn_);
            }
        }
    }
}

} // namespace

void refused(Turn& turn, const Error& why) {
    if (why.id == ErrorId::session_expired || why.id == ErrorId::sign_in_required) {
        end_session(turn, why);
        return;
    }
    auto& buying = turn.state.buying;
    buying.saving = false;
    buying.going_on = false;
    if (why.id == ErrorId::request_changed_meanwhile || why.id == ErrorId::price_changed) {
        buying.stale = true;
        load(turn);
    }
    const JobKind* kind = kind_of(turn.edition(), turn.state.work.job);
    if (kind != nullptr && kind->refused != nullptr) {
        kind->refused(turn, why);
    }
    turn.fail(why);
}

Updated update(State state, Message message, const Context& context) {
    state.now = context.now;
    Turn turn{state, context, {}};
    std::visit(Handler(turn), std::move(message));
    std::vector<Effect> effects = std::move(turn.effects);
    return {std::move(state), std::move(effects)};
}

} // namespace sigillo::app
