#include "web/portal/codec/event_codec.hpp"

#include "web/portal/codec/json_fields.hpp"

#include <utility>

namespace sigillo::portal {
namespace {

using codec::Json;

constexpr int payload_version = 1;
constexpr std::size_t payload_max_bytes = 256 * 1024;
constexpr int payload_max_depth = 12;

template <class T>
struct IsPersonal : std::false_type {};
template <>
struct IsPersonal<std::string> : std::true_type {};
template <>
struct IsPersonal<domain::CodiceFiscale> : std::true_type {};
template <>
struct IsPersonal<domain::Date> : std::true_type {};
template <class T>
struct IsPersonal<std::optional<T>> : IsPersonal<T> {};
// A list of structures would have to be merged by position; none of the events has one.
template <class T>
struct IsPersonal<std::vector<T>> : std::true_type {};

/// Parts the fields of an event in two trees of the same shape; a branch without leaves is left out.
template <class T>
void part(const T& value, Json& plain, Json& personal) {
    T::each_field(value, [&](const char* name, const auto& field) {
        using Field = std::remove_cvref_t<decltype(field)>;
        if constexpr (IsPersonal<Field>::value) {
            personal[name] = codec::write(field);
        } else if constexpr (codec::HasFields<Field>) {
            Json inner_plain = Json::object();
            Json inner_personal = Json::object();
            part(field, inner_plain, inner_personal);
            plain[name] = std::move(inner_plain);
            if (!inner_personal.empty()) {
                personal[name] = std::move(inner_personal);
            }
        } else {
            plain[name] = codec::write(field);
        }
    });
}

/// Puts `personal` back into `plain`. False where both claim the same field.
bool join(Json& plain, Json& personal) {
    for (auto& [name, value] : personal.items()) {
        const auto found = plain.find(name);
        if (found == plain.end()) {
            plain[name] = std::move(value);
        } else if (!found->is_object() || !value.is_object() || !join(*found, value)) {
            return false;
        }
    }
    return true;
}

std::string context_of(const StreamId& stream, std::int64_t seq) {
    return "event/" + text_of(stream) + "/" + std::to_string(seq);
}

domain::Error malformed(const StoredEvent& event, std::string field, std::string reason) {
    return {domain::ErrorId::event_malformed,
            {{"type", event.event.type}, {"field", std::move(field)}, {"reason", std::move(reason)}}};
}

template <class Event>
domain::Result<NewEvent> encode_event(const Event& event, const domain::PersonId& person,
                                      const StreamId& stream, std::int64_t seq, std::string_view actor,
                                      Vault& vault) {
    NewEvent out;
    out.version = payload_version;
    out.actor = actor;
    Json plain = Json::object();
    Json personal = Json::object();
    std::visit(
        [&](const auto& content) {
            out.type = content.name;
            out.at = content.at;
            part(content, plain, personal);
        },
        event);
    Json payload = {{"fields", std::move(plain)}};
    if (!personal.empty()) {
        auto sealed = vault.seal(person, context_of(stream, seq), personal.dump());
        if (!sealed) {
            return sealed.error();
        }
        payload["sealed"] = {{"person", person.value}, {"data", pki::base64_of(*sealed)}};
    }
    out.payload = payload.dump();
    return out;
}

/// Fills `fields` with all fields of the event, opened.
domain::Status open_payload(const StoredEvent& event, Vault& vault, Json& fields) {
    Json payload;
    if (auto fault =
            codec::parse_strict(event.event.payload, payload_max_bytes, payload_max_depth, payload)) {
        return malformed(event, fault->pointer, fault->reason);
    }
    if (!payload.is_object() || !payload.contains("fields") || !payload["fields"].is_object() ||
        payload.size() != (payload.contains("sealed") ? 2U : 1U)) {
        return malformed(event, "", "is not an event");
    }
    fields = std::move(payload["fields"]);
    if (!payload.contains("sealed")) {
        return domain::Done{};
    }
    const auto& sealed = payload["sealed"];
    if (!sealed.is_object() || sealed.size() != 2 || !sealed.contains("person") ||
        !sealed["person"].is_string() || !sealed.contains("data") || !sealed["data"].is_string()) {
        return malformed(event, "/sealed", "is not sealed data");
    }
    const auto bytes = pki::bytes_of_base64(sealed["data"].get_ref<const std::string&>());
    if (!bytes) {
        return malformed(event, "/sealed/data", "is not base64");
    }
    const auto opened = vault.open(domain::PersonId(sealed["person"].get<std::string>()),
                                   context_of(event.stream, event.seq), *bytes);
    if (!opened) {
        return opened.error();
    }
    Json personal;
    if (auto fault = codec::parse_strict(*opened, payload_max_bytes, payload_max_depth, personal)) {
        return malformed(event, "/sealed", fault->reason);
    }
    if (!personal.is_object() || !join(fields, personal)) {
        return malformed(event, "/sealed", "does not fit the fields");
    }
    return domain::Done{};
}

template <class Event, std::size_t... Index>
domain::Result<Event> decode_alternatives(const StoredEvent& event, const Json& fields,
                                          std::index_sequence<Index...>) {
    std::optional<domain::Result<Event>> out;
    const auto attempt = [&](auto content) {
        if (out || event.event.type != decltype(content)::name) {
            return;
        }
        if (auto fault = codec::read(fields, content)) {
            out = domain::Result<Event>(malformed(event, fault->pointer, fault->reason));
        } else if (content.at != event.event.at) {
            out = domain::Result<Event>(malformed(event, "/at", "is not the instant of the event"));
        } else {
            out = domain::Result<Event>(Event(std::move(content)));
        }
    };
    (attempt(std::variant_alternative_t<Index, Event>{}), ...);
    return *out;
}

template <class Event, std::size_t... Index>
bool knows(std::string_view type, std::index_sequence<Index...>) {
    return ((std::variant_alternative_t<Index, Event>::name == type) || ...);
}

template <class Event>
domain::Result<Event> decode_event(const StoredEvent& event, Vault& vault) {
    constexpr auto alternatives = std::make_index_sequence<std::variant_size_v<Event>>{};
    if (event.event.version != payload_version || !knows<Event>(event.event.type, alternatives)) {
        return domain::Error(domain::ErrorId::event_unknown,
                             {{"type", event.event.type}, {"version", std::to_string(event.event.version)}});
    }
    Json fields;
    if (auto opened = open_payload(event, vault, fields); !opened) {
        return opened.error();
    }
    return decode_alternatives<Event>(event, fields, alternatives);
}

template <class Event>
domain::Result<std::vector<Event>> decode_all(const std::vector<StoredEvent>& events, Vault& vault) {
    std::vector<Event> out;
    out.reserve(events.size());
    for (const auto& event : events) {
        auto decoded = decode_event<Event>(event, vault);
        if (!decoded) {
            return decoded.error();
        }
        out.push_back(std::move(*decoded));
    }
    return out;
}

} // namespace

domain::Result<NewEvent> encode(const domain::renewal::Event& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault) {
    return encode_event(event, person, stream, seq, actor, vault);
}

domain::Result<NewEvent> encode(const domain::purchase::Event& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault) {
    return encode_event(event, person, stream, seq, actor, vault);
}

domain::Result<NewEvent> encode(const domain::mailbox::Event& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault) {
    return encode_event(event, person, stream, seq, actor, vault);
}

domain::Result<NewEvent> encode(const domain::SignatoryEvent& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault) {
    return encode_event(event, person, stream, seq, actor, vault);
}

domain::Result<NewEvent> encode(const domain::RegisterEvent& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault) {
    return encode_event(event, person, stream, seq, actor, vault);
}

domain::Result<NewEvent> encode(const domain::OfficeUserEvent& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault) {
    return encode_event(event, person, stream, seq, actor, vault);
}

domain::Result<std::string> fields_for(const domain::PersonId& person, const StoredEvent& event,
                                       Vault& vault) {
    Json payload;
    if (auto fault =
            codec::parse_strict(event.event.payload, payload_max_bytes, payload_max_depth, payload)) {
        return malformed(event, fault->pointer, fault->reason);
    }
    const auto sealed = payload.find("sealed");
    if (sealed != payload.end() && sealed->is_object() && sealed->value("person", "") != person.value) {
        payload.erase(sealed);
        return payload.value("fields", Json::object()).dump();
    }
    if (!payload.contains("fields")) {
        return payload.dump(); // the portal's own notes: names and texts, nothing sealed as a whole
    }
    Json fields;
    if (auto opened = open_payload(event, vault, fields); !opened) {
        return opened.error();
    }
    return fields.dump();
}

domain::Result<domain::renewal::Event> decode_renewal(const StoredEvent& event, Vault& vault) {
    return decode_event<domain::renewal::Event>(event, vault);
}

domain::Result<domain::purchase::Event> decode_purchase(const StoredEvent& event, Vault& vault) {
    return decode_event<domain::purchase::Event>(event, vault);
}

domain::Result<domain::mailbox::Event> decode_mailbox(const StoredEvent& event, Vault& vault) {
    return decode_event<domain::mailbox::Event>(event, vault);
}

domain::Result<domain::SignatoryEvent> decode_signatory(const StoredEvent& event, Vault& vault) {
    return decode_event<domain::SignatoryEvent>(event, vault);
}

domain::Result<domain::RegisterEvent> decode_register(const StoredEvent& event, Vault& vault) {
    return decode_event<domain::RegisterEvent>(event, vault);
}

domain::Result<domain::OfficeUserEvent> decode_office_user(const StoredEvent& event, Vault& vault) {
    return decode_event<domain::OfficeUserEvent>(event, vault);
}

domain::Result<std::vector<domain::renewal::Event>> decode_renewals(const std::vector<StoredEvent>& events,
                                                                    Vault& vault) {
    return decode_all<domain::renewal::Event>(events, vault);
}

domain::Result<std::vector<domain::mailbox::Event>> decode_mailboxes(const std::vector<StoredEvent>& events,
                                                                     Vault& vault) {
    return decode_all<domain::mailbox::Event>(events, vault);
}

domain::Result<std::vector<domain::SignatoryEvent>> decode_signatories(const std::vector<StoredEvent>& events,
                                                                       Vault& vault) {
    return decode_all<domain::SignatoryEvent>(events, vault);
}

domain::Result<std::vector<domain::purchase::Event>> decode_purchases(const std::vector<StoredEvent>& events,
                                                                      Vault& vault) {
    return decode_all<domain::purchase::Event>(events, vault);
}

} // namespace sigillo::portal
