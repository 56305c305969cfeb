#include "tests/agent/dispatch/dispatch_bench.hpp"

#include "shared/domain/validation_act.hpp"
#include "shared/pki/canonical_json.hpp"
#include "shared/protocol/codec.hpp"
#include "tests/support/catch.hpp"

namespace sigillo::test {

using agent::CertificateRole;

DispatchBench::DispatchBench(agent::DispatcherLimits limits)
    : dispatcher({card, renewals, consent, pin_window, origins, wire, quick, interactive,
                  [this] { return now; }, [this] { return milliseconds; },
                  [this](const std::string& line) { log.push_back(line); }},
                 "1.2.3", limits) {}

void DispatchBench::ready(agent::SocketId page, const std::string& from) {
    open(page, from);
    REQUIRE(
        call(page, "hello", {{"version", protocol::agent::version}, {"language", "en"}}).contains("result"));
}

void DispatchBench::ask(agent::SocketId page, const std::string& method, const Json& params) {
    dispatcher.received(
        page, Json{{"jsonrpc", "2.0"}, {"id", ++calls_}, {"method", method}, {"params", params}}.dump());
}

void DispatchBench::settle() {
    while (interactive.run_one() || quick.run_one() || wire.posted.run_one()) {
    }
}

std::vector<Json> DispatchBench::take(agent::SocketId page) {
    return std::exchange(wire.sent[page], {});
}

Json DispatchBench::call(agent::SocketId page, const std::string& method, const Json& params) {
    (void)take(page);
    ask(page, method, params);
    const int call_id = calls_;
    settle();
    notifications = take(page);
    REQUIRE_FALSE(notifications.empty());
    auto reply = std::move(notifications.back());
    notifications.pop_back();
    CHECK(reply["id"] == call_id);
    for (const auto& notification : notifications) {
        CHECK_FALSE(notification.contains("id"));
    }
    return reply;
}

void DispatchBench::expect_signature(CertificateRole role) {
    consent.expect({{}});
    pin_window.expect({std::string("12345")});
    const std::string login = role == CertificateRole::signature ? "login signature" : "login authentication";
    card.expect({{"card"}, {login}, {"sign"}, {"end"}});
}

std::string act_content(const std::string& portal, const std::string& request) {
    domain::ValidationAct act;
    act.portal = portal;
    act.order = "architetti-fermo";
    act.order_name = "Ordine di Fermo";
    act.request = request;
    act.issued_at = "2026-01-15T10:00:00Z";
    act.data.codice_fiscale = "SPSNNA80A41H501E";
    act.data.given_name = "Anna";
    act.data.surname = "Esposito";
    act.data.registration_number = "42";
    act.data.register_version = 1;
    act.data.certificate_years = 3;
    act.data.price_gross_cents = 2196;
    Json data = Json::object();
    domain::for_each_data_field(act.data, [&](const char* name, const auto& value) { data[name] = value; });
    act.data_hash = pki::sha256_hex(pki::view_of(must(pki::canonical_text(data))));
    Json whole = Json::object();
    domain::for_each_field(act, [&](const char* name, const auto& value) { whole[name] = value; });
    return pki::base64_of(pki::view_of(must(pki::canonical_text(whole))));
}

} // namespace sigillo::test
