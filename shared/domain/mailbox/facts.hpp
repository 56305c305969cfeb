#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/convention.hpp"
#include "shared/domain/mailbox/values.hpp"
#include "shared/domain/register_entry.hpp"

#include <optional>

namespace sigillo::domain::mailbox {

/// Everything outside the mailbox that a decision rests on.
struct Facts {
    Actor actor;
    Instant now;
    Subject subject; ///< until it is asked for: who it would be for
    /// The version with mailboxes in force today for the Order; each add-on is bought under the terms of its
    /// day. None: there is none.
    std::optional<ConventionVersion> convention;
    /// The member in the Order's register today. None: not in it.
    std::optional<RegisterEntry> register_entry;
    bool has_another = false; ///< the member has, or has asked for, another mailbox
};

} // namespace sigillo::domain::mailbox
