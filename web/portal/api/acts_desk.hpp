#pragma once

#include "shared/pki/verify.hpp"
#include "web/portal/api/views.hpp"

#include <functional>
#include <memory>

namespace sigillo::portal {

/// The Order's signed acts: given out, and taken back signed.
class ActsDesk {
  public:
    using Post = std::function<void(std::function<void()>)>;

    /// `post` runs something on this thread a little later, so that a batch does not hold everybody else up.
    ActsDesk(Renewals& renewals, Views& views, std::string origin, Post post)
        : renewals_(renewals), views_(views), origin_(std::move(origin)), post_(std::move(post)) {}

    domain::Result<wire::PrepareActs::Reply> handle(const Caller& caller, const wire::PrepareActs& message);
    /// One transaction and one result an act; answers when all are done.
    void handle(const Caller& caller, const wire::SubmitActs& message,
                std::function<void(domain::Result<wire::SubmitActs::Reply>)> answer);
    /// One act.
    domain::Status submit(const Caller& caller, const wire::SubmittedAct& act, const std::string& command);

    /// The stored `.p7m` of a request that the caller may see. Error: `not_found`.
    domain::Result<Document> signed_act(const Caller& caller, const domain::RequestId& request);

  private:
    struct Batch;
    void next(const std::shared_ptr<Batch>& batch);
    domain::Result<std::string> prepare(const Caller& caller, const domain::RequestId& request);
    [[nodiscard]] std::string order_name(const domain::OrderId& order) const;

    Renewals& renewals_;
    Views& views_;
    std::string origin_;
    Post post_;
    pki::CertificateCache signers_;
};

} // namespace sigillo::portal
