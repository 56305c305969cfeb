#include "tests/portal/support.hpp"

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

RequestRow row(Store& store, std::string id, std::string holder = "Mario Rossi", std::string number = "123") {
    RequestRow row;
    row.id = domain::RequestId(std::move(id));
    row.seq = 2;
    row.stage = "paid";
    row.lane = Lane::to_validate;
    row.codice_fiscale = code("RSSMRA80A01H501U");
    row.person = *store.person_of(row.codice_fiscale);
    row.order = domain::OrderId("O-1");
    row.convention = domain::ConventionCode("CNSCNA13");
    row.since = {1000};
    row.certificate_expires = {5000};
    row.differences = 1;
    row.holder = std::move(holder);
    row.registration = "Sezione A n. " + number;
    row.register_number = std::move(number);
    row.card_number = "742009900000" + row.id.value;
    return row;
}

void put(Store& store, const RequestRow& row) {
    Transaction transaction;
    transaction.writes.emplace_back(PutRequest{row});
    REQUIRE(store.append(transaction).ok());
}

std::int64_t hits(Store& store, std::string_view search) {
    const auto page = store.queue(domain::OrderId("O-1"), std::nullopt, search, 0);
    REQUIRE(page.ok());
    CHECK(page->total == static_cast<std::int64_t>(page->rows.size()));
    return page->total;
}

} // namespace

TEST_CASE("a request's row comes back whole") {
    StoreInFolder s;
    put(*s.store, row(*s.store, "R-1"));
    const auto read = s.store->request(domain::RequestId("R-1"));
    REQUIRE(read.ok());
    CHECK(read->holder == "Mario Rossi");
    CHECK(read->codice_fiscale == code("RSSMRA80A01H501U"));
    CHECK(read->registration == "Sezione A n. 123");
    CHECK(read->stage == "paid");
    CHECK(read->differences == 1);
    CHECK(s.store->request(domain::RequestId("R-9")).error().id == domain::ErrorId::not_found);
}

TEST_CASE("the queue finds by the beginning of names, codice fiscale and by number") {
    StoreInFolder s;
    put(*s.store, row(*s.store, "R-1", "Mario D'Angelò", "123"));
    put(*s.store, row(*s.store, "R-2", "Mario Verdi", "1234"));

    CHECK(hits(*s.store, "mario") == 2);
    CHECK(hits(*s.store, "ver") == 1);
    CHECK(hits(*s.store, "mario ver") == 1);
    CHECK(hits(*s.store, "ANGELO") == 1);
    CHECK(hits(*s.store, "d'ange") == 1);
    CHECK(hits(*s.store, "rssmra80") == 2);
    CHECK(hits(*s.store, "RSSMRA80A01H501U") == 2);
    CHECK(hits(*s.store, "123") == 1);
    CHECK(hits(*s.store, "bianchi") == 0);
    CHECK(hits(*s.store, "mario bianchi") == 0);
}

TEST_CASE("an Order's queue never shows another Order's requests") {
    StoreInFolder s;
    auto other = row(*s.store, "R-1");
    other.order = domain::OrderId("O-2");
    put(*s.store, other);
    CHECK(hits(*s.store, "") == 0);
    CHECK(hits(*s.store, "mario") == 0);
}

TEST_CASE("a request moves between lanes and stays findable") {
    StoreInFolder s;
    auto moving = row(*s.store, "R-1");
    put(*s.store, moving);
    moving.seq = 3;
    moving.lane = Lane::waiting_for_member;
    moving.stage = "validated";
    put(*s.store, moving);

    const domain::OrderId order("O-1");
    CHECK(s.store->queue(order, Lane::to_validate, "", 0)->total == 0);
    const auto page = s.store->queue(order, Lane::waiting_for_member, "rossi", 0);
    REQUIRE(page->total == 1);
    CHECK(page->rows.front().seq == 3);
    CHECK(page->to_validate == 0);
}

TEST_CASE("a corrected name is found and the former one is not") {
    StoreInFolder s;
    auto corrected = row(*s.store, "R-1", "Mario Rosi");
    put(*s.store, corrected);
    corrected.holder = "Mario Russo";
    put(*s.store, corrected);
    CHECK(hits(*s.store, "russo") == 1);
    CHECK(hits(*s.store, "rosi") == 0);
}

TEST_CASE("the queue comes in pages of 50, oldest first, with the whole count") {
    StoreInFolder s;
    Transaction transaction;
    for (int i = 0; i < 60; ++i) {
        auto one = row(*s.store, "R-" + std::to_string(i));
        one.since = {1000 - i};
        transaction.writes.emplace_back(PutRequest{one});
    }
    REQUIRE(s.store->append(transaction).ok());

    const auto first = s.store->queue(domain::OrderId("O-1"), Lane::to_validate, "", 0);
    const auto second = s.store->queue(domain::OrderId("O-1"), Lane::to_validate, "", 1);
    CHECK(first->total == 60);
    REQUIRE(first->rows.size() == 50);
    REQUIRE(second->rows.size() == 10);
    CHECK(first->rows.front().id.value == "R-59");
    CHECK(second->rows.back().id.value == "R-0");
}

TEST_CASE("the open request of a card is found until it ends") {
    StoreInFolder s;
    auto request = row(*s.store, "R-1");
    put(*s.store, request);
    CHECK(s.store->open_request_of_card(request.card_number)->has_value());
    request.lane = Lane::ended;
    put(*s.store, request);
    CHECK_FALSE(s.store->open_request_of_card(request.card_number)->has_value());
    CHECK(s.store->requests_of(request.person)->size() == 1);
}

TEST_CASE("a payment keeps its state") {
    StoreInFolder s;
    PaymentRow payment{domain::PaymentId("P-1"),
                       domain::RequestId("R-1"),
                       {2196},
                       PaymentState::awaiting,
                       "card",
                       "",
                       {1000},
                       std::nullopt};
    Transaction transaction;
    transaction.writes.emplace_back(PutPayment{payment});
    payment.state = PaymentState::paid;
    payment.reference = "ref";
    payment.settled = domain::Instant{2000};
    transaction.writes.emplace_back(PutPayment{payment});
    REQUIRE(s.store->append(transaction).ok());

    const auto read = s.store->payment(domain::PaymentId("P-1"));
    CHECK(read->state == PaymentState::paid);
    CHECK(read->amount == domain::Cents{2196});
    CHECK(read->settled == domain::Instant{2000});
    CHECK(s.store->payments_of(domain::RequestId("R-1"))->size() == 1);
}

TEST_CASE("the provider's list has the nearest deadline first, then what has none, oldest first [X21]") {
    StoreInFolder s;
    const auto add = [&](const char* id, std::optional<std::int64_t> deadline, std::int64_t since,
                         Lane lane) {
        auto one = row(*s.store, id);
        one.order = domain::OrderId(since % 2 == 0 ? "O-1" : "O-2");
        one.lane = lane;
        one.next = "shipping";
        one.since = {since};
        one.deadline = deadline ? std::optional(domain::Instant{*deadline}) : std::nullopt;
        put(*s.store, one);
    };
    add("R-1", std::nullopt, 200, Lane::to_validate);
    add("R-2", 5000, 300, Lane::provider);
    add("R-3", 4000, 301, Lane::kits);
    add("R-4", std::nullopt, 101, Lane::waiting_for_member);
    add("R-5", 1, 1, Lane::ended);
    add("R-6", 1, 1, Lane::none);
    WorkQuery query;
    query.soon = {4500};
    const auto page = s.store->provider_queue(query);
    REQUIRE(page.ok());
    std::string ids;
    for (const auto& one : page->rows) {
        ids += one.id.value + " ";
    }
    CHECK(ids == "R-3 R-2 R-4 R-1 ");
    CHECK(page->total == 4);
    CHECK(page->due_soon == 1);
    CHECK(page->rows.front().next == "shipping");
    query.only_soon = true;
    CHECK(s.store->provider_queue(query)->total == 1);
    query.only_soon = false;
    query.next = "issuance";
    CHECK(s.store->provider_queue(query)->total == 0);
    query.next = "shipping";
    query.search = "ross mar";
    CHECK(s.store->provider_queue(query)->total == 4);
    query.search = "verdi";
    CHECK(s.store->provider_queue(query)->total == 0);
}
