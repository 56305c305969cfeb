#include "tests/virtual_card/card_file.hpp"
#include "tests/virtual_card/vpcd.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>

namespace vc = sigillo::virtual_card;

namespace {

int exit_code(vc::Ending ending) {
    switch (ending) {
    case vc::Ending::reader_gone:
    case vc::Ending::cut:
        return 0;
    case vc::Ending::not_saved:
        return 3;
    case vc::Ending::no_connection:
        return 2;
    }
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "A smart card in software, put into the virtual reader (vpcd) for as long as this program runs.\n"
        "For tests and demonstrations only: its keys and PINs lie readable in the state file.");
    std::string state;
    std::string host = "127.0.0.1";
    std::string log;
    std::uint16_t port = 35963;
    std::uint64_t cut_after = 0;
    int patience_ms = 5000;
    bool full = false;
    app.add_option("--state", state,
                   "the card: a file made by sigillo-card-provision, rewritten after each change")
        ->required();
    app.add_option("--host", host, "where vpcd listens")->capture_default_str();
    app.add_option("--port", port, "slot 0 of the reader; slot 1 is the next port")->capture_default_str();
    app.add_option("--cut-after", cut_after,
                   "pull the card after the N-th APDU that changed it, before its answer");
    app.add_option("--log", log, "append every APDU to this file, without PINs, PUKs and keys");
    app.add_option("--patience", patience_ms, "milliseconds to wait for the reader")->capture_default_str();
    app.add_flag("--full", full, "the card has no room: creating a file fails (MyEID)");
    CLI11_PARSE(app, argc, argv);

    auto loaded = vc::read_card(state, {full});
    if (const auto* fault = std::get_if<vc::CardFault>(&loaded)) {
        std::cerr << "sigillo-virtual-card: " << fault->what << '\n';
        return 1;
    }
    auto& card = *std::get<std::unique_ptr<vc::Card>>(loaded);
    std::ofstream transcript;
    if (!log.empty()) {
        transcript.open(log, std::ios::app);
    }
    vc::CardSession session(card, [&](const vc::Card& changed) { return vc::write_card(state, changed); },
                            {cut_after, transcript.is_open() ? &transcript : nullptr});
    const auto ending = vc::serve(session, host, port, patience_ms);
    if (ending == vc::Ending::no_connection) {
        std::cerr << "sigillo-virtual-card: no reader listens at " << host << " port " << port << '\n';
    } else if (ending == vc::Ending::not_saved) {
        std::cerr << "sigillo-virtual-card: cannot write " << state << '\n';
    }
    return exit_code(ending);
}
