#include "web/portal/api/privacy/personal_copy.hpp"

#include "shared/pki/bytes.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/codec/event_codec.hpp"
#include "web/portal/codec/json_fields.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace sigillo::portal {

namespace {

using codec::Json;
using Ordered = nlohmann::ordered_json;

constexpr std::string_view sign_ins = "sign-in/";

/// The texts within a value that look like the hash of a document.
void collect_digests(const Json& value, std::set<std::string>& out) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos) {
            out.insert(text);
        }
    } else if (value.is_structured()) {
        for (const auto& inner : value) {
            collect_digests(inner, out);
        }
    }
}

void collect_names(const Ordered& value, std::set<std::string>& out) {
    if (value.is_object()) {
        for (const auto& [name, inner] : value.items()) {
            out.insert(name);
            collect_names(inner, out);
        }
    } else if (value.is_array()) {
        for (const auto& inner : value) {
            collect_names(inner, out);
        }
    }
}

class Copy {
  public:
    Copy(Store& store, const Catalogue& catalogue, const Caller& caller)
        : store_(store), catalogue_(catalogue), account_(caller.account), language_(caller.language) {}

    domain::Status make(domain::Instant now) {
        out_["made_at"] = domain::to_rfc3339(now);
        out_["account"] = account();
        for (const auto step : {&Copy::registers, &Copy::cards, &Copy::events, &Copy::requests, &Copy::drafts,
                                &Copy::documents, &Copy::door, &Copy::messages}) {
            if (const auto done = (this->*step)(); !done) {
                return done;
            }
        }
        std::set<std::string> names;
        collect_names(out_, names);
        const auto book = texts::compiled(language_);
        for (const auto& name : names) {
            if (const std::string key = "domain.field." + name; book.has(key)) {
                out_["field_names"][name] = book.text(key);
            }
        }
        return domain::Done{};
    }
    [[nodiscard]] std::string text() const { return out_.dump(2) + "\n"; }

  private:
    [[nodiscard]] std::string name_of(const domain::OrderId& order) const {
        const auto* info = catalogue_.order(order);
        return info == nullptr ? order.value : info->name.in(language_);
    }

    [[nodiscard]] Ordered account() const {
        Ordered out;
        out["codice_fiscale"] = account_.codice_fiscale.text();
        out["given_name"] = account_.given_name;
        out["surname"] = account_.surname;
        out["email"] = account_.email;
        out["email_verified"] = account_.email_verified;
        out["mobile"] = account_.mobile;
        out["language"] = std::string(domain::text_of(account_.language));
        out["has_password"] = !account_.password_hash.empty();
        out["roles"] = Ordered::array();
        for (const auto& grant : account_.roles) {
            out["roles"].push_back({{"role", std::string(domain::text_of(grant.role))},
                                    {"order", grant.order.value},
                                    {"order_name", grant.order.empty() ? "" : name_of(grant.order)}});
        }
        return out;
    }

    domain::Status registers() {
        const auto rows = store_.register_rows(account_.person);
        if (!rows) {
            return rows.error();
        }
        out_["registers"] = Ordered::array();
        for (const auto& row : *rows) {
            Ordered entry = codec::write(row.entry);
            entry["order_name"] = name_of(row.entry.order);
            out_["registers"].push_back(std::move(entry));
        }
        return domain::Done{};
    }

    domain::Status cards() {
        const auto rows = store_.cards_of(account_.person);
        if (!rows) {
            return rows.error();
        }
        out_["cards"] = Ordered::array();
        for (const auto& row : *rows) {
            Ordered card = codec::write(row.certificates);
            card["order"] = row.order.value;
            card["order_name"] = name_of(row.order);
            card["convention"] = row.convention.value;
            card["authentication_certificate"] = pki::base64_of(row.authentication_der);
            card["signature_certificate"] = pki::base64_of(row.signature_der);
            out_["cards"].push_back(std::move(card));
        }
        return domain::Done{};
    }

    /// Which of the events are about this person alone, and which are something that they did elsewhere.
    domain::Status events() {
        const auto stored = store_.events_about(account_.person);
        const auto own_requests = store_.requests_of(account_.person);
        if (!stored || !own_requests) {
            return stored ? own_requests.error() : stored.error();
        }
        const auto is_own = [&](const StreamId& stream) {
            return stream.kind == StreamKind::person ||
                   (stream.kind == StreamKind::request &&
                    std::any_of(own_requests->begin(), own_requests->end(),
                                [&](const RequestRow& row) { return row.id.value == stream.name; }));
        };
        out_["sign_ins"] = Ordered::array();
        out_["own_acts"] = Ordered::array();
        for (const auto& event : *stored) {
            Ordered line;
            line["at"] = domain::to_rfc3339(event.event.at);
            line["what"] = event.event.type;
            if (is_own(event.stream)) {
                const auto fields = fields_for(account_.person, event, store_.vault());
                if (!fields) {
                    return fields.error();
                }
                line["by"] = event.event.actor == account_.person.value ? "self"
                             : event.event.actor == "system"            ? "portal"
                                                                        : "office";
                const Json data = Json::parse(*fields, nullptr, false);
                collect_digests(data, digests_);
                line["data"] = data;
                if (event.stream.kind == StreamKind::request) {
                    history_[event.stream.name].push_back(std::move(line));
                } else {
                    out_["own_acts"].push_back(std::move(line));
                }
            } else if (event.stream.name.compare(0, sign_ins.size(), sign_ins) == 0) {
                sign_in(event, std::move(line));
            } else {
                line["about"] = text_of(event.stream);
                out_["own_acts"].push_back(std::move(line));
            }
        }
        return domain::Done{};
    }

    void sign_in(const StoredEvent& event, Ordered line) {
        const auto note = Json::parse(event.event.payload, nullptr, false);
        if (note.is_object()) {
            line["method"] = note.value("method", "");
            const auto sealed = pki::bytes_of_base64(note.value("address", ""));
            const auto address = sealed ? store_.vault().open(account_.person, "sign-in/address", *sealed)
                                        : domain::Result<std::string>(domain::ErrorId::not_found);
            line["address"] = address ? *address : std::string();
        }
        out_["sign_ins"].push_back(std::move(line));
    }

    domain::Status requests() {
        const auto rows = store_.requests_of(account_.person);
        if (!rows) {
            return rows.error();
        }
        out_["requests"] = Ordered::array();
        for (const auto& row : *rows) {
            Ordered request;
            request["id"] = row.id.value;
            request["kind"] = std::string(domain::text_of(row.kind));
            request["order"] = row.order.value;
            request["order_name"] = name_of(row.order);
            request["convention"] = row.convention.value;
            request["product"] = row.product.value;
            request["stage"] = row.stage;
            request["since"] = domain::to_rfc3339(row.since);
            request["holder"] = row.holder;
            request["registration"] = row.registration;
            request["card_number"] = row.card_number;
            const auto payments = store_.payments_of(row.id);
            if (!payments) {
                return payments.error();
            }
            request["payments"] = Ordered::array();
            for (const auto& payment : *payments) {
                request["payments"].push_back(
                    {{"id", payment.id.value},
                     {"amount_cents", payment.amount.value},
                     {"state", std::string(domain::text_of(payment.state))},
                     {"provider", payment.provider},
                     {"reference", payment.reference},
                     {"created", domain::to_rfc3339(payment.created)},
                     {"settled", payment.settled ? domain::to_rfc3339(*payment.settled) : ""}});
            }
            auto& history = history_[row.id.value];
            request["history"] = history.is_null() ? Ordered::array() : std::move(history);
            out_["requests"].push_back(std::move(request));
        }
        return domain::Done{};
    }

    domain::Status drafts() {
        const auto rows = store_.drafts_of(account_.person);
        if (!rows) {
            return rows.error();
        }
        out_["drafts"] = Ordered::array();
        for (const auto& row : *rows) {
            out_["drafts"].push_back({{"convention", row.convention.value},
                                      {"order", row.order.value},
                                      {"order_name", name_of(row.order)},
                                      {"saved", domain::to_rfc3339(row.saved)},
                                      {"form", Ordered(codec::write(row.form))}});
        }
        return domain::Done{};
    }

    domain::Status documents() {
        const auto own = store_.documents_of(account_.person);
        if (!own) {
            return own.error();
        }
        for (const auto& note : *own) {
            digests_.insert(note.sha256.value);
        }
        out_["documents"] = Ordered::array();
        for (const auto& digest : digests_) {
            const auto document = store_.document(domain::Digest(digest));
            if (!document) {
                if (document.error().id == domain::ErrorId::not_found) {
                    continue; // the hash of something else
                }
                return document.error();
            }
            out_["documents"].push_back({{"kind", document->kind},
                                         {"sha256", digest},
                                         {"content_base64", pki::base64_of(document->content)}});
        }
        return domain::Done{};
    }

    domain::Status door() {
        const auto sessions = store_.sessions_of(account_.person);
        const auto link = store_.password_link_of(account_.person);
        if (!sessions || !link) {
            return sessions ? link.error() : sessions.error();
        }
        out_["sessions"] = Ordered::array();
        for (const auto& session : *sessions) {
            out_["sessions"].push_back({{"method", session.method},
                                        {"created", domain::to_rfc3339(session.created)},
                                        {"last_used", domain::to_rfc3339(session.last_used)},
                                        {"expires", domain::to_rfc3339(session.expires)}});
        }
        out_["password_link_until"] = *link ? domain::to_rfc3339(**link) : "";
        return domain::Done{};
    }

    domain::Status messages() {
        const auto outbox = store_.outbox_of(account_.person);
        const auto secrets = store_.secrets_of(account_.person);
        if (!outbox || !secrets) {
            return outbox ? secrets.error() : outbox.error();
        }
        out_["messages"] = Ordered::array();
        for (const auto& note : *outbox) {
            out_["messages"].push_back(
                {{"kind", note.kind}, {"state", note.state}, {"at", domain::to_rfc3339(note.due)}});
        }
        out_["codes_not_yet_delivered"] = Ordered::array();
        for (const auto& secret : *secrets) {
            out_["codes_not_yet_delivered"].push_back(
                {{"request", secret.request.value}, {"name", secret.name}});
        }
        return domain::Done{};
    }

    Store& store_;
    const Catalogue& catalogue_;
    const Account& account_;
    domain::Language language_;
    Ordered out_;
    std::map<std::string, Ordered> history_; ///< by request
    std::set<std::string> digests_;          ///< of what may be a document
};

} // namespace

domain::Result<std::string> personal_copy(Store& store, const Catalogue& catalogue, const Caller& caller,
                                          domain::Instant now) {
    Copy copy(store, catalogue, caller);
    if (const auto made = copy.make(now); !made) {
        return made.error();
    }
    return copy.text();
}

} // namespace sigillo::portal
