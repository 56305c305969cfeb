#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace sigillo::agent {

/// A PIN or a PUK: a buffer of fixed size in a page of its own that never moves (so that no copy is left
/// behind by a growing string), is locked in memory and wiped when it ends. Not copyable; moving hands the
/// page over.
class SecretString {
  public:
    static constexpr std::size_t capacity = 64;

    SecretString() = default;
    /// Takes `text` and wipes it in the caller's buffer. Longer than `capacity`: empty, and still wiped.
    explicit SecretString(std::span<char> text);
    SecretString(SecretString&& other) noexcept;
    SecretString& operator=(SecretString&& other) noexcept;
    SecretString(const SecretString&) = delete;
    SecretString& operator=(const SecretString&) = delete;
    ~SecretString();

    /// False where the buffer is full (nothing is added then).
    bool push_back(char character);
    void pop_back();
    void wipe();

    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Valid until the next change. The caller makes no copy.
    [[nodiscard]] std::string_view view() const { return {page_ == nullptr ? "" : page_, size_}; }
    /// The one copy that has to be made on purpose: for another process or a second slot with the same PIN.
    [[nodiscard]] SecretString duplicate() const;

  private:
    /// Always ends with a zero character; null until something is put in.
    char* page_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace sigillo::agent
