#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/purchase/command.hpp"
#include "shared/domain/purchase/state.hpp"
#include "shared/domain/reaction.hpp"

#include <variant>
#include <vector>

namespace sigillo::domain::purchase {

/// Make keys and certificates; `RecordIssued` follows. Once.
struct IssueCertificates {
    CertificateSet certificates = CertificateSet::none;
    bool on_card = false;         ///< a card is made; else the provider keeps the key
    bool activation_code = false; ///< the holder activates: make a code and send it (R46)
    Instant not_after;

    bool operator==(const IssueCertificates&) const = default;
};

/// What only the portal's vault knows.
enum class Secret { activation_code, first_part, second_part };

/// Send a secret over the channel that the notice names (R46, R48, R49). The parts of PIN and PUK are
/// forgotten once they are sent.
struct ReleaseSecret {
    Secret secret = Secret::activation_code;
    SendNotice notice;

    bool operator==(const ReleaseSecret&) const = default;
};

/// Bring the issuer's records to this.
struct SetCertificateStatus {
    Serial serial;
    CertificateStatus status = CertificateStatus::revoked;

    bool operator==(const SetCertificateStatus&) const = default;
};

/// Send the command to the request at that instant, as the system; refused by then is nothing to report.
struct ScheduleDeadline {
    Command command;
    Instant at;

    bool operator==(const ScheduleDeadline&) const = default;
};

/// `renewal::MovePayment` on the request that the credit comes from, in the same transaction.
struct UseCredit {
    CreditUse credit;

    bool operator==(const UseCredit&) const = default;
};

using Reaction = std::variant<SendNotice, IssueCertificates, ReleaseSecret, SetCertificateStatus,
                              RefundPayment, ScheduleDeadline, UseCredit>;

/// What an event sets off. `state` is the state after the event; `convention` the version that the request
/// keeps to.
std::vector<Reaction> react(const Event& event, const State& state, const ConventionVersion& convention);

} // namespace sigillo::domain::purchase

namespace sigillo::domain {
template <>
struct EnumNames<purchase::Secret> {
    using S = purchase::Secret;
    static constexpr auto table =
        std::to_array<std::pair<S, std::string_view>>({{S::activation_code, "activation_code"},
                                                       {S::first_part, "first_part"},
                                                       {S::second_part, "second_part"}});
};
} // namespace sigillo::domain
