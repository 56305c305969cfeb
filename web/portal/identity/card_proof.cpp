#include "web/portal/identity/card_proof.hpp"

#include "shared/pki/canonical_json.hpp"
#include "shared/pki/verify.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::string_view proof_type = "sigillo.identification/1";
constexpr domain::Duration clock_tolerance = domain::Duration::minutes(5);

bool is_text(const nlohmann::json& json, const char* name, std::string_view value) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() && found->get_ref<const std::string&>() == value;
}

} // namespace

domain::Result<domain::purchase::IdentificationFacts>
verify_identification(pki::ByteView p7m, const IdentificationChallenge& challenge, const pki::Trust& trust,
                      const pki::RevocationStore& revocation, domain::Instant now) {
    if (!domain::is_by_card(challenge.method)) {
        return ErrorId::identification_not_offered;
    }
    const bool signs = challenge.method == domain::IdentificationMethod::digital_signature;
    const auto purpose = signs ? pki::Purpose::act : pki::Purpose::authentication;
    const auto verified = pki::verify_cades(p7m, trust, revocation, purpose, now.seconds);
    if (!verified) {
        // `bits` are told of the signer's own key alone: its length is what the holder can do something
        // about.
        const auto& error = verified.error();
        const bool short_key = error.id == ErrorId::pki_key_weak && error.details.count("bits") > 0;
        return short_key ? Error(ErrorId::identification_weak_key, error.details) : error;
    }
    const auto json = pki::parse_canonical(pki::text_of(verified->content));
    if (!json) {
        return json.error();
    }
    if (!json->is_object() || json->size() != 4 || !is_text(*json, "type", proof_type)) {
        return ErrorId::act_unknown_type;
    }
    const domain::Instant signed_at{verified->signing_time};
    const domain::Duration apart = signed_at < now ? now - signed_at : signed_at - now;
    if (apart > clock_tolerance) {
        return Error(ErrorId::act_clock_off,
                     {{"signed_at", domain::to_rfc3339(signed_at)}, {"now", domain::to_rfc3339(now)}});
    }
    const auto holder = domain::CodiceFiscale::parse(verified->signer.codice_fiscale());
    if (!holder) {
        return holder.error();
    }
    domain::purchase::IdentificationFacts facts;
    facts.method = challenge.method;
    facts.holder = *holder;
    facts.names_this_request = is_text(*json, "origin", challenge.origin) &&
                               is_text(*json, "nonce", challenge.nonce) &&
                               is_text(*json, "request", challenge.request.value);
    facts.evidence = domain::Digest(pki::sha256_hex(p7m));
    return facts;
}

} // namespace sigillo::portal
