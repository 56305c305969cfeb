#include "agent/renewal/journal.hpp"
#include "tests/agent/renewal/renewal_bench.hpp"
#include "tests/support/catch.hpp"

#include <fstream>

using namespace sigillo;
using namespace sigillo::agent;
using test::must;
using test::StateFolder;

namespace {

Journal half_done() {
    Journal journal;
    journal.name = {"https://portal.example", "request-1"};
    journal.card_id = "card";
    journal.codice_fiscale = "RSSMRA80A01H501U";
    journal.begun = 1000;
    JournalKey key;
    key.role = CertificateRole::signature;
    key.label = "Firma di \xc3\xa8";
    key.id = {1, 2, 3};
    key.public_key = {4};
    key.abandoned = {{9, 9}};
    journal.keys = {key};
    return journal;
}

} // namespace

TEST_CASE("a journal comes back as it was written") {
    CHECK(must(decode_journal(encode_journal(half_done()))) == half_done());
}

TEST_CASE("a journal with any byte changed is damaged, never misread") {
    const auto good = encode_journal(half_done());
    for (std::size_t at = 0; at < good.size(); at += 7) {
        auto bad = good;
        bad[at] ^= 1;
        CHECK(decode_journal(bad).error().id == domain::ErrorId::renewal_journal_damaged);
    }
}

TEST_CASE("a journal cut short is damaged") {
    const auto good = encode_journal(half_done());
    CHECK_FALSE(decode_journal(ByteView(good).first(good.size() - 1)));
    CHECK_FALSE(decode_journal({}));
}

TEST_CASE("the phase follows from what has been done") {
    auto journal = half_done();
    auto& key = journal.keys[0];
    CHECK(journal.phase() == RenewalPhase::keys_made);
    key.public_key.clear();
    CHECK(journal.phase() == RenewalPhase::none);
    journal.statement = {1};
    CHECK(journal.phase() == RenewalPhase::requests_ready);
    key.certificate = {1};
    CHECK(journal.phase() == RenewalPhase::installing);
    key.receipt = {1};
    CHECK(journal.phase() == RenewalPhase::installing);
    key.written = true;
    CHECK(journal.phase() == RenewalPhase::installed);
}

TEST_CASE("the same request id at two portals is two renewals") {
    const StateFolder state;
    JournalStore store(*state.platform);
    auto journal = half_done();
    REQUIRE(store.save(journal));
    CHECK(must(store.load(journal.name)) == journal);
    CHECK_FALSE(must(store.load({"https://other.example", "request-1"})));
}

TEST_CASE("an unfinished renewal of the same card is seen, a finished or an old one is not") {
    const StateFolder state;
    JournalStore store(*state.platform);
    auto journal = half_done();
    REQUIRE(store.save(journal));
    const RenewalName other{"https://portal.example", "request-2"};
    CHECK(must(store.other_in_progress(other, "card", 500)));
    CHECK_FALSE(must(store.other_in_progress(other, "another card", 500)));
    CHECK_FALSE(must(store.other_in_progress(other, "card", 1500)));
    CHECK_FALSE(must(store.other_in_progress(journal.name, "card", 500)));
    journal.keys[0].receipt = {1};
    journal.keys[0].written = true;
    REQUIRE(store.save(journal));
    CHECK_FALSE(must(store.other_in_progress(other, "card", 500)));
}
