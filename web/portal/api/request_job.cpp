#include "web/portal/api/request_job.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

domain::Result<RequestJob> RequestJobHandler::read(const OutboxItem& item) {
    const auto json = protocol::parse_bounded(item.payload, {4096, 2});
    if (!json) {
        return json.error();
    }
    return protocol::decode<RequestJob>(*json);
}

JobOutcome outcome_of(const Error& error) {
    switch (error.id) {
    case ErrorId::storage_full:
    case ErrorId::storage_failed:
    case ErrorId::request_changed_meanwhile:
    case ErrorId::issuer_unavailable:
    case ErrorId::mailbox_provider_unavailable:
    case ErrorId::payment_unavailable:
        return JobLater{error, std::nullopt, false};
    default:
        return JobFailed{error};
    }
}

} // namespace sigillo::portal
