#include "shared/protocol/codec.hpp"
#include "tests/protocol/every_message.hpp"
#include "tests/protocol/samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::protocol;
using sigillo::tests::Samples;

namespace {

template <class Message>
void round_trip(int seed, bool extreme, bool optionals) {
    const Json sent = encode(Samples::make<Message>(seed, extreme, optionals));
    const domain::Result<Json> received = parse_bounded(dump(sent), {64 * 1024 * 1024});
    REQUIRE(received.ok());
    const domain::Result<Message> decoded = decode<Message>(*received);
    if (!decoded) {
        FAIL(domain::text_of(decoded.error().id) << " " << decoded.error().details.at("field"));
    }
    CHECK(dump(encode(*decoded)) == dump(sent));
}

} // namespace

TEST_CASE("every message comes out of the wire as it went in") {
    tests::for_each_message([]<class Message>(const std::string& name, tests::Of<Message>) {
        INFO(name);
        for (int seed = 0; seed < 12; ++seed) {
            round_trip<Message>(seed, false, seed % 2 == 0);
        }
    });
}

TEST_CASE("every message takes its upper bounds") {
    tests::for_each_message([]<class Message>(const std::string& name, tests::Of<Message>) {
        INFO(name);
        round_trip<Message>(1, true, true);
    });
}
