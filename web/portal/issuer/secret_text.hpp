#pragma once

#include <string>
#include <string_view>

namespace sigillo::portal {

/// A short text that is wiped from memory when it ends: a PIN, a PUK, a key. Not copyable.
class SecretText {
  public:
    SecretText() = default;
    /// Takes the text and wipes the one given.
    explicit SecretText(std::string&& text);
    SecretText(SecretText&& other) noexcept;
    SecretText& operator=(SecretText&& other) noexcept;
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    ~SecretText();

    [[nodiscard]] std::string_view view() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

  private:
    std::string text_;
};

} // namespace sigillo::portal
