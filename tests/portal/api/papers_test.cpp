#include "tests/portal/api/shop.hpp"
#include "tests/support/wire_client.hpp"
#include "web/portal/api/site.hpp"

#include <fstream>
#include <thread>

using namespace sigillo::portal;
using namespace sigillo::portal::test;
using sigillo::test::read_response;
using sigillo::test::WireClient;
using sigillo::test::WireResponse;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

// The papers of a request over real HTTP, against the real server, store and forms.

namespace {

const StaticFiles& app() {
    static const Folder folder;
    static const auto files = [] {
        std::ofstream(folder.path() / "index.html") << "<!doctype html>";
        return StaticFiles::load(folder.path());
    }();
    REQUIRE(files);
    return *files;
}

struct Service : Shop {
    Service()
        : all(desks()), door(*store, clock, passwords, *trust, background,
                             {origin, Duration::minutes(15), Duration::hours(8)}),
          live(*store, clock, door, all, {}),
          site(
              {origin, "Sigillo", {}, std::nullopt, {}}, app(), door, live, all, *store, *issuer, background,
              [] {}, [](std::string_view, const domain::Error&) {}) {
        ServerOptions options;
        options.host = "127.0.0.1";
        auto started = Server::start(options, site);
        REQUIRE(started);
        server = std::move(*started);
        live.send_through(*server);
        serving = std::thread([this] { server->run(); });
    }
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    ~Service() {
        server->stop();
        serving.join();
    }

    /// A paid kit whose certificates are made.
    std::string issued_kit() {
        const auto placed = place(filled_kit());
        REQUIRE(placed);
        const auto view = pay_by_card(*placed);
        REQUIRE(step(provider(), view, wire::Action::record_originals));
        REQUIRE(step(provider(), view, wire::Action::begin_issuance));
        run_jobs();
        return view.row.id;
    }
    /// "Cookie: …" of that person; with another role where one is given.
    std::string signed_in(const Caller& who) {
        Transaction transaction;
        transaction.writes.emplace_back(PutAccount{who.account});
        REQUIRE(store->append(transaction));
        const std::string token = command() + "-token";
        const Instant now = clock.now();
        REQUIRE(store->begin_session(token,
                                     {who.account.person, "password", now, now, now + Duration::hours(8)}));
        const std::string line = door.cookie(token);
        return "Cookie: " + line.substr(0, line.find(';')) + "\r\n";
    }
    WireResponse get(const std::string& target, const std::string& cookie) const {
        WireClient client(server->port());
        client.send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:8420\r\n" + cookie + "\r\n");
        return read_response(client);
    }

    Desks all;
    Door door;
    Live live;
    Site site;
    std::unique_ptr<Server> server;
    std::thread serving;
};

bool is_pdf(const WireResponse& response) {
    return response.status == 200 && response.body.rfind("%PDF-", 0) == 0 &&
           response.headers.at("content-type") == "application/pdf";
}

} // namespace

TEST_CASE("the collection form and the receipt are downloads of whoever may see the request [X7] [X20]") {
    Service service;
    const auto id = service.issued_kit();
    const std::string base = "/api/requests/" + id + "/";
    for (const auto& who : {service.buyer, service.secretary(), service.provider()}) {
        const auto cookie = service.signed_in(who);
        const auto form = service.get(base + "form.pdf", cookie);
        CHECK(is_pdf(form));
        CHECK(form.headers.at("cache-control") == "no-store");
        CHECK(form.headers.at("content-disposition") ==
              "attachment; filename=\"modulo-di-ritiro-" + id + ".pdf\"");
        const auto receipt = service.get(base + "receipt.pdf", cookie);
        CHECK(is_pdf(receipt));
        CHECK(receipt.headers.at("content-disposition") ==
              "attachment; filename=\"ricevuta-" + id + "-1.pdf\"");
    }
}

TEST_CASE("nobody else gets a paper: without a session, another member, another Order's secretary") {
    Service service;
    const auto id = service.issued_kit();
    auto other = service.buyer;
    {
        const auto code = domain::CodiceFiscale::parse("VRDGLI78E52D542R");
        REQUIRE(code);
        other.account = {};
        other.account.codice_fiscale = *code;
        other.account.person = *service.store->person_of(*code);
        other.account.given_name = "Luca";
        other.account.surname = "Verdi";
        other.account.email = "luca@example.it";
        other.account.roles = {{domain::Role::member, domain::OrderId(Shop::order)}};
    }
    const auto member = service.signed_in(other);
    const auto secretary = service.signed_in(service.secretary_of("ingegneri-pavia"));
    for (const char* file : {"form.pdf", "receipt.pdf", "receipt-1.pdf", "act.p7m"}) {
        INFO(file);
        const std::string target = "/api/requests/" + id + "/" + file;
        CHECK(service.get(target, "").status == 401);
        CHECK(service.get(target, "Cookie: sigillo=made-up\r\n").status == 401);
        CHECK(service.get(target, member).status == 404);
        CHECK(service.get(target, secretary).status == 404);
    }
}

TEST_CASE("what a request does not have is not found, nor what is no paper's name") {
    Service service;
    const auto placed = service.place(service.filled_kit());
    REQUIRE(placed);
    const auto cookie = service.signed_in(service.buyer);
    for (const char* file : {"form.pdf", "receipt.pdf", "receipt-0.pdf", "receipt-2.pdf", "receipt-x.pdf",
                             "receipt--1.pdf", "receipt-99999999999999999999.pdf", "", "..%2fform.pdf"}) {
        INFO(file);
        CHECK(service.get("/api/requests/" + placed->row.id + "/" + file, cookie).status == 404);
    }
    CHECK(service.get("/api/requests/P-1/form.pdf", cookie).status == 404);
    CHECK(service.get("/api/requests/", cookie).status == 404);
}

TEST_CASE("looking at a paper is on record") {
    Service service;
    const auto id = service.issued_kit();
    REQUIRE(is_pdf(service.get("/api/requests/" + id + "/form.pdf", service.signed_in(service.secretary()))));
    const auto views = service.store->read(
        {StreamKind::system,
         "views/" + domain::to_text(domain::rome_date(service.clock.now())).substr(0, 7)});
    REQUIRE(views);
    REQUIRE(views->size() == 1);
    CHECK(views->front().event.type == "document.viewed");
}

TEST_CASE(
    "the page of a request names its papers: a receipt for each payment, the refund once it went [X20]") {
    Shop shop;
    const auto placed = shop.place(shop.filled_kit());
    REQUIRE(placed);
    CHECK(placed->papers.empty());
    auto view = shop.pay_by_card(*placed);
    REQUIRE(view.papers.size() == 1);
    CHECK(view.papers.front().kind == wire::PaperKind::receipt);
    CHECK(view.papers.front().amount == placed->total);
    REQUIRE(
        shop.purchase_desk->handle(shop.buyer, wire::Withdraw{shop.command(), view.row.id, view.row.seq}));
    const auto payment = shop.store->payments_of(domain::RequestId(view.row.id))->back().id.value;
    shop.payments.refunds.push_back({payment, placed->total});
    shop.run_jobs();
    view = shop.show(view);
    REQUIRE(view.papers.size() == 1);
    CHECK(view.papers.front().kind == wire::PaperKind::refund);
    const auto paper =
        shop.papers->paper(shop.buyer, domain::RequestId(view.row.id), view.papers.front().file);
    REQUIRE(paper);
    const auto pdf = paper->print();
    REQUIRE(pdf);
    CHECK(pdf->rfind("%PDF-", 0) == 0);
}

TEST_CASE("a renewal's payment has a receipt too [X20]") {
    Shop shop;
    const auto view = shop.paid_request();
    const auto shown = shop.views->request(domain::RequestId(view.row.id), shop.buyer);
    REQUIRE(shown);
    REQUIRE(shown->papers.size() == 1);
    const auto paper = shop.papers->paper(shop.buyer, domain::RequestId(view.row.id), "receipt.pdf");
    REQUIRE(paper);
    CHECK(paper->print().ok());
    CHECK(refusal(shop.papers->paper(shop.buyer, domain::RequestId(view.row.id), "form.pdf")) == "not-found");
}
