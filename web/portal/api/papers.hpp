#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/api/purchase/purchases.hpp"
#include "web/portal/api/renewals.hpp"
#include "web/portal/api/views.hpp"
#include "web/portal/documents/printed_forms.hpp"

#include <functional>

namespace sigillo::portal {

/// What can be downloaded of a request, for the links on its page.
std::vector<wire::PaperView> papers_of(const LoadedPurchase& loaded, const domain::Product& product);
std::vector<wire::PaperView> papers_of(const LoadedRenewal& loaded);

/// A paper whose data have been read; making the PDF takes a while and belongs to another thread.
struct Paper {
    std::string file_name; ///< that the download gets
    std::function<domain::Result<std::string>()> print;
};

/// The papers of requests (R113, X7, X20). One thread.
class Papers {
  public:
    /// `seller` is whom receipts are of. `forms` must outlive what `paper` returns.
    Papers(Purchases& purchases, Renewals& renewals, Views& views, const PrintedForms& forms,
           std::string seller)
        : purchases_(purchases), renewals_(renewals), views_(views), forms_(forms),
          seller_(std::move(seller)) {}

    /// `file`: "form.pdf", "receipt.pdf" (the first one) or "receipt-2.pdf". Error: `not_found`, also where
    /// the caller may not see the request.
    domain::Result<Paper> paper(const Caller& caller, const domain::RequestId& request,
                                std::string_view file);

  private:
    domain::Result<Paper> collection_form(const LoadedPurchase& loaded);
    domain::Result<Paper> receipt(const LoadedPurchase& loaded, std::size_t number);
    domain::Result<Paper> receipt(const LoadedRenewal& loaded, std::size_t number);
    [[nodiscard]] Paper printed(Receipt receipt) const;

    Purchases& purchases_;
    Renewals& renewals_;
    Views& views_;
    const PrintedForms& forms_;
    std::string seller_;
};

} // namespace sigillo::portal
