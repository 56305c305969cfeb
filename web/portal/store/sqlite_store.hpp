#pragma once

#include "web/portal/store/sqlite.hpp"
#include "web/portal/store/store.hpp"

#include <memory>

namespace sigillo::portal {

/// Wrapped keys of people in the store's own database, so that a key and what it seals commit together.
class SqlitePersonKeys final : public PersonKeys {
  public:
    explicit SqlitePersonKeys(sqlite::Database& database) : database_(database) {}
    domain::Result<Bytes> wrapped_key(const domain::PersonId& person) override;
    domain::Result<Bytes> add_wrapped_key(const domain::PersonId& person, const Bytes& wrapped) override;

  private:
    sqlite::Database& database_;
};

/// Its functions stand in one file a concern: append.cpp, events.cpp, people.cpp, requests.cpp, records.cpp,
/// sessions.cpp, outbox_rows.cpp, checkpoint_rows.cpp.
class SqliteStore final : public Store {
  public:
    SqliteStore(std::unique_ptr<sqlite::Database> database, const InstallationKey& key);
    /// Refuses a database that another installation key sealed.
    domain::Status check_key();

    domain::Result<Appended> append(const Transaction& transaction) override;
    domain::Result<std::optional<std::string>> reply_of(const CommandKey& command) override;
    Vault& vault() override { return vault_; }

    domain::Result<std::vector<StoredEvent>> read(const StreamId& stream, std::int64_t after) override;
    domain::Result<std::vector<Change>> changes(std::int64_t after, int limit) override;
    domain::Result<std::int64_t> last_change() override;
    std::int64_t data_version() override;

    domain::Result<Account> account(const domain::PersonId& person) override;
    domain::Result<Account> account_by_login(std::string_view login) override;
    domain::Result<domain::PersonId> person_of(const domain::CodiceFiscale& code) override;
    domain::Result<std::optional<domain::PersonId>> known_person(const domain::CodiceFiscale& code) override;
    domain::Result<std::vector<Account>> holders_of(domain::Role role, const domain::OrderId& order) override;
    domain::Result<bool> email_is_of_other(std::string_view email,
                                           const domain::CodiceFiscale& person) override;
    domain::Result<bool> mobile_is_of_other(std::string_view mobile,
                                            const domain::CodiceFiscale& person) override;

    domain::Result<RegisterRow> register_row(const domain::OrderId& order,
                                             const domain::PersonId& person) override;
    domain::Result<std::vector<RegisterRow>> register_rows(const domain::PersonId& person) override;
    domain::Result<std::vector<RegisterRow>> register_of(const domain::OrderId& order) override;
    domain::Result<std::int64_t> register_size(const domain::OrderId& order) override;
    domain::Result<std::int64_t> register_changes(const domain::OrderId& order) override;

    domain::Result<CardRow> card(std::string_view number) override;
    domain::Result<std::vector<CardRow>> cards_of(const domain::PersonId& person) override;
    domain::Result<std::vector<CardRow>> cards_expiring(domain::Instant from, domain::Instant until,
                                                        int limit) override;

    domain::Result<RequestRow> request(const domain::RequestId& id) override;
    domain::Result<std::vector<RequestRow>> requests_of(const domain::PersonId& person) override;
    domain::Result<std::optional<RequestRow>> open_request_of_card(std::string_view card_number) override;
    domain::Result<QueuePage> queue(const domain::OrderId& order, std::optional<Lane> lane,
                                    std::string_view search, int page) override;

    domain::Result<WorkPage> provider_queue(const WorkQuery& query) override;

    domain::Result<MailboxPage> mailboxes(const domain::OrderId& order, std::optional<Lane> lane,
                                          std::optional<domain::Instant> due_before, std::string_view search,
                                          int page) override;

    domain::Result<DraftRow> draft(const std::string& id) override;
    domain::Result<std::vector<DraftRow>> drafts_of(const domain::PersonId& person) override;
    domain::Result<std::string> secret(const domain::RequestId& request, std::string_view name) override;

    domain::Result<PaymentRow> payment(const domain::PaymentId& id) override;
    domain::Result<std::vector<PaymentRow>> payments_of(const domain::RequestId& request) override;

    domain::Result<Document> document(const domain::Digest& sha256) override;

    domain::Result<std::vector<StoredEvent>> events_about(const domain::PersonId& person) override;
    domain::Result<std::vector<Session>> sessions_of(const domain::PersonId& person) override;
    domain::Result<std::vector<DocumentNote>> documents_of(const domain::PersonId& person) override;
    domain::Result<std::vector<OutboxNote>> outbox_of(const domain::PersonId& person) override;
    domain::Result<std::vector<SecretNote>> secrets_of(const domain::PersonId& person) override;
    domain::Result<std::optional<domain::Instant>> password_link_of(const domain::PersonId& person) override;

    domain::Status begin_session(std::string_view token, const Session& session) override;
    domain::Result<Session> use_session(std::string_view token, domain::Instant now,
                                        domain::Duration idle) override;
    domain::Status end_session(std::string_view token) override;
    domain::Status end_sessions_of(const domain::PersonId& person) override;
    domain::Status add_nonce(std::string_view purpose, std::string_view nonce,
                             domain::Instant expires) override;
    domain::Result<bool> consume_nonce(std::string_view purpose, std::string_view nonce,
                                       domain::Instant now) override;
    domain::Result<bool> count_attempt(std::string_view key, domain::Instant now, domain::Duration window,
                                       int limit) override;
    domain::Status forget_attempts(std::string_view key) override;
    domain::Result<domain::PersonId> password_link(std::string_view token, domain::Instant now) override;
    domain::Status purge(domain::Instant now) override;

    domain::Result<std::optional<OutboxRow>> claim(domain::Instant now, domain::Duration lease) override;
    domain::Status complete(std::int64_t id, domain::Instant now) override;
    domain::Status retry(std::int64_t id, domain::Instant next, std::string_view error) override;
    domain::Status bury(std::int64_t id, domain::Instant now, std::string_view error) override;
    domain::Result<std::vector<OutboxRow>> dead_letters(int limit) override;
    domain::Status revive(std::int64_t id, domain::Instant now) override;
    domain::Result<std::optional<domain::Instant>> next_due() override;

    domain::Result<std::optional<CheckpointRow>> last_checkpoint() override;
    domain::Result<std::vector<CheckpointRow>> checkpoints() override;
    domain::Status add_checkpoint(const CheckpointRow& row) override;
    domain::Result<std::vector<Head>> heads_between(std::int64_t after, std::int64_t upto) override;
    domain::Result<std::int64_t> change_after_streams(std::int64_t after, int streams) override;
    domain::Status visit_events(const std::function<bool(const StoredEvent&)>& visitor) override;

  private:
    domain::Status append_events(const StreamAppend& append);
    domain::Status put(const Account& account);
    domain::Status put(const RegisterRow& row);
    /// Entries as they are stored.
    struct SealedEntry {
        const domain::RegisterEntry* entry;
        domain::PersonId person;
        Bytes sealed;
    };
    /// Makes people known and seals, a few at a time, so that the transaction that writes ten thousand
    /// entries holds no one else up for long.
    domain::Result<std::vector<SealedEntry>> prepare(const PutRegisterEntries& write);
    domain::Status put(const std::vector<SealedEntry>& entries);
    domain::Status count_register_change(const domain::OrderId& order);
    domain::Status put_register_row(const domain::OrderId& order, const domain::PersonId& person,
                                    const Bytes& sealed);
    domain::Status put(const PutPasswordLink& link);
    domain::Status use(const UsePasswordLink& link);
    domain::Status put(const CardRow& row);
    domain::Status put(const RequestRow& row);
    domain::Status put(const PaymentRow& row);
    domain::Status put(const OutboxItem& item);
    domain::Status put(const Document& document);
    domain::Status put(const DraftRow& row);
    domain::Status remove(const DeleteDraft& draft);
    domain::Status put(const PutSecret& secret);
    domain::Status remove(const DeleteSecret& secret);
    domain::Status erase(const ErasePerson& erasure);
    domain::Status put_words(std::int64_t number, const RequestRow& row);
    /// The numbers of all requests, of whatever Order, that the words find, as a JSON list.
    domain::Result<std::string> numbers_found(std::string_view search);
    [[nodiscard]] Token word_token(const domain::OrderId& order, std::string_view word) const;
    domain::Result<Account> read_account(sqlite::Query& query);
    domain::Result<RegisterRow> read_register_row(sqlite::Query& query);
    domain::Result<CardRow> read_card(sqlite::Query& query);
    domain::Result<RequestRow> read_request(sqlite::Query& query);
    domain::Result<DraftRow> read_draft(sqlite::Query& query);

    /// A column `sealed`: as it is where there is no person.
    domain::Result<Bytes> seal(const domain::PersonId& person, std::string_view context,
                               std::string_view plain);
    domain::Result<std::string> open(const domain::PersonId& person, std::string_view context,
                                     ByteView sealed);

    std::unique_ptr<sqlite::Database> database_;
    SqlitePersonKeys keys_;
    Vault vault_;
};

/// The one row of a query that has at most one: `not_found` where there is none.
template <class Read>
auto only_row(sqlite::Query& query, Read&& read) -> decltype(read(query)) {
    if (query.next()) {
        return read(query);
    }
    if (!query.ok()) {
        return query.error();
    }
    return domain::ErrorId::not_found;
}

/// All rows, without those whose person was erased.
template <class Row, class Read>
domain::Result<std::vector<Row>> all_rows(sqlite::Query& query, Read&& read) {
    std::vector<Row> rows;
    while (query.next()) {
        domain::Result<Row> row = read(query);
        if (row) {
            rows.push_back(std::move(*row));
        } else if (row.error().id != domain::ErrorId::erased) {
            return row.error();
        }
    }
    if (!query.ok()) {
        return query.error();
    }
    return rows;
}

} // namespace sigillo::portal
