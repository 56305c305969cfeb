#pragma once

#include <string>
#include <string_view>

namespace sigillo::portal {

/// Libsodium's names for the cost of argon2id: 64 MiB or 256 MiB.
enum class PasswordCost { interactive, moderate };

/// Argon2id. Slow on purpose: call it off the loop. From any thread.
class Passwords {
  public:
    explicit Passwords(PasswordCost cost);
    /// Empty where memory is short.
    [[nodiscard]] std::string hash(std::string_view password) const;
    /// An empty hash (no such user, or no password) costs the same and is false.
    [[nodiscard]] bool matches(std::string_view password, const std::string& hash) const;

  private:
    PasswordCost cost_;
    std::string nobody_; ///< what an unknown user's password is compared with
};

} // namespace sigillo::portal
