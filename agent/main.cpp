#include "agent/card/make_card_service.hpp"
#include "agent/config/config.hpp"
#include "agent/consent/consent_process.hpp"
#include "agent/module_host/module_host.hpp"
#include "agent/pin_window/pinentry.hpp"
#include "agent/server/dispatcher_events.hpp"
#include "shared/protocol/codec.hpp"
#include "shared/protocol/http_messages.hpp"
#include "shared/protocol/limits.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>

namespace {

using namespace sigillo;
using namespace sigillo::agent;

constexpr const char* usage =
    "sigillo-agent: lets pages of an Order's portal use the card in this computer's reader\n"
    "\n"
    "Usage: sigillo-agent [--config FILE]\n"
    "  --config FILE  JSON: port, state, origins, module, pcsc, consent, pinentry\n"
    "  --version      print the version and end\n"
    "  --help         print this and end\n";
constexpr int exit_usage = 64;
constexpr int exit_failed = 1;

std::atomic<AgentServer*> running{nullptr};

void on_signal(int) {
    if (auto* server = running.load(); server != nullptr) {
        server->stop();
    }
}

void log_line(const std::string& line) {
    std::cerr << "sigillo-agent: " + line + "\n";
}

int fail(const domain::Error& error) {
    std::string line(domain::text_of(error.id));
    for (const char* detail : {"file", "field", "reason", "what"}) {
        if (const auto found = error.details.find(detail);
            found != error.details.end() && !found->second.empty()) {
            line += std::string(", ") + detail + ": " + found->second;
        }
    }
    log_line(line);
    return exit_failed;
}

std::int64_t unix_seconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::int64_t steady_milliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

int serve(const Config& config) {
    const auto platform = make_platform(config.state);
    auto command = config.consent;
    if (command.empty()) {
        const auto self = platform->own_executable();
        if (!self) {
            return fail(self.error());
        }
        command = {(self->parent_path() / "sigillo-agent-consent").string()};
    }
    AgentServer server({.port = config.port,
                        .max_message = protocol::agent::max_request_bytes,
                        .status = protocol::dump(protocol::encode(
                            protocol::http::AgentStatus{protocol::agent::version, SIGILLO_VERSION}))},
                       *platform, log_line);
    if (const auto listening = server.listen(); !listening) {
        return fail(listening.error());
    }
    log_line("listening on 127.0.0.1:" + std::to_string(config.port));

    CardSettings settings;
    settings.module = config.module;
    settings.use_pcsc = config.pcsc;
    const auto cards = make_card_service(*platform, settings);
    const auto renewals = make_renewal_service(*cards, *platform, unix_seconds);
    ConsentProcess consent(*platform, command);
    Pinentry pin_window(*platform, config.pinentry);
    OriginPolicy origins(*platform, config.origins, unix_seconds);
    WorkerThread quick;
    WorkerThread interactive;
    Dispatcher dispatcher({*cards, *renewals, consent, pin_window, origins, server, quick, interactive,
                           unix_seconds, steady_milliseconds, log_line},
                          SIGILLO_VERSION);
    DispatcherEvents events(dispatcher, origins);
    running = &server;
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    server.run(events);
    running = nullptr;
    dispatcher.cancel_all();
    if (interactive.working() || quick.working()) {
        // A window or a card that somebody waits for must not hold up the end of the session. Every child
        // ends with its pipe, and a renewal goes on by its journal.
        std::_Exit(EXIT_SUCCESS);
    }
    return EXIT_SUCCESS;
}

} // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> given(arguments + 1, arguments + count);
    if (given.size() == 2 && given[0] == "module-host") {
        return run_module_host(*make_platform(), given[1]);
    }
    if (given.size() == 1 && given[0] == "--help") {
        std::cout << usage;
        return EXIT_SUCCESS;
    }
    if (given.size() == 1 && given[0] == "--version") {
        std::cout << "sigillo-agent " << SIGILLO_VERSION << "\n";
        return EXIT_SUCCESS;
    }
    const bool with_config = given.size() == 2 && given[0] == "--config";
    if (!given.empty() && !with_config) {
        std::cerr << usage;
        return exit_usage;
    }
    const auto platform = make_platform();
    if (const auto hardened = platform->harden_process(); !hardened) {
        return fail(hardened.error());
    }
    Config config;
    if (with_config) {
        auto read = load_config(*platform, given[1]);
        if (!read) {
            return fail(read.error());
        }
        config = std::move(*read);
    }
    return serve(config);
}
