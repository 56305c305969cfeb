#include "web/portal/api/wire_values.hpp"

#include "shared/domain/renewal/permitted.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "shared/texts/texts.hpp"

namespace sigillo::portal {

using domain::renewal::Stage;

wire::SupportContact support_of(const domain::SupportContact& support, domain::Language language) {
    wire::SupportContact contact;
    contact.email = support.mail;
    contact.copy_to = support.mail_copy;
    contact.phone = support.phone;
    contact.ticket_url = support.ticket_url;
    contact.phone_needs_ticket = support.phone_needs_ticket_number;
    if (!support.phone_hours_key.empty()) {
        contact.hours = texts::text(language, support.phone_hours_key);
    }
    return contact;
}

wire::Role role_of(domain::Role role) {
    switch (role) {
    case domain::Role::member:
    case domain::Role::system:
        return wire::Role::member;
    case domain::Role::secretary:
        return wire::Role::secretary;
    case domain::Role::signatory:
        return wire::Role::signatory;
    case domain::Role::administrator:
        return wire::Role::administrator;
    case domain::Role::operator_staff:
        return wire::Role::operator_;
    case domain::Role::auditor:
        return wire::Role::auditor;
    }
    return wire::Role::member;
}

wire::Settlement settlement_of(domain::Settlement settlement) {
    using S = domain::Settlement;
    switch (settlement) {
    case S::none:
        return wire::Settlement::none;
    case S::held:
        return wire::Settlement::held;
    case S::due_back:
        return wire::Settlement::due_back;
    case S::returned:
        return wire::Settlement::returned;
    case S::moved:
        return wire::Settlement::moved;
    case S::credit:
        return wire::Settlement::credit;
    }
    return wire::Settlement::none;
}

std::optional<Lane> lane_of(wire::QueueFilter filter) {
    switch (filter) {
    case wire::QueueFilter::to_validate:
        return Lane::to_validate;
    case wire::QueueFilter::waiting_for_member:
        return Lane::waiting_for_member;
    case wire::QueueFilter::ended:
        return Lane::ended;
    case wire::QueueFilter::kits:
        return Lane::kits;
    case wire::QueueFilter::provider:
        return Lane::provider;
    case wire::QueueFilter::all:
        return std::nullopt;
    }
    return std::nullopt;
}

wire::Stage stage_of(std::string_view stage) {
    // Both name the stages alike; a renewal that nobody placed yet is shown as invited.
    for (int value = 0; value <= static_cast<int>(wire::Stage::delivered); ++value) {
        if (protocol::EnumNames<wire::Stage>::texts.items[value] == stage) {
            return static_cast<wire::Stage>(value);
        }
    }
    return wire::Stage::invited;
}

wire::Permission permission(wire::Action action, domain::renewal::CommandKind kind,
                            const domain::renewal::State& state, const domain::renewal::Facts& facts) {
    wire::Permission permission;
    permission.action = action;
    if (const auto allowed = domain::renewal::precondition(state, kind, facts); !allowed) {
        permission.refusal = protocol::to_failure(allowed.error());
    }
    return permission;
}

} // namespace sigillo::portal
