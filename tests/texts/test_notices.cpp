#include "shared/domain/actor.hpp"
#include "shared/domain/renewal/command.hpp"
#include "shared/domain/validation_act.hpp"
#include "shared/texts/texts.hpp"
#include "tests/support/catch.hpp"

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

template <class E>
void check_named(const std::string& prefix) {
    for (const auto& [value, name] : EnumNames<E>::table) {
        CAPTURE(prefix, name);
        CHECK(texts::has_text(prefix + std::string(name)));
    }
}

} // namespace

TEST_CASE("every step of a renewal has an e-mail, complete with what the domain and the portal give") {
    for (const auto& [step, name] : EnumNames<domain::NoticeStep>::table) {
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

TEST_CASE("an SMS is one line and short") {
    for (const auto& [step, name] : EnumNames<domain::NoticeStep>::table) {
        const std::string key = "notice.renewal." + std::string(name) + ".sms";
        if (!texts::has_text(key)) {
            continue;
        }
        const std::string text = texts::text(texts::Language::it, key, given);
        CAPTURE(text);
        CHECK(text.size() <= 160);
        CHECK(text.find('\n') == std::string::npos);
    }
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
    check_named<domain::renewal::Settlement>("domain.settlement.");
    check_named<domain::renewal::CommandKind>("domain.command.");
    check_named<domain::Role>("domain.role.");
    check_named<domain::EnrolmentStatus>("domain.enrolment.");
    check_named<domain::PaymentMethod>("domain.payment_method.");
    check_named<domain::ReportField>("domain.field.");
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
