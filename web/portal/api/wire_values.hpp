#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/api/renewals.hpp"

// Values of the domain as pages get them.
namespace sigillo::portal {

wire::Stage stage_of(std::string_view stage);
wire::Role role_of(domain::Role role);
wire::Settlement settlement_of(domain::Settlement settlement);
wire::SupportContact support_of(const domain::SupportContact& support, domain::Language language);
/// Nothing where the filter shows all.
std::optional<Lane> lane_of(wire::QueueFilter filter);
/// Whether the action may be taken now, and if not why.
wire::Permission permission(wire::Action action, domain::renewal::CommandKind kind,
                            const domain::renewal::State& state, const domain::renewal::Facts& facts);

} // namespace sigillo::portal
