#include "tests/virtual_card/provision/new_card.hpp"

#include <CLI/CLI.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace vc = sigillo::virtual_card;
namespace fs = std::filesystem;

namespace {

int fail(const std::string& what) {
    std::cerr << "sigillo-card-provision: " << what << '\n';
    return 1;
}

std::string text_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string absolute(const std::string& file) {
    return fs::absolute(file).string();
}

/// Runs a script of this folder beside a reader of its own; what it needs is in the environment, which unlike
/// a command line other users cannot read. The script's exit status.
int run_with_reader(const std::string& script) {
    const auto here = fs::read_symlink("/proc/self/exe").parent_path();
    ::setenv("SIGILLO_VIRTUAL_CARD", (here / "sigillo-virtual-card").c_str(), 0);
    const char* with_reader = std::getenv("SIGILLO_WITH_READER");
    const std::string command = with_reader != nullptr ? with_reader : SIGILLO_WITH_READER;
    const std::string path = fs::path(SIGILLO_PROVISION_DIR) / script;
    const auto child = ::fork();
    if (child == 0) {
        ::execl(command.c_str(), command.c_str(), "--", path.c_str(), static_cast<char*>(nullptr));
        std::cerr << "sigillo-card-provision: cannot run " << command << '\n';
        ::_exit(127);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child) {
        return 1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

struct RoleFiles {
    std::string key;
    std::string certificate;
    std::string pin;
    std::string puk;

    void add_to(CLI::App& command, const std::string& prefix, const std::string& name) {
        command.add_option("--" + prefix + "-key", key, name + ": private key, PEM")
            ->check(CLI::ExistingFile);
        command.add_option("--" + prefix + "-cert", certificate, name + ": certificate, PEM")
            ->check(CLI::ExistingFile);
        command.add_option("--" + prefix + "-pin", pin, name + ": PIN, 5 to 8 digits");
        command.add_option("--" + prefix + "-puk", puk, name + ": PUK, 8 digits");
    }
    [[nodiscard]] bool complete() const {
        return !key.empty() && !certificate.empty() && !pin.empty() && !puk.empty();
    }
    [[nodiscard]] bool empty() const {
        return key.empty() && certificate.empty() && pin.empty() && puk.empty();
    }
    [[nodiscard]] vc::Role read() const { return {text_of(key), text_of(certificate), pin, puk}; }
    void to_environment(const std::string& prefix) const {
        ::setenv((prefix + "_KEY").c_str(), absolute(key).c_str(), 1);
        ::setenv((prefix + "_CERT").c_str(), absolute(certificate).c_str(), 1);
        ::setenv((prefix + "_PIN").c_str(), pin.c_str(), 1);
        ::setenv((prefix + "_PUK").c_str(), puk.c_str(), 1);
    }
};

struct MakeOptions {
    std::string profile;
    std::string state;
    vc::ItacnsOrder order;
    RoleFiles cns;
    RoleFiles signature;
    bool always_authenticate = false;
};

int make(const MakeOptions& options) {
    const bool health_card = options.profile == "ts-cns";
    if (!options.cns.complete() || (!health_card && !options.signature.complete())) {
        return fail("each key pair needs its key, certificate, PIN and PUK");
    }
    if (health_card && !options.signature.empty()) {
        return fail("a TS-CNS has no signature key");
    }
    if (options.profile == "itacns" || health_card) {
        auto order = options.order;
        order.cns = options.cns.read();
        if (!health_card) {
            order.signature = options.signature.read();
        }
        const auto made = vc::make_itacns(order);
        if (const auto* fault = std::get_if<vc::CardFault>(&made)) {
            return fail(fault->what);
        }
        return vc::write_card(options.state, *std::get<0>(made)) ? 0 : fail("cannot write " + options.state);
    }
    const auto blank = vc::make_blank_myeid(options.order.serial);
    if (const auto* fault = std::get_if<vc::CardFault>(&blank)) {
        return fail(fault->what);
    }
    // Nobody finds a half-made card under the name that was asked for.
    const auto unfinished = absolute(options.state) + ".unfinished";
    if (!vc::write_card(unfinished, *std::get<0>(blank))) {
        return fail("cannot write " + unfinished);
    }
    options.cns.to_environment("CNS");
    options.signature.to_environment("SIGN");
    ::setenv("SIGN_USER_CONSENT", options.always_authenticate ? "1" : "0", 1);
    ::setenv("CARD_LABEL",
             (options.order.holder.surname + " " + options.order.holder.name).substr(0, 32).c_str(), 1);
    ::setenv("CARD_STATE", unfinished.c_str(), 1);
    ::setenv("CARD_LOG", (unfinished + ".log").c_str(), 1);
    const int status = run_with_reader("personalise-myeid");
    std::error_code error;
    fs::remove(unfinished + ".log", error);
    if (status == 0) {
        fs::rename(unfinished, options.state, error);
    } else {
        fs::remove(unfinished, error);
    }
    return status == 0 && !error ? 0 : fail("the card could not be personalised");
}

int read_back(const std::string& state, const std::string& output) {
    // From a copy, so that the card may be in a reader meanwhile.
    auto read = vc::read_card(state);
    if (const auto* fault = std::get_if<vc::CardFault>(&read)) {
        return fail(fault->what);
    }
    std::string directory = fs::temp_directory_path() / "sigillo-read-back.XXXXXX";
    if (::mkdtemp(directory.data()) == nullptr) {
        return fail("no temporary directory");
    }
    const auto copy = fs::path(directory) / "card.json";
    int status = 1;
    if (vc::write_card(copy, *std::get<0>(read))) {
        ::setenv("CARD_STATE", copy.c_str(), 1);
        ::setenv("CARD_LOG", (directory + "/log").c_str(), 1);
        ::setenv("OUTPUT", absolute(output).c_str(), 1);
        status = run_with_reader("read-certificates");
    }
    std::error_code error;
    fs::remove_all(directory, error);
    return status;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "Makes virtual smart cards, and reads the certificates of one. For tests and demonstrations only.");
    app.require_subcommand(1);

    MakeOptions options;
    auto* make_command = app.add_subcommand("make", "personalise a card and write its state file");
    make_command->add_option("--profile", options.profile, "kind of card")
        ->required()
        ->check(CLI::IsMember({"itacns", "myeid", "ts-cns"}));
    make_command->add_option("--state", options.state, "the file to write")->required();
    make_command
        ->add_option("--serial", options.order.serial,
                     "myeid: 20 hexadecimal digits; itacns, ts-cns: 16 characters")
        ->required();
    make_command->add_option("--name", options.order.holder.name, "holder's first name")->required();
    make_command->add_option("--surname", options.order.holder.surname, "holder's surname")->required();
    make_command->add_option("--codice-fiscale", options.order.holder.codice_fiscale,
                             "itacns, ts-cns: EF DatiPersonali");
    make_command->add_option("--issuer", options.order.issuer, "itacns, ts-cns: EF DatiPersonali");
    make_command->add_option("--issued", options.order.issued, "itacns, ts-cns: DDMMYYYY");
    make_command->add_option("--expires", options.order.expires, "itacns, ts-cns: DDMMYYYY");
    make_command->add_option("--atr", options.order.atr, "itacns: another card's ATR, hexadecimal");
    make_command->add_flag("--always-authenticate", options.always_authenticate,
                           "myeid: the signature key asks for its PIN each time");
    options.cns.add_to(*make_command, "cns", "CNS authentication");
    options.signature.add_to(*make_command, "sign", "digital signature");

    std::string state;
    std::string output;
    auto* read_command =
        app.add_subcommand("read-back", "write every certificate of a card, read through OpenSC");
    read_command->add_option("--state", state, "the card")->required()->check(CLI::ExistingFile);
    read_command->add_option("--output", output, "folder for certificate-ID.pem")->required();

    CLI11_PARSE(app, argc, argv);
    return make_command->parsed() ? make(options) : read_back(state, output);
}
