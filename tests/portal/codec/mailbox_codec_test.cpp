#include "tests/portal/support.hpp"
#include "web/portal/codec/event_codec.hpp"

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace mailbox = domain::mailbox;

namespace {

const domain::PersonId person("p-1");
const StreamId stream{StreamKind::request, "M-1"};
constexpr domain::Instant at{1'800'000'000};
const mailbox::AddOnId space("a-1");
const mailbox::AddOnId pro("a-2");

/// One of each kind, every field filled.
std::vector<mailbox::Event> all_events() {
    mailbox::Form form;
    form.holder = {"Maria", "Rossi", "RSSMRA80A41H501Y", "maria@example.it", "+393331234567"};
    form.document = {
        domain::purchase::DocumentKind::passport, "YA4711", "Questura", {2020, 5, 1}, {2030, 5, 1}};
    form.signed_form = domain::Digest("form");
    form.document_copy = domain::Digest("copy");
    const domain::Payment payment{domain::PaymentId("P-1"), {488}, {1'799'999'999}};
    const mailbox::AddOnOrder order{space,
                                    mailbox::AddOnKind::archive_space,
                                    domain::MailboxPlan::pro,
                                    2,
                                    pro,
                                    domain::Digest("hash"),
                                    {{400}, {88}, {488}}};
    return {
        mailbox::Asked{
            at, {domain::RequestId("M-1"), domain::OrderId("O-1"), person}, domain::PersonId("p-2"), form},
        mailbox::Requested{at, domain::PersonId("p-2")},
        mailbox::Declined{at, domain::PersonId("p-2"), "Maria Rossi lo sa"},
        mailbox::Activated{at, "maria.rossi@ingpec.example"},
        mailbox::Withdrawn{at},
        mailbox::AddOnOrdered{at, order, {1'800'100'000}, {"mailbox_contract"}},
        mailbox::AddOnCancelled{at, space},
        mailbox::AddOnLapsed{at, space},
        mailbox::PaymentBegun{at, space, domain::PaymentId("P-1"), domain::PaymentMethod::paypal, {488}},
        mailbox::PaymentDeclared{at,
                                 space,
                                 domain::PaymentId("P-1"),
                                 domain::PaymentMethod::bank_transfer,
                                 {488},
                                 "CRO123",
                                 {2026, 11, 22}},
        mailbox::AddOnBought{at, space, payment, {1'831'000'000}},
        mailbox::AddOnRenewed{at, pro, space, payment, {1'862'000'000}},
        mailbox::PaymentNotAccepted{at, space, payment, domain::ErrorId::payment_late},
        mailbox::AddOnReminded{at, space, 30},
        mailbox::AddOnEnded{at, pro, {space}},
        mailbox::PaymentReturned{at, space, payment}};
}

StoredEvent stored(NewEvent event) {
    StoredEvent out;
    out.stream = stream;
    out.seq = 1;
    out.event = std::move(event);
    return out;
}

} // namespace

TEST_CASE("every event of a mailbox comes back as it was") {
    StoreInFolder s;
    const auto events = all_events();
    REQUIRE(events.size() == std::variant_size_v<mailbox::Event>);
    std::vector<StoredEvent> rows;
    for (const auto& event : events) {
        auto encoded = encode(event, person, stream, 1, "p-1", s.store->vault());
        REQUIRE(encoded.ok());
        rows.push_back(stored(*encoded));
        const auto decoded = decode_mailbox(rows.back(), s.store->vault());
        INFO(encoded->type);
        REQUIRE(decoded.ok());
        CHECK(*decoded == event);
    }
    const auto all = decode_mailboxes(rows, s.store->vault());
    REQUIRE(all.ok());
    CHECK(*all == events);
}

TEST_CASE("no payload of a mailbox shows a name, an address, a document or a note") {
    StoreInFolder s;
    for (const auto& event : all_events()) {
        const auto encoded = encode(event, person, stream, 1, "p-1", s.store->vault());
        for (const char* personal : {"Maria", "Rossi", "RSSMRA", "example", "4711", "2030-05", "CRO123"}) {
            INFO(encoded->type);
            CHECK(encoded->payload.find(personal) == std::string::npos);
        }
    }
}

TEST_CASE("what was written of a mailbox by this version is still read: golden") {
    StoreInFolder s;
    for (const auto& event :
         {mailbox::Event(mailbox::AddOnReminded{at, space, 30}),
          mailbox::Event(mailbox::AddOnBought{
              at, space, {domain::PaymentId("P-1"), {488}, {1'799'999'999}}, {1'831'000'000}})}) {
        const std::string name(mailbox::name_of(event));
        auto golden = content_of(std::filesystem::path(GOLDEN) / (name + ".json"));
        REQUIRE_FALSE(golden.empty());
        golden.pop_back(); // the file's line end
        const auto decoded = decode_mailbox(stored({name, 1, at, "system", golden}), s.store->vault());
        INFO(name);
        REQUIRE(decoded.ok());
        CHECK(*decoded == event);
        CHECK(encode(event, person, stream, 1, "system", s.store->vault())->payload == golden);
    }
}
