#include "web/portal/codec/json_fields.hpp"
#include "web/portal/store/sqlite_store.hpp"

#include <algorithm>

namespace sigillo::portal {
namespace {

using codec::Json;

domain::Error damaged(const char* table, const std::string& where) {
    return {domain::ErrorId::storage_failed, {{"reason", table + where}}};
}

std::string context_of(const domain::OrderId& order, const domain::PersonId& person) {
    return "register/" + order.value + "/" + person.value;
}

std::string card_context(const domain::PersonId& person) {
    return "card/" + person.value;
}

std::string document_context(std::string_view sha256) {
    return "document/" + std::string(sha256);
}

constexpr std::size_t length_bytes = 4;

/// The data as JSON, which holds no NUL, then NUL, the length of the first certificate in four bytes, most
/// significant first, and both certificates as they are: they are most of it, and read with every decision.
std::string card_content(const CardRow& row) {
    std::string content = codec::write(row.certificates).dump();
    content.push_back('\0');
    const std::size_t length = row.authentication_der.size();
    for (std::size_t i = length_bytes; i-- > 0;) {
        content.push_back(static_cast<char>(length >> (8 * i) & 0xff));
    }
    content.append(row.authentication_der.begin(), row.authentication_der.end());
    content.append(row.signature_der.begin(), row.signature_der.end());
    return content;
}

/// As it was written before: all in one JSON, certificates in base64.
domain::Status read_old_card_content(std::string_view content, CardRow& row) {
    const auto json = Json::parse(content, nullptr, false);
    if (!json.is_object() || !json.contains("certificates") || !json.contains("authentication_der") ||
        !json.contains("signature_der")) {
        return damaged("cards", "");
    }
    if (auto fault = codec::read(json["certificates"], row.certificates)) {
        return damaged("cards", fault->pointer);
    }
    std::string authentication;
    std::string signature;
    if (codec::read(json["authentication_der"], authentication) ||
        codec::read(json["signature_der"], signature)) {
        return damaged("cards", "");
    }
    auto authentication_der = pki::bytes_of_base64(authentication);
    auto signature_der = pki::bytes_of_base64(signature);
    if (!authentication_der || !signature_der) {
        return damaged("cards", "");
    }
    row.authentication_der = std::move(*authentication_der);
    row.signature_der = std::move(*signature_der);
    return domain::Done{};
}

domain::Status read_card_content(std::string_view content, CardRow& row) {
    const auto end = content.find('\0');
    if (end == std::string_view::npos) {
        return read_old_card_content(content, row);
    }
    if (auto fault = codec::read(Json::parse(content.substr(0, end), nullptr, false), row.certificates)) {
        return damaged("cards", fault->pointer);
    }
    content.remove_prefix(end + 1);
    if (content.size() < length_bytes) {
        return damaged("cards", "");
    }
    std::size_t length = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) {
        length = length << 8 | static_cast<unsigned char>(content[i]);
    }
    content.remove_prefix(length_bytes);
    if (content.size() < length) {
        return damaged("cards", "");
    }
    row.authentication_der = pki::bytes_of(content.substr(0, length));
    row.signature_der = pki::bytes_of(content.substr(length));
    return domain::Done{};
}

PaymentRow read_payment(sqlite::Query& query) {
    PaymentRow row;
    row.id = domain::PaymentId(query.text(0));
    row.request = domain::RequestId(query.text(1));
    row.amount = {query.integer(2)};
    row.state = domain::parse_enum<PaymentState>(query.text(3)).value_or(PaymentState::failed);
    row.provider = query.text(4);
    row.reference = query.text(5);
    row.created = {query.integer(6)};
    if (!query.null(7)) {
        row.settled = domain::Instant{query.integer(7)};
    }
    return row;
}

} // namespace

domain::Status SqliteStore::count_register_change(const domain::OrderId& order) {
    return sqlite::run(*database_,
                       "INSERT INTO register_changes (order_id, changes) VALUES (?, 1)"
                       " ON CONFLICT (order_id) DO UPDATE SET changes = changes + 1",
                       order.value);
}

domain::Status SqliteStore::put_register_row(const domain::OrderId& order, const domain::PersonId& person,
                                             const Bytes& sealed) {
    return sqlite::run(*database_,
                       "INSERT INTO register_entries (order_id, person, sealed) VALUES (?, ?, ?)"
                       " ON CONFLICT (order_id, person) DO UPDATE SET sealed = excluded.sealed",
                       order.value, person.value, sealed);
}

domain::Status SqliteStore::put(const RegisterRow& row) {
    const auto& entry = row.entry;
    if (auto counted = count_register_change(entry.order); !counted) {
        return counted;
    }
    auto sealed = vault_.seal(row.person, context_of(entry.order, row.person), codec::write(entry).dump());
    if (!sealed) {
        return sealed.error();
    }
    return put_register_row(entry.order, row.person, *sealed);
}

domain::Result<std::vector<SqliteStore::SealedEntry>> SqliteStore::prepare(const PutRegisterEntries& write) {
    constexpr std::size_t at_once = 250;
    std::vector<SealedEntry> ready;
    ready.reserve(write.entries.size());
    while (ready.size() < write.entries.size()) {
        const std::size_t end = std::min(ready.size() + at_once, write.entries.size());
        const auto done = database_->write([&]() -> domain::Status {
            while (ready.size() < end) {
                const auto& entry = write.entries[ready.size()];
                auto person = person_of(entry.codice_fiscale);
                if (!person) {
                    return person.error();
                }
                auto sealed =
                    vault_.seal(*person, context_of(entry.order, *person), codec::write(entry).dump());
                if (!sealed) {
                    return sealed.error();
                }
                ready.push_back({&entry, std::move(*person), std::move(*sealed)});
            }
            return domain::Done{};
        });
        if (!done) {
            return done.error();
        }
    }
    return ready;
}

domain::Status SqliteStore::put(const std::vector<SealedEntry>& entries) {
    const domain::OrderId* counted = nullptr;
    for (const auto& [entry, person, sealed] : entries) {
        if (counted == nullptr || *counted != entry->order) {
            counted = &entry->order;
            if (const auto done = count_register_change(entry->order); !done) {
                return done;
            }
        }
        if (const auto done = put_register_row(entry->order, person, sealed); !done) {
            return done;
        }
    }
    return domain::Done{};
}

domain::Result<std::vector<RegisterRow>> SqliteStore::register_of(const domain::OrderId& order) {
    sqlite::Query query(
        *database_, "SELECT order_id, person, sealed FROM register_entries WHERE order_id = ?", order.value);
    return all_rows<RegisterRow>(query, [this](sqlite::Query& row) { return read_register_row(row); });
}

domain::Result<std::int64_t> SqliteStore::register_size(const domain::OrderId& order) {
    sqlite::Query query(*database_, "SELECT count(*) FROM register_entries WHERE order_id = ?", order.value);
    if (!query.next()) {
        return query.error();
    }
    return query.integer(0);
}

domain::Result<std::int64_t> SqliteStore::register_changes(const domain::OrderId& order) {
    sqlite::Query query(*database_, "SELECT changes FROM register_changes WHERE order_id = ?", order.value);
    if (query.next()) {
        return query.integer(0);
    }
    if (!query.ok()) {
        return query.error();
    }
    return std::int64_t{0};
}

domain::Result<RegisterRow> SqliteStore::read_register_row(sqlite::Query& query) {
    RegisterRow row;
    const domain::OrderId order(query.text(0));
    row.person = domain::PersonId(query.text(1));
    const auto opened = vault_.open(row.person, context_of(order, row.person), query.blob(2));
    if (!opened) {
        return opened.error();
    }
    if (auto fault = codec::read(Json::parse(*opened, nullptr, false), row.entry)) {
        return damaged("register_entries", fault->pointer);
    }
    return row;
}

domain::Result<RegisterRow> SqliteStore::register_row(const domain::OrderId& order,
                                                      const domain::PersonId& person) {
    sqlite::Query query(
        *database_, "SELECT order_id, person, sealed FROM register_entries WHERE order_id = ? AND person = ?",
        order.value, person.value);
    return only_row(query, [this](sqlite::Query& row) { return read_register_row(row); });
}

domain::Result<std::vector<RegisterRow>> SqliteStore::register_rows(const domain::PersonId& person) {
    sqlite::Query query(
        *database_,
        "SELECT order_id, person, sealed FROM register_entries WHERE person = ? ORDER BY order_id",
        person.value);
    return all_rows<RegisterRow>(query, [this](sqlite::Query& row) { return read_register_row(row); });
}

domain::Status SqliteStore::put(const CardRow& row) {
    auto sealed = vault_.seal(row.person, card_context(row.person), card_content(row));
    if (!sealed) {
        return sealed.error();
    }
    return sqlite::run(*database_,
                       "INSERT INTO cards (number_token, person, order_id, convention, expires, sealed)"
                       " VALUES (?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (number_token) DO UPDATE SET person = excluded.person,"
                       " order_id = excluded.order_id, convention = excluded.convention,"
                       " expires = excluded.expires, sealed = excluded.sealed",
                       vault_.token("card", row.certificates.card_number), row.person.value, row.order.value,
                       row.convention.value, row.certificates.expires_at().seconds, *sealed);
}

domain::Result<CardRow> SqliteStore::read_card(sqlite::Query& query) {
    CardRow row;
    row.person = domain::PersonId(query.text(0));
    row.order = domain::OrderId(query.text(1));
    row.convention = domain::ConventionCode(query.text(2));
    const auto opened = vault_.open(row.person, card_context(row.person), query.blob(3));
    if (!opened) {
        return opened.error();
    }
    if (const auto read = read_card_content(*opened, row); !read) {
        return read.error();
    }
    return row;
}

domain::Result<CardRow> SqliteStore::card(std::string_view number) {
    sqlite::Query query(*database_,
                        "SELECT person, order_id, convention, sealed FROM cards WHERE number_token = ?",
                        vault_.token("card", number));
    return only_row(query, [this](sqlite::Query& row) { return read_card(row); });
}

domain::Result<std::vector<CardRow>> SqliteStore::cards_of(const domain::PersonId& person) {
    sqlite::Query query(*database_,
                        "SELECT person, order_id, convention, sealed FROM cards WHERE person = ?"
                        " ORDER BY expires DESC",
                        person.value);
    return all_rows<CardRow>(query, [this](sqlite::Query& row) { return read_card(row); });
}

domain::Result<std::vector<CardRow>> SqliteStore::cards_expiring(domain::Instant from, domain::Instant until,
                                                                 int limit) {
    sqlite::Query query(*database_,
                        "SELECT person, order_id, convention, sealed FROM cards"
                        " WHERE expires >= ? AND expires < ? ORDER BY expires LIMIT ?",
                        from.seconds, until.seconds, limit);
    return all_rows<CardRow>(query, [this](sqlite::Query& row) { return read_card(row); });
}

domain::Status SqliteStore::put(const PaymentRow& row) {
    std::optional<std::int64_t> settled;
    if (row.settled) {
        settled = row.settled->seconds;
    }
    return sqlite::run(
        *database_,
        "INSERT INTO payments (id, request, amount, state, provider, reference, created, settled)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET request = excluded.request, amount = excluded.amount,"
        " state = excluded.state, provider = excluded.provider, reference = excluded.reference,"
        " created = excluded.created, settled = excluded.settled",
        row.id.value, row.request.value, row.amount.value, domain::text_of(row.state), row.provider,
        row.reference, row.created.seconds, settled);
}

domain::Result<PaymentRow> SqliteStore::payment(const domain::PaymentId& id) {
    sqlite::Query query(*database_,
                        "SELECT id, request, amount, state, provider, reference, created, settled"
                        " FROM payments WHERE id = ?",
                        id.value);
    return only_row(query, [](sqlite::Query& row) { return domain::Result<PaymentRow>(read_payment(row)); });
}

domain::Result<std::vector<PaymentRow>> SqliteStore::payments_of(const domain::RequestId& request) {
    sqlite::Query query(*database_,
                        "SELECT id, request, amount, state, provider, reference, created, settled"
                        " FROM payments WHERE request = ? ORDER BY created, id",
                        request.value);
    return all_rows<PaymentRow>(query, [](sqlite::Query& row) { return read_payment(row); });
}

domain::Status SqliteStore::put(const Document& document) {
    const std::string sha256 =
        document.sha256.empty() ? pki::sha256_hex(document.content) : document.sha256.value;
    {
        sqlite::Query known(*database_, "SELECT 1 FROM documents WHERE sha256 = ?", sha256);
        if (known.next()) {
            return domain::Done{};
        }
    }
    if (document.person.empty()) {
        return sqlite::run(*database_,
                           "INSERT INTO documents (sha256, kind, person, sealed) VALUES (?, ?, '', ?)",
                           sha256, document.kind, document.content);
    }
    auto sealed = vault_.seal(document.person, document_context(sha256), pki::text_of(document.content));
    if (!sealed) {
        return sealed.error();
    }
    return sqlite::run(*database_, "INSERT INTO documents (sha256, kind, person, sealed) VALUES (?, ?, ?, ?)",
                       sha256, document.kind, document.person.value, *sealed);
}

domain::Result<Document> SqliteStore::document(const domain::Digest& sha256) {
    sqlite::Query query(*database_, "SELECT kind, person, sealed FROM documents WHERE sha256 = ?",
                        sha256.value);
    return only_row(query, [&](sqlite::Query& row) -> domain::Result<Document> {
        Document document{sha256, row.text(0), domain::PersonId(row.text(1)), {}};
        auto content = open(document.person, document_context(sha256.value), row.blob(2));
        if (!content) {
            return content.error();
        }
        document.content = pki::bytes_of(*content);
        if (pki::sha256_hex(document.content) != sha256.value) {
            return domain::Error(domain::ErrorId::audit_chain_broken, {{"document", sha256.value}});
        }
        return document;
    });
}

} // namespace sigillo::portal
