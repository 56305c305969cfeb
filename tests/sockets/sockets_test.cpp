#include "shared/sockets/service_loop.hpp"
#include "shared/sockets/text_socket.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/wire_client.hpp"

#include <libwebsockets.h>

#include <atomic>
#include <future>
#include <map>
#include <thread>

using namespace sigillo;
using sigillo::sockets::ServiceLoop;
using sigillo::sockets::TextSocket;
using sigillo::test::frame;
using sigillo::test::read_frame;
using sigillo::test::text_frame;
using sigillo::test::upgrade;
using sigillo::test::WireClient;

namespace {

constexpr int text = 1;
constexpr int continuation = 0;
constexpr int binary = 2;

/// Says back each message, "error" and the number of details for what is none; "flood" sends more
/// than may wait, "bye" closes.
class Echo {
  public:
    Echo() {
        lws_set_log_level(0, nullptr);
        protocols_[0].name = "echo";
        protocols_[0].callback = &Echo::callback;
        protocols_[0].rx_buffer_size = 1024;
        lws_context_creation_info info{};
        info.iface = "127.0.0.1";
        info.protocols = protocols_;
        info.user = this;
        info.gid = -1;
        info.uid = -1;
        info.options = LWS_SERVER_OPTION_DISABLE_IPV6;
        loop_.adopt(lws_create_context(&info));
        REQUIRE(loop_.context() != nullptr);
        port_ = lws_get_vhost_listen_port(lws_get_vhost_by_name(loop_.context(), "default"));
        thread_ = std::thread([this] { loop_.run([this] { ticks_.fetch_add(1), ticks_.notify_all(); }); });
    }
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;
    ~Echo() {
        loop_.stop();
        thread_.join();
    }

    [[nodiscard]] int port() const { return port_; }
    ServiceLoop& loop() { return loop_; }
    void wait_for_tick() { ticks_.wait(0); }

  private:
    void received(TextSocket& socket, const domain::Result<std::string>& message) {
        if (!message) {
            socket.send("error " + std::to_string(message.error().details.size()));
        } else if (*message == "flood") {
            for (int i = 0; i < 9; ++i) {
                socket.send(std::string(1000, 'x'));
            }
        } else if (*message == "bye") {
            socket.send("goodbye");
            socket.close();
        } else {
            socket.send("got " + *message);
        }
    }

    static int callback(lws* wsi, lws_callback_reasons reason, void*, void* in, std::size_t length) {
        auto& self = *static_cast<Echo*>(lws_context_user(lws_get_context(wsi)));
        if (reason == LWS_CALLBACK_ESTABLISHED) {
            self.open_.try_emplace(wsi, wsi, sockets::SocketLimits{2000, 8000});
        } else if (reason == LWS_CALLBACK_CLOSED) {
            self.open_.erase(wsi);
        }
        const auto socket = self.open_.find(wsi);
        if (socket == self.open_.end()) {
            return 0;
        }
        if (reason == LWS_CALLBACK_RECEIVE) {
            if (const auto message = socket->second.receive({static_cast<const char*>(in), length})) {
                self.received(socket->second, *message);
            }
        } else if (reason == LWS_CALLBACK_SERVER_WRITEABLE) {
            return socket->second.write(LWS_CLOSE_STATUS_NORMAL);
        }
        return 0;
    }

    lws_protocols protocols_[2]{};
    std::map<lws*, TextSocket> open_;
    int port_ = 0;
    std::atomic<int> ticks_{0};
    ServiceLoop loop_;
    std::thread thread_;
};

} // namespace

TEST_CASE("fragments of a message are one message, whatever their sizes") {
    Echo echo;
    WireClient client(echo.port());
    REQUIRE(upgrade(client));
    const std::string part(900, 'a');
    client.send(frame(part, text, false) + frame("", continuation, false) + frame(part, continuation, true));
    CHECK(read_frame(client) == "got " + part + part);
}

TEST_CASE("a message that is too large is told, and the next one is served") {
    Echo echo;
    WireClient client(echo.port());
    REQUIRE(upgrade(client));
    client.send(text_frame(std::string(2001, 'a')) + text_frame(std::string(2000, 'b')));
    CHECK(read_frame(client) == "error 1");
    CHECK(read_frame(client) == "got " + std::string(2000, 'b'));
}

TEST_CASE("fragments that grow too large together are told once") {
    Echo echo;
    WireClient client(echo.port());
    REQUIRE(upgrade(client));
    const std::string part(1500, 'a');
    client.send(frame(part, text, false) + frame(part, continuation, false) +
                frame(part, continuation, true) + text_frame("next"));
    CHECK(read_frame(client) == "error 1");
    CHECK(read_frame(client) == "got next");
}

TEST_CASE("a binary message is told, and the next one is served") {
    Echo echo;
    WireClient client(echo.port());
    REQUIRE(upgrade(client));
    client.send(frame("bytes", binary, true) + text_frame("next"));
    CHECK(read_frame(client) == "error 0");
    CHECK(read_frame(client) == "got next");
}

TEST_CASE("a peer for which too much waits is closed; others are served") {
    Echo echo;
    WireClient slow(echo.port());
    WireClient other(echo.port());
    REQUIRE(upgrade(slow));
    REQUIRE(upgrade(other));
    slow.send(text_frame("flood"));
    CHECK(read_frame(slow).empty());
    other.send(text_frame("still here"));
    CHECK(read_frame(other) == "got still here");
}

TEST_CASE("what waits leaves before a socket closes, and the close names its status") {
    Echo echo;
    WireClient client(echo.port());
    REQUIRE(upgrade(client));
    client.send(text_frame("bye") + text_frame("not answered"));
    CHECK(read_frame(client) == "goodbye");
    CHECK(client.take(4) == std::string("\x88\x02\x03\xe8", 4)); // 1000
}

TEST_CASE("a task of another thread runs on the loop's thread, with nothing else going on") {
    Echo echo;
    std::promise<std::thread::id> ran;
    echo.loop().post([&] { ran.set_value(std::this_thread::get_id()); });
    CHECK(ran.get_future().get() != std::this_thread::get_id());
}

TEST_CASE("the tick comes while nothing else goes on") {
    Echo echo;
    echo.wait_for_tick();
    SUCCEED("a loop that sleeps on hangs here");
}
