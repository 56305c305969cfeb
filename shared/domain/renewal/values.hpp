#pragma once

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/named_enum.hpp"
#include "shared/domain/payment.hpp"
#include "shared/domain/validation.hpp"

#include <optional>
#include <string>

namespace sigillo::domain::renewal {

/// Where a renewal stands. `none` is a request that has no event yet.
enum class Stage {
    none,
    invited,
    placed,
    paid,
    validated,
    requested, ///< the keys are made, the certificate requests are with the issuer
    certified,
    installed,
    rejected,
    withdrawn,
    expired,
    revoked ///< certified and not installed by the deadline
};

/// Why the Order does not validate.
enum class RejectionReason {
    certificate_data_wrong, ///< R84: the member is asked to buy a new card (R85)
    not_enrolled,
    dues_unpaid,
    other ///< with a note
};

struct Rejection {
    RejectionReason reason = RejectionReason::other;
    std::string note;
    ConventionCode new_card_code;      ///< empty where a new card does not help
    std::optional<PaymentUse> payment; ///< absent: it goes back, if there is one

    bool operator==(const Rejection&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("reason", self.reason);
        f("note", self.note);
        f("new_card_code", self.new_card_code);
        f("payment", self.payment);
    }
};

/// The two certificate requests made on the card and the statement over them.
struct KeyRequests {
    Digest authentication_request; ///< of the PKCS#10 in DER
    Digest signature_request;
    Digest statement; ///< of the statement signed with the old CNS key

    bool operator==(const KeyRequests&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("authentication_request", self.authentication_request);
        f("signature_request", self.signature_request);
        f("statement", self.statement);
    }
};

} // namespace sigillo::domain::renewal

namespace sigillo::domain {
template <>
struct EnumNames<renewal::Stage> {
    using S = renewal::Stage;
    static constexpr auto table = std::to_array<std::pair<S, std::string_view>>({{S::none, "none"},
                                                                                 {S::invited, "invited"},
                                                                                 {S::placed, "placed"},
                                                                                 {S::paid, "paid"},
                                                                                 {S::validated, "validated"},
                                                                                 {S::requested, "requested"},
                                                                                 {S::certified, "certified"},
                                                                                 {S::installed, "installed"},
                                                                                 {S::rejected, "rejected"},
                                                                                 {S::withdrawn, "withdrawn"},
                                                                                 {S::expired, "expired"},
                                                                                 {S::revoked, "revoked"}});
};
template <>
struct EnumNames<renewal::RejectionReason> {
    using R = renewal::RejectionReason;
    static constexpr auto table =
        std::to_array<std::pair<R, std::string_view>>({{R::certificate_data_wrong, "certificate_data_wrong"},
                                                       {R::not_enrolled, "not_enrolled"},
                                                       {R::dues_unpaid, "dues_unpaid"},
                                                       {R::other, "other"}});
};
} // namespace sigillo::domain

namespace sigillo::domain::renewal {

/// No command moves a request out of these; only its money is still settled.
constexpr bool is_end(Stage stage) {
    return stage == Stage::installed || stage == Stage::rejected || stage == Stage::withdrawn ||
           stage == Stage::expired || stage == Stage::revoked;
}

} // namespace sigillo::domain::renewal
