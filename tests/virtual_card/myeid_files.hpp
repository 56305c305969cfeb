#pragma once

#include "tests/virtual_card/private_key.hpp"

#include <array>
#include <map>

#include <nlohmann/json_fwd.hpp>

namespace sigillo::virtual_card {

/// A file's place: identifiers from the MF (3F00) down.
using Path = std::vector<std::uint16_t>;

/// A file of a MyEID card: data, directory, or a key.
struct MyeidFile {
    /// The values of the descriptor byte, tag 82.
    enum class Kind : std::uint8_t { data = 0x01, directory = 0x38, rsa_key = 0x11, ec_key = 0x22 };

    Kind kind = Kind::data;
    std::size_t size = 0; ///< bytes; bits of the key in a key file
    std::array<std::uint8_t, 3> access{0xFF, 0xFF, 0xFF};
    std::array<std::uint8_t, 2> properties{};
    Bytes name; ///< application identifier of a directory
    Bytes content;
    std::optional<PrivateKey> key;

    [[nodiscard]] bool is_key() const { return kind == Kind::rsa_key || kind == Kind::ec_key; }

    /// Nibbles of `access`: 0 always, 15 never, n the PIN that is needed.
    [[nodiscard]] std::uint8_t to_read() const { return access[0] >> 4; } ///< or to use a key, or to create
    [[nodiscard]] std::uint8_t to_update() const { return access[0] & 0x0F; }
    [[nodiscard]] std::uint8_t to_delete() const { return access[1] >> 4; }
    [[nodiscard]] std::uint8_t to_generate() const { return access[1] & 0x0F; }
};

/// The file tree of a MyEID card.
class MyeidFiles {
  public:
    static constexpr std::uint16_t master = 0x3F00;
    static constexpr std::uint16_t application = 0x5015;

    /// MF and the PKCS#15 directory below it, both open to everybody.
    MyeidFiles();

    /// Starts anew with the two directories under these access conditions.
    void wipe(View master_access, View application_access);

    [[nodiscard]] MyeidFile* find(const Path& path);
    [[nodiscard]] const MyeidFile* find(const Path& path) const;
    /// Precondition: the parent is there, the path is free.
    void add(const Path& path, MyeidFile file) { files_.insert_or_assign(path, std::move(file)); }
    /// With everything below it.
    void remove(const Path& path);
    /// The identifiers of what lies directly in a directory.
    [[nodiscard]] std::vector<std::uint16_t> children(const Path& path) const;

    [[nodiscard]] nlohmann::json to_json() const;
    /// Throws nlohmann's exceptions or std::invalid_argument.
    [[nodiscard]] static MyeidFiles from_json(const nlohmann::json& json);

  private:
    std::map<Path, MyeidFile> files_;
};

/// The answer to SELECT: 6F with size, descriptor, identifier, access, properties, life cycle and name.
[[nodiscard]] Bytes encode_fci(const MyeidFile& file, std::uint16_t id, bool activated);

/// The template of CREATE FILE (tag 62). The DF form has two zero bytes behind it.
struct NewFile {
    std::uint16_t id = 0;
    MyeidFile file;
};
[[nodiscard]] std::optional<NewFile> decode_create_template(View body);

} // namespace sigillo::virtual_card
