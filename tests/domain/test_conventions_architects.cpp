#include "tests/domain/support/convention_checks.hpp"
#include "tests/domain/support/convention_file.hpp"

using namespace sigillo::tests;

// S0: the architects' purchase under CNSCNA13, as it runs in two Orders.
namespace {
using Told = std::vector<std::string>;
const std::vector<std::string> files{"cnscna13-dimostrativo-2013.json", "cnscna13-fermo-2024.json"};

template <class Check>
void each(Check check) {
    for (const auto& file : files) {
        CAPTURE(file);
        check(read_convention(file));
    }
}
} // namespace

TEST_CASE("CNSCNA13 opens the purchase of the CNS to the Orders of architects that joined R1 R3") {
    const auto all = read_conventions();
    for (const char* order : {"architetti-dimostrativo", "architetti-fermo"}) {
        const auto* version =
            convention_by_code(all, ConventionCode("CNSCNA13"), OrderId(order), {2026, 11, 22});
        REQUIRE(version != nullptr);
        CHECK(sold(*version, "cns-kit").kind == ProductKind::new_card);
    }
    CHECK(convention_by_code(all, ConventionCode("CNSCNA13"), OrderId("ingegneri-imperia"), {2026, 11, 22}) ==
          nullptr);
}

TEST_CASE("one code runs differently in two Orders: only Fermo sells the renewal too X1") {
    CHECK(read_convention(files[0]).renewal == std::nullopt);
    CHECK(read_convention(files[1]).renewal.has_value());
}

TEST_CASE("the titles of the architects are exactly these, in this order R13") {
    each([](const auto& version) {
        CHECK(version.purchase->titles ==
              std::vector<std::string>{"Architetto", "Pianificatore Territoriale", "Paesaggista",
                                       "Conservatore Beni Architettonici e Ambientali", "Architetto Iunior",
                                       "Pianificatore Iunior"});
    });
}

TEST_CASE("the architects' sections are a drop-down R15") {
    each([](const auto& version) {
        CHECK(version.purchase->sections == std::vector<std::string>{"A", "B"});
    });
}

TEST_CASE("the architects' kit goes to the Order and nowhere else R10 R25") {
    each([](const auto& version) {
        REQUIRE(sold(version, "cns-kit").delivery.size() == 1);
        CHECK(sold(version, "cns-kit").delivery[0].to == Delivery::to_order);
    });
}

TEST_CASE("the architects' kit waits for the original documents after payment R19") {
    each([](const auto& version) { CHECK(sold(version, "cns-kit").originals); });
}

TEST_CASE("the architects' Order identifies at collection and signs no act before R27") {
    each([](const auto& version) {
        CHECK(sold(version, "cns-kit").identified == IdentificationTime::at_collection);
        CHECK_FALSE(sold(version, "cns-kit").validation);
    });
}

TEST_CASE("the architects' kit is active when collected R29") {
    each(
        [](const auto& version) { CHECK(sold(version, "cns-kit").activation == Activation::at_collection); });
}

TEST_CASE("the architects' card shows the holder's photograph X4") {
    each([](const auto& version) { CHECK(sold(version, "cns-kit").photo); });
}

TEST_CASE("an architect pays by card or otherwise R18") {
    each([](const auto& version) {
        CHECK(version.payment_methods ==
              std::vector<PaymentMethod>{PaymentMethod::card, PaymentMethod::bank_transfer});
    });
}

TEST_CASE("an e-mail confirms the architect's order R22") {
    each([](const auto& version) {
        CHECK(told_at(version, NoticeStep::placed) == Told{"email to member: notice.purchase.placed"});
    });
}

TEST_CASE("an e-mail tells the architect where to enter a payment that is not by card R20") {
    each([](const auto& version) {
        CHECK(told_at(version, NoticeStep::payment_instructions) ==
              Told{"email to member: notice.purchase.payment_instructions"});
    });
}

TEST_CASE("an e-mail says that the architect's kit is issued and goes to the Order R25") {
    each([](const auto& version) {
        CHECK(told_at(version, NoticeStep::issued) == Told{"email to member: notice.purchase.issued"});
    });
}

TEST_CASE("the support of the architects' purchase has its own phone R30") {
    each([](const auto& version) { CHECK(support_of(version, Flow::purchase).phone == "0575 0500"); });
}

TEST_CASE("the support of Fermo's renewal is not that of its purchase R94") {
    CHECK(support_of(read_convention(files[1]), Flow::renewal_on_card).phone == "0575/050013");
}

TEST_CASE("the page says that a PEC mailbox alone makes no customer R8") {
    each([](const auto& version) {
        CHECK(states(version, StatementPlace::offer, "Non è cliente", "is not a customer"));
    });
}

TEST_CASE("the page asks for all names as on the document R11") {
    each([](const auto& version) {
        CHECK(states(version, StatementPlace::holder, "secondo o un terzo nome", "Second and third names"));
    });
}

TEST_CASE("the page says that the office hands over and what to bring R10 R12 R28") {
    each([](const auto& version) {
        CHECK(states(version, StatementPlace::delivery, "non si possono variare", "cannot be changed"));
        CHECK(states(version, StatementPlace::delivery, "copia del documento", "copy of the document"));
    });
}

TEST_CASE("Fermo's page says that renewal is open to all members on the convention's terms R86") {
    CHECK(states(read_convention(files[1]), StatementPlace::offer, "aperto a tutti gli iscritti",
                 "open to all members"));
}
