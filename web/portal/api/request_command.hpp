#pragma once

#include "web/portal/api/command_key.hpp"
#include "web/portal/api/renewals.hpp"
#include "web/portal/api/views.hpp"

#include <utility>

namespace sigillo::portal {

/// Carries a page's command out on the request that its message names, and shows the request as it is then.
/// Errors: `not_found`, also where the caller may not see it; those of Renewals::execute.
template <class Message>
domain::Result<wire::RequestView> command_on_request(Renewals& renewals, Views& views, const Caller& caller,
                                                     const Message& message,
                                                     domain::renewal::Command command) {
    const domain::RequestId request(message.request);
    if (const auto seen = views.visible(request, caller); !seen) {
        return seen.error();
    }
    Execution execution;
    execution.key = key_of(caller, message, renewals.now());
    execution.request = request;
    execution.expected_seq = message.seq;
    execution.actor = caller.actor();
    execution.command = std::move(command);
    if (const auto executed = renewals.execute(std::move(execution)); !executed) {
        return executed.error();
    }
    return views.request(request, caller);
}

} // namespace sigillo::portal
