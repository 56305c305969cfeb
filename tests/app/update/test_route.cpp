#include "tests/support/catch.hpp"
#include "web/app/model/route.hpp"

using namespace sigillo::app;

TEST_CASE("an address and the place that it names are each other's inverse") {
    const Route route =
        GENERATE(Route{Place::home, ""}, Route{Place::check, "7020000123"}, Route{Place::order, "7020 000/1"},
                 Route{Place::request, "R-1"}, Route{Place::install, "R-1"}, Route{Place::queue, ""},
                 Route{Place::work, ""}, Route{Place::signatories, ""}, Route{Place::privacy, ""},
                 Route{Place::accessibility, ""});
    CHECK(parse_route("/" + fragment_of(route)) == route);
}

TEST_CASE("a mailed link opens its request [R76] [R80]") {
    CHECK(parse_route("/#/request/R-405b") == Route{Place::request, "R-405b"});
    CHECK(parse_route("/?utm=1#/request/R-405b?x=1") == Route{Place::request, "R-405b"});
}

TEST_CASE("an address that names nothing is unknown, never a crash") {
    const std::string path =
        GENERATE("/#/nowhere", "/#/request/", "/#/request/a/b", "/#/renew/%zz", "/#/renew/%4", "/#/queue/x");
    CHECK(parse_route(path).place == Place::unknown);
}

TEST_CASE("the same place has its address in either document, with and without the fragment's mark") {
    const std::string path = GENERATE("/office/#/request/R-1", "/office/request/R-1", "/request/R-1");
    CHECK(parse_route(path) == Route{Place::request, "R-1"});
    CHECK(parse_route(GENERATE("/office", "/office/", "/office/#/", "/office/index.html", "/")).place ==
          Place::home);
}

TEST_CASE("an address says which document it is in") {
    CHECK(document_of(GENERATE("/office", "/office/", "/office/#/queue", "/office#/queue")) == "/office/");
    CHECK(document_of(GENERATE("/", "/#/office/", "/officer/#/", "/?a=/office/")) == "/");
}
