#pragma once

#include "shared/pki/verify.hpp"
#include "web/portal/api/act_case.hpp"
#include "web/portal/api/validation.hpp"
#include "web/portal/api/views.hpp"

#include <functional>
#include <memory>

namespace sigillo::portal {

/// The Order's signed acts: given out, and taken back signed.
class ActsDesk {
  public:
    using Post = std::function<void(std::function<void()>)>;

    /// `post` runs something on this thread a little later, so that a batch does not hold everybody else up.
    ActsDesk(Renewals& renewals, Purchases& purchases, Views& views, std::string origin, Post post)
        : renewals_(renewals), purchases_(purchases), views_(views), origin_(std::move(origin)),
          post_(std::move(post)) {}

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
    /// Error: `not_found`, also where the caller may not see it.
    domain::Result<std::unique_ptr<ActCase>> open(const Caller& caller, const domain::RequestId& request);
    [[nodiscard]] ActSubject subject_of(const ActCase& act_case, const domain::RequestId& request) const;

    Renewals& renewals_;
    Purchases& purchases_;
    Views& views_;
    std::string origin_;
    Post post_;
    pki::CertificateCache signers_;
};

} // namespace sigillo::portal
