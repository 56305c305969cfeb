#include "shared/protocol/base64.hpp"
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

/// One value outside the bounds of each field of a message that has some, with the field's name.
class OutOfRange final : public FieldVisitor {
  public:
    std::vector<std::pair<std::string, Json>> values;

  private:
    void field(const Field& field) override {
        const Type& type = field.type;
        const auto add = [&](Json value) { values.emplace_back(field.name, std::move(value)); };
        switch (type.kind) {
        case Kind::text:
            add(std::string(static_cast<std::size_t>(type.max) + 1, 'x'));
            if (type.min > 0) {
                add(std::string(static_cast<std::size_t>(type.min) - 1, 'x'));
            }
            add(std::string(static_cast<std::size_t>(std::max<std::int64_t>(type.min, 1)), '\x1b'));
            break;
        case Kind::date:
            add("2026-1-01");
            add("2026/11/22");
            break;
        case Kind::integer32:
        case Kind::integer64:
            add(type.max + 1);
            add(type.min - 1);
            break;
        case Kind::bytes:
            add(encode_base64(Bytes(static_cast<std::size_t>(type.max) + 1, 7)));
            add(encode_base64(Bytes(static_cast<std::size_t>(type.min) - 1, 7)));
            break;
        case Kind::enumeration:
            add("");
            add("no such text");
            break;
        case Kind::details:
            add(Json::object({{std::string(max_detail_key + 1, 'k'), "v"}}));
            add(Json::object({{"k", std::string(max_detail_value + 1, 'v')}}));
            break;
        case Kind::list:
            add(Json(Json::array_t(static_cast<std::size_t>(type.max) + 1)));
            if (type.min > 0) {
                add(Json::array());
            }
            break;
        case Kind::boolean:
        case Kind::message:
            break;
        }
    }
};

template <class Message>
void check_refused(Json sent, const std::string& field, domain::ErrorId id) {
    const domain::Result<Message> decoded = decode<Message>(sent);
    INFO(field << " in " << dump(sent).substr(0, 200));
    REQUIRE_FALSE(decoded.ok());
    CHECK(decoded.error() == domain::Error(id, {{"field", field}}));
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

TEST_CASE("every message without one of its fields is refused, unless the field is optional") {
    tests::for_each_message([]<class Message>(const std::string& name, tests::Of<Message>) {
        INFO(name);
        const Json bare = encode(Samples::make<Message>(3, false, false));
        const Json full = encode(Samples::make<Message>(3, false, true));
        for (const auto& [field, ignored] : full.items()) {
            Json cut = full;
            cut.erase(field);
            if (bare.contains(field)) {
                check_refused<Message>(cut, field, domain::ErrorId::message_missing_field);
            } else {
                CHECK(decode<Message>(cut).ok());
            }
        }
    });
}

TEST_CASE("every message with a field that it does not have is refused") {
    tests::for_each_message([]<class Message>(const std::string&, tests::Of<Message>) {
        Json sent = encode(Samples::make<Message>(3, false, true));
        sent["pin"] = "12345";
        check_refused<Message>(sent, "pin", domain::ErrorId::message_unknown_field);
    });
}

TEST_CASE("every field is refused as null, also an optional one") {
    tests::for_each_message([]<class Message>(const std::string&, tests::Of<Message>) {
        const Json full = encode(Samples::make<Message>(3, false, true));
        for (const auto& [field, ignored] : full.items()) {
            Json sent = full;
            sent[field] = nullptr;
            check_refused<Message>(sent, field, domain::ErrorId::message_wrong_type);
        }
    });
}

TEST_CASE("every field is refused outside its bounds") {
    tests::for_each_message([]<class Message>(const std::string& name, tests::Of<Message>) {
        INFO(name);
        const Json full = encode(Samples::make<Message>(3, false, true));
        Message message{};
        OutOfRange out;
        Message::describe(message, static_cast<FieldVisitor&>(out));
        for (const auto& [field, value] : out.values) {
            Json sent = full;
            sent[field] = value;
            check_refused<Message>(sent, field, domain::ErrorId::message_value_out_of_range);
        }
    });
}

TEST_CASE("a refusal names the place in nested lists") {
    Json sent = encode(Samples::make<agent::ListCards::Reply>(2, false, true));
    sent["readers"][0]["card"]["certificates"][0]["role"] = "decryption";
    check_refused<agent::ListCards::Reply>(sent, "readers[0].card.certificates[0].role",
                                           domain::ErrorId::message_value_out_of_range);
}

TEST_CASE("a foreign field name is shortened, never cut inside a character") {
    Json sent = Json::object();
    sent[std::string(63, 'n') + "\u20ac"] = 1;
    check_refused<agent::ListCards>(sent, std::string(63, 'n'), domain::ErrorId::message_unknown_field);
}

TEST_CASE("operators are called operator on the wire") {
    CHECK(text_of(portal::Role::operator_) == "operator");
}

TEST_CASE("base64 is read back for every length, and in one form only") {
    for (std::size_t length = 0; length < 70; ++length) {
        Bytes bytes(length);
        for (std::size_t at = 0; at < length; ++at) {
            bytes[at] = static_cast<unsigned char>(at * 37 + length);
        }
        Bytes back;
        REQUIRE(decode_base64(encode_base64(bytes), back));
        CHECK(back == bytes);
    }
    Bytes out;
    for (const char* text :
         {"A", "AA", "AAA", "AB==", "AAB=", "A===", "====", "=AAA", "AA=A", "AAAA\n", "A-AA", "A AA"}) {
        INFO(text);
        CHECK_FALSE(decode_base64(text, out));
        CHECK(out.empty());
    }
}
