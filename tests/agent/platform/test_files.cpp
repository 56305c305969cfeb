#include "agent/platform/platform.hpp"
#include "tests/support/catch.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

using namespace sigillo;
namespace fs = std::filesystem;

namespace {

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "sigillo-platform.XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path_); }
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

} // namespace

TEST_CASE("what is written is read again, and is for the user alone") {
    const Folder folder;
    const auto platform = agent::make_platform(folder.path() / "state");
    const auto file = *platform->state_folder() / "a";
    REQUIRE(platform->write_file(file, pki::view_of("one")));
    REQUIRE(platform->write_file(file, pki::view_of("two")));
    CHECK(pki::text_of(*platform->read_file(file, 100)) == "two");
    struct stat about {};
    ::stat(file.c_str(), &about);
    CHECK((about.st_mode & 0777) == 0600);
    ::stat(file.parent_path().c_str(), &about);
    CHECK((about.st_mode & 0777) == 0700);
}

TEST_CASE("a file that cannot be written leaves the old one as it was") {
    const Folder folder;
    const auto platform = agent::make_platform(folder.path() / "state");
    const auto file = *platform->state_folder() / "a";
    REQUIRE(platform->write_file(file, pki::view_of("one")));
    const auto full = platform->write_file("/dev/full/none", pki::view_of("two"));
    CHECK(full.error().id == domain::ErrorId::storage_failed);
    CHECK(pki::text_of(*platform->read_file(file, 100)) == "one");
}

TEST_CASE("a file that is missing or too long is told apart") {
    const Folder folder;
    const auto platform = agent::make_platform(folder.path() / "state");
    const auto file = *platform->state_folder() / "a";
    CHECK(platform->read_file(file, 10).error().id == domain::ErrorId::not_found);
    REQUIRE(platform->write_file(file, pki::view_of("01234567890")));
    CHECK(platform->read_file(file, 10).error().id == domain::ErrorId::message_too_large);
}

TEST_CASE("the other end of a loopback connection of ours is the same user") {
    const auto platform = agent::make_platform();
    const int family = GENERATE(AF_INET, AF_INET6);
    const int listener = ::socket(family, SOCK_STREAM, 0);
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    address.ss_family = static_cast<sa_family_t>(family);
    if (family == AF_INET) {
        reinterpret_cast<sockaddr_in*>(&address)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        size = sizeof(sockaddr_in);
    } else {
        reinterpret_cast<sockaddr_in6*>(&address)->sin6_addr = in6addr_loopback;
        size = sizeof(sockaddr_in6);
    }
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0) {
        ::close(listener);
        WARN("no IPv6 loopback on this machine");
        return;
    }
    REQUIRE(::listen(listener, 1) == 0);
    REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const int client = ::socket(family, SOCK_STREAM, 0);
    REQUIRE(::connect(client, reinterpret_cast<sockaddr*>(&address), size) == 0);
    const int accepted = ::accept(listener, nullptr, nullptr);
    const auto same = platform->peer_is_same_user(accepted);
    REQUIRE(same);
    CHECK(*same);
    for (const int descriptor : {listener, client, accepted}) {
        ::close(descriptor);
    }
}

TEST_CASE("autostart is switched on and off") {
    const Folder folder;
    ::setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1);
    const auto platform = agent::make_platform();
    CHECK_FALSE(platform->autostart());
    REQUIRE(platform->set_autostart(true, {"/opt/a b/sigillo-agent", "--quiet"}));
    CHECK(platform->autostart());
    const auto entry = platform->read_file(folder.path() / "autostart" / "sigillo-agent.desktop", 4096);
    CHECK_THAT(pki::text_of(*entry), ContainsSubstring("Exec=\"/opt/a b/sigillo-agent\" \"--quiet\"\n"));
    REQUIRE(platform->set_autostart(false, {}));
    CHECK_FALSE(platform->autostart());
}
