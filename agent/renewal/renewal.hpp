#pragma once

#include "agent/card/card_service.hpp"
#include "agent/platform/platform.hpp"
#include "shared/domain/result.hpp"
#include "shared/protocol/agent_messages.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::agent {

using RenewalPhase = protocol::agent::RenewalPhase;
using RenewalStep = protocol::agent::RenewalStep;

/// Which renewal: a request id is unique for a portal only.
struct RenewalName {
    /// Origin of the socket, e.g. "https://portale.example".
    std::string portal;
    std::string request;
    bool operator==(const RenewalName&) const = default;
};

struct RenewalOrder {
    RenewalName name;
    std::string card_id;
    /// Of the holder whom the portal knows.
    std::string codice_fiscale;
    std::vector<CertificateRole> roles;
    /// Days before the expiry from which on it may be done. None: the portal alone decides.
    std::optional<int> window_days;
};

/// A PIN for each role; one is enough where a CardPin serves both. Wiped by the call.
using RenewalPins = std::map<CertificateRole, SecretString>;

struct RenewalRequests {
    /// PKCS#10, DER.
    std::map<CertificateRole, Bytes> requests;
    /// CAdES-BES by the old authentication key over the canonical JSON
    /// {"portal","request","requests":[{"role","sha256"}],"type":"sigillo.renewal-statement/1"}.
    Bytes statement;
};

struct RenewalReceipts {
    /// CAdES-BES by each new key over the canonical JSON
    /// {"certificate","portal","request","role","type":"sigillo.renewal-receipt/1"}.
    std::map<CertificateRole, Bytes> receipts;
};

struct RenewalStatusReport {
    RenewalPhase phase = RenewalPhase::none;
    /// On which the renewal was begun; empty where there is none.
    std::string card_id;
    /// Ids that a cut left on the card and that will not be used.
    int orphan_keys = 0;
};

/// `done` of `total` steps; called on the calling thread.
using RenewalProgress = std::function<void(RenewalStep step, int done, int total)>;

/// The renewal on the card. It only adds: nothing old is ever removed, so that at every instant the card
/// can sign with a valid certificate, or the renewal can be resumed by the same call. All calls wait for
/// the card: never on the thread that serves the wire. Thread-safe; one call at a time.
class RenewalService {
  public:
    virtual ~RenewalService() = default;

    /// Refusals before anything is touched (no PIN needed): card_absent, card_no_reader, card_obsolete,
    /// card_read_only, card_full, card_pin_blocked, card_of_someone_else, card_certificate_missing {role},
    /// card_certificate_expired, renewal_window_not_open, renewal_other_in_progress,
    /// renewal_journal_damaged. Ask it before asking for a PIN.
    virtual domain::Status check(const RenewalOrder& order) = 0;

    /// Makes the new key pairs and the requests, or gives again what an interrupted renewal had made (the
    /// same requests once the statement exists). Errors: those of `check` and of CardService::login and
    /// CardSession, storage_full, storage_failed.
    virtual domain::Result<RenewalRequests> start(const RenewalOrder& order, RenewalPins pins,
                                                  const RenewalProgress& progress) = 0;

    /// Matches, writes, reads back and tests the certificates; may be called again after a cut, and gives
    /// the same receipts when all was done. Certificates are DER. `pins` may be empty where `needs_pins`
    /// says so. Errors: renewal_not_started,
    /// renewal_certificate_mismatch {role, reason}, card_changed where another card is in the reader,
    /// renewal_test_failed {role, cause} (where the cause is card-certificate-missing the card lost the new
    /// key, and `start` makes another one: new requests), card_full, those of login and session.
    virtual domain::Result<RenewalReceipts> install(const RenewalName& name,
                                                    const std::map<CertificateRole, Bytes>& certificates,
                                                    RenewalPins pins, const RenewalProgress& progress) = 0;

    /// False while the log-ins of `start` are still good, so that `install` right after it asks no second
    /// time; and where nothing is left to be done on the card.
    virtual bool needs_pins(const RenewalName& name) = 0;

    /// Logs out what `start` left logged in. To be called when the page's socket closes or its grant ends.
    virtual void end(const RenewalName& name) = 0;

    /// Errors: renewal_journal_damaged, storage_failed.
    virtual domain::Result<RenewalStatusReport> status(const RenewalName& name) = 0;
};

/// `now` gives seconds since 1970. The journal lies in the platform's state folder and holds no secret.
/// All references must outlive the service.
std::unique_ptr<RenewalService> make_renewal_service(CardService& cards, Platform& platform,
                                                     std::function<std::int64_t()> now);

} // namespace sigillo::agent
