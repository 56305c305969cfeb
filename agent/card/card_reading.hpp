#pragma once

#include "agent/card/card_service.hpp"
#include "agent/card/module_catalogue.hpp"
#include "agent/module_host/host_messages.hpp"

#include <vector>

namespace sigillo::agent {

/// One slot of a card, as its module shows it.
struct TokenContent {
    host::Token token;
    host::ReadObjects::Reply objects;
};

struct ModuleTraits {
    bool opensc = false;
    bool read_only = false;
};

/// What a card is, from all its slots (at least one). `pins` are in the order of `slots`.
CardSnapshot snapshot_of(const std::string& reader, const CardKind& kind, ModuleTraits module,
                         const std::vector<TokenContent>& slots);

/// The token is in this reader, as far as the module's description tells.
bool same_reader(const std::string& reader, const host::Token& token);

} // namespace sigillo::agent
