#include "web/portal/api/validation.hpp"

#include "shared/pki/bytes.hpp"
#include "shared/pki/canonical_json.hpp"

#include <type_traits>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::ValidationAct;
using domain::ValidationData;

namespace {

/// An act older than this is taken for one that was never issued: the page asks for a new one.
constexpr domain::Duration act_lifetime = domain::Duration::hours(24);

domain::Result<std::string> hash_of(const ValidationData& data) {
    nlohmann::json json = nlohmann::json::object();
    domain::for_each_data_field(data, [&json](const char* name, const auto& value) { json[name] = value; });
    const auto text = pki::canonical_text(json);
    if (!text) {
        return text.error();
    }
    return pki::sha256_hex(pki::view_of(*text));
}

domain::Result<std::string> text_of_act(const ValidationAct& act) {
    nlohmann::json json = nlohmann::json::object();
    domain::for_each_field(act, [&json](const char* name, const auto& value) { json[name] = value; });
    return pki::canonical_text(json);
}

/// Exactly the act's fields with their types.
bool read_act(const nlohmann::json& json, ValidationAct& act) {
    if (!json.is_object()) {
        return false;
    }
    std::size_t fields = 0;
    bool good = true;
    domain::for_each_field(act, [&](const char* name, auto& value) {
        using Value = std::remove_cvref_t<decltype(value)>;
        ++fields;
        const auto found = json.find(name);
        if (found == json.end()) {
            good = false;
        } else if constexpr (std::is_same_v<Value, std::string>) {
            good = good && found->is_string();
            if (good) {
                value = found->template get<std::string>();
            }
        } else {
            good = good && found->is_number_integer();
            if (good) {
                value = found->template get<std::int64_t>();
            }
        }
    });
    return good && fields == json.size();
}

} // namespace

domain::Result<ValidationData> renewal_data(const domain::renewal::State& state,
                                            const domain::renewal::Facts& facts) {
    if (!facts.register_entry) {
        return Error(ErrorId::register_not_enrolled, {{"order", state.subject.order.value}});
    }
    const domain::Product* product =
        facts.convention ? domain::product_by_id(*facts.convention, state.product) : nullptr;
    if (product == nullptr) {
        return Error(ErrorId::convention_unknown, {{"convention", state.convention.value}});
    }
    return domain::validation_data(*facts.register_entry, state.subject.certificates, *facts.convention,
                                   *product, state.price.gross);
}

domain::Digest current_data(const domain::renewal::State& state, const domain::renewal::Facts& facts) {
    const auto data = renewal_data(state, facts);
    return data ? digest_of(*data) : domain::Digest();
}

domain::Digest digest_of(const ValidationData& data) {
    const auto hash = hash_of(data);
    return hash ? domain::Digest(*hash) : domain::Digest();
}

domain::Result<std::string> act_text(const ActSubject& subject, ValidationData data,
                                     domain::Instant issued_at) {
    auto hash = hash_of(data);
    if (!hash) {
        return hash.error();
    }
    ValidationAct act = domain::validation_act(subject.origin, subject.order, subject.order_name,
                                               subject.request, issued_at, std::move(data));
    act.data_hash = std::move(*hash);
    return text_of_act(act);
}

domain::Status compare_act(std::string_view content, const ActSubject& subject, domain::Instant now,
                           domain::ActFacts& out) {
    const auto json = pki::parse_canonical(content);
    if (!json) {
        return json.error();
    }
    ValidationAct act;
    if (!read_act(*json, act)) {
        return ErrorId::act_unknown_type;
    }
    if (const auto known = domain::check(act); !known) {
        return known;
    }
    out.portal_matches = act.portal == subject.origin;
    out.data = domain::Digest(act.data_hash);
    // The portal gives out nothing but a function of its data and the instant: what it would give out for the
    // act's own instant and data is what it gave out.
    ValidationAct issued = domain::validation_act(subject.origin, subject.order, subject.order_name,
                                                  subject.request, {}, act.data);
    issued.issued_at = act.issued_at;
    const auto hash = hash_of(act.data);
    issued.data_hash = hash ? *hash : std::string();
    const auto expected = text_of_act(issued);
    const auto at = domain::parse_rfc3339(act.issued_at);
    const bool timely =
        at && domain::to_rfc3339(*at) == act.issued_at && *at <= now && now <= *at + act_lifetime;
    out.content_equals_issued = timely && expected && *expected == content;
    return domain::Done{};
}

} // namespace sigillo::portal
