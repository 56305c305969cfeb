#pragma once

#include <functional>
#include <string>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sigillo::portal::test {

/// A server on a free loopback port that serves one connection with `talk` and ends.
class OneConnection {
  public:
    class Peer {
      public:
        explicit Peer(int socket) : socket_(socket) {}
        /// A line without its end; empty at the connection's end.
        std::string line() {
            std::size_t end = 0;
            while ((end = buffer_.find("\r\n")) == std::string::npos) {
                if (!more()) {
                    return {};
                }
            }
            auto out = buffer_.substr(0, end);
            buffer_.erase(0, end + 2);
            return out;
        }
        std::string exactly(std::size_t size) {
            while (buffer_.size() < size && more()) {
            }
            auto out = buffer_.substr(0, size);
            buffer_.erase(0, out.size());
            return out;
        }
        void say(const std::string& text) const {
            (void)!::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        }

      private:
        bool more() {
            char chunk[4096];
            const auto n = ::recv(socket_, chunk, sizeof chunk, 0);
            if (n <= 0) {
                return false;
            }
            buffer_.append(chunk, static_cast<std::size_t>(n));
            return true;
        }
        int socket_;
        std::string buffer_;
    };

    explicit OneConnection(std::function<void(Peer&)> talk) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        (void)::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        (void)::listen(listener_, 1);
        (void)::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this, talk = std::move(talk)] {
            const int socket = ::accept(listener_, nullptr, nullptr);
            if (socket >= 0) {
                Peer peer(socket);
                talk(peer);
                ::close(socket);
            }
        });
    }
    OneConnection(const OneConnection&) = delete;
    OneConnection& operator=(const OneConnection&) = delete;
    ~OneConnection() { join(); }
    /// What `talk` wrote may be read after it.
    void join() {
        if (thread_.joinable()) {
            ::shutdown(listener_, SHUT_RDWR);
            thread_.join();
            ::close(listener_);
        }
    }
    [[nodiscard]] int port() const { return port_; }

  private:
    int listener_;
    int port_ = 0;
    std::thread thread_;
};

} // namespace sigillo::portal::test
