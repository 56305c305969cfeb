#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/api/renewals.hpp"

namespace sigillo::portal {

/// What pages show, made from what is stored and from what `decide` says. One thread.
class Views {
  public:
    explicit Views(Renewals& renewals) : renewals_(renewals) {}

    /// Errors: `not_found`, also where the caller may not see it, so that ids tell nothing.
    domain::Result<wire::RequestView> request(const domain::RequestId& id, const Caller& caller);
    domain::Result<wire::Overview::Reply> overview(const Caller& caller);
    wire::User user(const Caller& caller) const;
    /// Somebody signed in, with the roles of now.
    domain::Result<Caller> caller(Account account, domain::Language language) {
        return renewals_.caller(std::move(account), language);
    }

    wire::RequestRow row(const RequestRow& row, domain::Language language) const;
    /// The stored row, if the caller may see the request.
    domain::Result<RequestRow> visible(const domain::RequestId& id, const Caller& caller);

  private:
    wire::KnownCertificate certificate(const domain::CertificateInfo& info, protocol::CertificateRole role,
                                       const std::optional<CardRow>& card, int window_months) const;
    domain::Result<wire::KnownCard> card(const CardRow& card, const Caller& caller);
    std::vector<wire::PriceLine> price_lines(const domain::Product& product, domain::Language language) const;
    domain::Status fill_certificates(wire::RequestView& view, const domain::renewal::State& state,
                                     const domain::renewal::Facts& facts);

    Renewals& renewals_;
};

} // namespace sigillo::portal
