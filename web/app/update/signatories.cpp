#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/instant.hpp"
#include "web/app/update/office.hpp"

namespace sigillo::app {

namespace {

void listed(Turn& turn, portal::SignatoryList&& reply) {
    turn.state.signatories.list = std::move(reply);
}

void withdrawn(Turn& turn, portal::SignatoryList&& reply) {
    turn.state.busy = false;
    listed(turn, std::move(reply));
}

void appointed(Turn& turn, portal::SignatoryList&& reply) {
    turn.state.signatories.appointing.reset();
    withdrawn(turn, std::move(reply));
}

} // namespace

void load_signatories(Turn& turn) {
    turn.portal<listed>(portal::ListSignatories{});
}

void ask_appoint(Turn& turn) {
    auto& appointing = turn.state.signatories.appointing;
    appointing = Appointing{};
    appointing->from = domain::to_text(domain::rome_date(domain::Instant{turn.context.now}));
}

void appoint(Turn& turn) {
    State& state = turn.state;
    auto& form = state.signatories.appointing;
    if (!form || !state.signatories.list || state.busy) {
        return;
    }
    form->asked = true;
    state.trouble.reset();
    const auto code = domain::CodiceFiscale::parse(form->codice_fiscale);
    const bool until_sound = form->until.empty() || domain::parse_date(form->until).ok();
    if (form->name.empty() || !code || !domain::parse_date(form->from).ok() || !until_sound) {
        return;
    }
    portal::AppointSignatory call;
    call.command = turn.context.fresh_id;
    call.seq = state.signatories.list->seq;
    call.codice_fiscale = code->text();
    call.name = form->name;
    call.from = form->from;
    if (!form->until.empty()) {
        call.until = form->until;
    }
    call.deputy = form->deputy;
    state.busy = true;
    turn.portal<appointed>(call);
}

void ask_withdraw_signatory(Turn& turn, const std::string& codice_fiscale) {
    auto& signatories = turn.state.signatories;
    if (!signatories.list) {
        return;
    }
    for (const auto& one : signatories.list->signatories) {
        if (one.codice_fiscale == codice_fiscale) {
            signatories.withdrawing =
                Withdrawing{one.codice_fiscale, one.name,
                            domain::to_text(domain::rome_date(domain::Instant{turn.context.now}))};
            return;
        }
    }
}

void withdraw_signatory(Turn& turn) {
    State& state = turn.state;
    auto& form = state.signatories.withdrawing;
    if (!form || !state.signatories.list || state.busy) {
        return;
    }
    // Without a last day it is at once.
    std::optional<std::string> until;
    if (!form->until.empty()) {
        if (!domain::parse_date(form->until)) {
            return;
        }
        until = form->until;
    }
    state.busy = true;
    state.trouble.reset();
    turn.portal<withdrawn>(portal::WithdrawSignatory{turn.context.fresh_id, state.signatories.list->seq,
                                                     form->codice_fiscale, std::move(until)});
    form.reset();
}

} // namespace sigillo::app
