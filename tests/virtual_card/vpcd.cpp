#include "tests/virtual_card/vpcd.hpp"

#include "tests/virtual_card/transcript.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <ostream>
#include <utility>

namespace sigillo::virtual_card {
namespace {

constexpr std::uint8_t control_power_off = 0;
constexpr std::uint8_t control_power_on = 1;
constexpr std::uint8_t control_reset = 2;
constexpr std::uint8_t control_atr = 4;

class Socket {
  public:
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Socket& operator=(Socket&&) = delete;
    ~Socket() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    [[nodiscard]] int get() const { return descriptor_; }
    [[nodiscard]] bool open() const { return descriptor_ >= 0; }

  private:
    int descriptor_;
};

Socket connect_once(const addrinfo* addresses) {
    for (const auto* address = addresses; address != nullptr; address = address->ai_next) {
        Socket socket(
            ::socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC, address->ai_protocol));
        if (socket.open() && ::connect(socket.get(), address->ai_addr, address->ai_addrlen) == 0) {
            return socket;
        }
    }
    return Socket(-1);
}

Socket connect_to(const std::string& host, std::uint16_t port, int patience_ms) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
        return Socket(-1);
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds(patience_ms);
    while (true) {
        auto socket = connect_once(addresses.get());
        if (socket.open() || Clock::now() >= deadline) {
            return socket;
        }
        ::poll(nullptr, 0, 20);
    }
}

void set(int socket, int option) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, option, &on, sizeof on);
}

bool send_all(int socket, View bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace

std::optional<Bytes> FrameDecoder::next() {
    if (buffer_.size() < 2 || buffer_.size() < 2U + be16(buffer_)) {
        return std::nullopt;
    }
    const auto end = buffer_.begin() + 2 + be16(buffer_);
    Bytes frame(buffer_.begin() + 2, end);
    buffer_.erase(buffer_.begin(), end);
    return frame;
}

Bytes encode_frame(View body) {
    Bytes frame;
    frame.reserve(body.size() + 2);
    put_be16(frame, body.size());
    append(frame, body);
    return frame;
}

void CardSession::note(char direction, std::string_view text) const {
    if (options_.transcript != nullptr) {
        *options_.transcript << direction << ' ' << text << std::endl;
    }
}

CardSession::Outcome CardSession::handle(View frame) {
    if (frame.size() == 1) {
        switch (frame[0]) {
        case control_atr:
            return {card_.atr()};
        case control_power_off:
        case control_power_on:
        case control_reset:
            note('=', frame[0] == control_power_off  ? "power off"
                      : frame[0] == control_power_on ? "power on"
                                                     : "reset");
            card_.reset();
            return {};
        default:
            return {};
        }
    }
    note('>', describe_command(frame));
    const auto before = card_.revision();
    auto answer = card_.transmit(frame);
    if (card_.revision() != before) {
        if (!save_(card_)) {
            note('=', "the state could not be saved");
            return {std::nullopt, Next::not_saved};
        }
        if (options_.cut_after != 0 && card_.revision() - first_revision_ >= options_.cut_after) {
            note('=', "pulled");
            return {std::nullopt, Next::cut};
        }
    }
    note('<', to_hex(answer));
    return {std::move(answer)};
}

Ending serve(CardSession& session, const std::string& host, std::uint16_t port, int patience_ms) {
    const auto socket = connect_to(host, port, patience_ms);
    if (!socket.open()) {
        return Ending::no_connection;
    }
    set(socket.get(), TCP_NODELAY);
    FrameDecoder decoder;
    std::array<std::uint8_t, 4096> chunk{};
    while (true) {
        // vpcd sends length and body apart; without the quick acknowledgement, which the kernel forgets
        // again and again, its second segment waits 40 ms.
        set(socket.get(), TCP_QUICKACK);
        const auto received = ::recv(socket.get(), chunk.data(), chunk.size(), 0);
        if (received < 0 && errno == EINTR) {
            continue;
        }
        if (received <= 0) {
            return Ending::reader_gone;
        }
        decoder.feed(View(chunk).first(static_cast<std::size_t>(received)));
        while (const auto frame = decoder.next()) {
            const auto outcome = session.handle(*frame);
            if (outcome.next != CardSession::Next::go_on) {
                return outcome.next == CardSession::Next::cut ? Ending::cut : Ending::not_saved;
            }
            if (outcome.reply && !send_all(socket.get(), encode_frame(*outcome.reply))) {
                return Ending::reader_gone;
            }
        }
    }
}

} // namespace sigillo::virtual_card
