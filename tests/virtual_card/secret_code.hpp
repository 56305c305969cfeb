#pragma once

#include "tests/virtual_card/bytes.hpp"

#include <nlohmann/json_fwd.hpp>

namespace sigillo::virtual_card {

/// A PIN with its PUK and both retry counters. Codes are the 8 bytes that the host sends (padded with FF).
/// Every operation answers with the status word that the card gives.
class SecretCode {
  public:
    static constexpr std::size_t length = 8;

    struct Stored {
        Bytes pin;
        Bytes puk;
        int tries = 3; ///< left
        int puk_tries = 10;
        int max_tries = 3;
        int max_puk_tries = 10;
        bool operator==(const Stored&) const = default;
    };

    explicit SecretCode(Stored stored) : stored_(std::move(stored)) {}

    /// 9000, 63Cx (x tries left) or 6983 (blocked).
    [[nodiscard]] std::uint16_t verify(View code);
    /// As `verify` answers to an empty body: 9000 if verified, else the tries left; changes nothing.
    [[nodiscard]] std::uint16_t status() const;
    /// Old and new PIN, 16 bytes.
    [[nodiscard]] std::uint16_t change(View old_and_new);
    /// PUK and new PIN, 16 bytes.
    [[nodiscard]] std::uint16_t unblock(View puk_and_new);

    [[nodiscard]] bool verified() const { return verified_; }
    void forget() { verified_ = false; }
    [[nodiscard]] const Stored& stored() const { return stored_; }

  private:
    Stored stored_;
    bool verified_ = false;
};

/// `text` as the 8 bytes sent to the card; nothing if it is longer.
[[nodiscard]] std::optional<Bytes> padded_code(std::string_view text);

[[nodiscard]] nlohmann::json to_json(const SecretCode::Stored& code);
/// Throws nlohmann's exceptions, or std::invalid_argument; `load_card` catches them.
[[nodiscard]] SecretCode::Stored secret_code_from_json(const nlohmann::json& json);

} // namespace sigillo::virtual_card
