#pragma once

#include "agent/card/card_service.hpp"
#include "agent/card/card_settings.hpp"
#include "agent/card/reader_watch.hpp"
#include "agent/platform/platform.hpp"

namespace sigillo::agent {

/// Watches PC/SC from a thread of its own, which ends with the object. `platform` must outlive it, and it
/// must outlive its sessions.
std::unique_ptr<CardService> make_card_service(Platform& platform, CardSettings settings);

/// The same over a watch of the caller's (tests); none: without PC/SC.
std::unique_ptr<CardService> make_card_service(Platform& platform, CardSettings settings,
                                               std::unique_ptr<ReaderWatch> watch);

} // namespace sigillo::agent
