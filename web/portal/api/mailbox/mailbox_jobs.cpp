#include "web/portal/api/mailbox/mailbox_jobs.hpp"

#include "web/portal/api/cycle_jobs.hpp"
#include "web/portal/api/mailbox/mailbox_reactions.hpp"
#include "web/portal/api/request_job.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::mailbox::Stage;

namespace {

JobOutcome open(Mailboxes& mailboxes, MailboxProvider& provider, const RequestJob& job) {
    const domain::RequestId id(job.request);
    const auto loaded = mailboxes.load(id);
    if (!loaded) {
        return outcome_of(loaded.error());
    }
    if (loaded->state.stage != Stage::requested) {
        return JobDone{}; // withdrawn meanwhile, or opened before
    }
    auto address = provider.open(id, loaded->state.form.holder);
    if (!address) {
        return outcome_of(address.error());
    }
    MailboxExecution execution;
    execution.request = id;
    execution.command = domain::mailbox::RecordActivated{std::move(*address)};
    const auto executed = mailboxes.execute_as_system(std::move(execution));
    if (!executed && executed.error().id != ErrorId::request_wrong_stage) {
        return outcome_of(executed.error());
    }
    return JobDone{};
}

/// To what the mailbox holds now: a later change has its own job, and says the same again.
JobOutcome set_space(Mailboxes& mailboxes, MailboxProvider& provider, const RequestJob& job) {
    const domain::RequestId id(job.request);
    const auto loaded = mailboxes.load(id);
    if (!loaded) {
        return outcome_of(loaded.error());
    }
    const auto facts = mailboxes.facts(loaded->state, {}, domain::Actor::of_system());
    if (!facts) {
        return outcome_of(facts.error());
    }
    if (!facts->convention) {
        return JobFailed{Error(ErrorId::mailbox_not_offered)};
    }
    const auto set = provider.set_space(
        id, loaded->state.address, domain::mailbox::space_of(loaded->state, *facts->convention->mailbox));
    return set ? JobOutcome(JobDone{}) : outcome_of(set.error());
}

JobOutcome deadline(Mailboxes& mailboxes, const RequestJob& job) {
    const domain::mailbox::AddOnId add_on(job.add_on.value_or(""));
    MailboxExecution execution;
    execution.request = domain::RequestId(job.request);
    if (job.command == domain::mailbox::RemindAddOn::name) {
        execution.command = domain::mailbox::RemindAddOn{add_on};
    } else if (job.command == domain::mailbox::EndAddOn::name) {
        execution.command = domain::mailbox::EndAddOn{add_on};
    } else {
        return JobFailed{Error(ErrorId::invalid_argument, {{"field", "command"}})};
    }
    const auto executed = mailboxes.execute_as_system(std::move(execution));
    if (executed) {
        return JobDone{};
    }
    const JobOutcome outcome = outcome_of(executed.error());
    // Renewed, cancelled or ended in the meantime: nothing to report.
    return std::holds_alternative<JobFailed>(outcome) ? JobOutcome(JobDone{}) : outcome;
}

} // namespace

std::vector<std::unique_ptr<JobHandler>> mailbox_jobs(const std::shared_ptr<Mailboxes>& mailboxes,
                                                      MailboxProvider& provider, PaymentProvider& payments,
                                                      std::function<void()> changed) {
    std::vector<std::unique_ptr<JobHandler>> handlers;
    const auto add = [&](std::string_view kind, RequestJobHandler::Work work) {
        handlers.push_back(std::make_unique<RequestJobHandler>(kind, std::move(work), changed));
    };
    add(job_mailbox_open, [mailboxes, &provider](const RequestJob& job, domain::Instant) {
        return open(*mailboxes, provider, job);
    });
    add(job_mailbox_space, [mailboxes, &provider](const RequestJob& job, domain::Instant) {
        return set_space(*mailboxes, provider, job);
    });
    add(job_mailbox_refund, [mailboxes, &payments](const RequestJob& job, domain::Instant now) {
        return give_back(*mailboxes, payments, job, now);
    });
    add(job_mailbox_deadline,
        [mailboxes](const RequestJob& job, domain::Instant) { return deadline(*mailboxes, job); });
    return handlers;
}

} // namespace sigillo::portal
