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
    /// Tells the other side that nothing more comes and waits until it is gone, or the time is over.
    void wait_for_other_side(std::chrono::milliseconds at_most);

  private:
    domain::Status read_all(unsigned char* into, std::size_t size,
                            std::optional<std::chrono::steady_clock::time_point> deadline);
    LinuxHandle socket_;
};

} // namespace sigillo::agent
