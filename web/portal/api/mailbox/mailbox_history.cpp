#include "web/portal/api/mailbox/mailbox_history.hpp"

#include "shared/texts/texts.hpp"

namespace sigillo::portal {

namespace {

using namespace domain::mailbox;
using texts::Parameters;

/// What the line's sentence needs beyond its name. What an add-on is does not change, so the state after all
/// events tells it.
struct ParametersOf {
    const State& state;

    [[nodiscard]] Parameters about(const AddOnId& id, Parameters more = {}) const {
        if (const AddOn* one = add_on(state, id); one != nullptr) {
            more["add_on"] = "domain.mailbox_add_on." + std::string(domain::text_of(one->order.kind));
            if (one->order.gb > 0) {
                more["gb"] = std::to_string(one->order.gb);
            }
        }
        return more;
    }
    static std::string amount(domain::Cents cents) { return std::to_string(cents.value); }

    Parameters operator()(const Asked&) const { return {}; }
    Parameters operator()(const Requested&) const { return {}; }
    Parameters operator()(const Declined& event) const { return {{"note", event.note}}; }
    Parameters operator()(const Activated& event) const { return {{"address", event.address}}; }
    Parameters operator()(const Withdrawn&) const { return {}; }
    Parameters operator()(const AddOnOrdered& event) const {
        return about(event.order.id, {{"amount", amount(event.order.price.gross)},
                                      {"until", domain::to_rfc3339(event.pay_by)}});
    }
    Parameters operator()(const AddOnCancelled& event) const { return about(event.add_on); }
    Parameters operator()(const AddOnLapsed& event) const { return about(event.add_on); }
    Parameters operator()(const PaymentBegun& event) const { return {{"amount", amount(event.amount)}}; }
    Parameters operator()(const PaymentDeclared& event) const {
        return {{"amount", amount(event.amount)}, {"reference", event.reference}};
    }
    Parameters operator()(const AddOnBought& event) const {
        return about(event.add_on,
                     {{"amount", amount(event.payment.amount)}, {"until", domain::to_rfc3339(event.until)}});
    }
    Parameters operator()(const AddOnRenewed& event) const {
        return about(event.renewed,
                     {{"amount", amount(event.payment.amount)}, {"until", domain::to_rfc3339(event.until)}});
    }
    Parameters operator()(const PaymentNotAccepted& event) const {
        return {{"amount", amount(event.payment.amount)},
                {"reason", "error." + std::string(domain::text_of(event.reason)) + ".what"}};
    }
    Parameters operator()(const AddOnReminded& event) const {
        return about(event.add_on, {{"days", std::to_string(event.days_before)}});
    }
    Parameters operator()(const AddOnEnded& event) const { return about(event.add_on); }
    Parameters operator()(const PaymentReturned& event) const {
        return {{"amount", amount(event.payment.amount)}};
    }
};

/// "mailbox.asked" has the sentence "mailbox.event.asked".
std::string key_of(const Event& event) {
    const std::string_view name = name_of(event);
    return "mailbox.event." + std::string(name.substr(name.find('.') + 1));
}

} // namespace

std::vector<protocol::portal::HistoryLine>
mailbox_history(const State& state, const std::vector<Event>& events, domain::Language language) {
    constexpr std::size_t most = 500;
    std::vector<protocol::portal::HistoryLine> lines;
    for (std::size_t i = events.size() > most ? events.size() - most : 0; i < events.size(); ++i) {
        lines.push_back({at_of(events[i]).seconds, texts::text(language, key_of(events[i]),
                                                               std::visit(ParametersOf{state}, events[i]))});
    }
    return lines;
}

} // namespace sigillo::portal
