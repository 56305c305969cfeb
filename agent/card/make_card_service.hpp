#pragma once

#include "agent/card/card_service.hpp"
#include "agent/card/card_settings.hpp"
#include "agent/platform/platform.hpp"

namespace sigillo::agent {

/// Watches PC/SC from a thread of its own, which ends with the object. `platform` must outlive it.
std::unique_ptr<CardService> make_card_service(Platform& platform, CardSettings settings);

} // namespace sigillo::agent
