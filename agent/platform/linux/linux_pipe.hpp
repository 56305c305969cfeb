#pragma once

#include "agent/platform/linux/linux_handle.hpp"
#include "agent/platform/platform.hpp"

namespace sigillo::agent {

/// Frames over a stream socket: four bytes of length, least significant first, and the frame.
class LinuxPipe final : public FramedPipe {
  public:
    explicit LinuxPipe(LinuxHandle socket) : socket_(std::move(socket)) {}

    domain::Status send(ByteView frame) override;
    domain::Result<Bytes> receive(std::optional<std::chrono::milliseconds> timeout) override;
    void close() override;

  private:
    domain::Status read_all(unsigned char* into, std::size_t size,
                            std::optional<std::chrono::steady_clock::time_point> deadline);
    LinuxHandle socket_;
};

} // namespace sigillo::agent
