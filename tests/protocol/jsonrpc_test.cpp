#include "shared/protocol/agent_messages.hpp"
#include "shared/protocol/history.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "shared/protocol/limits.hpp"
#include "shared/protocol/pending_calls.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::protocol;
using domain::ErrorId;

namespace {

using Read = std::variant<RpcRequest, RpcRefusal>;

Read read(const std::string& text) {
    return read_request(text, agent::max_request_bytes, agent::max_bytes_of);
}

RpcReply reply_to(std::int64_t id) {
    return {RpcId(id), Json::object()};
}

} // namespace

TEST_CASE("what cannot be read is answered without an id") {
    const Read refused = read("{");
    CHECK(write_error(std::get<RpcRefusal>(refused)) ==
          R"({"error":{"code":-32700,"data":{"details":{},"error":"message-malformed"},)"
          R"("message":"message-malformed"},"id":null,"jsonrpc":"2.0"})");
}

TEST_CASE("a request that is refused is answered under its own id") {
    const Read refused = read(R"({"jsonrpc":"2.0","id":"page-4","method":"hello"})");
    CHECK(std::get<RpcRefusal>(refused).id == RpcId(std::string("page-4")));
    CHECK(std::get<RpcRefusal>(refused).code == RpcCode::not_a_request);
}

TEST_CASE("a refusal that names a foreign field is one that the other side can read") {
    for (const char* field : {"a\x7f"
                              "b",
                              "a\\nb", "a\\u0001b", "a\\u0000b"}) {
        for (const std::string& text : {R"({"jsonrpc":"2.0","id":7,")" + std::string(field) + R"(":{}})",
                                        R"({"jsonrpc":"2.0","id":7,"method":"hello","params":{")" +
                                            std::string(field) + R"(":1,")" + field + R"(":1}})"}) {
            CAPTURE(text);
            const Read refused = read(text);
            const auto answer = read_from_server(write_error(std::get<RpcRefusal>(refused)), 4096);
            REQUIRE(answer);
            CHECK(std::get<RpcRefusal>(refused).error.details.at("field") == "a?b");
        }
    }
}

TEST_CASE("a batch is refused") {
    CHECK(std::get<RpcRefusal>(read("[]")).code == RpcCode::not_a_request);
}

TEST_CASE("only acts may come in a message of more than 256 KiB") {
    const std::string filler(256 * kibibytes, ' ');
    const auto frame = [&](const std::string& method) {
        return R"({"jsonrpc":"2.0","id":1,"params":{},"method":")" + method + "\"}" + filler;
    };
    CHECK(std::holds_alternative<RpcRequest>(read(frame("acts.sign"))));
    const Read refused = read(frame("diagnose"));
    CHECK(std::get<RpcRefusal>(refused).error.id == ErrorId::message_too_large);
    CHECK(std::get<RpcRefusal>(refused).id == RpcId(std::int64_t{1}));
}

TEST_CASE("200 acts of the largest size fit into a message") {
    agent::SignActs message{"card", {}};
    message.acts.assign(200, {std::string(64, 'r'), Bytes(16384, 0xff)});
    CHECK(std::holds_alternative<RpcRequest>(read(write_request(RpcId(std::int64_t{1}), message))));
}

TEST_CASE("200 signed acts of the largest size fit into a reply") {
    agent::SignActs::Reply reply;
    reply.acts.assign(200, {std::string(64, 'r'), Bytes(65536, 0xff), std::nullopt});
    const std::string text = write_result(RpcId(std::int64_t{1}), encode(reply));
    CHECK(read_from_server(text, agent::max_reply_bytes).ok());
}

TEST_CASE("errors carry the code of their kind") {
    const auto code = [](ErrorId id) {
        return parse_bounded(write_error(RpcId(std::int64_t{1}), id), {1024})
            ->at("error")
            .at("code")
            .get<int>();
    };
    CHECK(code(ErrorId::message_too_deep) == -32700);
    CHECK(code(ErrorId::method_unknown) == -32601);
    CHECK(code(ErrorId::message_missing_field) == -32602);
    CHECK(code(ErrorId::card_pin_wrong) == -32000);
}

TEST_CASE("an error arrives with its details") {
    const domain::Error sent(ErrorId::card_pin_wrong, {{"tries", "2"}});
    const auto received = read_from_server(write_error(RpcId(std::int64_t{3}), sent), 1024);
    REQUIRE(received.ok());
    CHECK(std::get<RpcReply>(*received).result.error() == sent);
}

TEST_CASE("an error that this version does not know keeps its name") {
    const domain::Error error = to_error({"card-on-fire", {{"degrees", "300"}}});
    CHECK(error == domain::Error(ErrorId::internal, {{"degrees", "300"}, {"error", "card-on-fire"}}));
}

TEST_CASE("an error without an id is told apart from a reply") {
    const auto received =
        read_from_server(write_error(std::nullopt, RpcCode::unparsable, ErrorId::message_malformed), 1024);
    REQUIRE(received.ok());
    CHECK(std::get<RpcUnaddressed>(*received).error.id == ErrorId::message_malformed);
}

TEST_CASE("a reply ends the call that it answers") {
    PendingCalls<std::string> calls;
    const auto first = calls.begin("first", {100});
    const auto second = calls.begin("second", {100});
    CHECK(calls.end(reply_to(second))->tag == "second");
    CHECK(calls.end(reply_to(first))->tag == "first");
    CHECK(calls.size() == 0);
}

TEST_CASE("a reply to nothing is an error") {
    PendingCalls<int> calls;
    const auto id = calls.begin(1, {100});
    CHECK(calls.end(reply_to(id + 1)).error() ==
          domain::Error(ErrorId::reply_unexpected, {{"id", std::to_string(id + 1)}}));
    CHECK(calls.end({RpcId(std::string("x")), Json()}).error().details.at("id") == "x");
    CHECK(calls.size() == 1);
}

TEST_CASE("a second reply to a call is an error") {
    PendingCalls<int> calls;
    const auto id = calls.begin(1, {100});
    REQUIRE(calls.end(reply_to(id)).ok());
    CHECK(calls.end(reply_to(id)).error().id == ErrorId::reply_unexpected);
}

TEST_CASE("a call ends at its deadline and not before") {
    PendingCalls<int> calls;
    calls.begin(1, {100});
    calls.begin(2, {200});
    CHECK(calls.next_deadline() == domain::Instant{100});
    CHECK(calls.time_out({99}, ErrorId::portal_unreachable).empty());
    const auto ended = calls.time_out({100}, ErrorId::portal_unreachable);
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].tag == 1);
    CHECK(ended[0].result.error().id == ErrorId::portal_unreachable);
    CHECK(calls.next_deadline() == domain::Instant{200});
}

TEST_CASE("a lost connection ends all calls, and later ids are new") {
    PendingCalls<int> calls;
    calls.begin(1, {100});
    const auto last = calls.begin(2, {100});
    const auto ended = calls.cancel_all(ErrorId::agent_connection_lost);
    REQUIRE(ended.size() == 2);
    CHECK(ended[0].tag == 1);
    CHECK(ended[1].result.error().id == ErrorId::agent_connection_lost);
    CHECK(calls.begin(3, {100}) > last);
}

TEST_CASE("two versions do not speak, and both are told") {
    CHECK(check_version(1, 1).ok());
    CHECK(check_version(2, 1).error() ==
          domain::Error(ErrorId::version_unsupported, {{"theirs", "2"}, {"ours", "1"}}));
}
