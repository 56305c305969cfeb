#include "shared/pki/authority.hpp"
#include "web/portal/api/command_key.hpp"
#include "web/portal/api/purchase/purchase_desk.hpp"
#include "web/portal/identity/card_proof.hpp"
#include "web/portal/notices/notices.hpp"

// How the holder shows who they are: before validation, and when the certificate is activated (X10, X11).
namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr domain::Duration challenge_lifetime = domain::Duration::minutes(5);
constexpr domain::Duration otp_lifetime = domain::Duration::minutes(10);
constexpr int guesses = 5;
constexpr domain::Duration guess_window = domain::Duration::minutes(15);

std::string otp_purpose(const domain::RequestId& request) {
    return "otp/" + request.value;
}
std::string challenge_purpose(const domain::RequestId& request) {
    return "identification/" + request.value;
}

/// Six digits, each as likely as the others.
std::string random_otp() {
    constexpr std::uint32_t space = 1'000'000;
    constexpr std::uint32_t fair = 0xFFFFFFFFU - 0xFFFFFFFFU % space;
    for (;;) {
        const auto bytes = pki::random_serial();
        const std::uint32_t number = (std::uint32_t{bytes[1]} << 24U) | (std::uint32_t{bytes[2]} << 16U) |
                                     (std::uint32_t{bytes[3]} << 8U) | std::uint32_t{bytes[4]};
        if (number < fair) {
            std::string digits = std::to_string(number % space);
            return std::string(6 - digits.size(), '0') + digits;
        }
    }
}

} // namespace

domain::Digest activation_digest(Vault& vault, const domain::RequestId& request, std::string_view code) {
    std::string plain;
    for (const char c : code) {
        if (c != ' ' && c != '-') {
            plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return domain::Digest(pki::hex_of(vault.token("activation", request.value + "/" + plain)));
}

domain::Status PurchaseDesk::within_limit(const std::string& key) {
    const auto allowed = purchases_.store().count_attempt(key, purchases_.now(), guess_window, guesses);
    if (!allowed) {
        return allowed.error();
    }
    return *allowed ? domain::Status(domain::Done{}) : domain::Status(ErrorId::rate_limited);
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::ChooseIdentification& message) {
    const auto method = domain::parse_enum<domain::IdentificationMethod>(message.method_chosen);
    if (!method) {
        return ErrorId::identification_not_offered;
    }
    return carry_out(caller, message, domain::purchase::ChooseIdentification{*method});
}

domain::Result<wire::BeginIdentification::Reply>
PurchaseDesk::handle(const Caller& caller, const wire::BeginIdentification& message) {
    const auto loaded = visible(caller, message.request);
    if (!loaded) {
        return loaded.error();
    }
    const auto& state = loaded->state;
    const auto facts = purchases_.facts(state, caller.actor());
    if (!facts) {
        return facts.error();
    }
    if (const auto allowed =
            domain::purchase::precondition(state, domain::purchase::CommandKind::record_identified, *facts);
        !allowed) {
        return allowed.error();
    }
    if (!state.form.identification) {
        return ErrorId::identification_not_offered;
    }
    wire::BeginIdentification::Reply reply;
    if (domain::is_by_card(*state.form.identification)) {
        reply.nonce = pki::hex_of(pki::random_serial()) + pki::hex_of(pki::random_serial());
        const auto added = purchases_.store().add_nonce(challenge_purpose(state.subject.request),
                                                        *reply.nonce, purchases_.now() + challenge_lifetime);
        return added ? domain::Result<wire::BeginIdentification::Reply>(reply)
                     : domain::Result<wire::BeginIdentification::Reply>(added.error());
    }
    if (identity_ == nullptr) {
        return ErrorId::identification_not_offered;
    }
    const auto page =
        identity_->page_of({state.subject.request, *state.form.identification, caller.account.person.value,
                            request_link({origin_}, state.subject.request)},
                           purchases_.now());
    if (!page) {
        return page.error();
    }
    reply.url = *page;
    return reply;
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::ProveIdentity& message) {
    const auto loaded = visible(caller, message.request);
    if (!loaded) {
        return loaded.error();
    }
    const auto& state = loaded->state;
    const auto key = key_of(caller, message, purchases_.now());
    const auto before = purchases_.store().reply_of(key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return views_.request(state.subject.request, caller);
    }
    const auto fresh = purchases_.store().consume_nonce(challenge_purpose(state.subject.request),
                                                        message.nonce, purchases_.now());
    if (!fresh) {
        return fresh.error();
    }
    if (!*fresh) {
        return ErrorId::sign_in_challenge_expired;
    }
    if (!state.form.identification) {
        return ErrorId::identification_not_offered;
    }
    const auto picture = trust_.picture();
    auto found = verify_identification(
        message.p7m, {origin_, message.nonce, state.subject.request, *state.form.identification},
        picture->trust, picture->revocation, purchases_.now());
    if (!found) {
        return found.error();
    }
    PurchaseExecution execution;
    execution.identification = *found;
    execution.writes.emplace_back(
        PutDocument{{found->evidence, "identification", state.subject.member, message.p7m}});
    return carry_out(caller, message, domain::purchase::RecordIdentified{*state.form.identification},
                     std::move(execution));
}

domain::Status PurchaseDesk::identity_reported(std::string_view body) {
    if (identity_ == nullptr) {
        return ErrorId::identification_not_offered;
    }
    auto report = identity_->read_callback(body, purchases_.now());
    if (!report) {
        return report.error();
    }
    if (report->outcome == IdentityReport::Outcome::refused) {
        return domain::Done{};
    }
    domain::purchase::IdentificationFacts found;
    found.method = report->method;
    found.names_this_request = true;
    found.evidence = domain::Digest(pki::sha256_hex(report->evidence));
    if (const auto code = domain::CodiceFiscale::parse(report->codice_fiscale); code) {
        found.holder = *code;
    }
    const auto loaded = purchases_.load(report->request);
    if (!loaded) {
        return loaded.error();
    }
    PurchaseExecution execution;
    execution.key = CommandKey{"identity", report->command.value, found.evidence.value, purchases_.now()};
    execution.request = report->request;
    execution.identification = found;
    execution.command = domain::purchase::RecordIdentified{report->method};
    execution.writes.emplace_back(PutDocument{
        {found.evidence, "identification", loaded->state.subject.member, std::move(report->evidence)}});
    const auto executed = purchases_.execute_as_system(std::move(execution));
    return executed ? domain::Status(domain::Done{}) : domain::Status(executed.error());
}

domain::Result<wire::SendOtp::Reply> PurchaseDesk::handle(const Caller& caller,
                                                          const wire::SendOtp& message) {
    const auto loaded = visible(caller, message.request);
    if (!loaded) {
        return loaded.error();
    }
    const auto& state = loaded->state;
    const auto facts = purchases_.facts(state, caller.actor());
    if (!facts) {
        return facts.error();
    }
    if (const auto allowed =
            domain::purchase::precondition(state, domain::purchase::CommandKind::activate, *facts);
        !allowed) {
        return allowed.error();
    }
    if (const auto limited = within_limit("otp-sent/" + message.request); !limited) {
        return limited.error();
    }
    const std::string otp = random_otp();
    const domain::Instant until = purchases_.now() + otp_lifetime;
    if (const auto added = purchases_.store().add_nonce(otp_purpose(state.subject.request), otp, until);
        !added) {
        return added.error();
    }
    const domain::SendNotice notice{domain::NoticeStep::activation_code,
                                    domain::Channel::sms,
                                    domain::Recipient::member,
                                    "notice.otp.activation",
                                    {{"code", otp}, {"request", message.request}}};
    const auto& holder = state.form.holder;
    Transaction transaction;
    transaction.writes.emplace_back(PutOutboxItem{notice_item(
        notice,
        {state.subject.request, state.subject.member, state.subject.order, holder.email, holder.mobile},
        "otp/" + message.request + "/" + pki::hex_of(pki::random_serial()), purchases_.now())});
    if (const auto queued = purchases_.store().append(transaction); !queued) {
        return queued.error();
    }
    const std::string end = holder.mobile.size() > 3 ? holder.mobile.substr(holder.mobile.size() - 3) : "";
    return wire::SendOtp::Reply{"…" + end, until.seconds};
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller, const wire::Activate& message) {
    const auto loaded = visible(caller, message.request);
    if (!loaded) {
        return loaded.error();
    }
    const auto& state = loaded->state;
    const auto key = key_of(caller, message, purchases_.now());
    const auto before = purchases_.store().reply_of(key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return views_.request(state.subject.request, caller);
    }
    if (const auto limited = within_limit("activation/" + message.request); !limited) {
        return limited.error();
    }
    domain::purchase::ActivationFacts found;
    found.code_matches = activation_digest(purchases_.store().vault(), state.subject.request, message.code) ==
                         state.activation_code;
    const auto typed = domain::CodiceFiscale::parse(message.codice_fiscale);
    const auto holder = domain::CodiceFiscale::parse(state.form.holder.codice_fiscale);
    found.codice_fiscale_matches = typed && holder && *typed == *holder;
    // An OTP is used up only by an activation that is otherwise right.
    if (found.code_matches && found.codice_fiscale_matches) {
        const auto used = purchases_.store().consume_nonce(otp_purpose(state.subject.request), message.otp,
                                                           purchases_.now());
        if (!used) {
            return used.error();
        }
        found.otp_matches = *used;
    }
    PurchaseExecution execution;
    execution.activation = found;
    return carry_out(caller, message, domain::purchase::Activate{}, std::move(execution));
}

} // namespace sigillo::portal
