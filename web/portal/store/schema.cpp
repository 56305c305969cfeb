#include "web/portal/store/schema.hpp"

#include <array>
#include <string>

namespace sigillo::portal {
namespace {

// Personal data stands only in columns called `sealed` (vault/vault.hpp); columns called `*_token` are keyed
// hashes.
constexpr const char* version_1 = R"sql(
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The truth: everything else but keys, sessions and the outbox can be made from it again.
CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, name)
) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,  -- in commit order: the change feed
    stream INTEGER NOT NULL REFERENCES streams,
    seq INTEGER NOT NULL CHECK (seq > 0),
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    payload TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (stream, seq)
) STRICT;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
CREATE TRIGGER events_stay_same BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
CREATE TABLE checkpoints (
    number INTEGER PRIMARY KEY,
    upto INTEGER NOT NULL,
    p7m BLOB NOT NULL
) STRICT;
CREATE TABLE documents (
    sha256 TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    sealed BLOB NOT NULL      -- in clear where there is no person
) STRICT;

CREATE TABLE commands (
    actor TEXT NOT NULL,
    id TEXT NOT NULL,
    content TEXT NOT NULL,
    at INTEGER NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (actor, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_keys (
    person TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL,    -- empty: destroyed
    erased_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
    person TEXT PRIMARY KEY,
    code_token BLOB UNIQUE,
    email_token BLOB UNIQUE,
    sealed BLOB               -- NULL: known, without an account
) STRICT;
CREATE TABLE roles (
    person TEXT NOT NULL REFERENCES people,
    role TEXT NOT NULL,
    order_id TEXT NOT NULL,
    PRIMARY KEY (role, order_id, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX roles_of_person ON roles (person);
CREATE TABLE register_entries (
    order_id TEXT NOT NULL,
    person TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (order_id, person)
) STRICT;
CREATE INDEX register_of_person ON register_entries (person);
CREATE TABLE cards (
    number_token BLOB PRIMARY KEY,
    person TEXT NOT NULL,
    order_id TEXT NOT NULL,
    convention TEXT NOT NULL,
    expires INTEGER NOT NULL, -- the earlier of the two certificates
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX cards_of_person ON cards (person);
CREATE INDEX cards_by_expiry ON cards (expires);

CREATE TABLE requests (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL,
    stage TEXT NOT NULL,
    lane TEXT NOT NULL,
    person TEXT NOT NULL,
    order_id TEXT NOT NULL,
    convention TEXT NOT NULL,
    since INTEGER NOT NULL,
    certificate_expires INTEGER NOT NULL,
    differences INTEGER NOT NULL,
    card_token BLOB NOT NULL,
    content_token BLOB NOT NULL, -- of what is sealed and searched, to leave both alone when it is unchanged
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX requests_in_lane ON requests (order_id, lane, since);
CREATE INDEX requests_of_person ON requests (person);
CREATE INDEX requests_of_card ON requests (card_token);
CREATE TABLE request_words (
    word_token BLOB NOT NULL,
    request INTEGER NOT NULL REFERENCES requests,
    PRIMARY KEY (word_token, request)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_of_request ON request_words (request);
CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    amount INTEGER NOT NULL,
    state TEXT NOT NULL,
    provider TEXT NOT NULL,
    reference TEXT NOT NULL,
    created INTEGER NOT NULL,
    settled INTEGER
) STRICT;
CREATE INDEX payments_of_request ON payments (request);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    sealed BLOB NOT NULL,     -- in clear where there is no person; empty once done
    state TEXT NOT NULL,      -- waiting, done, dead
    due INTEGER NOT NULL,     -- when done or dead: since when
    tries INTEGER NOT NULL,
    last_error TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_by_due ON outbox (due) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';

CREATE TABLE sessions (
    token BLOB PRIMARY KEY,
    person TEXT NOT NULL,
    method TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_person ON sessions (person);
CREATE TABLE nonces (
    token BLOB PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attempts (
    key BLOB PRIMARY KEY,
    until INTEGER NOT NULL,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Registers are imported, users invited by a link, and a mobile number belongs to one person.
constexpr const char* version_2 = R"sql(
ALTER TABLE people ADD COLUMN mobile_token BLOB;
CREATE UNIQUE INDEX people_by_mobile ON people (mobile_token) WHERE mobile_token IS NOT NULL;
CREATE TABLE register_changes (
    order_id TEXT PRIMARY KEY,
    changes INTEGER NOT NULL  -- rises with every write to the Order's register
) STRICT, WITHOUT ROWID;
CREATE TABLE password_links (
    token BLOB PRIMARY KEY,
    person TEXT NOT NULL UNIQUE, -- the newest link alone counts
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Purchases: a request says what it is about; orders that are being filled in; what is sent once and
// forgotten.
constexpr const char* version_3 = R"sql(
ALTER TABLE requests ADD COLUMN kind TEXT NOT NULL DEFAULT 'renewal';
ALTER TABLE requests ADD COLUMN product TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN deadline INTEGER;
ALTER TABLE requests ADD COLUMN next TEXT NOT NULL DEFAULT '';
CREATE INDEX requests_to_work_on ON requests (lane, next, deadline, since);
CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    convention TEXT NOT NULL,
    order_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (person, convention, order_id)
) STRICT;
CREATE TABLE secrets (
    request TEXT NOT NULL,
    name TEXT NOT NULL,
    person TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (request, name)
) STRICT, WITHOUT ROWID;
)sql";

// PEC mailboxes are few beside renewals: their lists have an index of their own.
constexpr const char* version_4 = R"sql(
CREATE INDEX mailboxes_in_lane ON requests (order_id, lane, since) WHERE kind = 'mailbox';
)sql";

constexpr std::array migrations = {version_1, version_2, version_3, version_4};

domain::Result<std::int64_t> schema_version(sqlite::Database& database) {
    sqlite::Query query(database, "PRAGMA user_version");
    if (!query.next()) {
        return query.error();
    }
    return query.integer(0);
}

} // namespace

domain::Status migrate(sqlite::Database& database) {
    return database.write([&]() -> domain::Status {
        const auto version = schema_version(database);
        if (!version) {
            return version.error();
        }
        if (*version > static_cast<std::int64_t>(migrations.size())) {
            return domain::Error(
                domain::ErrorId::configuration_invalid,
                {{"field", "database"}, {"reason", "it was written by a newer version of the program"}});
        }
        for (auto step = static_cast<std::size_t>(*version); step < migrations.size(); ++step) {
            if (auto done = database.execute(migrations[step]); !done) {
                return done.error();
            }
            const auto set = "PRAGMA user_version = " + std::to_string(step + 1);
            if (auto done = database.execute(set.c_str()); !done) {
                return done.error();
            }
        }
        return domain::Done{};
    });
}

} // namespace sigillo::portal
