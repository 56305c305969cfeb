#pragma once

#include "agent/platform/bytes.hpp"
#include "agent/platform/secret_string.hpp"
#include "shared/domain/result.hpp"
#include "shared/pki/certificate.hpp"
#include "shared/pki/signer.hpp"
#include "shared/protocol/agent_messages.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sigillo::agent {

using CertificateRole = protocol::CertificateRole;
using CardState = protocol::agent::CardState;

struct CardCertificate {
    CertificateRole role{};
    /// CKA_ID, shared by the certificate and its key.
    Bytes id;
    std::string label;
    pki::Certificate certificate;
    /// The card holds the private key.
    bool key_present = false;
};

/// One PIN of the card. A CNS has two (authentication, signature); a card may have one for both roles.
struct CardPin {
    std::string label;
    std::vector<CertificateRole> roles;
    /// Known only where the token tells.
    std::optional<int> tries_left;
    /// False where the token cannot be believed (OpenSC calls every ItaCNS PIN locked) and has not refused
    /// the PIN itself.
    bool blocked = false;
    /// The token can be believed when it does not say that the PIN is blocked.
    bool told = false;
    /// The PUK is blocked: once its PIN is, too, that is lost.
    bool puk_blocked = false;
    /// Known only where the token tells.
    std::optional<int> puk_tries_left;
    /// The reader has a keypad of its own: log in with an empty SecretString.
    bool on_keypad = false;
};

struct CardSnapshot {
    std::string reader;
    /// Opaque, stable for a card: SHA-256 of its serial number, hexadecimal.
    std::string id;
    std::string serial;
    std::string label;
    std::string model;
    CardState state{};
    /// All with a role, newest first within a role; others (CA certificates) are left out.
    std::vector<CardCertificate> certificates;
    std::vector<CardPin> pins;
    /// Bytes, where the token tells.
    std::optional<std::uint64_t> free_room;
    /// Public or private keys without a certificate: left by a cut renewal. Private ones may show only
    /// while somebody is logged in.
    int orphan_keys = 0;
    /// A key that can decrypt: what was encrypted for it may become unreadable after a renewal (X13).
    bool decryption_key = false;

    /// The certificate of this role that ends last among those with a key; null where there is none.
    [[nodiscard]] const CardCertificate* current(CertificateRole role) const;
    [[nodiscard]] const CardPin* pin_of(CertificateRole role) const;
};

struct ReaderSnapshot {
    std::string name;
    bool card_present = false;
    std::optional<CardSnapshot> card;
    /// Why a present card cannot be read: card_unreadable, card_module_missing {looked_for},
    /// card_module_failed.
    std::optional<domain::Error> failure;
};

/// `done` of `total`; called on the calling thread.
using SignProgress = std::function<void(int done, int total)>;

/// A card that is logged in with one PIN. It ends (log-out, PIN forgotten) with the object.
/// All calls wait for the card: never call them on the thread that serves the wire. Thread-safe.
/// Errors of every call: card_removed, card_module_failed, card_operation_failed {code}.
class CardSession {
  public:
    virtual ~CardSession() = default;

    /// PKCS#1 v1.5 over the DigestInfo of each SHA-256 (RSA), or a DER ECDSA-Sig-Value (EC), in the order
    /// given: what pki::CadesDraft::finish takes. One message to the module's process for many digests.
    /// Further errors: card_certificate_missing where no key has this id.
    virtual domain::Result<std::vector<Bytes>> sign(ByteView key_id, std::span<const pki::Digest> digests,
                                                    const SignProgress& progress = {}) = 0;

    /// False where a key pair cannot be made with this PIN, and trying would leave half of one on the card:
    /// OpenSC does not give a PIN that is wanted at each use to the card again while it makes a key.
    [[nodiscard]] virtual bool makes_keys() const = 0;

    /// A new RSA key pair under `key_id`, which no object of the card may have yet (`invalid_argument`).
    /// Returns the public key (SubjectPublicKeyInfo, DER). Further errors: card_read_only, card_full.
    virtual domain::Result<Bytes> generate_key_pair(ByteView key_id, const std::string& label, int bits) = 0;

    /// Public key of the private key with this id. Errors: not_found.
    virtual domain::Result<Bytes> public_key(ByteView key_id) = 0;

    /// Adds; never replaces. Further errors: card_read_only, card_full.
    virtual domain::Status write_certificate(ByteView key_id, const std::string& label, ByteView der) = 0;

    /// All certificates under this id, read anew from the card.
    virtual domain::Result<std::vector<Bytes>> read_certificates(ByteView key_id) = 0;

    /// Every id that an object in any slot of this card has (keys, certificates), private ones included as
    /// far as this PIN shows them.
    virtual domain::Result<std::vector<Bytes>> used_ids() = 0;

    /// Sets another PIN; both are empty where the reader has a keypad. Errors: card_pin_wrong,
    /// card_pin_blocked, card_pin_refused (its form), card_pin_not_changeable (module or token cannot).
    virtual domain::Status change_pin(SecretString old_pin, SecretString new_pin) = 0;

    /// Keys (public or private) whose id has no certificate, as seen with this PIN.
    virtual domain::Result<int> orphan_keys() = 0;
};

/// The tries left that an error about a PIN or a PUK tells of.
std::optional<int> tries_in(const domain::Error& error);

/// One key of a session for the signatures of shared/pki. The session must outlive it.
class CardSigner final : public pki::Signer {
  public:
    CardSigner(CardSession& session, const CardCertificate& certificate)
        : CardSigner(session, certificate.id, certificate.certificate) {}
    CardSigner(CardSession& session, Bytes key_id, pki::Certificate certificate)
        : session_(session), key_id_(std::move(key_id)), certificate_(std::move(certificate)) {}
    [[nodiscard]] const pki::Certificate& certificate() const override { return certificate_; }
    domain::Result<Bytes> sign_sha256(const pki::Digest& digest) override;

  private:
    CardSession& session_;
    Bytes key_id_;
    pki::Certificate certificate_;
};

/// Readers and cards of this machine. All calls that touch a card wait for it: never on the thread that
/// serves the wire. Thread-safe; calls on one module go one after the other.
class CardService {
  public:
    virtual ~CardService() = default;

    /// Every reader with what is in it. An empty list is not an error here.
    virtual domain::Result<std::vector<ReaderSnapshot>> readers() = 0;

    /// A card by its id. Errors: card_no_reader, card_absent, card_unreadable, card_module_missing
    /// {looked_for}, card_module_failed.
    virtual domain::Result<CardSnapshot> card(const std::string& id) = 0;

    /// As `card`, but read by a new process of the module: what the card holds, not what the module
    /// remembers. Ends all sessions on cards of that module.
    virtual domain::Result<CardSnapshot> card_anew(const std::string& id) { return card(id); }

    /// Checks the PIN for real on the card, also when it is already logged in. The PIN goes to the module's
    /// process once and is wiped here. Errors: those of `card`, card_certificate_missing where no PIN
    /// serves this role, card_pin_wrong {tries: where known}, card_pin_blocked, card_removed.
    virtual domain::Result<std::unique_ptr<CardSession>> login(const std::string& card_id,
                                                               CertificateRole role, SecretString pin) = 0;

    /// Sets another PIN with the PUK, blocked or not; sessions on cards of this module end. Errors: those of
    /// `card`, card_certificate_missing as in `login`, card_puk_wrong {tries: where known}, card_puk_blocked,
    /// card_pin_refused, card_pin_not_changeable, card_removed, card_operation_failed.
    virtual domain::Status unblock(const std::string& card_id, CertificateRole role, SecretString puk,
                                   SecretString new_pin) = 0;

    /// `changed` is called, on a thread of the service, after a card or a reader came or went. It must not
    /// block and not call the service. Empty: no more calls once this returns.
    virtual void on_change(std::function<void()> changed) = 0;

    /// What was looked for and found, without personal data, for a problem report.
    virtual std::vector<std::string> diagnose() = 0;
};

} // namespace sigillo::agent
