#pragma once

#include "web/portal/api/request_job.hpp"
#include "web/portal/payments/card_page.hpp"
#include "web/portal/store/store.hpp"

#include <utility>

// The jobs that every life cycle has. `Requests` is what has the life cycle: Renewals, Purchases.
namespace sigillo::portal {

/// Gives the money back, and says so. The payment may be another request's: a credit's was.
template <class Requests>
JobOutcome give_back(Requests& requests, PaymentProvider& payments, const RequestJob& job,
                     domain::Instant now) {
    const domain::PaymentId payment(job.payment);
    auto row = requests.store().payment(payment);
    if (!row) {
        return outcome_of(row.error());
    }
    // What came from account to account no payment service can give back: the operator does, and says so.
    if (row->provider == declared_payment) {
        return JobDone{};
    }
    if (row->state != PaymentState::refunded) {
        if (const auto sent = payments.refund("refund-" + job.payment, payment, {job.amount}); !sent) {
            return outcome_of(sent.error());
        }
    }
    row->state = PaymentState::refunded;
    row->settled = now;
    typename Requests::Execution execution;
    execution.request = domain::RequestId(job.request);
    execution.command = typename Requests::MarkRefunded{payment};
    execution.writes.emplace_back(PutPayment{std::move(*row)});
    const auto executed = requests.execute_as_system(std::move(execution));
    if (!executed && executed.error().id != domain::ErrorId::payment_nothing_to_return) {
        return outcome_of(executed.error());
    }
    return JobDone{};
}

/// What a deadline does to the request, if it still stands where it was set: one of these commands.
template <class... Commands, class Requests>
JobOutcome meet_deadline(Requests& requests, const RequestJob& job) {
    typename Requests::Execution execution;
    execution.request = domain::RequestId(job.request);
    const auto is = [&](auto command) {
        const bool same = job.command == command.name;
        if (same) {
            execution.command = command;
        }
        return same;
    };
    if (!(is(Commands{}) || ...)) {
        return JobFailed{domain::Error(domain::ErrorId::invalid_argument, {{"field", "command"}})};
    }
    const auto executed = requests.execute_as_system(std::move(execution));
    if (executed) {
        return JobDone{};
    }
    const JobOutcome outcome = outcome_of(executed.error());
    // The request went on in the meantime and refuses: nothing to report.
    return std::holds_alternative<JobFailed>(outcome) ? JobOutcome(JobDone{}) : outcome;
}

} // namespace sigillo::portal
