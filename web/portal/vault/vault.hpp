#pragma once

#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"
#include "shared/pki/bytes.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sigillo::portal {

/// The key that wraps the keys of people and keys the search hashes: 32 random bytes in a file of mode 0600
/// outside the database. Whoever has the database without it reads no personal data.
class InstallationKey {
  public:
    static constexpr std::size_t size = 32;

    /// A new file, durable on return. `configuration_invalid` where it exists or cannot be written.
    static domain::Result<InstallationKey> create(const std::filesystem::path& file);
    /// `configuration_invalid` (details `file`, `reason`) where it is missing, of another size, not this
    /// user's, or open to others.
    static domain::Result<InstallationKey> load(const std::filesystem::path& file);

    InstallationKey(const InstallationKey& other) = default;
    InstallationKey& operator=(const InstallationKey& other) = default;
    ~InstallationKey();

    [[nodiscard]] const std::array<unsigned char, size>& bytes() const { return bytes_; }

  private:
    InstallationKey() = default;
    std::array<unsigned char, size> bytes_{};
};

/// Where the wrapped keys of people are kept. The store implements it.
class PersonKeys {
  public:
    virtual ~PersonKeys() = default;
    /// `not_found`, or `erased` where it was destroyed.
    virtual domain::Result<pki::Bytes> wrapped_key(const domain::PersonId& person) = 0;
    /// Keeps the first one: the result is the one kept. `erased` where it was destroyed.
    virtual domain::Result<pki::Bytes> add_wrapped_key(const domain::PersonId& person,
                                                       const pki::Bytes& wrapped) = 0;
};

/// 16 bytes that stand for a text in an index: equal texts have equal tokens, and without the installation's
/// key nothing can be learnt or guessed from them.
using Token = std::array<unsigned char, 16>;

/// Personal data at rest: XChaCha20-Poly1305 under a random key of the person, which is itself sealed under
/// the installation's. Keys are fetched for each use, so that an erasure counts at once everywhere.
class Vault {
  public:
    Vault(const InstallationKey& key, PersonKeys& keys);
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;
    ~Vault();

    /// `context` names the place that the result is stored at ("request/R-1/3"): it opens nowhere else. Makes
    /// the person's key where there is none yet. Error: `erased`.
    domain::Result<pki::Bytes> seal(const domain::PersonId& person, std::string_view context,
                                    std::string_view plain);
    /// Errors: `erased`; `storage_failed` (details `reason` = sealed) where the bytes or the context are not
    /// those that were sealed.
    domain::Result<std::string> open(const domain::PersonId& person, std::string_view context,
                                     pki::ByteView sealed);
    /// `use` keeps tokens of different indices apart ("email"); at most 255 characters.
    [[nodiscard]] Token token(std::string_view use, std::string_view text) const;

  private:
    using Key = std::array<unsigned char, 32>;
    bool unwrap(const domain::PersonId& person, const pki::Bytes& wrapped, Key& out) const;

    PersonKeys& keys_;
    Key wrapping_{};
    Key indexing_{};
};

} // namespace sigillo::portal
