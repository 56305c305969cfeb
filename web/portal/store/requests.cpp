#include "web/portal/codec/json_fields.hpp"
#include "web/portal/store/sqlite_store.hpp"
#include "web/portal/store/words.hpp"

#include <algorithm>

namespace sigillo::portal {
namespace {

constexpr std::size_t query_words_max = 6;

#define SIGILLO_REQUEST_COLUMNS                                                                              \
    "r.id, r.seq, r.stage, r.lane, r.person, r.order_id, r.convention, r.since, r.certificate_expires, "     \
    "r.differences, r.sealed, r.kind, r.product, r.deadline, r.next"

std::string context_of(const domain::RequestId& request) {
    return "request/" + request.value;
}

struct RequestContent {
    std::string holder;
    domain::CodiceFiscale codice_fiscale;
    std::string registration;
    std::string register_number;
    std::string card_number;

    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("holder", self.holder);
        f("codice_fiscale", self.codice_fiscale);
        f("registration", self.registration);
        f("register_number", self.register_number);
        f("card_number", self.card_number);
    }
};

} // namespace

Token SqliteStore::word_token(const domain::OrderId& order, std::string_view word) const {
    // The Order is part of it: what one Order's database rows show says nothing of another's.
    return vault_.token("word", order.value + "\n" + std::string(word));
}

domain::Status SqliteStore::put_words(std::int64_t number, const RequestRow& row) {
    if (auto cleared = sqlite::run(*database_, "DELETE FROM request_words WHERE request = ?", number);
        !cleared) {
        return cleared.error();
    }
    auto words = words_of(row.holder);
    words.push_back(row.codice_fiscale.text());
    for (auto& word : words_of(row.register_number)) {
        words.push_back(std::move(word));
    }
    for (const auto& word : words) {
        if (word.empty()) {
            continue;
        }
        for (const auto& form : findable_as(word)) {
            auto added = sqlite::run(
                *database_,
                "INSERT INTO request_words (word_token, request) VALUES (?, ?) ON CONFLICT DO NOTHING",
                word_token(row.order, form), number);
            if (!added) {
                return added.error();
            }
        }
    }
    return domain::Done{};
}

domain::Status SqliteStore::put(const RequestRow& row) {
    const auto content = codec::write(RequestContent{row.holder, row.codice_fiscale, row.registration,
                                                     row.register_number, row.card_number})
                             .dump();
    const auto content_token = vault_.token("request", row.order.value + "\n" + row.person.value + content);
    const std::optional<std::int64_t> deadline =
        row.deadline ? std::optional(row.deadline->seconds) : std::nullopt;
    // Most events move a request on and leave its holder alone: then nothing is sealed or indexed anew.
    sqlite::Query update(*database_,
                         "UPDATE requests SET seq = ?, stage = ?, lane = ?, convention = ?, since = ?,"
                         " certificate_expires = ?, differences = ?, product = ?, deadline = ?, next = ?"
                         " WHERE id = ? AND content_token = ? RETURNING number",
                         row.seq, row.stage, domain::text_of(row.lane), row.convention.value,
                         row.since.seconds, row.certificate_expires.seconds, row.differences,
                         row.product.value, deadline, row.next, row.id.value, content_token);
    if (update.next()) {
        return update.run();
    }
    if (!update.ok()) {
        return update.error();
    }
    auto sealed = vault_.seal(row.person, context_of(row.id), content);
    if (!sealed) {
        return sealed.error();
    }
    std::int64_t number = 0;
    {
        sqlite::Query put(
            *database_,
            "INSERT INTO requests (id, seq, stage, lane, person, order_id, convention, since,"
            " certificate_expires, differences, card_token, content_token, sealed, kind, product, deadline, "
            "next)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, stage = excluded.stage, lane = "
            "excluded.lane,"
            " person = excluded.person, order_id = excluded.order_id, convention = excluded.convention,"
            " since = excluded.since, certificate_expires = excluded.certificate_expires,"
            " differences = excluded.differences, card_token = excluded.card_token,"
            " content_token = excluded.content_token, sealed = excluded.sealed, product = excluded.product,"
            " deadline = excluded.deadline, next = excluded.next"
            " RETURNING number",
            row.id.value, row.seq, row.stage, domain::text_of(row.lane), row.person.value, row.order.value,
            row.convention.value, row.since.seconds, row.certificate_expires.seconds, row.differences,
            vault_.token("card", row.card_number), content_token, *sealed, domain::text_of(row.kind),
            row.product.value, deadline, row.next);
        if (!put.next()) {
            return put.error();
        }
        number = put.integer(0);
    }
    return put_words(number, row);
}

domain::Result<RequestRow> SqliteStore::read_request(sqlite::Query& query) {
    RequestRow row;
    row.id = domain::RequestId(query.text(0));
    row.seq = query.integer(1);
    const auto kind = domain::parse_enum<RequestKind>(query.text(11));
    const auto lane = domain::parse_enum<Lane>(query.text(3));
    if (!kind || !lane) {
        return domain::Error(domain::ErrorId::storage_failed, {{"reason", "requests"}});
    }
    row.kind = *kind;
    row.stage = query.text(2);
    row.product = domain::ProductId(query.text(12));
    if (!query.null(13)) {
        row.deadline = domain::Instant{query.integer(13)};
    }
    row.next = query.text(14);
    row.lane = *lane;
    row.person = domain::PersonId(query.text(4));
    row.order = domain::OrderId(query.text(5));
    row.convention = domain::ConventionCode(query.text(6));
    row.since = {query.integer(7)};
    row.certificate_expires = {query.integer(8)};
    row.differences = static_cast<int>(query.integer(9));
    const auto opened = vault_.open(row.person, context_of(row.id), query.blob(10));
    if (!opened) {
        return opened.error();
    }
    RequestContent content;
    if (auto fault = codec::read(codec::Json::parse(*opened, nullptr, false), content)) {
        return domain::Error(domain::ErrorId::storage_failed, {{"reason", "requests" + fault->pointer}});
    }
    row.holder = std::move(content.holder);
    row.codice_fiscale = content.codice_fiscale;
    row.registration = std::move(content.registration);
    row.register_number = std::move(content.register_number);
    row.card_number = std::move(content.card_number);
    return row;
}

domain::Result<RequestRow> SqliteStore::request(const domain::RequestId& id) {
    sqlite::Query query(*database_, "SELECT " SIGILLO_REQUEST_COLUMNS " FROM requests r WHERE r.id = ?",
                        id.value);
    return only_row(query, [this](sqlite::Query& row) { return read_request(row); });
}

domain::Result<std::vector<RequestRow>> SqliteStore::requests_of(const domain::PersonId& person) {
    sqlite::Query query(*database_,
                        "SELECT " SIGILLO_REQUEST_COLUMNS
                        " FROM requests r WHERE r.person = ? ORDER BY r.number DESC",
                        person.value);
    return all_rows<RequestRow>(query, [this](sqlite::Query& row) { return read_request(row); });
}

domain::Result<std::optional<RequestRow>> SqliteStore::open_request_of_card(std::string_view card_number) {
    sqlite::Query query(*database_,
                        "SELECT " SIGILLO_REQUEST_COLUMNS " FROM requests r"
                        " WHERE r.card_token = ? AND r.lane <> 'ended' ORDER BY r.number DESC LIMIT 1",
                        vault_.token("card", card_number));
    auto row = only_row(query, [this](sqlite::Query& found) { return read_request(found); });
    if (row) {
        return std::optional<RequestRow>(std::move(*row));
    }
    if (row.error().id == domain::ErrorId::not_found) {
        return std::optional<RequestRow>();
    }
    return row.error();
}

domain::Result<QueuePage> SqliteStore::queue(const domain::OrderId& order, std::optional<Lane> lane,
                                             std::string_view search, int page) {
    std::array<std::optional<Token>, query_words_max> tokens;
    int wanted = 0;
    for (const auto& word : query_words_of(search)) {
        if (static_cast<std::size_t>(wanted) < tokens.size()) {
            tokens[static_cast<std::size_t>(wanted++)] = word_token(order, word);
        }
    }
    const std::string_view lane_text = lane ? domain::text_of(*lane) : std::string_view();

// ?1 Order, ?2 lane or '', ?3 number of words, ?4 to ?9 their tokens.
#define SIGILLO_QUEUE_MATCH                                                                                  \
    " FROM requests WHERE order_id = ?1 AND (lane = ?2 OR (?2 = '' AND lane <> 'none'))"                     \
    " AND kind <> 'mailbox'"                                                                                 \
    " AND (?3 = 0 OR number IN (SELECT request FROM request_words"                                           \
    " WHERE word_token IN (?4, ?5, ?6, ?7, ?8, ?9) GROUP BY request HAVING count(*) = ?3))"

    QueuePage out;
    {
        sqlite::Query count(*database_,
                            "SELECT count(*) FROM requests WHERE order_id = ? AND lane = 'to_validate'",
                            order.value);
        if (!count.next()) {
            return count.error();
        }
        out.to_validate = count.integer(0);
    }
    {
        sqlite::Query count(*database_, "SELECT count(*)" SIGILLO_QUEUE_MATCH, order.value, lane_text, wanted,
                            tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], tokens[5]);
        if (!count.next()) {
            return count.error();
        }
        out.total = count.integer(0);
    }
    // Sorted by the narrow index first: sealed columns are read for one page only.
    sqlite::Query query(*database_,
                        "WITH page AS (SELECT number, since" SIGILLO_QUEUE_MATCH
                        " ORDER BY since, number LIMIT ?10 OFFSET ?11)"
                        " SELECT " SIGILLO_REQUEST_COLUMNS
                        " FROM page p JOIN requests r ON r.number = p.number ORDER BY p.since, p.number",
                        order.value, lane_text, wanted, tokens[0], tokens[1], tokens[2], tokens[3], tokens[4],
                        tokens[5], queue_page_size, static_cast<std::int64_t>(page) * queue_page_size);
    auto rows = all_rows<RequestRow>(query, [this](sqlite::Query& row) { return read_request(row); });
    if (!rows) {
        return rows.error();
    }
    out.rows = std::move(*rows);
    return out;
}

domain::Result<std::string> SqliteStore::numbers_found(std::string_view search) {
    const auto words = query_words_of(search);
    std::vector<domain::OrderId> orders;
    {
        sqlite::Query query(*database_, "SELECT DISTINCT order_id FROM requests");
        while (query.next()) {
            orders.emplace_back(query.text(0));
        }
        if (!query.ok()) {
            return query.error();
        }
    }
    std::string list = "[";
    for (const auto& order : orders) {
        std::array<std::optional<Token>, query_words_max> tokens;
        int wanted = 0;
        for (const auto& word : words) {
            if (static_cast<std::size_t>(wanted) < tokens.size()) {
                tokens[static_cast<std::size_t>(wanted++)] = word_token(order, word);
            }
        }
        sqlite::Query query(*database_,
                            "SELECT request FROM request_words WHERE word_token IN (?, ?, ?, ?, ?, ?)"
                            " GROUP BY request HAVING count(*) = ?",
                            tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], tokens[5], wanted);
        while (query.next()) {
            list += (list.size() > 1 ? "," : "") + std::to_string(query.integer(0));
        }
        if (!query.ok()) {
            return query.error();
        }
    }
    return list + "]";
}

domain::Result<WorkPage> SqliteStore::provider_queue(const WorkQuery& wanted) {
    std::optional<std::string> numbers;
    if (!query_words_of(wanted.search).empty()) {
        auto found = numbers_found(wanted.search);
        if (!found) {
            return found.error();
        }
        numbers = std::move(*found);
    }
    const std::int64_t before = wanted.only_soon ? wanted.soon.seconds : 0;

// Named one by one, so that the index on lane and next is searched.
#define SIGILLO_OPEN_LANES "('to_validate', 'waiting_for_member', 'kits', 'provider')"
// ?1 what is next or '', ?2 an instant or 0, ?3 a JSON list of numbers or null.
#define SIGILLO_WORK_MATCH                                                                                   \
    " FROM requests WHERE lane IN " SIGILLO_OPEN_LANES " AND (?1 = '' OR next = ?1)"                         \
    " AND (?2 = 0 OR deadline < ?2)"                                                                         \
    " AND (?3 IS NULL OR number IN (SELECT value FROM json_each(?3)))"

    WorkPage out;
    {
        sqlite::Query count(
            *database_, "SELECT count(*) FROM requests WHERE lane IN " SIGILLO_OPEN_LANES " AND deadline < ?",
            wanted.soon.seconds);
        if (!count.next()) {
            return count.error();
        }
        out.due_soon = count.integer(0);
    }
    {
        sqlite::Query count(*database_, "SELECT count(*)" SIGILLO_WORK_MATCH, wanted.next, before, numbers);
        if (!count.next()) {
            return count.error();
        }
        out.total = count.integer(0);
    }
    sqlite::Query query(*database_,
                        "WITH page AS (SELECT number, deadline, since" SIGILLO_WORK_MATCH
                        " ORDER BY deadline IS NULL, deadline, since, number LIMIT ?4 OFFSET ?5)"
                        " SELECT " SIGILLO_REQUEST_COLUMNS
                        " FROM page p JOIN requests r ON r.number = p.number"
                        " ORDER BY p.deadline IS NULL, p.deadline, p.since, p.number",
                        wanted.next, before, numbers, queue_page_size,
                        static_cast<std::int64_t>(wanted.page) * queue_page_size);
    auto rows = all_rows<RequestRow>(query, [this](sqlite::Query& row) { return read_request(row); });
    if (!rows) {
        return rows.error();
    }
    out.rows = std::move(*rows);
    return out;
}

domain::Result<MailboxPage> SqliteStore::mailboxes(const domain::OrderId& order, std::optional<Lane> lane,
                                                   std::optional<domain::Instant> due_before,
                                                   std::string_view search, int page) {
    std::array<std::optional<Token>, query_words_max> tokens;
    int wanted = 0;
    for (const auto& word : query_words_of(search)) {
        if (!order.empty() && static_cast<std::size_t>(wanted) < tokens.size()) {
            tokens[static_cast<std::size_t>(wanted++)] = word_token(order, word);
        }
    }
    const std::string_view lane_text = lane ? domain::text_of(*lane) : std::string_view();
    const std::int64_t due = due_before ? due_before->seconds : 0;

// ?1 Order or '', ?2 lane or '', ?3 an instant or 0, ?4 number of words, ?5 to ?10 their tokens.
#define SIGILLO_MAILBOX_MATCH                                                                                \
    " FROM requests WHERE kind = 'mailbox' AND (?1 = '' OR order_id = ?1)"                                   \
    " AND (?2 = '' OR lane = ?2 OR (?2 = 'mailbox_active' AND lane = 'mailbox_payment'))"                    \
    " AND (?3 = 0 OR (deadline < ?3 AND lane <> 'ended'))"                                                   \
    " AND (?4 = 0 OR number IN (SELECT request FROM request_words"                                           \
    " WHERE word_token IN (?5, ?6, ?7, ?8, ?9, ?10) GROUP BY request HAVING count(*) = ?4))"

    MailboxPage out;
    {
        sqlite::Query count(*database_,
                            "SELECT count(*) FROM requests WHERE kind = 'mailbox' AND (?1 = '' OR order_id = "
                            "?1) AND lane = 'mailbox_asked'",
                            order.value);
        if (!count.next()) {
            return count.error();
        }
        out.asked = count.integer(0);
    }
    {
        sqlite::Query count(*database_, "SELECT count(*)" SIGILLO_MAILBOX_MATCH, order.value, lane_text, due,
                            wanted, tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], tokens[5]);
        if (!count.next()) {
            return count.error();
        }
        out.total = count.integer(0);
    }
    sqlite::Query query(*database_,
                        "WITH page AS (SELECT number, CASE WHEN ?3 = 0 THEN since ELSE deadline END AS "
                        "place" SIGILLO_MAILBOX_MATCH " ORDER BY place, number LIMIT ?11 OFFSET ?12)"
                        " SELECT " SIGILLO_REQUEST_COLUMNS
                        " FROM page p JOIN requests r ON r.number = p.number ORDER BY p.place, p.number",
                        order.value, lane_text, due, wanted, tokens[0], tokens[1], tokens[2], tokens[3],
                        tokens[4], tokens[5], queue_page_size,
                        static_cast<std::int64_t>(page) * queue_page_size);
    auto rows = all_rows<RequestRow>(query, [this](sqlite::Query& row) { return read_request(row); });
    if (!rows) {
        return rows.error();
    }
    out.rows = std::move(*rows);
    return out;
}

} // namespace sigillo::portal
