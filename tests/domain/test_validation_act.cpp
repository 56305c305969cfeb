#include "shared/domain/validation_act.hpp"
#include "tests/domain/support/renewal_world.hpp"

#include <set>

using namespace sigillo::tests;

namespace {

ValidationAct sample() {
    World world;
    const auto& convention = world.convention;
    ValidationAct act = validation_act(
        "https://portal.example", world.order, "Ordine di prova", RequestId("r-1"), world.facts.now,
        validation_data(*world.facts.register_entry, world.facts.subject.certificates, convention,
                        *product_of(convention, ProductKind::cns_renewal), Cents{2196}));
    act.data_hash = "abc";
    return act;
}

} // namespace

TEST_CASE("an act states portal, Order, request, holder, certificates and terms") {
    const ValidationAct act = sample();
    CHECK(act.type == "sigillo.validation/1");
    CHECK(act.portal == "https://portal.example");
    CHECK(act.order == "architetti-fermo");
    CHECK(act.request == "r-1");
    CHECK(act.decision == "validate");
    CHECK(act.issued_at == "2026-11-22T10:00:00Z");
    CHECK(act.data.codice_fiscale == "RSSMRA80A41H501Y");
    CHECK(act.data.enrolment_status == "enrolled");
    CHECK(act.data.dues_paid_up_to == "2026-12-31");
    CHECK(act.data.signature_serial == "a2");
    CHECK(act.data.expires_at == "2026-12-20T22:59:59Z");
    CHECK(act.data.certificate_years == 6);
    CHECK(act.data.price_gross_cents == 2196);
    CHECK(check(act).ok());
}

TEST_CASE("every field of an act is in the table once, and what is read back equals it") {
    const ValidationAct act = sample();
    std::map<std::string, std::string> texts;
    std::map<std::string, std::int64_t> numbers;
    struct Reader {
        std::map<std::string, std::string>& texts;
        std::map<std::string, std::int64_t>& numbers;
        void operator()(const char* name, const std::string& value) const {
            CHECK(texts.emplace(name, value).second);
        }
        void operator()(const char* name, const std::int64_t& value) const {
            CHECK(numbers.emplace(name, value).second);
        }
    };
    for_each_field(act, Reader{texts, numbers});
    CHECK(texts.size() == 31);
    CHECK(numbers.size() == 3);

    struct Writer {
        const std::map<std::string, std::string>& texts;
        const std::map<std::string, std::int64_t>& numbers;
        void operator()(const char* name, std::string& value) const { value = texts.at(name); }
        void operator()(const char* name, std::int64_t& value) const { value = numbers.at(name); }
    };
    ValidationAct back;
    for_each_field(back, Writer{texts, numbers});
    CHECK(back == act);
}

TEST_CASE("an act of another kind or decision, or without portal, Order, request, holder is refused") {
    ValidationAct act = sample();
    act.type = "sigillo.validation/2";
    CHECK(check(act).error().id == ErrorId::act_unknown_type);
    act = sample();
    act.decision = "reject";
    CHECK(check(act).error().id == ErrorId::act_unknown_type);
    for (auto member : {&ValidationAct::portal, &ValidationAct::order, &ValidationAct::request,
                        &ValidationAct::data_hash, &ValidationAct::issued_at}) {
        act = sample();
        (act.*member).clear();
        CHECK(check(act).error().id == ErrorId::message_missing_field);
    }
}
