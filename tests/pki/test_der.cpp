#include "shared/pki/der.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::pki;

TEST_CASE("lengths and tags that DER does not allow are not read") {
    const Bytes bad[] = {{},
                         {0x30},
                         {0x30, 0x80, 0, 0},
                         {0x30, 0x81, 0x01, 0x05},
                         {0x04, 0x82, 0x00, 0x81},
                         {0x1f, 0x01, 0x00},
                         {0x04, 0x02, 0x00},
                         {0x04, 0x85, 1, 0, 0, 0, 0},
                         {0x04, 0x84, 0xff, 0xff, 0xff, 0xff}};
    for (const Bytes& bytes : bad)
        CHECK_FALSE(der::Reader(bytes).next().has_value());
}

TEST_CASE("long lengths write and read back") {
    for (std::size_t size : {0u, 127u, 128u, 255u, 256u, 65535u, 65536u}) {
        const Bytes written = der::octet_string(Bytes(size, 7));
        const auto read = der::whole(written, der::tag::octet_string);
        REQUIRE(read.has_value());
        CHECK(read->value.size() == size);
    }
}

TEST_CASE("integers take the fewest bytes") {
    CHECK(hex_of(der::integer(0)) == "020100");
    CHECK(hex_of(der::integer(127)) == "02017f");
    CHECK(hex_of(der::integer(128)) == "02020080");
    CHECK(hex_of(der::integer(-1)) == "0201ff");
    CHECK(hex_of(der::integer(-129)) == "0202ff7f");
    CHECK(hex_of(der::unsigned_integer(Bytes{0, 0, 0x80})) == "02020080");
}

TEST_CASE("object identifiers encode as X.690 shows") {
    CHECK(hex_of(der::oid("1.2.840.113549.1.9.16.2.47")) == "060b2a864886f70d010910022f");
    CHECK(hex_of(der::oid("0.4.0.1862.1.1")) == "060604008e460101");
    CHECK(hex_of(der::oid("1.3.76.16.6")) == "06042b4c1006");
}

TEST_CASE("named bits drop trailing zeros") {
    CHECK(hex_of(der::named_bits({1})) == "03020640");
    CHECK(hex_of(der::named_bits({5, 6})) == "03020106");
    CHECK(hex_of(der::named_bits({8})) == "0303070080");
}

TEST_CASE("times change form in 2050 and come back") {
    CHECK(text_of(*der::time(0)).substr(2) == "700101000000Z");
    CHECK(text_of(*der::time(2524607999)).substr(2) == "491231235959Z");
    CHECK(text_of(*der::time(2524608000)).substr(2) == "20500101000000Z");
    CHECK_FALSE(der::time(-631152001).has_value());
    CHECK_FALSE(der::time(253402300800).has_value());
    for (std::int64_t instant :
         {INT64_C(-631152000), INT64_C(951782400), INT64_C(1768471200), INT64_C(253402300799)})
        CHECK(der::read_time(*der::Reader(*der::time(instant)).next()) == instant);
}

TEST_CASE("times in any other form are refused") {
    const auto read = [](std::uint8_t tag, const char* text) {
        return der::read_time(*der::Reader(der::text(tag, text)).next());
    };
    CHECK(read(der::tag::utc_time, "260115100000Z") == 1768471200);
    for (const char* text :
         {"2601151000Z", "260115100000+0100", "260230100000Z", "261315100000Z", "260115240000Z",
          "260115106000Z", "260115100060Z", "26011510000 Z", "260115100000"})
        CHECK_FALSE(read(der::tag::utc_time, text).has_value());
    CHECK_FALSE(read(der::tag::generalized_time, "20260115100000Z").has_value());
    CHECK_FALSE(read(der::tag::generalized_time, "20600115100000.5Z").has_value());
    CHECK_FALSE(read(der::tag::octet_string, "260115100000Z").has_value());
}
