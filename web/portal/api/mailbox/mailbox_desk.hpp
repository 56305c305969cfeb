#pragma once

#include "web/portal/api/mailbox/mailbox_views.hpp"
#include "web/portal/documents/printed_forms.hpp"
#include "web/portal/payments/card_page.hpp"

namespace sigillo::portal {

/// A file that a person takes along.
struct MailboxFile {
    std::string type; ///< MIME
    std::string name;
    std::string content;
    domain::Digest sha256; ///< of a stored document: looking at it is noted; empty for a form just printed
};

/// The MIME type of what is handed in, by its first bytes: it must open on the office's computer. Empty:
/// neither PDF nor JPEG nor PNG.
std::string paper_type(pki::ByteView content);

/// PEC mailboxes: what members do with theirs, the Orders and the provider with all. One thread.
class MailboxDesk {
  public:
    MailboxDesk(Mailboxes& mailboxes, MailboxViews& views, PaymentProvider& payments,
                const PrintedForms& forms, std::string origin)
        : mailboxes_(mailboxes), views_(views), payments_(payments), forms_(forms),
          origin_(std::move(origin)) {}

    domain::Result<wire::MailboxView> handle(const Caller& caller, const wire::GetMailbox& message);
    domain::Result<wire::MailboxView> handle(const Caller& caller, const wire::AskMailbox& message);
    domain::Result<wire::MailboxView> handle(const Caller& caller, const wire::MailboxStep& message);
    domain::Result<wire::MailboxView> handle(const Caller& caller, const wire::OrderAddOn& message);
    domain::Result<wire::PayAddOn::Reply> handle(const Caller& caller, const wire::PayAddOn& message);
    domain::Result<wire::MailboxView> handle(const Caller& caller, const wire::DeclareAddOnPayment& message);
    domain::Result<wire::MailboxView> handle(const Caller& caller, const wire::RecordAddOnPayment& message);
    domain::Result<wire::MailboxView> handle(const Caller& caller, const wire::RecordAddOnRefund& message);
    domain::Result<wire::ListMailboxes::Reply> handle(const Caller& caller,
                                                      const wire::ListMailboxes& message);

    /// The payment provider's report about an add-on's payment; the row is what is to be kept of it.
    domain::Status payment_reported(const PaymentReport& report, PaymentRow row);

    /// What `/api/mailboxes/<id>/<what>` gives: `form.pdf`, the request form (R112, R113), of `new` for what
    /// is not asked for yet, filled in for a member, blank for an office; `signed-form` and `document`, the
    /// papers handed in. Errors: `not_found`, also for who may not see it; those of the store.
    domain::Result<MailboxFile> file(const Caller& caller, const std::string& id, std::string_view what);

  private:
    /// Whose mailbox a message without an id is about: one's own, or for an office that of the member.
    domain::Result<domain::mailbox::Subject> subject_of(const Caller& caller,
                                                        const std::optional<std::string>& codice_fiscale);
    template <class Message>
    domain::Result<wire::MailboxView> carry_out(const Caller& caller, const Message& message,
                                                domain::mailbox::Command command,
                                                MailboxExecution execution = {});
    domain::Result<MailboxFile> form(const Caller& caller, const std::string& id);

    Mailboxes& mailboxes_;
    MailboxViews& views_;
    PaymentProvider& payments_;
    const PrintedForms& forms_;
    std::string origin_;
};

} // namespace sigillo::portal
