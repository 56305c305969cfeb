#pragma once

#include "tests/support/wire_client.hpp"

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <vector>

namespace sigillo::portal::test {

using namespace ::sigillo::test;

/// The real program in a folder of its own, provisioned and serving.
class Program {
  public:
    /// The two are merged into the configuration and into the world (RFC 7396).
    explicit Program(const nlohmann::json& configuration = nlohmann::json::object(),
                     const nlohmann::json& more_of_the_world = nlohmann::json::object()) {
        std::string name = (std::filesystem::temp_directory_path() / "sigillo-program-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder_ = name;
        port_ = free_port();
        origin_ = "http://127.0.0.1:" + std::to_string(port_);
        std::filesystem::create_directories(folder_ / "app" / "part");
        write("app/index.html", "<!doctype html><title>Sigillo</title>");
        write("app/app.wasm", std::string("\0asm", 4));
        write("app/app.wasm.br", "compressed");
        write("app/app.0123456789abcdef.js", "export {}");
        write("secret.txt", "not served");
        write("payment.secret", std::string(64, 'x'), true);
        auto configured = config();
        configured.merge_patch(configuration);
        write("portal.json", configured.dump());
        write("holder.json",
              R"({"codice_fiscale":"RSSMRA80A01H501U","given_name":"Mario","surname":"Rossi"})");
        run({"ca", "init"});
        for (const char* profile : {"cns_authentication", "signature"}) {
            run({"ca", "issue", "--profile", profile, "--subject", path("holder.json"), "--new-key",
                 path(std::string(profile) + ".key"), "--not-before", "2021-01-01T00:00:00Z", "--not-after",
                 "2098-01-01T00:00:00Z", "--out", path(std::string(profile) + ".der")});
        }
        auto whole = world();
        whole.merge_patch(more_of_the_world);
        write("world.json", whole.dump());
        run({"provision", "--file", path("world.json")});
        pid_ = start({"serve"});
        for (;;) {
            if (WireClient(port_).connected()) {
                break;
            }
            REQUIRE(::waitpid(pid_, nullptr, WNOHANG) == 0);
            ::usleep(10'000);
        }
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        if (pid_ > 0) {
            ::kill(pid_, SIGTERM);
            int status = 0;
            ::waitpid(pid_, &status, 0);
            CHECK(WIFEXITED(status));
            CHECK(WEXITSTATUS(status) == 0);
        }
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] const std::string& origin() const { return origin_; }
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

    WireResponse get(const std::string& target, const std::string& more = {}) const {
        WireClient client(port_);
        client.send("GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more + "\r\n");
        return read_response(client);
    }
    WireResponse post(const std::string& target, const std::string& body, const std::string& origin,
                      const std::string& more = {}) const {
        WireClient client(port_);
        client.send("POST " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" +
                    (origin.empty() ? "" : "Origin: " + origin + "\r\n") +
                    "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                    "\r\n" + more + "\r\n" + body);
        return read_response(client);
    }
    /// "Cookie: …" of a signed-in member, or of somebody else with the same password.
    std::string signed_in(const std::string& user = "mario@example.it") const {
        const auto response =
            post("/api/sign-in/password",
                 nlohmann::json{{"user", user}, {"password", "a long password"}}.dump(), origin_);
        REQUIRE(response.status == 200);
        const std::string& cookie = response.headers.at("set-cookie");
        return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
    }
    std::string upgrade(const std::string& origin, const std::string& more) const {
        return "GET /ws HTTP/1.1\r\nHost: " + host() + "\r\nOrigin: " + origin +
               "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
               more + "\r\n";
    }
    int run(std::vector<std::string> arguments, bool must_succeed = true) {
        const pid_t pid = start(std::move(arguments));
        int status = 0;
        REQUIRE(::waitpid(pid, &status, 0) == pid);
        REQUIRE(WIFEXITED(status));
        if (must_succeed) {
            REQUIRE(WEXITSTATUS(status) == 0);
        }
        return WEXITSTATUS(status);
    }

    void write(const std::string& name, const std::string& content, bool secret = false) const {
        std::ofstream(folder_ / name, std::ios::binary) << content;
        if (secret) {
            std::filesystem::permissions(folder_ / name, std::filesystem::perms::owner_read |
                                                             std::filesystem::perms::owner_write);
        }
    }

  private:
    static int free_port() {
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        ::close(fd);
        return ntohs(address.sin_port);
    }
    pid_t start(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {SIGILLO_PORTAL, "--config", path("portal.json")});
        const pid_t pid = ::fork();
        if (pid == 0) {
            std::vector<char*> pointers;
            for (auto& argument : arguments) {
                pointers.push_back(argument.data());
            }
            pointers.push_back(nullptr);
            ::execv(SIGILLO_PORTAL, pointers.data());
            ::_exit(127);
        }
        REQUIRE(pid > 0);
        return pid;
    }
    [[nodiscard]] nlohmann::json config() const {
        return {
            {"listen", {{"host", "127.0.0.1"}, {"port", port_}}},
            {"origin", origin_},
            {"name", "Sigillo"},
            {"data", "data"},
            {"app", "app"},
            {"assets", std::string(SIGILLO_SOURCE) + "/assets"},
            {"mail",
             {{"host", "127.0.0.1"},
              {"port", 9},
              {"security", "none"},
              {"from", "portal@example.it"},
              {"from_name", "Sigillo"}}},
            {"payment",
             {{"url", "http://127.0.0.1:9/pay"},
              {"refund_url", "http://127.0.0.1:9/refund"},
              {"secret_file", "payment.secret"}}},
            {"issuer",
             {{"common_name", "Test CA"}, {"organization", "Test"}, {"crl_hours", 24}, {"delay_seconds", 0}}},
            {"trust",
             {{{"certificate", "data/ca.crt"},
               {"from", "2020-01-01"},
               {"until", "2060-01-01"},
               {"demo", true}}}},
            {"checkpoints", {{"directory", "checkpoints"}, {"every_minutes", 60}}},
            {"agent_ports", {47474}},
            {"sessions", {{"idle_minutes", 15}, {"absolute_minutes", 480}}},
            {"passwords", "interactive"}};
    }
    static nlohmann::json world() {
        return {{"register", nlohmann::json::array()},
                {"people",
                 {{{"codice_fiscale", "RSSMRA80A01H501U"},
                   {"given_name", "Mario"},
                   {"surname", "Rossi"},
                   {"email", "mario@example.it"},
                   {"mobile", ""},
                   {"language", "it"},
                   {"password", "a long password"},
                   {"roles", {{{"role", "member"}, {"order", "architetti-fermo"}}}}}}},
                {"signatories", nlohmann::json::array()},
                {"cards",
                 {{{"serial", "7420000000000001"},
                   {"order", "architetti-fermo"},
                   {"convention", "CNSCNA13"},
                   {"email", "mario@example.it"},
                   {"authentication", "cns_authentication.der"},
                   {"signature", "signature.der"}}}}};
    }

    std::filesystem::path folder_;
    int port_ = 0;
    std::string origin_;
    pid_t pid_ = 0;
};

} // namespace sigillo::portal::test
