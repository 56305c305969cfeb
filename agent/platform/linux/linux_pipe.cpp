#include "agent/platform/linux/linux_pipe.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace sigillo::agent {

using domain::ErrorId;
using Clock = std::chrono::steady_clock;

domain::Status LinuxPipe::send(ByteView frame) {
    if (frame.size() > max_frame) {
        return ErrorId::message_too_large;
    }
    std::array<unsigned char, 4> header{};
    for (std::size_t i = 0; i < header.size(); ++i) {
        header[i] = static_cast<unsigned char>(frame.size() >> (8 * i));
    }
    // Sent from where it lies: a frame may hold a PIN, so no copy of it is made here.
    std::array<iovec, 2> parts{
        {{header.data(), header.size()}, {const_cast<unsigned char*>(frame.data()), frame.size()}}};
    std::size_t first = 0;
    while (first < parts.size()) {
        msghdr message{};
        message.msg_iov = parts.data() + first;
        message.msg_iovlen = parts.size() - first;
        const ssize_t sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EINTR) {
                continue;
            }
            return ErrorId::card_module_failed;
        }
        auto left = static_cast<std::size_t>(sent);
        while (first < parts.size() && left >= parts[first].iov_len) {
            left -= parts[first].iov_len;
            ++first;
        }
        if (first < parts.size()) {
            parts[first].iov_base = static_cast<unsigned char*>(parts[first].iov_base) + left;
            parts[first].iov_len -= left;
        }
    }
    return domain::Done{};
}

domain::Status LinuxPipe::read_all(unsigned char* into, std::size_t size,
                                   std::optional<Clock::time_point> deadline) {
    std::size_t done = 0;
    while (done < size) {
        int wait = -1;
        if (deadline) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
            wait = static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30));
        }
        pollfd waiting{socket_.get(), POLLIN, 0};
        const int ready = ::poll(&waiting, 1, wait);
        if (ready == 0) {
            return ErrorId::busy;
        }
        if (ready < 0) {
            if (errno == EINTR) {
                continue;
            }
            return ErrorId::card_module_failed;
        }
        const ssize_t got = ::recv(socket_.get(), into + done, size - done, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return ErrorId::card_module_failed;
        }
        done += static_cast<std::size_t>(got);
    }
    return domain::Done{};
}

domain::Result<Bytes> LinuxPipe::receive(std::optional<std::chrono::milliseconds> timeout) {
    std::optional<Clock::time_point> deadline;
    if (timeout) {
        deadline = Clock::now() + *timeout;
    }
    std::array<unsigned char, 4> header{};
    if (const auto read = read_all(header.data(), header.size(), deadline); !read) {
        return read.error();
    }
    std::size_t size = 0;
    for (std::size_t i = 0; i < header.size(); ++i) {
        size |= static_cast<std::size_t>(header[i]) << (8 * i);
    }
    if (size > max_frame) {
        return ErrorId::message_too_large;
    }
    Bytes frame(size);
    if (const auto read = read_all(frame.data(), frame.size(), deadline); !read) {
        return read.error();
    }
    return frame;
}

void LinuxPipe::wait_for_other_side(std::chrono::milliseconds at_most) {
    ::shutdown(socket_.get(), SHUT_WR);
    pollfd waiting{socket_.get(), POLLRDHUP, 0};
    while (::poll(&waiting, 1, static_cast<int>(at_most.count())) < 0 && errno == EINTR) {
    }
}

void LinuxPipe::close() {
    ::shutdown(socket_.get(), SHUT_RDWR);
}

} // namespace sigillo::agent
