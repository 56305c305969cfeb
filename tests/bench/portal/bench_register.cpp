// The import of an Order's register of so many lines, as the portal does it: on a worker with a store of its
// own, while the loop goes on answering. Measured: how long the worker takes for the preview, for the first
// import (all new), for one that changes every line's dues and for one that changes nothing; and the longest
// that one turn of the loop (a request is read for its page, an event is written) takes meanwhile, beside the
// longest with the worker at rest. Reading the message itself is the loop's work, and is measured alone.
// Prints one line of JSON.

#include "shared/protocol/codec.hpp"
#include "tests/bench/portal/bench_world.hpp"
#include "web/portal/api/register_desk.hpp"
#include "web/portal/door/system_log.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <thread>

namespace sigillo::bench {

namespace {

namespace wire = protocol::portal;

const Society fermo{domain::OrderId("architetti-fermo"), domain::ConventionCode("CNSCNA13"), "Architetto",
                    ""};

using Moment = std::chrono::steady_clock;

double ms_since(Moment::time_point begin) {
    return std::chrono::duration<double, std::milli>(Moment::now() - begin).count();
}

domain::Date birth_of(int number) {
    return {1940 + number / 336, number / 28 % 12 + 1, number % 28 + 1};
}

protocol::Bytes register_file(int lines, const char* dues) {
    std::string text =
        "CF;Cognome;Nome;Numero;Data iscrizione;Titolo;Sezione;E-mail;Cellulare;Quote pagate fino al\n";
    for (int i = 0; i < lines; ++i) {
        const auto code = must(
            domain::compute_codice_fiscale({"Anna", "Esposito", domain::Sex::female, birth_of(i), "H501"}));
        const std::string number = std::to_string(i + 1);
        text += code.text() + ";Esposito;Anna;" + number + ";01/03/2005;Architetto;A;anna." + number +
                "@example.it;333 " + std::to_string(1'000'000 + i) + ";" + dues + "\n";
    }
    return {text.begin(), text.end()};
}

/// The loop's thread beside a worker: turns until the work is done, then what `work` took and the longest
/// turn.
class Loop {
  public:
    Loop(Store& store, const Clock& clock, domain::RequestId request)
        : store_(store), log_(store), clock_(clock), request_(std::move(request)) {}

    void beside(const char* name, const std::function<void()>& work) {
        std::atomic<bool> done = false;
        double took = 0;
        std::thread worker([&] {
            const auto begin = Moment::now();
            work();
            took = ms_since(begin);
            done = true;
        });
        const double longest = turns([&] { return !done.load(); });
        worker.join();
        std::cout << R"(")" << name << R"(_ms": )" << took << R"(, ")" << name << R"(_loop_ms": )" << longest
                  << ", ";
    }
    void at_rest() {
        int left = 200;
        std::cout << R"("rest_loop_ms": )" << turns([&] { return left-- > 0; }) << ", ";
    }

  private:
    double turns(const std::function<bool()>& go_on) {
        double longest = 0;
        while (go_on()) {
            const auto begin = Moment::now();
            must(store_.read(stream_of(request_)));
            must_hold(
                log_.note("views", clock_.now(), "document.viewed", "bench", {{"request", request_.value}}));
            longest = std::max(longest, ms_since(begin));
            std::this_thread::sleep_for(std::chrono::milliseconds(2)); // a loop waits for its sockets
        }
        return longest;
    }

    Store& store_;
    SystemLog log_;
    const Clock& clock_;
    domain::RequestId request_;
};

int run(int lines, const fs::path& folder, const fs::path& sources) {
    BenchPortal portal(folder, sources, fermo);
    const domain::RequestId request(portal.add_paid_renewal(lines + 1));
    const Caller secretary =
        portal.account("RSSMRA80A01H501U", "Mario", "Rossi", {{domain::Role::secretary, fermo.order}});
    const auto workers_store = must(open_sqlite_store(folder / "portal.db", portal.installation_key));
    RegisterDesk desk(*workers_store, portal.clock);
    Loop loop(*portal.store, portal.clock, request);
    int commands = 0;
    const auto import = [&](const protocol::Bytes& file, int expected) {
        const auto shown = must(desk.handle(secretary, wire::PreviewRegister{file}));
        const auto done =
            must(desk.handle(secretary, wire::ImportRegister{"command-" + std::to_string(++commands), file,
                                                             shown.digest, false}));
        if (done.added + done.changed != expected) {
            std::cerr << "an import is not what it should be\n";
        }
    };
    const auto file = register_file(lines, "31/12/2026");
    const auto next_year = register_file(lines, "31/12/2027");
    std::cout << "{";
    const auto text = protocol::dump(
        protocol::encode(wire::ImportRegister{"command-0", file, std::string(64, 'a'), false}));
    const auto begin = Moment::now();
    const auto json = must(protocol::parse_bounded(text, {text.size()}));
    must(protocol::decode<wire::ImportRegister>(json));
    std::cout << R"("message_ms": )" << ms_since(begin) << ", ";
    loop.at_rest();
    loop.beside("preview", [&] { must(desk.handle(secretary, wire::PreviewRegister{file})); });
    loop.beside("import", [&] { import(file, lines); });
    loop.beside("change", [&] { import(next_year, lines); });
    loop.beside("same", [&] { import(next_year, 0); });
    std::cout << R"("lines": )" << lines << R"(, "bytes": )" << file.size() << "}\n";
    return 0;
}

} // namespace
} // namespace sigillo::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: bench_register LINES FOLDER SOURCES\n";
        return 2;
    }
    return sigillo::bench::run(std::stoi(argv[1]), argv[2], argv[3]);
}
