#include "web/portal/notices/notices.hpp"

#include "shared/domain/signatory.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/codec/event_codec.hpp"
#include "web/portal/codec/json_fields.hpp"
#include "web/portal/notices/mime.hpp"

#include <algorithm>
#include <optional>

namespace sigillo::portal {
namespace {

using codec::Json;
using domain::Language;

constexpr std::size_t payload_max_bytes = 256 * 1024;

/// Payload of `notice`.
struct NoticePayload {
    domain::RequestId request;
    domain::PersonId member;
    domain::OrderId order;
    std::string member_email;
    std::string member_mobile;
    domain::Channel channel = domain::Channel::email;
    domain::Recipient recipient = domain::Recipient::member;
    std::string text_key;
    std::optional<std::string> page; ///< that the link opens; absent: the request's

    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("request", self.request);
        f("member", self.member);
        f("order", self.order);
        f("member_email", self.member_email);
        f("member_mobile", self.member_mobile);
        f("channel", self.channel);
        f("recipient", self.recipient);
        f("text_key", self.text_key);
        f("page", self.page);
    }
};

/// Payload of `email` and `sms`; an SMS has neither name nor subject.
struct MessagePayload {
    std::string id;
    domain::Instant date;
    std::string to;
    std::string to_name;
    std::string subject;
    std::string text;
    std::string text_key;
    domain::RequestId request; ///< empty: about none
    std::optional<std::string> attachment_name;
    std::optional<std::string> attachment_type;
    std::optional<std::string> attachment; ///< base64

    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("id", self.id);
        f("date", self.date);
        f("to", self.to);
        f("to_name", self.to_name);
        f("subject", self.subject);
        f("text", self.text);
        f("text_key", self.text_key);
        f("request", self.request);
        f("attachment_name", self.attachment_name);
        f("attachment_type", self.attachment_type);
        f("attachment", self.attachment);
    }
};

/// Whether it is written like a letter, and what carries it.
struct Carriage {
    bool by_mail = true;
    std::string_view job = job_email;
};

Carriage carriage_of(domain::Channel channel) {
    switch (channel) {
    case domain::Channel::email:
        return {true, job_email};
    case domain::Channel::sms:
        return {false, job_sms};
    case domain::Channel::pec:
        return {true, job_pec};
    }
    return {};
}

JobFailed unreadable(std::string where) {
    return {{domain::ErrorId::internal, {{"reason", "payload " + std::move(where)}}}};
}

template <class Payload>
std::optional<JobFailed> read_payload(const Json& json, Payload& out) {
    if (auto fault = codec::read(json, out)) {
        return unreadable(fault->pointer);
    }
    return std::nullopt;
}

/// An error of the store's passes; anything else does not.
JobOutcome outcome_of(const domain::Error& error) {
    if (error.id == domain::ErrorId::storage_full || error.id == domain::ErrorId::storage_failed ||
        error.id == domain::ErrorId::request_changed_meanwhile ||
        error.id == domain::ErrorId::notice_unavailable) {
        return JobLater{error, std::nullopt, false};
    }
    return JobFailed{error};
}

struct Addressee {
    std::string name;
    std::string email;
    std::string mobile;
    Language language = Language::it;
};

Addressee addressee_of(const Account& account) {
    return {account.given_name + " " + account.surname, account.email, account.mobile, account.language};
}

/// People are called what the Order's register calls them; a certificate may have an old or a wrong name.
domain::Status name_by_register(const NoticePayload& notice, Store& store, texts::Parameters& parameters) {
    const auto row = store.register_row(notice.order, notice.member);
    if (!row) {
        const bool unknown =
            row.error().id == domain::ErrorId::not_found || row.error().id == domain::ErrorId::erased;
        return unknown ? domain::Status(domain::Done{}) : domain::Status(row.error());
    }
    parameters["given_name"] = row->entry.given_name;
    parameters["surname"] = row->entry.surname;
    return domain::Done{};
}

/// Whom the Order's own history has in office at that instant, signatories and deputies alike (X19): what an
/// account was given at some time says nothing about today.
domain::Result<std::vector<Addressee>> in_office(Store& store, const domain::OrderId& order,
                                                 domain::Instant now) {
    const auto stored = store.read(stream_of(order));
    if (!stored) {
        return stored.error();
    }
    const auto events = decode_signatories(*stored, store.vault());
    if (!events) {
        return events.error();
    }
    const auto state = domain::evolve(domain::SignatoryState{order, {}}, *events);
    std::vector<domain::PersonId> told;
    std::vector<Addressee> out;
    for (const auto& term : state.terms) {
        if (domain::standing_of(term, now) != domain::TermStanding::in_office) {
            continue;
        }
        const auto person = store.person_of(term.codice_fiscale);
        auto account = person ? store.account(*person) : domain::Result<Account>(person.error());
        if (!account) {
            if (account.error().id != domain::ErrorId::not_found) {
                return account.error();
            }
            continue; // signs with the card alone; nobody knows where to write
        }
        if (!account->disabled && std::find(told.begin(), told.end(), *person) == told.end()) {
            told.push_back(*person);
            out.push_back(addressee_of(*account));
        }
    }
    return out;
}

/// An empty list where nobody can be told.
domain::Result<std::vector<Addressee>> addressees_of(const NoticePayload& notice, Store& store,
                                                     const Catalogue& catalogue,
                                                     const texts::Parameters& parameters,
                                                     domain::Instant now) {
    const auto parameter = [&](const char* name) {
        const auto found = parameters.find(name);
        return found == parameters.end() ? std::string() : found->second;
    };
    const auto holders = [&](domain::Role role, const domain::OrderId& order) {
        std::vector<Addressee> out;
        auto accounts = store.holders_of(role, order);
        if (!accounts) {
            return domain::Result<std::vector<Addressee>>(accounts.error());
        }
        std::transform(accounts->begin(), accounts->end(), std::back_inserter(out), addressee_of);
        return domain::Result<std::vector<Addressee>>(std::move(out));
    };
    switch (notice.recipient) {
    case domain::Recipient::member: {
        auto account = store.account(notice.member);
        if (!account && account.error().id != domain::ErrorId::not_found) {
            return account.error();
        }
        Addressee member{parameter("given_name") + " " + parameter("surname"), "", "", Language::it};
        if (account) {
            member = addressee_of(*account);
        }
        member.email = member.email.empty() ? notice.member_email : member.email;
        member.mobile = member.mobile.empty() ? notice.member_mobile : member.mobile;
        return std::vector<Addressee>{std::move(member)};
    }
    case domain::Recipient::order: {
        const auto* order = catalogue.order(notice.order);
        if (order != nullptr && !order->mail.empty()) {
            return std::vector<Addressee>{{order->name.it, order->mail, "", Language::it}};
        }
        return holders(domain::Role::secretary, notice.order);
    }
    case domain::Recipient::signatories:
        return in_office(store, notice.order, now);
    case domain::Recipient::operators:
        return holders(domain::Role::operator_staff, {});
    }
    return std::vector<Addressee>{};
}

/// Of "name@it" and "name@en" the one of the language, as "name".
void in_language(texts::Parameters& parameters, Language language) {
    const std::string ending = "@" + std::string(domain::text_of(language));
    texts::Parameters chosen;
    for (const auto& [name, value] : parameters) {
        if (name.size() > ending.size() &&
            name.compare(name.size() - ending.size(), ending.size(), ending) == 0) {
            chosen[name.substr(0, name.size() - ending.size())] = value;
        }
    }
    for (auto& [name, value] : chosen) {
        parameters[name] = std::move(value);
    }
}

std::string host_of(const std::string& origin) {
    const auto start = origin.find("://");
    std::string host = start == std::string::npos ? origin : origin.substr(start + 3);
    host = host.substr(0, host.find_first_of(":/"));
    return host.empty() ? "localhost" : host;
}

/// What the audit knows of a message, beside the request and not in it: telling somebody does not change a
/// request.
NewEvent queued_event(const MessagePayload& message, std::string_view channel, domain::Instant now) {
    const Json fields = {{"request", message.request.value},
                         {"channel", channel},
                         {"text_key", message.text_key},
                         {"message_id", message.id}};
    return {"notice.queued", 1, now, "system", Json{{"fields", fields}}.dump()};
}

OutboxItem message_item(std::string_view key, std::string_view kind, const domain::PersonId& person,
                        const MessagePayload& payload, domain::Instant now) {
    return {std::string(key), std::string(kind), person, codec::write(payload).dump(), now};
}

template <class Send>
JobOutcome deliver(const OutboxItem& item, Send send) {
    Json json;
    if (auto fault = codec::parse_strict(item.payload, payload_max_bytes, 4, json)) {
        return unreadable(fault->reason);
    }
    MessagePayload message;
    if (auto failed = read_payload(json, message)) {
        return *failed;
    }
    if (auto sent = send(message); !sent) {
        return outcome_of(sent.error());
    }
    return JobDone{};
}

} // namespace

OutboxItem notice_item(const domain::SendNotice& notice, const NoticeSubject& subject, std::string_view key,
                       domain::Instant now) {
    const NoticePayload payload{subject.request,      subject.member,        subject.order,
                                subject.member_email, subject.member_mobile, notice.channel,
                                notice.recipient,     notice.text_key,       std::string(subject.page)};
    const Json json = {{"notice", codec::write(payload)}, {"parameters", notice.parameters}};
    return {std::string(key), std::string(job_notice), subject.member, json.dump(), now};
}

std::string request_link(const NoticeSettings& settings, const domain::RequestId& request,
                         std::string_view page) {
    return settings.origin + "/#/" + std::string(page) + "/" + request.value;
}

OutboxItem email_item(std::string_view key, const Email& email, const domain::PersonId& person,
                      domain::Instant now) {
    MessagePayload payload;
    payload.id = email.message_id;
    payload.date = email.date;
    payload.to = email.to;
    payload.to_name = email.to_name;
    payload.subject = email.subject;
    payload.text = email.text;
    if (email.attachment) {
        payload.attachment_name = email.attachment->name;
        payload.attachment_type = email.attachment->type;
        payload.attachment = pki::base64_of(pki::view_of(email.attachment->content));
    }
    return message_item(key, job_email, person, payload, now);
}

JobOutcome NoticeComposer::handle(const OutboxItem& item, domain::Instant now) {
    Json json;
    if (auto fault = codec::parse_strict(item.payload, payload_max_bytes, 4, json)) {
        return unreadable(fault->reason);
    }
    if (!json.is_object() || json.size() != 2 || !json.contains("notice") || !json.contains("parameters") ||
        !json["parameters"].is_object()) {
        return unreadable("");
    }
    NoticePayload notice;
    if (auto failed = read_payload(json["notice"], notice)) {
        return *failed;
    }
    texts::Parameters parameters;
    for (const auto& [name, value] : json["parameters"].items()) {
        if (!value.is_string()) {
            return unreadable("/parameters/" + name);
        }
        parameters[name] = value.get<std::string>();
    }
    const auto [by_mail, job] = carriage_of(notice.channel);
    if (!texts::has_text(notice.text_key + (by_mail ? ".body" : ".sms"))) {
        return JobFailed{{domain::ErrorId::not_found, {{"text", notice.text_key}}}};
    }
    if (const auto named = name_by_register(notice, store_, parameters); !named) {
        return outcome_of(named.error());
    }
    const auto addressees = addressees_of(notice, store_, catalogue_, parameters, now);
    if (!addressees) {
        return outcome_of(addressees.error());
    }
    parameters["link"] = request_link(settings_, notice.request, notice.page.value_or("request"));
    const auto secret_name = parameters.find(std::string(notice_secret));
    if (secret_name != parameters.end()) {
        const auto secret = store_.secret(notice.request, secret_name->second);
        if (!secret) {
            return outcome_of(secret.error());
        }
        parameters["code"] = *secret;
        parameters["secret"] = *secret;
    }
    const auto* order = catalogue_.order(notice.order);
    const StreamId log{StreamKind::system, "notices/" + notice.request.value};
    const auto logged = store_.read(log);
    if (!logged) {
        return outcome_of(logged.error());
    }
    Transaction transaction;
    transaction.streams.push_back({log, static_cast<std::int64_t>(logged->size()), {}});
    int number = 0;
    for (const auto& addressee : *addressees) {
        // The PEC address is the mailbox's that the notice is about, and no account's.
        const auto pec = parameters.find("address");
        const bool by_pec = notice.channel == domain::Channel::pec;
        const std::string to = by_pec    ? (pec == parameters.end() ? std::string() : pec->second)
                               : by_mail ? addressee.email
                                         : addressee.mobile;
        if (to.empty()) {
            continue;
        }
        in_language(parameters, addressee.language);
        if (order != nullptr) {
            parameters["order"] = order->name.in(addressee.language);
            parameters["order_mail"] = order->mail;
            parameters["order_phone"] = order->phone;
        }
        const std::string key = item.key + "/" + std::to_string(number++);
        MessagePayload message;
        message.id = pki::sha256_hex(pki::view_of(key)).substr(0, 32) + "@" + host_of(settings_.origin);
        message.date = now;
        message.to = to;
        message.text_key = notice.text_key;
        message.request = notice.request;
        if (by_mail) {
            message.to_name = addressee.name;
            message.subject = texts::text(addressee.language, notice.text_key + ".subject", parameters);
            message.text = texts::text(addressee.language, notice.text_key + ".body", parameters);
        } else {
            message.text = texts::text(addressee.language, notice.text_key + ".sms", parameters);
        }
        transaction.streams.back().events.push_back(
            queued_event(message, domain::text_of(notice.channel), now));
        transaction.writes.emplace_back(PutOutboxItem{message_item(key, job, notice.member, message, now)});
    }
    const bool told = !transaction.writes.empty();
    if (told && secret_name != parameters.end()) {
        transaction.writes.emplace_back(DeleteSecret{notice.request, secret_name->second});
    }
    if (!told) {
        // Nobody was told: somebody has to know.
        return JobFailed{{domain::ErrorId::notice_refused, {{"reason", "no address"}}}};
    }
    if (auto added = store_.append(transaction); !added) {
        return outcome_of(added.error());
    }
    return JobDone{};
}

JobOutcome EmailSender::handle(const OutboxItem& item, domain::Instant) {
    return deliver(item, [this](const MessagePayload& message) -> domain::Status {
        Email email{message.id, message.date, message.to, message.to_name, message.subject, message.text, {}};
        if (message.attachment) {
            const auto content = pki::bytes_of_base64(*message.attachment);
            if (!content) {
                return content.error();
            }
            email.attachment = Attachment{message.attachment_name.value_or("attachment"),
                                          message.attachment_type.value_or("application/octet-stream"),
                                          pki::text_of(*content)};
        }
        return mailer_.send(email);
    });
}

JobOutcome SmsSender::handle(const OutboxItem& item, domain::Instant) {
    return deliver(item, [this](const MessagePayload& message) {
        return gateway_.send({message.id, message.to, message.text});
    });
}

} // namespace sigillo::portal
