#pragma once

#include "shared/domain/instant.hpp"
#include "shared/pki/authority.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct sqlite3;

namespace sigillo::portal {

/// What the embedded authority must remember: a database of its own, since an authority is another system
/// than the portal. From any thread and process.
class Ledger {
  public:
    struct Order {
        domain::Instant received;
        std::string digest; ///< of the two requests: another content under the same transaction is refused
        std::optional<pki::Bytes> authentication; ///< DER, once issued
        std::optional<pki::Bytes> signature;
    };

    /// Error: `issuer_unavailable` with `reason`.
    static domain::Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file);
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /// Notes the order where it is new; the result is what is known of it.
    domain::Result<Order> order(const std::string& transaction, const std::string& digest,
                                domain::Instant now);
    /// The first pair is kept; the result is the one kept.
    domain::Result<Order> fulfil(const std::string& transaction, const pki::Bytes& authentication,
                                 const pki::Bytes& signature);
    domain::Status note_certificate(const pki::Certificate& certificate);
    domain::Result<bool> knows(const std::string& serial_hex);

    enum class StatusChange { hold, remove, revoke };
    /// `reason` is of a revocation: neither 6 nor 8. What is so already stays as it is. Error:
    /// `certificate_revoked_for_good`.
    domain::Status change_status(const std::string& serial_hex, domain::Instant now, StatusChange wanted,
                                 int reason);
    struct Listed {
        std::vector<pki::Revocation> entries;
        std::int64_t changes = 0; ///< how many were ever made
    };
    domain::Result<Listed> listed();

    struct List {
        std::int64_t number = 0; ///< 0: none yet
        domain::Instant this_update;
        std::int64_t changes = 0; ///< how many it takes in
        pki::Bytes der;
    };
    domain::Result<List> list();
    /// False where another process has published that number.
    domain::Result<bool> publish(const List& list);

  private:
    explicit Ledger(sqlite3* database) : database_(database) {}
    sqlite3* database_;
    std::mutex mutex_;
};

} // namespace sigillo::portal
