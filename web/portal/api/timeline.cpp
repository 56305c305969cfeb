#include "web/portal/api/timeline.hpp"

namespace sigillo::portal {

namespace {

using namespace domain::renewal;
using protocol::Details;

std::string amount(domain::Cents cents) {
    return std::to_string(cents.value);
}

/// What the line's sentence needs beyond its name.
struct DetailsOf {
    Details operator()(const Invited& event) const {
        return {{"expires_at", domain::to_rfc3339(event.subject.certificates.expires_at())}};
    }
    Details operator()(const Placed& event) const {
        return {{"convention", event.convention.value}, {"amount", amount(event.price.gross)}};
    }
    Details operator()(const PaymentBegun& event) const {
        return {{"payment", event.payment.value}, {"amount", amount(event.amount)}};
    }
    Details operator()(const Paid& event) const {
        return {{"payment", event.payment.payment.value}, {"amount", amount(event.payment.amount)}};
    }
    Details operator()(const PaymentNotAccepted& event) const {
        return {{"payment", event.payment.payment.value},
                {"amount", amount(event.payment.amount)},
                {"reason", "error." + std::string(domain::text_of(event.reason)) + ".what"}};
    }
    Details operator()(const Validated& event) const {
        return {{"signed_at", domain::to_rfc3339(event.validation.signed_at)}};
    }
    Details operator()(const Rejected& event) const {
        return {{"reason", "domain.rejection." + std::string(domain::text_of(event.rejection.reason))},
                {"note", event.rejection.note},
                {"new_card_code", event.rejection.new_card_code.value},
                {"payment", std::string(domain::text_of(
                                event.rejection.payment.value_or(domain::PaymentUse::give_back)))}};
    }
    Details operator()(const KeysSubmitted&) const { return {}; }
    Details operator()(const CertificatesIssued& event) const {
        return {{"expires_at", domain::to_rfc3339(event.signature.not_after)}};
    }
    Details operator()(const Installed&) const { return {}; }
    Details operator()(const Withdrawn&) const { return {}; }
    Details operator()(const Expired&) const { return {}; }
    Details operator()(const Revoked&) const { return {}; }
    Details operator()(const PaymentReturned& event) const {
        return {{"payment", event.payment.payment.value}, {"amount", amount(event.payment.amount)}};
    }
    Details operator()(const PaymentMoved& event) const {
        return {{"amount", amount(event.payment.amount)}, {"to", event.to.value}};
    }
    Details operator()(const OrderReminded&) const { return {}; }
    Details operator()(const CreditEnded& event) const {
        return {{"payment", event.payment.payment.value}, {"amount", amount(event.payment.amount)}};
    }
};

} // namespace

std::vector<protocol::portal::TimelineEntry> timeline(const std::vector<Event>& events) {
    constexpr std::size_t most = 500;
    std::vector<protocol::portal::TimelineEntry> lines;
    for (std::size_t i = events.size() > most ? events.size() - most : 0; i < events.size(); ++i) {
        lines.push_back(
            {at_of(events[i]).seconds, std::string(name_of(events[i])), std::visit(DetailsOf{}, events[i])});
    }
    return lines;
}

} // namespace sigillo::portal
