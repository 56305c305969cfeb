#include "web/portal/api/privacy/privacy_desk.hpp"

#include "web/portal/api/command_key.hpp"
#include "web/portal/api/privacy/personal_copy.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr int copies_an_hour = 10;
constexpr int days_until_asked_again = 365; ///< of whoever is enrolled

StreamId privacy_stream(const domain::PersonId& person) {
    return {StreamKind::person, person.value + "/privacy"};
}

bool is_open(Lane lane) {
    return lane != Lane::none && lane != Lane::ended;
}

/// What keeps a certificate's papers: the act that let it be, its issue, the proof of who asked.
bool concerns_certificates(std::string_view type) {
    for (const std::string_view end : {".validated", ".certificates_issued", ".issued", ".holder_identified",
                                       ".activated", ".status_changed"}) {
        if (type.size() > end.size() && type.substr(type.size() - end.size()) == end) {
            return true;
        }
    }
    return false;
}

template <class T>
void keep_latest(std::optional<T>& latest, const T& value) {
    if (!latest || *latest < value) {
        latest = value;
    }
}

struct Held {
    domain::Holdings holdings;
    std::vector<RequestRow> requests;
    std::vector<domain::OrderId> registers;
    int payments = 0;
    int cards = 0;
};

domain::Result<Held> look(Store& store, const domain::PersonId& person,
                          const std::vector<domain::RoleGrant>& roles) {
    Held held;
    auto requests = store.requests_of(person);
    const auto rows = store.register_rows(person);
    const auto events = store.events_about(person);
    const auto cards = store.cards_of(person);
    if (!requests || !rows || !events || !cards) {
        return !requests ? requests.error() : !rows ? rows.error() : !events ? events.error() : cards.error();
    }
    held.cards = static_cast<int>(cards->size());
    held.holdings.works_here = std::any_of(roles.begin(), roles.end(), [](const domain::RoleGrant& grant) {
        return grant.role != domain::Role::member;
    });
    for (const auto& row : *rows) {
        if (row.entry.status != domain::EnrolmentStatus::cancelled) {
            held.holdings.enrolled = true;
            held.registers.push_back(row.entry.order);
        }
    }
    for (const auto& request : *requests) {
        held.holdings.request_open = held.holdings.request_open || is_open(request.lane);
        const auto payments = store.payments_of(request.id);
        if (!payments) {
            return payments.error();
        }
        for (const auto& payment : *payments) {
            if (payment.state == PaymentState::paid || payment.state == PaymentState::refunded) {
                ++held.payments;
                keep_latest(held.holdings.last_payment, payment.settled.value_or(payment.created));
            }
        }
    }
    for (const auto& card : *cards) {
        keep_latest(held.holdings.last_certificate, card.certificates.authentication.not_before);
        keep_latest(held.holdings.last_certificate, card.certificates.signature.not_before);
    }
    for (const auto& event : *events) {
        if (event.stream.kind == StreamKind::request && concerns_certificates(event.event.type)) {
            keep_latest(held.holdings.last_certificate, event.event.at);
        }
    }
    held.requests = std::move(*requests);
    return held;
}

std::optional<std::string> text_of(const std::optional<domain::Date>& day) {
    return day ? std::optional<std::string>(domain::to_text(*day)) : std::nullopt;
}

/// When to look again: the day after the last one kept, or in a year where nobody knows.
domain::Instant look_again(const domain::Retention& kept, domain::Instant now) {
    const auto until = kept.until();
    return until && !kept.enrolled ? domain::end_of_day_in_rome(*until) + domain::Duration{1}
                                   : now + domain::Duration::days(days_until_asked_again);
}

domain::Status note(Store& store, const domain::PersonId& person, std::string_view type,
                    const std::string& actor, domain::Instant now, const domain::Retention& kept,
                    Transaction& transaction) {
    const StreamId stream = privacy_stream(person);
    const auto before = store.read(stream);
    if (!before) {
        return before.error();
    }
    NewEvent event;
    event.type = std::string(type);
    event.at = now;
    event.actor = actor;
    protocol::Json fields = protocol::Json::object();
    if (const auto until = text_of(kept.until())) {
        fields["kept_until"] = *until;
    }
    event.payload = protocol::dump(protocol::Json{{"fields", std::move(fields)}});
    transaction.streams.push_back({stream, static_cast<std::int64_t>(before->size()), {std::move(event)}});
    return domain::Done{};
}

wire::ErasureObstacle wire_of(domain::ErasureObstacle obstacle) {
    switch (obstacle) {
    case domain::ErasureObstacle::office_role:
        return wire::ErasureObstacle::office_role;
    case domain::ErasureObstacle::open_request:
        return wire::ErasureObstacle::open_request;
    }
    return wire::ErasureObstacle::open_request;
}

domain::Result<wire::EraseOwnData::Reply> read_reply(const std::string& stored) {
    const auto json = protocol::parse_bounded(stored, {256, 2});
    if (!json) {
        return json.error();
    }
    return protocol::decode<wire::EraseOwnData::Reply>(*json);
}

class ErasureJob final : public JobHandler {
  public:
    explicit ErasureJob(Store& store) : store_(store) {}
    [[nodiscard]] std::string kind() const override { return std::string(job_erase); }
    JobOutcome handle(const OutboxItem& item, domain::Instant now) override {
        const domain::PersonId person(item.payload);
        const auto account = store_.account(person);
        if (!account) {
            return account.error().id == ErrorId::erased || account.error().id == ErrorId::not_found
                       ? JobOutcome(JobDone{})
                       : JobOutcome(JobLater{account.error(), std::nullopt, false});
        }
        if (!account->disabled) {
            return JobDone{}; // the person came back
        }
        const auto held = look(store_, person, account->roles);
        if (!held) {
            return JobLater{held.error(), std::nullopt, false};
        }
        const auto kept = domain::retention_of(held->holdings, now);
        if (kept.anything()) {
            return JobLater{Error(ErrorId::wrong_state), look_again(kept, now), true};
        }
        Transaction transaction;
        if (const auto noted = note(store_, person, "privacy.erased", "system", now, kept, transaction);
            !noted) {
            return JobLater{noted.error(), std::nullopt, false};
        }
        transaction.writes.emplace_back(ErasePerson{person, now});
        const auto appended = store_.append(transaction);
        return appended ? JobOutcome(JobDone{}) : JobOutcome(JobLater{appended.error(), std::nullopt, false});
    }

  private:
    Store& store_;
};

} // namespace

domain::Result<wire::GetPrivacy::Reply> PrivacyDesk::handle(const Caller& caller, const wire::GetPrivacy&) {
    const auto& person = caller.account.person;
    const auto held = look(store_, person, caller.account.roles);
    const auto drafts = store_.drafts_of(person);
    if (!held || !drafts) {
        return held ? drafts.error() : held.error();
    }
    wire::GetPrivacy::Reply reply;
    reply.cards = held->cards;
    reply.requests = static_cast<int>(held->requests.size());
    reply.drafts = static_cast<int>(drafts->size());
    reply.payments = held->payments;
    for (const auto& order : held->registers) {
        const auto* info = catalogue_.order(order);
        reply.registers.push_back(info == nullptr ? order.value : info->name.in(caller.language));
    }
    const auto kept = domain::retention_of(held->holdings, clock_.now());
    reply.receipts_until = text_of(kept.receipts);
    reply.certificates_until = text_of(kept.certificates);
    if (const auto obstacle = domain::erasure_obstacle(held->holdings)) {
        reply.obstacle = wire_of(*obstacle);
    }
    return reply;
}

domain::Result<wire::EraseOwnData::Reply> PrivacyDesk::handle(const Caller& caller,
                                                              const wire::EraseOwnData& message) {
    const auto& person = caller.account.person;
    const domain::Instant now = clock_.now();
    const CommandKey key = key_of(caller, message, now);
    const auto before = store_.reply_of(key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return read_reply(**before);
    }
    const auto held = look(store_, person, caller.account.roles);
    const auto drafts = store_.drafts_of(person);
    if (!held || !drafts) {
        return held ? drafts.error() : held.error();
    }
    if (domain::erasure_obstacle(held->holdings)) {
        return ErrorId::wrong_state;
    }
    const auto kept = domain::retention_of(held->holdings, now);
    const wire::EraseOwnData::Reply reply{!kept.anything(),
                                          kept.enrolled ? std::nullopt : text_of(kept.until())};
    Transaction transaction;
    transaction.command = key;
    transaction.reply = protocol::dump(protocol::encode(reply));
    if (const auto noted =
            note(store_, person, "privacy.erasure_asked", person.value, now, kept, transaction);
        !noted) {
        return noted.error();
    }
    if (reply.complete) {
        transaction.writes.emplace_back(ErasePerson{person, now});
    } else {
        // What has to be kept is about somebody: code and name stay with it, and nothing to reach them by.
        Account closed;
        closed.person = person;
        closed.codice_fiscale = caller.account.codice_fiscale;
        closed.given_name = caller.account.given_name;
        closed.surname = caller.account.surname;
        closed.language = caller.account.language;
        closed.disabled = true;
        transaction.writes.emplace_back(PutAccount{std::move(closed)});
        transaction.writes.emplace_back(EndSessions{person});
        for (const auto& draft : *drafts) {
            transaction.writes.emplace_back(DeleteDraft{draft.id});
        }
        // Under nobody's key: the job outlives what it erases.
        transaction.writes.emplace_back(
            PutOutboxItem{{std::string(job_erase) + "/" + person.value + "/" + std::to_string(now.seconds),
                           std::string(job_erase),
                           {},
                           person.value,
                           look_again(kept, now)}});
    }
    const auto appended = store_.append(transaction);
    if (!appended) {
        return appended.error();
    }
    return read_reply(appended->reply);
}

domain::Result<std::string> PrivacyDesk::copy(const Caller& caller) {
    const auto within = store_.count_attempt("copy:" + caller.account.person.value, clock_.now(),
                                             domain::Duration{3600}, copies_an_hour);
    if (!within) {
        return within.error();
    }
    if (!*within) {
        return ErrorId::rate_limited;
    }
    return personal_copy(store_, catalogue_, caller, clock_.now());
}

std::unique_ptr<JobHandler> make_erasure_job(Store& store) {
    return std::make_unique<ErasureJob>(store);
}

} // namespace sigillo::portal
