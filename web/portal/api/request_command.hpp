#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/api/command_key.hpp"

#include <utility>

namespace sigillo::portal {

/// Carries a page's command out on the request that its message names, and shows the request as it is then.
/// `Requests` is what has the life cycle (Renewals, Purchases), `Views` what shows it. Errors: `not_found`,
/// also where the caller may not see it; those of Requests::execute.
template <class Requests, class Views, class Message>
domain::Result<wire::RequestView>
command_on_request(Requests& requests, Views& views, const Caller& caller, const Message& message,
                   typename Requests::Command command, typename Requests::Execution execution = {}) {
    const domain::RequestId request(message.request);
    if (const auto seen = views.visible(request, caller); !seen) {
        return seen.error();
    }
    execution.key = key_of(caller, message, requests.now());
    execution.request = request;
    if constexpr (requires { message.seq; }) {
        execution.expected_seq = message.seq;
    }
    execution.actor = caller.actor();
    execution.command = std::move(command);
    if (const auto executed = requests.execute(std::move(execution)); !executed) {
        return executed.error();
    }
    return views.request(request, caller);
}

} // namespace sigillo::portal
