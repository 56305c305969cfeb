#include "web/portal/codec/json_fields.hpp"
#include "web/portal/store/sqlite_store.hpp"

namespace sigillo::portal {
namespace {

std::string context_of(const std::string& draft) {
    return "draft/" + draft;
}

std::string context_of(const domain::RequestId& request, std::string_view name) {
    return "secret/" + request.value + "/" + std::string(name);
}

} // namespace

domain::Status SqliteStore::put(const DraftRow& row) {
    auto sealed = vault_.seal(row.person, context_of(row.id), codec::write(row.form).dump());
    if (!sealed) {
        return sealed.error();
    }
    if (row.seq == 1) {
        return sqlite::run(*database_,
                           "INSERT INTO drafts (id, person, convention, order_id, seq, saved, sealed)"
                           " VALUES (?, ?, ?, ?, 1, ?, ?)",
                           row.id, row.person.value, row.convention.value, row.order.value, row.saved.seconds,
                           *sealed);
    }
    sqlite::Query update(*database_,
                         "UPDATE drafts SET seq = ?, saved = ?, sealed = ? WHERE id = ? AND person = ?"
                         " AND seq = ? RETURNING seq",
                         row.seq, row.saved.seconds, *sealed, row.id, row.person.value, row.seq - 1);
    if (!update.next()) {
        return update.ok() ? domain::Error(domain::ErrorId::request_changed_meanwhile, {{"draft", row.id}})
                           : update.error();
    }
    return update.run();
}

domain::Status SqliteStore::remove(const DeleteDraft& draft) {
    return sqlite::run(*database_, "DELETE FROM drafts WHERE id = ?", draft.id);
}

domain::Result<DraftRow> SqliteStore::read_draft(sqlite::Query& query) {
    DraftRow row;
    row.id = query.text(0);
    row.person = domain::PersonId(query.text(1));
    row.convention = domain::ConventionCode(query.text(2));
    row.order = domain::OrderId(query.text(3));
    row.seq = query.integer(4);
    row.saved = {query.integer(5)};
    const auto opened = vault_.open(row.person, context_of(row.id), query.blob(6));
    if (!opened) {
        return opened.error();
    }
    if (auto fault = codec::read(codec::Json::parse(*opened, nullptr, false), row.form)) {
        return domain::Error(domain::ErrorId::storage_failed, {{"reason", "drafts" + fault->pointer}});
    }
    return row;
}

#define SIGILLO_DRAFT_COLUMNS "id, person, convention, order_id, seq, saved, sealed"

domain::Result<DraftRow> SqliteStore::draft(const std::string& id) {
    sqlite::Query query(*database_, "SELECT " SIGILLO_DRAFT_COLUMNS " FROM drafts WHERE id = ?", id);
    return only_row(query, [this](sqlite::Query& row) { return read_draft(row); });
}

domain::Result<std::vector<DraftRow>> SqliteStore::drafts_of(const domain::PersonId& person) {
    sqlite::Query query(*database_,
                        "SELECT " SIGILLO_DRAFT_COLUMNS " FROM drafts WHERE person = ? ORDER BY saved DESC",
                        person.value);
    return all_rows<DraftRow>(query, [this](sqlite::Query& row) { return read_draft(row); });
}

domain::Status SqliteStore::put(const PutSecret& secret) {
    auto sealed = vault_.seal(secret.person, context_of(secret.request, secret.name), secret.value);
    if (!sealed) {
        return sealed.error();
    }
    return sqlite::run(*database_,
                       "INSERT INTO secrets (request, name, person, sealed) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (request, name) DO UPDATE SET person = excluded.person,"
                       " sealed = excluded.sealed",
                       secret.request.value, secret.name, secret.person.value, *sealed);
}

domain::Status SqliteStore::remove(const DeleteSecret& secret) {
    return sqlite::run(*database_, "DELETE FROM secrets WHERE request = ? AND name = ?", secret.request.value,
                       secret.name);
}

domain::Result<std::string> SqliteStore::secret(const domain::RequestId& request, std::string_view name) {
    sqlite::Query query(*database_, "SELECT person, sealed FROM secrets WHERE request = ? AND name = ?",
                        request.value, name);
    return only_row(query, [&](sqlite::Query& row) {
        return vault_.open(domain::PersonId(row.text(0)), context_of(request, name), row.blob(1));
    });
}

} // namespace sigillo::portal
