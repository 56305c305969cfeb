#pragma once

#include "agent/renewal/renewal.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::agent {

/// How far one key of a renewal has come. What is empty has not happened yet.
struct JournalKey {
    CertificateRole role{};
    /// Of the old certificate: the new objects get the same, as software that looks for it expects.
    std::string label;
    /// CKA_ID of the new pair: written down before the card is asked to make it.
    Bytes id;
    /// SubjectPublicKeyInfo.
    Bytes public_key;
    Bytes request;
    Bytes certificate;
    /// The card holds the certificate, beyond doubt.
    bool written = false;
    bool read_back = false;
    Bytes receipt;
    /// Ids that a cut left behind in an unknown state: never used again.
    std::vector<Bytes> abandoned;
    bool operator==(const JournalKey&) const = default;
};

/// What a renewal has done, so that it can go on after any interruption. No secrets.
struct Journal {
    RenewalName name;
    std::string card_id;
    std::string codice_fiscale;
    /// Seconds since 1970.
    std::int64_t begun = 0;
    std::vector<JournalKey> keys;
    Bytes statement;
    bool operator==(const Journal&) const = default;

    [[nodiscard]] RenewalPhase phase() const;
    [[nodiscard]] int abandoned() const;
};

/// The file's content: a SHA-256 of the rest on the first line, then JSON.
Bytes encode_journal(const Journal& journal);
/// Errors: renewal_journal_damaged.
domain::Result<Journal> decode_journal(ByteView content);

/// The journals of the user, a file each.
class JournalStore {
  public:
    explicit JournalStore(Platform& platform) : platform_(platform) {}

    /// None where there is none. Errors: renewal_journal_damaged, storage_failed.
    domain::Result<std::optional<Journal>> load(const RenewalName& name);
    /// Errors: storage_full, storage_failed.
    domain::Status save(const Journal& journal);
    /// Another renewal on this card that began after `since` and is not finished.
    domain::Result<bool> other_in_progress(const RenewalName& name, const std::string& card_id,
                                           std::int64_t since);

  private:
    domain::Result<std::filesystem::path> path_of(const RenewalName& name);
    Platform& platform_;
};

} // namespace sigillo::agent
