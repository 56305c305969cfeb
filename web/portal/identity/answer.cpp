#include "web/portal/identity/answer.hpp"

#include "shared/domain/codice_fiscale.hpp"
#include "shared/protocol/codec.hpp"
#include "web/portal/identity/jws.hpp"

#include <optional>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::string_view italian = "TINIT-"; // ETSI EN 319 412-1 5.1.3, as SPID's fiscalNumber has it

struct Claims {
    std::string iss, aud, nonce, method, outcome;
    std::int64_t iat = 0, exp = 0, auth_time = 0;
    std::optional<std::string> fiscal_number, given_name, family_name;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("iss", self.iss, protocol::text(1, 255));
        visit("aud", self.aud, protocol::text(1, 255));
        visit("iat", self.iat, protocol::instant());
        visit("exp", self.exp, protocol::instant());
        visit("auth_time", self.auth_time, protocol::instant());
        visit("nonce", self.nonce, protocol::text(1, 1024));
        visit("method", self.method, protocol::text(1, 32));
        visit("outcome", self.outcome, protocol::text(1, 16));
        visit("fiscal_number", self.fiscal_number, protocol::text(22, 22));
        visit("given_name", self.given_name, protocol::text(1, 256));
        visit("family_name", self.family_name, protocol::text(1, 256));
    }
};

Error malformed() {
    return Error(ErrorId::identification_not_authentic, {{"reason", "form"}});
}

} // namespace

domain::Result<IdentityAnswer> read_identity_answer(std::string_view payload) {
    const auto json = protocol::parse_bounded(payload, {jws_max_bytes, 2});
    const auto claims = json ? protocol::decode<Claims>(*json) : json.error();
    if (!claims) {
        return malformed();
    }
    IdentityAnswer answer;
    answer.issuer = claims->iss;
    answer.audience = claims->aud;
    answer.issued_at = claims->iat;
    answer.expires_at = claims->exp;
    answer.identified_at = claims->auth_time;
    answer.state = claims->nonce;
    answer.method = claims->method;
    const bool names = claims->fiscal_number && claims->given_name && claims->family_name;
    const bool nobody = !claims->fiscal_number && !claims->given_name && !claims->family_name;
    if (claims->outcome == "refused" && nobody) {
        return answer;
    }
    if (claims->outcome != "identified" || !names || claims->fiscal_number->rfind(italian, 0) != 0) {
        return malformed();
    }
    const auto code = domain::CodiceFiscale::parse(claims->fiscal_number->substr(italian.size()));
    if (!code) {
        return malformed();
    }
    answer.identified = true;
    answer.codice_fiscale = code->text();
    answer.given_name = *claims->given_name;
    answer.surname = *claims->family_name;
    return answer;
}

} // namespace sigillo::portal
