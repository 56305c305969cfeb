#pragma once

#include "web/portal/store/rows.hpp"

// Reading of the rows that transactions write. `not_found` where a single one does not exist; `erased` where
// its person's key was destroyed (lists leave such rows out).
namespace sigillo::portal {

class People {
  public:
    virtual ~People() = default;
    virtual domain::Result<Account> account(const domain::PersonId& person) = 0;
    /// By e-mail address (any case) or codice fiscale, whichever `login` is.
    virtual domain::Result<Account> account_by_login(std::string_view login) = 0;
    /// The id of that person, whether or not there is an account; a new random one for somebody never seen
    /// (remembered at once).
    virtual domain::Result<domain::PersonId> person_of(const domain::CodiceFiscale& code) = 0;
    /// Likewise, of somebody whom an account or a register names; nobody else becomes known by being asked
    /// for.
    virtual domain::Result<std::optional<domain::PersonId>>
    known_person(const domain::CodiceFiscale& code) = 0;
    /// Accounts that hold the role in the Order; for roles without an Order `order` is empty.
    virtual domain::Result<std::vector<Account>> holders_of(domain::Role role,
                                                            const domain::OrderId& order) = 0;
    /// Whether an account of anybody else has the e-mail address (any case), or the mobile number (X5).
    virtual domain::Result<bool> email_is_of_other(std::string_view email,
                                                   const domain::CodiceFiscale& person) = 0;
    virtual domain::Result<bool> mobile_is_of_other(std::string_view mobile,
                                                    const domain::CodiceFiscale& person) = 0;
};

class Register {
  public:
    virtual ~Register() = default;
    virtual domain::Result<RegisterRow> register_row(const domain::OrderId& order,
                                                     const domain::PersonId& person) = 0;
    virtual domain::Result<std::vector<RegisterRow>> register_rows(const domain::PersonId& person) = 0;
    /// The Order's whole register, in no order.
    virtual domain::Result<std::vector<RegisterRow>> register_of(const domain::OrderId& order) = 0;
    /// How many the Order's register has, the cancelled ones too.
    virtual domain::Result<std::int64_t> register_size(const domain::OrderId& order) = 0;
    /// Rises with every change of the Order's register; 0 where it has had none.
    virtual domain::Result<std::int64_t> register_changes(const domain::OrderId& order) = 0;
};

class Cards {
  public:
    virtual ~Cards() = default;
    virtual domain::Result<CardRow> card(std::string_view number) = 0;
    virtual domain::Result<std::vector<CardRow>> cards_of(const domain::PersonId& person) = 0;
    /// Cards of which a certificate ends in [from, until), for invitations.
    virtual domain::Result<std::vector<CardRow>> cards_expiring(domain::Instant from, domain::Instant until,
                                                                int limit) = 0;
};

struct QueuePage {
    std::vector<RequestRow> rows;
    std::int64_t total = 0;       ///< rows that match
    std::int64_t to_validate = 0; ///< of the Order, whatever the filter
};

inline constexpr int queue_page_size = 50;

class Requests {
  public:
    virtual ~Requests() = default;
    virtual domain::Result<RequestRow> request(const domain::RequestId& id) = 0;
    virtual domain::Result<std::vector<RequestRow>> requests_of(const domain::PersonId& person) = 0;
    /// The open request (not ended) about the card, if there is one.
    virtual domain::Result<std::optional<RequestRow>> open_request_of_card(std::string_view card_number) = 0;
    /// Of an Order, oldest in its stage first, page from 0. No lane: all that were placed. Each word of
    /// `search` must begin a word of the holder's name, the codice fiscale or the register's number (at least
    /// 2 characters, of which the first 16 count; register numbers match in whole).
    virtual domain::Result<QueuePage> queue(const domain::OrderId& order, std::optional<Lane> lane,
                                            std::string_view search, int page) = 0;
};

struct MailboxPage {
    std::vector<RequestRow> rows;
    std::int64_t total = 0; ///< rows that match
    std::int64_t asked = 0; ///< in the lane `mailbox_asked`, whatever the filter
};

/// PEC mailboxes, which stand in no queue of requests.
class MailboxRows {
  public:
    virtual ~MailboxRows() = default;
    /// Of an Order, or of all where it is empty. No lane: all that there are, the ended ones too;
    /// `mailbox_active` counts those with a payment under way as well. `due_before`: only those of which
    /// something ends by then, the nearest first; else by how long they are in their stage. `search` as for
    /// `Requests::queue`, and only within an Order.
    virtual domain::Result<MailboxPage> mailboxes(const domain::OrderId& order, std::optional<Lane> lane,
                                                  std::optional<domain::Instant> due_before,
                                                  std::string_view search, int page) = 0;
};

/// Which open requests of all Orders an operator looks for.
struct WorkQuery {
    std::string_view next; ///< what is to be done; empty: anything
    domain::Instant soon;  ///< a deadline before it is about to pass
    bool only_soon = false;
    std::string_view search{}; ///< as in `Requests::queue`
    int page = 0;
};

struct WorkPage {
    std::vector<RequestRow> rows;
    std::int64_t total = 0;    ///< rows that match
    std::int64_t due_soon = 0; ///< open requests about to miss a deadline, whatever the query
};

/// What the provider works through, of every Order (X21).
class ProviderRequests {
  public:
    virtual ~ProviderRequests() = default;
    /// The nearest deadline first, then what has none, oldest in its stage first; page from 0.
    virtual domain::Result<WorkPage> provider_queue(const WorkQuery& query) = 0;
};

class Drafts {
  public:
    virtual ~Drafts() = default;
    virtual domain::Result<DraftRow> draft(const std::string& id) = 0;
    virtual domain::Result<std::vector<DraftRow>> drafts_of(const domain::PersonId& person) = 0;
};

class Secrets {
  public:
    virtual ~Secrets() = default;
    /// Error: `not_found`, also once it was taken.
    virtual domain::Result<std::string> secret(const domain::RequestId& request, std::string_view name) = 0;
};

class Payments {
  public:
    virtual ~Payments() = default;
    virtual domain::Result<PaymentRow> payment(const domain::PaymentId& id) = 0;
    virtual domain::Result<std::vector<PaymentRow>> payments_of(const domain::RequestId& request) = 0;
};

class Documents {
  public:
    virtual ~Documents() = default;
    /// Error: `audit_chain_broken` where the content no longer has its hash.
    virtual domain::Result<Document> document(const domain::Digest& sha256) = 0;
};

} // namespace sigillo::portal
