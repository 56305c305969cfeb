#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/api/mailbox/mailboxes.hpp"
#include "web/portal/api/payee.hpp"

namespace sigillo::portal {

/// What pages show of mailboxes. One thread.
class MailboxViews {
  public:
    MailboxViews(Mailboxes& mailboxes, PayeeAccounts accounts)
        : mailboxes_(mailboxes), accounts_(std::move(accounts)) {}

    /// Error: `not_found`, also where the caller may not see it.
    domain::Result<RequestRow> visible(const domain::RequestId& id, const Caller& caller);
    domain::Result<wire::MailboxView> mailbox(const domain::RequestId& id, const Caller& caller);
    /// That which could be asked for.
    domain::Result<wire::MailboxView> prospect(const domain::mailbox::Subject& subject, const Caller& caller);
    /// The member's own, asked for or not.
    domain::Result<wire::MailboxView> own(const Caller& caller);
    domain::Result<wire::MailboxRow> row(const RequestRow& stored, domain::Language language);

  private:
    domain::Result<wire::MailboxView> show(const LoadedMailbox& loaded,
                                           const domain::mailbox::Subject& subject, const Caller& caller);

    Mailboxes& mailboxes_;
    PayeeAccounts accounts_;
};

} // namespace sigillo::portal
