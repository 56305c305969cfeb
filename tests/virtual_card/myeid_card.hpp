#pragma once

#include "tests/virtual_card/card.hpp"
#include "tests/virtual_card/myeid_files.hpp"
#include "tests/virtual_card/secret_code.hpp"

#include <array>

namespace sigillo::virtual_card {

/// A MyEID 4.5.0 card: a file system with access conditions, up to 14 PINs, keys made or stored on the card.
class MyeidCard final : public Card {
  public:
    using Serial = std::array<std::uint8_t, 10>;

    struct Content {
        Serial serial{};
        bool activated = false; ///< access conditions are in force
        std::map<std::uint8_t, SecretCode> pins;
        MyeidFiles files;
    };

    explicit MyeidCard(Content content) : content_(std::move(content)) {}

    /// Throws nlohmann's exceptions or std::invalid_argument; `load_card` catches them.
    [[nodiscard]] static Content content_from_json(const nlohmann::json& json);

    /// A card without room: every CREATE FILE answers 6A84. Not kept in the state.
    void set_full(bool full) { full_ = full; }

    [[nodiscard]] Bytes atr() const override;
    void reset() override;
    [[nodiscard]] Bytes transmit(View apdu) override;
    [[nodiscard]] std::uint64_t revision() const override { return revision_; }
    [[nodiscard]] nlohmann::json state() const override;

  private:
    struct Environment {
        Path key;
        std::uint8_t algorithm;
        bool sign;
    };
    /// Components of a key that the host stores piece by piece.
    using KeyParts = std::map<std::uint8_t, Bytes>;

    [[nodiscard]] Response execute(const Command& command);
    [[nodiscard]] Response select(const Command& command);
    [[nodiscard]] Response create(const Command& command);
    [[nodiscard]] Response remove();
    [[nodiscard]] Response read(const Command& command) const;
    [[nodiscard]] Response update(const Command& command);
    [[nodiscard]] Response get_data(const Command& command) const;
    [[nodiscard]] Response put_data(const Command& command);
    [[nodiscard]] Response wipe(View body);
    [[nodiscard]] Response create_pin(std::uint8_t reference, View body);
    [[nodiscard]] Response store_key_part(std::uint8_t part, View value);
    [[nodiscard]] Response code(const Command& command);
    [[nodiscard]] Response set_environment(const Command& command);
    [[nodiscard]] Response sign(View data);
    [[nodiscard]] Response decipher(View data);
    [[nodiscard]] Response generate(const Command& command);

    [[nodiscard]] bool allowed(std::uint8_t nibble) const;
    [[nodiscard]] Path current_directory() const;
    [[nodiscard]] std::optional<Path> resolve(const Command& command) const;
    [[nodiscard]] const MyeidFile* environment_key(bool sign) const;
    void after_use(const MyeidFile& file);
    void changed() { ++revision_; }

    Content content_;
    Channel channel_;
    Path selected_{MyeidFiles::master};
    std::optional<Environment> environment_;
    KeyParts key_parts_;
    Bytes first_half_; ///< of a block that comes in two commands
    bool full_ = false;
    std::uint64_t revision_ = 0;
};

} // namespace sigillo::virtual_card
