#include "web/portal/api/jobs.hpp"

#include "web/portal/api/request_job.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr domain::Duration ask_again{5};

JobOutcome issue(Renewals& renewals, Issuer& issuer, const RequestJob& job, domain::Instant now) {
    const auto done = Issuance(renewals, issuer).carry_on(domain::RequestId(job.request));
    if (!done) {
        return outcome_of(done.error());
    }
    if (!*done) {
        return JobLater{Error(ErrorId::issuer_unavailable), now + ask_again, true};
    }
    return JobDone{};
}

JobOutcome refund(Renewals& renewals, PaymentProvider& payments, const RequestJob& job, domain::Instant now) {
    const domain::PaymentId payment(job.payment);
    auto row = renewals.store().payment(payment);
    if (!row) {
        return outcome_of(row.error());
    }
    if (row->state != PaymentState::refunded) {
        if (const auto sent = payments.refund("refund-" + job.payment, payment, {job.amount}); !sent) {
            return outcome_of(sent.error());
        }
    }
    row->state = PaymentState::refunded;
    row->settled = now;
    Execution execution;
    execution.request = domain::RequestId(job.request);
    execution.command = domain::renewal::MarkRefunded{payment};
    execution.writes.emplace_back(PutPayment{std::move(*row)});
    const auto executed = renewals.execute_as_system(std::move(execution));
    if (!executed && executed.error().id != ErrorId::payment_nothing_to_return) {
        return outcome_of(executed.error());
    }
    return JobDone{};
}

JobOutcome deadline(Renewals& renewals, const RequestJob& job) {
    Execution execution;
    execution.request = domain::RequestId(job.request);
    if (job.command == domain::renewal::Expire::name) {
        execution.command = domain::renewal::Expire{};
    } else if (job.command == domain::renewal::RemindOrder::name) {
        execution.command = domain::renewal::RemindOrder{};
    } else {
        return JobFailed{Error(ErrorId::invalid_argument, {{"field", "command"}})};
    }
    const auto executed = renewals.execute_as_system(std::move(execution));
    if (executed) {
        return JobDone{};
    }
    const JobOutcome outcome = outcome_of(executed.error());
    // The request went on in the meantime and refuses: nothing to report.
    return std::holds_alternative<JobFailed>(outcome) ? JobOutcome(JobDone{}) : outcome;
}

JobOutcome revoke(Renewals& renewals, Issuer& issuer, const RequestJob& job, domain::Instant now) {
    const auto loaded = renewals.load(domain::RequestId(job.request));
    if (!loaded) {
        return outcome_of(loaded.error());
    }
    constexpr int cessation_of_operation = 5;
    for (const auto& info : {loaded->state.new_authentication, loaded->state.new_signature}) {
        if (!info) {
            continue;
        }
        if (const auto revoked = issuer.revoke(info->serial.value, cessation_of_operation, now); !revoked) {
            return outcome_of(revoked.error());
        }
    }
    return JobDone{};
}

} // namespace

std::vector<std::unique_ptr<JobHandler>> request_jobs(std::shared_ptr<Renewals> renewals, Issuer& issuer,
                                                      PaymentProvider& payments,
                                                      std::function<void()> changed) {
    std::vector<std::unique_ptr<JobHandler>> handlers;
    const auto add = [&](std::string_view kind, RequestJobHandler::Work work) {
        handlers.push_back(std::make_unique<RequestJobHandler>(kind, std::move(work), changed));
    };
    add(job_issue, [renewals, &issuer](const RequestJob& job, domain::Instant now) {
        return issue(*renewals, issuer, job, now);
    });
    add(job_refund, [renewals, &payments](const RequestJob& job, domain::Instant now) {
        return refund(*renewals, payments, job, now);
    });
    add(job_deadline,
        [renewals](const RequestJob& job, domain::Instant) { return deadline(*renewals, job); });
    add(job_revoke, [renewals, &issuer](const RequestJob& job, domain::Instant now) {
        return revoke(*renewals, issuer, job, now);
    });
    return handlers;
}

} // namespace sigillo::portal
