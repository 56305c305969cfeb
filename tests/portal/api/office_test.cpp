#include "tests/portal/api/shop.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

// What the Order's office and the provider's operator see of purchases in their lists.

namespace {

wire::ListWork::Reply listed_work(Shop& shop, wire::WorkFilter filter, const char* search = "") {
    const auto reply = shop.provider_desk->handle(shop.provider(), wire::ListWork{filter, search, 0});
    REQUIRE(reply);
    return *reply;
}

std::int64_t waiting(Shop& shop, wire::WorkFilter filter) {
    return listed_work(shop, filter).total;
}

} // namespace

TEST_CASE("an operator sees at each step what is to be done with a purchase, and by when [X21]") {
    using F = wire::WorkFilter;
    Shop shop;
    const auto draft = shop.save(shop.filled_kit(), {{"payment", "bank_transfer"}});
    const auto placed = shop.place(draft);
    REQUIRE(placed);
    CHECK(waiting(shop, F::payments) == 0); // the member has told of no payment yet
    const auto day = domain::to_text(domain::rome_date(shop.clock.now()));
    const auto declared =
        shop.purchase_desk->handle(shop.buyer, wire::DeclarePayment{shop.command(), placed->row.id,
                                                                    placed->row.seq, "CRO 1234567890", day});
    REQUIRE(declared);
    const auto listed = listed_work(shop, F::payments);
    REQUIRE(listed.rows.size() == 1);
    CHECK(listed.rows.front().row.id == placed->row.id);
    CHECK(listed.rows.front().row.kind == wire::RequestKind::purchase);
    CHECK(listed.rows.front().order_name == shop.catalogue->order(domain::OrderId(Shop::order))->name.it);
    CHECK(listed.rows.front().next == "Pagamento da riconciliare");
    CHECK(listed.rows.front().who == wire::Responsible::provider);
    CHECK(listed.rows.front().deadline == declared->deadline);
    CHECK(declared->next == wire::Responsible::provider);

    auto view = shop.purchase_desk->handle(
        shop.provider(),
        wire::RecordPayment{shop.command(), placed->row.id, declared->row.seq,
                            declared->purchase->open_payments.front().value, declared->purchase->due, day});
    REQUIRE(view);
    CHECK(waiting(shop, F::payments) == 0);
    CHECK(waiting(shop, F::originals) == 1);
    REQUIRE(shop.step(shop.provider(), *view, wire::Action::record_originals));
    CHECK(waiting(shop, F::originals) == 0);
    CHECK(waiting(shop, F::issuance) == 1);
    REQUIRE(shop.step(shop.provider(), *view, wire::Action::begin_issuance));
    CHECK(waiting(shop, F::issuance) == 0); // under way: nobody has to do anything
    shop.run_jobs();
    CHECK(waiting(shop, F::shipping) == 1);
    CHECK(waiting(shop, F::due_soon) == 0);
    shop.clock.pass(Duration::days(110)); // of the 120 in which it must be active
    CHECK(waiting(shop, F::due_soon) == 1);
    CHECK(listed_work(shop, F::all).due_soon == 1);
}

TEST_CASE("the operator finds a request of any Order by name, codice fiscale and number") {
    Shop shop;
    REQUIRE(shop.place(shop.filled_kit()));
    const auto renewal = shop.placed_request();
    const auto remote = shop.place(shop.filled_remote());
    REQUIRE(remote);
    CHECK(listed_work(shop, wire::WorkFilter::all).total == 3);
    CHECK(listed_work(shop, wire::WorkFilter::all, "ross").total == 3);
    CHECK(listed_work(shop, wire::WorkFilter::all, Shop::member_code).total == 3);
    CHECK(listed_work(shop, wire::WorkFilter::all, "rossi 999").total == 0);
    CHECK(listed_work(shop, wire::WorkFilter::all, "verdi").total == 0);
    CHECK(listed_work(shop, wire::WorkFilter::payments, "rossi").total == 0);
    // The renewal ends with its certificate, the orders when they are not paid: the nearest comes first.
    const auto listed = listed_work(shop, wire::WorkFilter::all);
    for (std::size_t i = 1; i < listed.rows.size(); ++i) {
        REQUIRE(listed.rows[i].deadline);
        CHECK(*listed.rows[i - 1].deadline <= *listed.rows[i].deadline);
    }
}

TEST_CASE("nobody but an operator has the list of all Orders") {
    Shop shop;
    for (const auto& who : {shop.buyer, shop.secretary(), shop.administrator()}) {
        CHECK(refusal(shop.provider_desk->handle(who, wire::ListWork{})) == "not-allowed");
    }
}

TEST_CASE("a purchase whose turn it is can be signed for out of the queue, with others at once [R43] [R62]") {
    Shop shop;
    const auto placed = shop.place(shop.filled_kit());
    REQUIRE(placed);
    const auto rows_of = [&](const Caller& who) {
        const auto reply =
            shop.secretary_desk->handle(who, wire::Queue{wire::QueueFilter::to_validate, "", 0});
        REQUIRE(reply);
        return reply->rows;
    };
    const auto secretary = shop.secretary_of("ingegneri-imperia");
    CHECK(rows_of(secretary).empty());
    const auto remote = shop.place(shop.filled_remote());
    REQUIRE(remote);
    auto identified = shop.pay_by_card(*remote);
    CHECK(rows_of(secretary).empty()); // to be identified first
    PurchaseExecution execution;
    execution.request = domain::RequestId(identified.row.id);
    execution.command = domain::purchase::RecordIdentified{domain::IdentificationMethod::cns};
    execution.identification = domain::purchase::IdentificationFacts{
        domain::IdentificationMethod::cns, *domain::CodiceFiscale::parse(Shop::member_code), true,
        domain::Digest(std::string(64, 'a'))};
    REQUIRE(shop.purchases->execute_as_system(std::move(execution)));
    const auto rows = rows_of(secretary);
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().may_validate);
    CHECK(rows.front().kind == wire::RequestKind::purchase);
}

namespace {

/// Whose printer does not count on.
class StuckBureau final : public Bureau {
  public:
    explicit StuckBureau(std::unique_ptr<Bureau> good) : good_(std::move(good)) {}
    domain::Result<Kit> make(const KitOrder& order, domain::Instant now) override {
        auto kit = good_->make(order, now);
        if (kit) {
            kit->card_number = number;
        }
        return kit;
    }
    domain::Status forget_codes(const domain::RequestId& request) override {
        return good_->forget_codes(request);
    }
    std::string number = "AA00000001";

  private:
    std::unique_ptr<Bureau> good_;
};

} // namespace

TEST_CASE("a kit with the number of a card that is known is not recorded: that card keeps its holder") {
    Shop shop;
    auto made = std::make_unique<StuckBureau>(std::move(shop.bureau));
    StuckBureau& bureau = *made;
    shop.bureau = std::move(made);
    shop.tell(bureau.number.c_str(), Shop::signatory_code, *shop.signatory_card);
    auto view = shop.pay_by_card(*shop.place(shop.filled_kit()));
    REQUIRE(shop.step(shop.provider(), view, wire::Action::record_originals));
    REQUIRE(shop.step(shop.provider(), view, wire::Action::begin_issuance));
    const auto holder = shop.store->card(bureau.number)->person;
    shop.run_jobs();
    CHECK(shop.show(view).row.stage == wire::Stage::issuing);
    CHECK(shop.store->card(bureau.number)->person == holder);
}
