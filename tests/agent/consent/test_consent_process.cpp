// The window's process: only its clear yes is a yes; without it nothing is agreed to.

#include "agent/consent/consent_process.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
namespace fs = std::filesystem;

namespace {

bool always() {
    return true;
}

/// A window's program written in shell: descriptor 3 is its pipe, a frame four bytes of length and JSON.
struct Bench {
    std::unique_ptr<Platform> platform = make_platform();
    fs::path folder;

    Bench() {
        std::string path = (fs::temp_directory_path() / "sigillo-consent.XXXXXX").string();
        folder = ::mkdtemp(path.data());
    }
    ~Bench() {
        std::error_code failed;
        fs::remove_all(folder, failed);
    }
    domain::Status ask(const std::string& script, const StillWanted& still_wanted = always) {
        ConsentQuestion question;
        question.title = "Allow?";
        question.items = {{"", {{"Site", "https://portal.example"}}}};
        ConsentProcess consent(*platform, {"sh", "-c", "cd '" + folder.string() + "'; " + script});
        return consent.ask(question, still_wanted);
    }
};

const std::string yes = R"(printf '\021\000\000\000{"accepted":true}' >&3; exit 0)";
const std::string no = R"(printf '\022\000\000\000{"accepted":false}' >&3; exit 0)";

} // namespace

TEST_CASE("the person's answer is told") {
    Bench bench;
    CHECK(bench.ask(yes));
    CHECK(bench.ask(no).error().id == ErrorId::consent_declined);
}

TEST_CASE("the window's process gets the question and nothing of the page") {
    Bench bench;
    // The length of the frame, then its first bytes.
    CHECK(bench.ask("head -c 30 <&3 | tail -c 26 > question; " + yes));
    std::ifstream file(bench.folder / "question");
    std::string text;
    std::getline(file, text);
    CHECK(text.substr(0, 1) == "{");
}

TEST_CASE("a window that crashes, ends, answers nonsense or cannot be shown agrees to nothing") {
    Bench bench;
    const std::string script =
        GENERATE(as<std::string>{}, "kill -SEGV $$", "exit 0", "exit 3",
                 R"(printf '\004\000\000\000true' >&3; exit 0)", R"(printf '\377\377\377\377' >&3; exit 0)",
                 R"(printf '\021\000\000\000{"acc' >&3; exit 0)");
    CAPTURE(script);
    CHECK(bench.ask(script).error().id == ErrorId::consent_unavailable);
}

TEST_CASE("where the window's program is not there, that is told") {
    Bench bench;
    ConsentProcess consent(*bench.platform, {"sigillo-no-such-window"});
    CHECK(consent.ask({}, always).error().id == ErrorId::consent_unavailable);
}

TEST_CASE("the window closes when its page goes away") {
    Bench bench;
    const auto open = bench.folder / "open";
    const auto declined =
        bench.ask("echo $$ > pid; echo > open; exec sleep 1000000", [&] { return !fs::exists(open); });
    CHECK(declined.error().id == ErrorId::consent_declined);
    int process = 0;
    std::ifstream(bench.folder / "pid") >> process;
    REQUIRE(process > 0);
    CHECK(::kill(process, 0) != 0);
}
