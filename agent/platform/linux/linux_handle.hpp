#pragma once

#include <unistd.h>

#include <utility>

namespace sigillo::agent {

/// A file descriptor that is closed with its owner.
class LinuxHandle {
  public:
    LinuxHandle() = default;
    explicit LinuxHandle(int descriptor) : descriptor_(descriptor) {}
    LinuxHandle(LinuxHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    LinuxHandle& operator=(LinuxHandle&& other) noexcept {
        if (this != &other) {
            reset();
            descriptor_ = std::exchange(other.descriptor_, -1);
        }
        return *this;
    }
    LinuxHandle(const LinuxHandle&) = delete;
    LinuxHandle& operator=(const LinuxHandle&) = delete;
    ~LinuxHandle() { reset(); }

    void reset() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
            descriptor_ = -1;
        }
    }
    [[nodiscard]] int get() const { return descriptor_; }
    [[nodiscard]] bool valid() const { return descriptor_ >= 0; }

  private:
    int descriptor_ = -1;
};

} // namespace sigillo::agent
