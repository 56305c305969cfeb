#include "tests/domain/support/convention_checks.hpp"
#include "tests/domain/support/convention_file.hpp"

using namespace sigillo::tests;

// S1 and S2: the purchases of Torino and Pavia.
namespace {
using Told = std::vector<std::string>;

ConventionVersion torino() {
    return read_convention("torino-2025.json");
}
ConventionVersion pavia() {
    return read_convention("fding1793-pavia-2015.json");
}
} // namespace

TEST_CASE("Torino's code is not public, and ours is marked as made up R54 X18") {
    CHECK_FALSE(torino().is_public);
    const auto notes = torino().sources;
    const auto note =
        std::find_if(notes.begin(), notes.end(), [](const auto& n) { return n.field == "/code"; });
    REQUIRE(note != notes.end());
    CHECK(note->mark == SourceMark::assumed);
}

TEST_CASE("Torino's members pick one of several articles R33") {
    CHECK(torino().products.size() > 1);
}

TEST_CASE("Torino's holder chooses how to be identified, before the Order validates R35 R42") {
    for (const auto& product : torino().products) {
        CHECK(product.identified == IdentificationTime::before_validation);
        CHECK(product.identification.size() > 1);
    }
}

TEST_CASE("Torino's Order validates with a signed act R43") {
    for (const auto& product : torino().products) {
        CHECK(product.validation);
    }
}

TEST_CASE("Torino's kit may go to the holder R37 R45") {
    for (const auto& product : torino().products) {
        CHECK(shipping(product, Delivery::to_holder) == Cents{800});
    }
}

TEST_CASE("Torino's holder activates the certificate R47") {
    for (const auto& product : torino().products) {
        CHECK(product.activation == Activation::by_holder);
    }
}

TEST_CASE("after payment an e-mail gives Torino's holder the identification's instructions R41") {
    CHECK(told_at(torino(), NoticeStep::identification_instructions) ==
          Told{"email to member: notice.purchase.identification_instructions"});
}

TEST_CASE("after identification an e-mail with a link goes to Torino's Order R42") {
    CHECK(told_at(torino(), NoticeStep::queued) == Told{"email to order: notice.purchase.queued"});
}

TEST_CASE("the activation code goes to Torino's holder by e-mail R46") {
    CHECK(told_at(torino(), NoticeStep::activation_code) ==
          Told{"email to member: notice.purchase.activation_code"});
}

TEST_CASE("the first part of PIN and PUK goes by SMS, the second by e-mail R48 R49") {
    CHECK(told_at(torino(), NoticeStep::secret_first) == Told{"sms to member: notice.purchase.secret_first"});
    CHECK(told_at(torino(), NoticeStep::secret_second) ==
          Told{"email to member: notice.purchase.secret_second"});
}

TEST_CASE("both parts of PIN and PUK over one channel make a convention that is refused R48 R49") {
    auto version = torino();
    for (auto& rule : version.notices) {
        if (rule.step == NoticeStep::secret_first) {
            rule.channel = Channel::email;
        }
    }
    CHECK_FALSE(check(version).ok());
}

TEST_CASE("under circular 299 Torino's Order may not correct: the member starts again X6") {
    CHECK(torino().purchase->correction == DataCorrection::nobody);
}

TEST_CASE("Torino's page says that the signature is optional R31") {
    CHECK(states(torino(), StatementPlace::offer, "facoltativa", "optional"));
}

TEST_CASE("Torino's page names circular 299 and the earlier date that the Order's page bears R32") {
    CHECK(states(torino(), StatementPlace::offer, "299 del 19 giugno 2025", "299 of the National"));
    CHECK(states(torino(), StatementPlace::offer, "3 novembre 2024", "3 November 2024"));
}

TEST_CASE("Torino's page says that the dues must be paid up R51") {
    CHECK(
        states(torino(), StatementPlace::offer, "in regola a tutt’oggi", "up to date with the Order’s dues"));
}

TEST_CASE("Torino's page says where else the signature is needed R52") {
    CHECK(states(torino(), StatementPlace::offer, "certificatori della Regione Piemonte",
                 "Region’s lists of certifiers"));
}

TEST_CASE("Torino's page tells of the Order's page and of the members' area with the code R53 R54") {
    const auto statements = torino().statements;
    CHECK(std::any_of(statements.begin(), statements.end(), [](const Statement& one) {
        return one.link == "https://torino.ordingegneri.it/iscritti/contenuti-riservati-iscritti/";
    }));
    CHECK(states(torino(), StatementPlace::offer, "La pagina dell’Ordine porta a questo acquisto",
                 "The Order’s page links to this purchase"));
}

TEST_CASE("the provider's guide to the activation is linked where the request is followed R47") {
    const auto statements = torino().statements;
    CHECK(std::any_of(statements.begin(), statements.end(), [](const Statement& one) {
        return one.place == StatementPlace::progress &&
               one.link == "https://guide.pec.it/soluzioni-firma-digitale/firma-digitale/attivazione/"
                           "installazione-arubaenroll.aspx";
    }));
}

TEST_CASE("Torino's page says that the kit goes out only after validation, and why to the holder R44 R45") {
    CHECK(states(torino(), StatementPlace::delivery, "soltanto dopo la validazione", "only after"));
}

TEST_CASE("Pavia's code is FDING1793 and public R55 R56") {
    CHECK(pavia().code.value == "FDING1793");
    CHECK(pavia().is_public);
}

TEST_CASE("Pavia's code has one Order in its drop-down, PAVIA R57") {
    CHECK(pavia().orders == std::vector<OrderId>{OrderId("ingegneri-pavia")});
    CHECK(read_order("ingegneri-pavia").short_name.it == "PAVIA");
}

TEST_CASE("Pavia sells the kit standard or ArubaKEY R58") {
    REQUIRE(pavia().products.size() == 2);
    CHECK(pavia().products[0].name.it == "Kit per Firma Digitale standard");
    CHECK(pavia().products[1].name.it == "Kit per Firma Digitale ArubaKEY");
}

TEST_CASE("Pavia takes card, bank transfer, postal slip and PayPal R60") {
    CHECK(pavia().payment_methods ==
          std::vector<PaymentMethod>{PaymentMethod::card, PaymentMethod::bank_transfer,
                                     PaymentMethod::postal_slip, PaymentMethod::paypal});
}

TEST_CASE("the system tells Pavia's secretariat of a paid request, at its address R61") {
    CHECK(told_at(pavia(), NoticeStep::queued) == Told{"email to order: notice.purchase.queued"});
    CHECK(read_order("ingegneri-pavia").mail == "segreteria2@ording.pv.it");
}

TEST_CASE("Pavia's member is shown that the secretariat was told, and whom to call R61") {
    CHECK(told_at(pavia(), NoticeStep::paid) == Told{"email to member: notice.purchase.paid_order_told"});
    CHECK(read_order("ingegneri-pavia").phone == "0382-22070");
    CHECK(states(pavia(), StatementPlace::payment, "segreteria2@ording.pv.it, 0382-22070",
                 "segreteria2@ording.pv.it, 0382-22070"));
}

TEST_CASE("Pavia's Order validates R62") {
    for (const auto& product : pavia().products) {
        CHECK(product.validation);
    }
}

TEST_CASE("Pavia's member gets the confirmation of the activation R63") {
    CHECK(told_at(pavia(), NoticeStep::issued) ==
          Told{"email to member: notice.purchase.issued_confirmation"});
}

TEST_CASE("the system tells Pavia's secretariat that the kit is issued R64") {
    CHECK(told_at(pavia(), NoticeStep::order_kit_issued) ==
          Told{"email to order: notice.purchase.order_kit_issued"});
}

TEST_CASE("Pavia's kit is delivered to the Order R65") {
    for (const auto& product : pavia().products) {
        REQUIRE(product.delivery.size() == 1);
        CHECK(product.delivery[0].to == Delivery::to_order);
    }
}

TEST_CASE("Pavia's applicant is told when the kit can be collected R66") {
    CHECK(told_at(pavia(), NoticeStep::ready_for_collection) ==
          Told{"email to member: notice.purchase.ready_for_collection",
               "sms to member: notice.purchase.ready_for_collection"});
}

TEST_CASE("Pavia's page says that delivery depends on the provider and promises no date R67") {
    CHECK(states(pavia(), StatementPlace::delivery, "esclusivamente dal fornitore", "provider alone"));
}

TEST_CASE("Pavia's page says that the Order answers for delivery and identification R68") {
    CHECK(
        states(pavia(), StatementPlace::delivery, "responsabile della consegna", "answers for the delivery"));
}

TEST_CASE("Pavia's page says that nobody can be delegated R69") {
    CHECK(states(pavia(), StatementPlace::delivery, "delega a terzi", "Nobody else"));
}

TEST_CASE("Pavia's kit is collected in person with the document used at registration R70") {
    CHECK(states(pavia(), StatementPlace::delivery, "usato per la registrazione", "used at registration"));
    for (const auto& product : pavia().products) {
        CHECK(product.identified == IdentificationTime::at_collection);
    }
}

TEST_CASE("Pavia's support has its phone R71") {
    CHECK(support_of(pavia(), Flow::purchase).phone == "0575/0504");
}

TEST_CASE("FDING1793 sells purchases today, and from its next version on renewals alone X1") {
    const auto all = read_conventions();
    const OrderId order("ingegneri-pavia");
    const auto* today = convention_by_code(all, ConventionCode("FDING1793"), order, {2026, 11, 22});
    const auto* later = convention_by_code(all, ConventionCode("FDING1793"), order, {2028, 1, 1});
    REQUIRE(today != nullptr);
    REQUIRE(later != nullptr);
    CHECK(today->purchase.has_value());
    CHECK(product_of(*today, ProductKind::cns_renewal) == nullptr);
    CHECK_FALSE(later->purchase.has_value());
    CHECK(product_of(*later, ProductKind::cns_renewal) != nullptr);
}

TEST_CASE("when FDING1793 sells renewals alone, CNSCNI18 takes Pavia's new purchases X1") {
    const auto all = read_conventions();
    const OrderId order("ingegneri-pavia");
    CHECK(convention_by_code(all, ConventionCode("CNSCNI18"), order, {2026, 11, 22}) == nullptr);
    const auto* later = convention_by_code(all, ConventionCode("CNSCNI18"), order, {2028, 1, 1});
    REQUIRE(later != nullptr);
    CHECK(later->purchase.has_value());
}

TEST_CASE("Pavia's Order may set registration data right before it validates X6") {
    CHECK(pavia().purchase->correction == DataCorrection::order);
}
