#pragma once

#include "tests/virtual_card/card.hpp"
#include "tests/virtual_card/private_key.hpp"
#include "tests/virtual_card/secret_code.hpp"

#include <map>
#include <set>

namespace sigillo::virtual_card {

/// The Italian CNS as issued: it reads, signs, and knows PINs and PUKs; nothing can be created on it.
/// Key 01 (authentication) is behind PIN 10, key 10 (signature) behind PIN 1A.
class ItacnsCard final : public Card {
  public:
    struct Key {
        PrivateKey key;
        std::uint8_t pin;
    };
    struct Content {
        Bytes atr;
        std::map<Bytes, Bytes> files; ///< path without 3F00 -> content
        std::set<Bytes> directories;  ///< those without a file in them
        std::map<std::uint8_t, SecretCode> codes;
        std::map<std::uint8_t, Key> keys;
    };

    explicit ItacnsCard(Content content) : content_(std::move(content)) {}

    /// Throws as `secret_code_from_json`.
    [[nodiscard]] static Content content_from_json(const nlohmann::json& json);

    [[nodiscard]] Bytes atr() const override { return content_.atr; }
    void reset() override;
    [[nodiscard]] Bytes transmit(View apdu) override;
    [[nodiscard]] std::uint64_t revision() const override { return revision_; }
    [[nodiscard]] nlohmann::json state() const override;

  private:
    [[nodiscard]] Response execute(const Command& command);
    [[nodiscard]] Response select(const Command& command);
    [[nodiscard]] Response read(const Command& command) const;
    [[nodiscard]] Response code(const Command& command);
    [[nodiscard]] Response set_environment(const Command& command);
    [[nodiscard]] Response private_operation(const Command& command);
    [[nodiscard]] bool is_directory(const Bytes& path) const;

    Content content_;
    Channel channel_;
    Bytes selected_; ///< path; empty is the MF
    std::uint8_t environment_key_ = 0;
    std::uint64_t revision_ = 0;
};

/// EF DatiPersonali: total length in 6 hexadecimal digits, then fields of 2 digits and text: issuer, issue
/// date, expiry date, surname, name. Fields are cut to 255 bytes. The token label comes from the names.
[[nodiscard]] Bytes personal_data_file(const std::vector<std::string>& fields);

} // namespace sigillo::virtual_card
