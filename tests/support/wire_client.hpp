#pragma once

#include "tests/support/catch.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <string>

// Bytes on a socket, so that a test can send what no browser would.
namespace sigillo::test {

class WireClient {
  public:
    explicit WireClient(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        // Only a hanging server makes this matter: the test then fails instead of standing still.
        const timeval patience{60, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    WireClient(const WireClient&) = delete;
    WireClient& operator=(const WireClient&) = delete;
    ~WireClient() { ::close(fd_); }
    [[nodiscard]] bool connected() const { return connected_; }

    void send(const std::string& bytes) const {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const ssize_t part = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (part <= 0) {
                return;
            }
            sent += static_cast<std::size_t>(part);
        }
    }
    /// Empty at the end of the stream.
    std::string take(std::size_t count) {
        while (buffer_.size() < count && more()) {
        }
        const std::string out = buffer_.substr(0, count);
        buffer_.erase(0, out.size());
        return out;
    }
    std::string take_until(const std::string& mark) {
        std::size_t at = 0;
        while ((at = buffer_.find(mark)) == std::string::npos) {
            if (!more()) {
                return std::exchange(buffer_, {});
            }
        }
        const std::string out = buffer_.substr(0, at + mark.size());
        buffer_.erase(0, out.size());
        return out;
    }

  private:
    bool more() {
        char part[4096];
        const ssize_t count = ::recv(fd_, part, sizeof part, 0);
        if (count <= 0) {
            return false;
        }
        buffer_.append(part, static_cast<std::size_t>(count));
        return true;
    }
    int fd_;
    bool connected_ = false;
    std::string buffer_;
};

struct WireResponse {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

inline WireResponse read_response(WireClient& client, bool with_body = true) {
    WireResponse response;
    const std::string head = client.take_until("\r\n\r\n");
    if (head.size() > 12) {
        response.status = std::stoi(head.substr(9, 3));
    }
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos && at + 2 < head.size()) {
        const std::size_t end = head.find("\r\n", at + 2);
        std::string line = head.substr(at + 2, end - at - 2);
        const std::size_t colon = line.find(':');
        if (colon != std::string::npos) {
            std::string name = line.substr(0, colon);
            for (char& c : name) {
                c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            }
            response.headers[name] = line.substr(line.find_first_not_of(' ', colon + 1));
        }
        at = end;
    }
    if (with_body && response.headers.count("content-length") != 0) {
        response.body = client.take(std::stoul(response.headers["content-length"]));
    }
    return response;
}

/// RFC 6455, section 5.2, client side: a frame masked with zeros.
inline std::string frame(const std::string& text, int opcode, bool last) {
    std::string frame(1, static_cast<char>((last ? 0x80 : 0) | opcode));
    if (text.size() < 126) {
        frame.push_back(static_cast<char>(0x80 | text.size()));
    } else if (text.size() < 65536) {
        frame.push_back(static_cast<char>(0x80 | 126));
        frame.push_back(static_cast<char>(text.size() >> 8));
        frame.push_back(static_cast<char>(text.size() & 0xff));
    } else {
        frame.push_back(static_cast<char>(0x80 | 127));
        for (int shift = 56; shift >= 0; shift -= 8) {
            frame.push_back(static_cast<char>((text.size() >> shift) & 0xff));
        }
    }
    return frame + std::string(4, '\0') + text;
}

inline std::string text_frame(const std::string& text) {
    return frame(text, 1, true);
}

/// Opens a WebSocket on `/`; true where the server agreed.
inline bool upgrade(WireClient& client) {
    client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    return read_response(client, false).status == 101;
}

/// The next text frame; empty at a close or the end of the stream. Pings are skipped.
inline std::string read_frame(WireClient& client) {
    for (;;) {
        const std::string head = client.take(2);
        if (head.size() < 2) {
            return {};
        }
        std::size_t length = static_cast<unsigned char>(head[1]) & 0x7f;
        const int wide = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (wide != 0) {
            length = 0;
            for (const char c : client.take(static_cast<std::size_t>(wide))) {
                length = length << 8 | static_cast<unsigned char>(c);
            }
        }
        std::string body = client.take(length);
        const int opcode = head[0] & 0x0f;
        if (opcode == 8) {
            return {};
        }
        if (opcode == 1) {
            return body;
        }
    }
}

} // namespace sigillo::test
