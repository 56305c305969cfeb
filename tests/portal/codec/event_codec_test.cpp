#include "tests/portal/support.hpp"
#include "web/portal/codec/event_codec.hpp"

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace renewal = domain::renewal;

namespace {

const domain::PersonId person("p-1");
const StreamId stream{StreamKind::request, "R-1"};
constexpr domain::Instant at{1'800'000'000};

renewal::Subject subject() {
    renewal::Subject subject;
    subject.request = domain::RequestId("R-1");
    subject.order = domain::OrderId("O-1");
    subject.member = person;
    auto& c = subject.certificates;
    c.card_number = "7420099000000012";
    c.holder = code("RSSMRA80A01H501U");
    c.given_name = "Mario";
    c.surname = "Rossi";
    c.order_name = "Ordine";
    c.title = "Architetto";
    c.section = "A";
    c.sector = "Settore";
    c.number = "4711";
    c.registered_on = {2010, 3, 4};
    c.email = "mario@example.it";
    c.authentication = {domain::Serial("0a"), domain::Digest("aa"), {1}, {2}, false};
    c.signature = {domain::Serial("0b"), domain::Digest("bb"), {1}, {2}, true};
    return subject;
}

/// One of each kind, every field filled.
std::vector<renewal::Event> all_events() {
    const domain::Payment payment{domain::PaymentId("P-1"), {2196}, {1'799'999'999}};
    domain::Validation validation{
        code("VRDGPP70M15L219P"), {1}, {2}, domain::Digest("act"), domain::Digest("data")};
    renewal::KeyRequests keys{domain::Digest("k1"), domain::Digest("k2"), domain::Digest("k3")};
    const domain::CertificateInfo certificate{domain::Serial("0c"), domain::Digest("cc"), {3}, {4}, false};
    return {renewal::Invited{at, subject()},
            renewal::Placed{at,
                            subject(),
                            domain::ConventionCode("CNSCNA13"),
                            domain::Digest("hash"),
                            domain::ProductId("renewal"),
                            {{1800}, {396}, {2196}},
                            {"clause"}},
            renewal::PaymentBegun{at, domain::PaymentId("P-1"), domain::PaymentMethod::card, {2196}},
            renewal::Paid{at, payment},
            renewal::PaymentNotAccepted{at, payment, domain::ErrorId::payment_amount_differs},
            renewal::Validated{at, validation},
            renewal::Rejected{at,
                              domain::PersonId("p-2"),
                              {renewal::RejectionReason::other, "Mario Rossi lo sa",
                               domain::ConventionCode("CNSCNA13"), domain::PaymentUse::keep_for_new_card}},
            renewal::KeysSubmitted{at, keys},
            renewal::CertificatesIssued{at, certificate, certificate},
            renewal::Installed{at},
            renewal::Withdrawn{at},
            renewal::Expired{at},
            renewal::Revoked{at},
            renewal::PaymentReturned{at, payment},
            renewal::PaymentMoved{at, payment, domain::RequestId("R-2")},
            renewal::OrderReminded{at},
            renewal::CreditEnded{at, domain::PersonId("p-1"), payment}};
}

StoredEvent stored(NewEvent event, std::int64_t seq = 1) {
    StoredEvent out;
    out.stream = stream;
    out.seq = seq;
    out.event = std::move(event);
    return out;
}

} // namespace

TEST_CASE("every event of a renewal comes back as it was") {
    StoreInFolder s;
    const auto events = all_events();
    REQUIRE(events.size() == std::variant_size_v<renewal::Event>);
    for (const auto& event : events) {
        auto encoded = encode(event, person, stream, 1, "p-1", s.store->vault());
        REQUIRE(encoded.ok());
        const auto decoded = decode_renewal(stored(*encoded), s.store->vault());
        INFO(encoded->type);
        REQUIRE(decoded.ok());
        CHECK(*decoded == event);
    }
}

TEST_CASE("no payload shows a name, a codice fiscale, a card or a note") {
    StoreInFolder s;
    for (const auto& event : all_events()) {
        const auto encoded = encode(event, person, stream, 1, "p-1", s.store->vault());
        for (const char* personal :
             {"Mario", "Rossi", "RSSMRA", "VRDGPP", "742009", "example.it", "4711", "2010-03"}) {
            INFO(encoded->type);
            CHECK(encoded->payload.find(personal) == std::string::npos);
        }
    }
}

TEST_CASE("an event's sealed half opens in its own place only") {
    StoreInFolder s;
    const auto encoded = encode(all_events()[0], person, stream, 1, "p-1", s.store->vault());
    CHECK_FALSE(decode_renewal(stored(*encoded, 2), s.store->vault()).ok());
}

TEST_CASE("after erasure an event reads as erased, its plain half stays") {
    StoreInFolder s;
    const auto encoded = encode(all_events()[1], person, stream, 1, "p-1", s.store->vault());
    Transaction transaction;
    transaction.writes.emplace_back(ErasePerson{person, at});
    REQUIRE(s.store->append(transaction).ok());
    CHECK(decode_renewal(stored(*encoded), s.store->vault()).error().id == domain::ErrorId::erased);
    CHECK(encoded->payload.find("CNSCNA13") != std::string::npos);
}

TEST_CASE("the Order's signatory events come back") {
    StoreInFolder s;
    const StreamId order{StreamKind::order, "O-1"};
    const std::vector<domain::SignatoryEvent> events = {
        domain::SignatoryAppointed{at,
                                   domain::PersonId("p-9"),
                                   code("RSSMRA80A01H501U"),
                                   "Mario Rossi",
                                   {2026, 1, 1},
                                   domain::Date{2027, 1, 1},
                                   domain::SignatoryOffice::deputy},
        domain::SignatoryAppointed{at,
                                   domain::PersonId("p-9"),
                                   code("RSSMRA80A01H501U"),
                                   "Mario Rossi",
                                   {2026, 1, 1},
                                   std::nullopt,
                                   {}},
        domain::SignatoryWithdrawn{at, domain::PersonId("p-9"), code("RSSMRA80A01H501U"), std::nullopt},
        domain::SignatoryWithdrawn{at, domain::PersonId("p-9"), code("RSSMRA80A01H501U"),
                                   domain::Date{2026, 12, 31}}};
    for (const auto& event : events) {
        auto encoded = encode(event, person, order, 1, "p-9", s.store->vault());
        REQUIRE(encoded.ok());
        CHECK(encoded->payload.find("Mario") == std::string::npos);
        auto row = stored(*encoded);
        row.stream = order;
        const auto decoded = decode_signatory(row, s.store->vault());
        REQUIRE(decoded.ok());
        CHECK(*decoded == event);
    }
}

TEST_CASE("payloads written by this version are still read: golden") {
    StoreInFolder s;
    const std::vector<renewal::Event> expected = {
        renewal::CertificatesIssued{
            at,
            {domain::Serial("0a1b"), domain::Digest("aa"), {1'800'000'000}, {1'900'000'000}, false},
            {domain::Serial("0a1c"), domain::Digest("bb"), {1'800'000'000}, {1'900'000'000}, false}},
        renewal::PaymentBegun{at, domain::PaymentId("P-1"), domain::PaymentMethod::card, {2196}},
        renewal::PaymentNotAccepted{
            at, {domain::PaymentId("P-1"), {100}, {1'799'999'999}}, domain::ErrorId::payment_amount_differs}};
    for (const auto& event : expected) {
        const std::string name(renewal::name_of(event));
        auto golden = content_of(std::filesystem::path(GOLDEN) / (name + ".json"));
        REQUIRE_FALSE(golden.empty());
        golden.pop_back(); // the file's line end
        const auto decoded = decode_renewal(stored({name, 1, at, "system", golden}), s.store->vault());
        INFO(name);
        REQUIRE(decoded.ok());
        CHECK(*decoded == event);
        CHECK(encode(event, person, stream, 1, "system", s.store->vault())->payload == golden);
    }
}

TEST_CASE("an event of a newer program is told apart from a damaged one") {
    StoreInFolder s;
    auto& vault = s.store->vault();
    const std::string fields = R"({"fields":{"at":1800000000}})";
    CHECK(decode_renewal(stored({"renewal.unheard_of", 1, at, "", fields}), vault).error().id ==
          domain::ErrorId::event_unknown);
    CHECK(decode_renewal(stored({"renewal.installed", 2, at, "", fields}), vault).error().id ==
          domain::ErrorId::event_unknown);
    for (const char* damaged :
         {"", "[]", "{}", R"({"fields":{}})", R"({"fields":{"at":"now"}})",
          R"({"fields":{"at":1800000000,"more":1}})", R"({"fields":{"at":1800000000},"more":1})",
          R"({"fields":{"at":1800000000,"at":1800000000}})", R"({"fields":{"at":5}})",
          R"({"fields":{"at":1800000000},"sealed":{}})",
          R"({"fields":{"at":1800000000},"sealed":{"person":"p","data":"!"}})"}) {
        INFO(damaged);
        CHECK(decode_renewal(stored({"renewal.installed", 1, at, "", damaged}), vault).error().id ==
              domain::ErrorId::event_malformed);
    }
}
