#include "tests/portal/api/mailbox_office.hpp"

#include <map>

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace wire = sigillo::protocol::portal;

// What add-ons are paid with: what counts, and what goes back.

TEST_CASE("a payment that comes twice counts once, one of another amount buys nothing and goes back [R108]") {
    Office o;
    auto view = o.bought(o.active(), wire::AddOnKind::inbox_space, 1, 244);
    REQUIRE(o.report(view, 244));
    CHECK(o.own().row.space.inbox_gb == 2);
    const auto ordered = o.mailbox_desk->handle(
        o.mario, Office::order_of(o.own(), wire::AddOnKind::inbox_space, 2, 488, o.command()));
    REQUIRE(ordered);
    REQUIRE(o.mailbox_desk->handle(
        o.mario, wire::PayAddOn{o.command(), view.row.id, ordered->row.seq, ordered->add_ons.back().id}));
    o.payments.refunds.emplace_back(o.payment_of(view), 400);
    REQUIRE(o.report(view, 400));
    o.work();
    CHECK(o.own().row.space.inbox_gb == 2);
    const auto subjects = o.mails.subjects_to("mario@example.it");
    CHECK(subjects.back().find("restituito") != std::string::npos);
}

TEST_CASE("a bank transfer is declared, the provider sees that money is on its way and records it [R108]") {
    Office o;
    const auto ordered = o.mailbox_desk->handle(
        o.mario, Office::order_of(o.active(), wire::AddOnKind::pro, 0, 2440, o.command()));
    REQUIRE(ordered);
    std::map<std::string, std::string> where;
    for (const auto& line : ordered->add_ons[0].payment_details) {
        where[line.label] = line.value;
    }
    CHECK(where.at("IBAN") == "IT60X0542811101000000123456");
    CHECK(where.at("Causale") == ordered->add_ons[0].id);
    o.declared(*ordered, "CRO 12345678901");
    const auto waiting =
        o.mailbox_desk->handle(o.provider(), wire::ListMailboxes{wire::MailboxFilter::payments, "", 0});
    REQUIRE(waiting);
    REQUIRE(waiting->rows.size() == 1);
    const auto seen =
        o.mailbox_desk->handle(o.provider(), wire::GetMailbox{waiting->rows[0].id, std::nullopt});
    REQUIRE(seen);
    REQUIRE(seen->add_ons[0].open.size() == 1);
    CHECK(seen->add_ons[0].open[0].label == "Bonifico bancario, CRO 12345678901");
    CHECK(seen->add_ons[0].open[0].net == 2440);
    wire::RecordAddOnPayment record{o.command(), seen->row.id, seen->row.seq, seen->add_ons[0].open[0].value,
                                    2440,        "2026-11-19"};
    CHECK(why(o.mailbox_desk->handle(o.mario, record)) == "not-allowed");
    record.command = o.command();
    REQUIRE(o.mailbox_desk->handle(o.provider(), record));
    o.work();
    CHECK(o.own().row.space.plan == wire::MailboxPlan::pro);
    CHECK(o.mailbox_desk->handle(o.provider(), wire::ListMailboxes{wire::MailboxFilter::payments, "", 0})
              ->rows.empty());
}

TEST_CASE(
    "a transfer of another amount goes back, and the order can be paid at the bank again [R108] [X20]") {
    Office o;
    auto view = o.transferred("CRO 12345678901");
    REQUIRE(view.add_ons[0].open.size() == 1);
    CHECK(view.add_ons[0].payment_details.empty());
    const auto payment = view.add_ons[0].open[0].value;
    REQUIRE(
        o.mailbox_desk->handle(o.provider(), wire::RecordAddOnPayment{o.command(), view.row.id, view.row.seq,
                                                                      payment, 2000, "2026-11-19"}));
    view = o.own();
    CHECK(view.add_ons[0].open.empty());
    CHECK_FALSE(view.add_ons[0].payment_details.empty());
    view = o.declared(view, "CRO 22345678901");
    REQUIRE(view.add_ons[0].open.size() == 1);
    CHECK(view.add_ons[0].open[0].label == "Bonifico bancario, CRO 22345678901");
    REQUIRE(view.add_ons[0].owed.size() == 1);
    CHECK(view.add_ons[0].owed[0].label == "Bonifico bancario, CRO 12345678901");
    REQUIRE(o.mailbox_desk->handle(o.provider(),
                                   wire::RecordAddOnRefund{o.command(), view.row.id, view.row.seq, payment}));
    REQUIRE(o.mailbox_desk->handle(
        o.provider(), wire::RecordAddOnPayment{o.command(), view.row.id, o.own().row.seq,
                                               view.add_ons[0].open[0].value, 2440, "2026-11-19"}));
    CHECK(o.own().row.space.plan == wire::MailboxPlan::pro);
    CHECK(o.mailbox_desk->handle(o.provider(), wire::ListMailboxes{wire::MailboxFilter::payments, "", 0})
              ->total == 0);
}

TEST_CASE(
    "money for an order that ended comes back by the operator's hand, never over the payment page [X20]") {
    Office o;
    const auto declared = o.transferred("CRO 12345678901");
    o.days(16);
    const auto operators = [&] {
        const auto view =
            o.mailbox_desk->handle(o.provider(), wire::GetMailbox{declared.row.id, std::nullopt});
        REQUIRE(view);
        return *view;
    };
    const auto waiting = [&] {
        return o.mailbox_desk->handle(o.provider(), wire::ListMailboxes{wire::MailboxFilter::payments, "", 0})
            ->total;
    };
    auto view = operators();
    CHECK(view.add_ons[0].status == wire::AddOnStatus::cancelled);
    REQUIRE(view.add_ons[0].open.size() == 1);
    REQUIRE(o.mailbox_desk->handle(
        o.provider(), wire::RecordAddOnPayment{o.command(), view.row.id, view.row.seq,
                                               view.add_ons[0].open[0].value, 2440, "2026-12-08"}));
    o.work(); // the payment page is asked for nothing
    view = operators();
    CHECK(view.add_ons[0].open.empty());
    REQUIRE(view.add_ons[0].owed.size() == 1);
    CHECK(view.add_ons[0].owed[0].net == 2440);
    CHECK(waiting() == 1);

    wire::RecordAddOnRefund refund{o.command(), view.row.id, view.row.seq, view.add_ons[0].owed[0].value};
    CHECK(why(o.mailbox_desk->handle(o.mario, refund)) == "not-allowed");
    CHECK(o.own().add_ons[0].owed.size() == 1);
    refund.command = o.command();
    REQUIRE(o.mailbox_desk->handle(o.provider(), refund));
    o.work();
    CHECK(operators().add_ons[0].owed.empty());
    CHECK(waiting() == 0);
    CHECK(o.mails.subjects_to("mario@example.it").back().find("restituito") != std::string::npos);
    refund.command = o.command();
    refund.seq = operators().row.seq;
    CHECK(why(o.mailbox_desk->handle(o.provider(), refund)) == "payment-nothing-to-return");
}
