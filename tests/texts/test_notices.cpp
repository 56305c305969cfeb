#include "shared/domain/actor.hpp"
#include "shared/domain/mailbox/command.hpp"
#include "shared/domain/purchase/command.hpp"
#include "shared/domain/purchase/form.hpp"
#include "shared/domain/purchase/price.hpp"
#include "shared/domain/renewal/command.hpp"
#include "shared/domain/validation_act.hpp"
#include "shared/texts/texts.hpp"
#include "tests/support/catch.hpp"

#include <utility>
#include <vector>

using namespace sigillo;
using domain::EnumNames;

namespace {

/// What `react` and the portal give with every notice of a renewal.
const texts::Parameters given{{"given_name", "Maria"},
                              {"surname", "Rossi"},
                              {"card_number", "7420001"},
                              {"request", "R-1"},
                              {"convention", "CNSCNA13"},
                              {"new_card_code", "CNSCNA13"},
                              {"expires_at", "2026-12-20T22:59:59Z"},
                              {"price", "2196"},
                              {"amount", "2196"},
                              {"money", "domain.money.due_back"},
                              {"reason", "domain.rejection.certificate_data_wrong"},
                              {"advice", "domain.rejection_advice.certificate_data_wrong"},
                              {"note", "Cognome"},
                              {"install_by", "2027-03-22T22:59:59Z"},
                              {"new_expires_at", "2032-12-20T22:59:59Z"},
                              {"support_mail", "assistenza@example.it"},
                              {"support_phone", "0575"},
                              {"link", "https://portal.example/r/R-1"},
                              {"order", "Ordine di prova"},
                              {"order_mail", "ordine@example.it"},
                              {"order_phone", "0734"}};

/// What `react` and the portal give with the notices of a purchase.
const texts::Parameters purchase_given{{"given_name", "Maria"},
                                       {"surname", "Rossi"},
                                       {"request", "P-1"},
                                       {"convention", "CNSCNI18"},
                                       {"product", "Smart card CNS"},
                                       {"price", "4575"},
                                       {"due", "4575"},
                                       {"amount", "4575"},
                                       {"payment_method", "domain.payment_method.bank_transfer"},
                                       {"method", "domain.identification_method.spid"},
                                       {"deadline", "2027-02-20T22:59:59Z"},
                                       {"money", "domain.money.due_back"},
                                       {"reason", "domain.purchase_rejection.data_wrong"},
                                       {"advice", "domain.purchase_rejection_advice.data_wrong"},
                                       {"certificates", "domain.certificate_choice.both"},
                                       {"note", "Numero"},
                                       {"tracking", "IT123456789"},
                                       {"code", "7HX2-99KQ"},
                                       {"secret", "4821"},
                                       {"support_mail", "assistenza@example.it"},
                                       {"support_phone", "0575"},
                                       {"support_ticket", "https://tickets.example/"},
                                       {"link", "https://portal.example/r/P-1"},
                                       {"order", "Ordine di prova"},
                                       {"order_mail", "ordine@example.it"},
                                       {"order_phone", "0734"}};

/// What `react` and the portal give with the notices of a mailbox.
const texts::Parameters mailbox_given{{"given_name", "Maria"},
                                      {"surname", "Rossi"},
                                      {"request", "M-1"},
                                      {"address", "maria.rossi@ingpec.example"},
                                      {"add_on", "domain.mailbox_add_on.inbox_space"},
                                      {"gb", "5"},
                                      {"price", "1220"},
                                      {"amount", "1220"},
                                      {"until", "2027-11-22T22:59:59Z"},
                                      {"deadline", "2026-12-06T22:59:59Z"},
                                      {"days", "30"},
                                      {"plan", "domain.mailbox_plan.standard"},
                                      {"inbox_gb", "1"},
                                      {"reason", "error.payment-late.what"},
                                      {"note", "Copia illeggibile"},
                                      {"support_mail", "assistenza@example.it"},
                                      {"link", "https://portal.example/r/M-1"},
                                      {"order", "Ordine di prova"},
                                      {"order_mail", "ordine@example.it"},
                                      {"order_phone", "0734"}};

/// The steps that no purchase has.
bool of_others_alone(domain::NoticeStep step) {
    using N = domain::NoticeStep;
    return step == N::invited || step == N::certificates_ready || step == N::installed ||
           step == N::requested || step == N::expiring || step == N::renewed || step == N::ended;
}

const std::vector<domain::NoticeStep> renewal_steps{domain::NoticeStep::invited,
                                                    domain::NoticeStep::placed,
                                                    domain::NoticeStep::paid,
                                                    domain::NoticeStep::queued,
                                                    domain::NoticeStep::order_reminded,
                                                    domain::NoticeStep::validated,
                                                    domain::NoticeStep::certificates_ready,
                                                    domain::NoticeStep::installed,
                                                    domain::NoticeStep::rejected,
                                                    domain::NoticeStep::withdrawn,
                                                    domain::NoticeStep::expired,
                                                    domain::NoticeStep::revoked,
                                                    domain::NoticeStep::payment_not_accepted,
                                                    domain::NoticeStep::payment_returned,
                                                    domain::NoticeStep::payment_moved};

template <class E>
void check_named(const std::string& prefix) {
    for (const auto& [value, name] : EnumNames<E>::table) {
        CAPTURE(prefix, name);
        CHECK(texts::has_text(prefix + std::string(name)));
    }
}

} // namespace

TEST_CASE("every step of a renewal has an e-mail, complete with what the domain and the portal give") {
    for (const auto step : renewal_steps) {
        const auto name = domain::text_of(step);
        for (const char* part : {".subject", ".body"}) {
            const std::string key = "notice.renewal." + std::string(name) + part;
            CAPTURE(key);
            REQUIRE(texts::has_text(key));
            for (const auto language : {texts::Language::it, texts::Language::en}) {
                const std::string text = texts::text(language, key, given);
                CHECK(text.find("\u2026") == std::string::npos);
                CHECK(text.find("domain.") == std::string::npos);
            }
        }
        const std::string body = "notice.renewal." + std::string(name) + ".body";
        CHECK_THAT(texts::text(texts::Language::it, body, given),
                   ContainsSubstring("https://portal.example/r/R-1"));
        CHECK(texts::text(texts::Language::it, "notice.renewal." + std::string(name) + ".subject", given)
                  .find('\n') == std::string::npos);
    }
}

TEST_CASE("every step of a purchase has an e-mail, complete with what the domain and the portal give") {
    for (const auto& [step, name] : EnumNames<domain::NoticeStep>::table) {
        if (of_others_alone(step)) {
            continue;
        }
        for (const char* part : {".subject", ".body"}) {
            const std::string key = "notice.purchase." + std::string(name) + part;
            CAPTURE(key);
            REQUIRE(texts::has_text(key));
            for (const auto language : {texts::Language::it, texts::Language::en}) {
                const std::string text = texts::text(language, key, purchase_given);
                CHECK(text.find("\u2026") == std::string::npos);
                CHECK(text.find("domain.") == std::string::npos);
            }
        }
        const std::string key = "notice.purchase." + std::string(name);
        CHECK_THAT(texts::text(texts::Language::it, key + ".body", purchase_given),
                   ContainsSubstring("https://portal.example/r/P-1"));
        CHECK(texts::text(texts::Language::it, key + ".subject", purchase_given).find('\n') ==
              std::string::npos);
    }
}

TEST_CASE("every step of a mailbox has an e-mail, complete with what the domain and the portal give") {
    using N = domain::NoticeStep;
    for (const auto step :
         {N::queued, N::requested, N::activated, N::rejected, N::withdrawn, N::placed, N::paid, N::expiring,
          N::renewed, N::ended, N::expired, N::payment_not_accepted, N::payment_returned}) {
        for (const char* part : {".subject", ".body"}) {
            const std::string key = "notice.mailbox." + std::string(domain::text_of(step)) + part;
            CAPTURE(key);
            REQUIRE(texts::has_text(key));
            for (const auto language : {texts::Language::it, texts::Language::en}) {
                const std::string text = texts::text(language, key, mailbox_given);
                CHECK(text.find("\u2026") == std::string::npos);
                CHECK(text.find("domain.") == std::string::npos);
            }
        }
    }
}

TEST_CASE("who is reminded of an add-on reads what is lost, and when R105 R109 R110") {
    const std::string italian =
        texts::text(texts::Language::it, "notice.mailbox.expiring.body", mailbox_given);
    CHECK_THAT(italian, ContainsSubstring("non si potranno più recuperare"));
    CHECK_THAT(italian, ContainsSubstring("STANDARD con 1 GB"));
    CHECK_THAT(italian, ContainsSubstring("22 novembre 2027"));
    const std::string english =
        texts::text(texts::Language::en, "notice.mailbox.expiring.body", mailbox_given);
    CHECK_THAT(english, ContainsSubstring("cannot be recovered"));
}

TEST_CASE("a notice about a mailbox says where questions go, and not by PEC R111") {
    CHECK_THAT(texts::text(texts::Language::it, "notice.mailbox.expiring.body", mailbox_given),
               ContainsSubstring("non via PEC: assistenza@example.it"));
}

TEST_CASE("an SMS is one line and short") {
    for (const auto& [step, name] : EnumNames<domain::NoticeStep>::table) {
        for (const auto& [area, parameters] :
             {std::pair{"notice.renewal.", &given}, std::pair{"notice.purchase.", &purchase_given}}) {
            const std::string key = area + std::string(name) + ".sms";
            if (!texts::has_text(key)) {
                continue;
            }
            for (const auto language : {texts::Language::it, texts::Language::en}) {
                const std::string text = texts::text(language, key, *parameters);
                CAPTURE(text);
                CHECK(text.size() <= 160);
                CHECK(text.find('\n') == std::string::npos);
            }
        }
    }
}

TEST_CASE("the activation code comes under the provider's subject, in either language R46") {
    for (const auto language : {texts::Language::it, texts::Language::en}) {
        CHECK(texts::text(language, "notice.purchase.activation_code.subject") ==
              "Attiva la tua Firma Digitale Aruba");
        CHECK_THAT(texts::text(language, "notice.purchase.activation_code.body", purchase_given),
                   ContainsSubstring("7HX2-99KQ"));
    }
}

TEST_CASE("the confirmation of the activation comes under the provider's subject R63") {
    for (const auto language : {texts::Language::it, texts::Language::en}) {
        CHECK(texts::text(language, "notice.purchase.issued_confirmation.subject") ==
              "Conferma Attivazione Firma Digitale");
    }
}

TEST_CASE("the member reads that the secretariat was told, and whom to call R61") {
    const std::string body =
        texts::text(texts::Language::it, "notice.purchase.paid_order_told.body", purchase_given);
    CHECK_THAT(body, ContainsSubstring("già stata avvisata"));
    CHECK_THAT(body, ContainsSubstring("ordine@example.it"));
    CHECK_THAT(body, ContainsSubstring("0734"));
}

TEST_CASE("who does not pay by card reads where to enter the payment's details R20") {
    const std::string body =
        texts::text(texts::Language::it, "notice.purchase.payment_instructions.body", purchase_given);
    CHECK_THAT(body, ContainsSubstring("CRO"));
    CHECK_THAT(body, ContainsSubstring("https://portal.example/r/P-1"));
}

TEST_CASE("who may collect reads to come in person with the document named at registration R66 R69 R70") {
    const std::string body =
        texts::text(texts::Language::it, "notice.purchase.ready_for_collection.body", purchase_given);
    CHECK_THAT(body, ContainsSubstring("di persona"));
    CHECK_THAT(body, ContainsSubstring("delega"));
    CHECK_THAT(body, ContainsSubstring("indicato nella registrazione"));
}

TEST_CASE("a rejected member reads the reason, the new card's code and where the money goes R84 R85 X8") {
    const std::string body = texts::text(texts::Language::it, "notice.renewal.rejected.body", given);
    CHECK_THAT(body, ContainsSubstring("I dati del certificato non sono corretti"));
    CHECK_THAT(body, ContainsSubstring("CNSCNA13"));
    CHECK_THAT(body, ContainsSubstring("21,96\u00A0\u20AC"));
    CHECK_THAT(body, ContainsSubstring("Nota dell\u2019Ordine: Cognome"));
}

TEST_CASE("a rejection without a note leaves none") {
    texts::Parameters without = given;
    without["note"] = "";
    CHECK(texts::text(texts::Language::it, "notice.renewal.rejected.body", without).find("Nota") ==
          std::string::npos);
}

TEST_CASE("a notice says that its link is no sign-in and that nobody asks for a PIN") {
    const std::string body = texts::text(texts::Language::it, "notice.renewal.validated.body", given);
    CHECK_THAT(body, ContainsSubstring("serve comunque l\u2019accesso"));
    CHECK_THAT(body, ContainsSubstring("PIN, PUK o password"));
}

TEST_CASE("what people read of stages, roles, commands and acts has a text") {
    check_named<domain::renewal::Stage>("domain.stage.");
    check_named<domain::renewal::Stage>("domain.stage_next.");
    check_named<domain::renewal::RejectionReason>("domain.rejection.");
    check_named<domain::renewal::RejectionReason>("domain.rejection_advice.");
    check_named<domain::Settlement>("domain.settlement.");
    check_named<domain::renewal::CommandKind>("domain.command.");
    check_named<domain::Role>("domain.role.");
    check_named<domain::EnrolmentStatus>("domain.enrolment.");
    check_named<domain::PaymentMethod>("domain.payment_method.");
    check_named<domain::ReportField>("domain.field.");
    check_named<domain::purchase::Stage>("domain.purchase_stage.");
    check_named<domain::purchase::Step>("domain.purchase_step.");
    check_named<domain::purchase::Step>("domain.purchase_step_next.");
    check_named<domain::purchase::RejectionReason>("domain.purchase_rejection.");
    check_named<domain::purchase::RejectionReason>("domain.purchase_rejection_advice.");
    check_named<domain::purchase::CommandKind>("domain.command.");
    check_named<domain::purchase::CertificateChoice>("domain.certificate_choice.");
    check_named<domain::purchase::CertificateStatus>("domain.certificate_status.");
    check_named<domain::purchase::StatusReason>("domain.status_reason.");
    check_named<domain::purchase::DocumentKind>("domain.document_kind.");
    check_named<domain::purchase::Page>("domain.purchase_page.");
    check_named<domain::purchase::LineKind>("domain.price_line.");
    check_named<domain::ProductKind>("domain.product_kind.");
    check_named<domain::IdentificationMethod>("domain.identification_method.");
    check_named<domain::IdentificationTime>("domain.identification_time.");
    check_named<domain::Delivery>("domain.delivery.");
    check_named<domain::Activation>("domain.activation.");
    check_named<domain::CertificateSet>("domain.certificate_set.");
    check_named<domain::PaymentUse>("domain.payment_use.");
    check_named<domain::MailboxPlan>("domain.mailbox_plan.");
    check_named<domain::mailbox::Stage>("domain.mailbox_stage.");
    check_named<domain::mailbox::AddOnKind>("domain.mailbox_add_on.");
    check_named<domain::mailbox::AddOnStatus>("domain.mailbox_add_on_status.");
    check_named<domain::mailbox::CommandKind>("domain.command.");
    domain::ValidationAct act;
    domain::for_each_field(act, [](const std::string& name, const auto&) {
        CAPTURE(name);
        CHECK(texts::has_text("domain.act." + name));
    });
}

TEST_CASE("a report to support states who writes, the card and the code, and asks for haste R93 R94") {
    texts::Parameters parameters = given;
    parameters["codice_fiscale"] = "RSSMRA80A41H501Y";
    const std::string body = texts::text(texts::Language::it, "domain.support.body", parameters);
    for (const char* stated : {"Maria", "Rossi", "RSSMRA80A41H501Y", "7420001", "CNSCNA13", "urgente"}) {
        CHECK_THAT(body, ContainsSubstring(stated));
    }
    CHECK_THAT(texts::text(texts::Language::it, "domain.support.follow_up", parameters),
               ContainsSubstring("numero di ticket"));
}

TEST_CASE("a report about a purchase states the convention by name and the code R142") {
    texts::Parameters parameters = purchase_given;
    parameters["codice_fiscale"] = "RSSMRA80A41H501Y";
    parameters["convention_title"] = "Convenzione CNI";
    const std::string body = texts::text(texts::Language::it, "domain.support.purchase.body", parameters);
    for (const char* stated : {"Convenzione CNI", "CNSCNI18", "Maria", "Rossi", "RSSMRA80A41H501Y"}) {
        CHECK_THAT(body, ContainsSubstring(stated));
    }
    CHECK(body.find("Numero CNS") == std::string::npos);
}
