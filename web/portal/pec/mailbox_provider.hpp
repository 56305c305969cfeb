#pragma once

#include "shared/domain/mailbox/values.hpp"
#include "shared/domain/result.hpp"

#include <string>

namespace sigillo::portal {

/// The provider of certified mail (README.md). From any thread.
class MailboxProvider {
  public:
    virtual ~MailboxProvider() = default;
    /// Opens a STANDARD mailbox and gives its address; the same request gets the same one, however often it
    /// is asked. Errors: `mailbox_provider_unavailable` (try again), `mailbox_provider_refused` with
    /// `reason`, which is for good.
    virtual domain::Result<std::string> open(const domain::RequestId& request,
                                             const domain::mailbox::Holder& holder) = 0;
    /// Brings the mailbox to that size; what does not fit any more is lost. Errors: as above.
    virtual domain::Status set_space(const domain::RequestId& request, const std::string& address,
                                     const domain::mailbox::Space& space) = 0;
};

} // namespace sigillo::portal
