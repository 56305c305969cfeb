#pragma once

#include "agent/module_host/pkcs11_module.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace sigillo::agent::host {

/// A slot of which the PIN was checked. It holds the one session that all work on the slot goes through,
/// one call after the other. Ends with a log-out.
class SlotLogin {
  public:
    /// Errors: card_pin_wrong {tries}, card_pin_blocked, card_removed, card_changed, card_operation_failed.
    static domain::Result<std::unique_ptr<SlotLogin>> open(Pkcs11Module& module, const Token& token,
                                                           SecretString pin);
    ~SlotLogin();
    SlotLogin(const SlotLogin&) = delete;
    SlotLogin& operator=(const SlotLogin&) = delete;

    [[nodiscard]] CK_SLOT_ID slot() const { return slot_; }
    [[nodiscard]] const std::string& serial() const { return serial_; }

    /// False once the card was pulled, also after it came back.
    [[nodiscard]] bool alive() const;

    /// Checks the PIN on the card again, after a log-out: a module that is logged in answers without asking.
    domain::Status check_pin(SecretString pin);

    /// A key of the slot wants the PIN before each signature.
    [[nodiscard]] bool pin_each_use() const { return pin_each_use_; }

    /// Errors: card_pin_wrong, card_pin_blocked, card_pin_refused, card_pin_not_changeable, card_removed,
    /// card_operation_failed.
    domain::Status change_pin(const SecretString& old_pin, SecretString new_pin);

    domain::Result<std::vector<Bytes>> sign(const Bytes& key_id, const std::vector<pki::Digest>& digests);
    domain::Result<Bytes> generate(const Bytes& key_id, const std::string& label, CK_ULONG bits);
    domain::Status write_certificate(const Bytes& key_id, const std::string& label, const Bytes& der);

  private:
    struct Key {
        CK_OBJECT_HANDLE handle = CK_INVALID_HANDLE;
        CK_KEY_TYPE type = CKK_RSA;
        /// The PIN is wanted before each signature.
        bool always_authenticate = false;
    };
    SlotLogin(Pkcs11Module& module, CK_SLOT_ID slot, std::string serial, CK_SESSION_HANDLE session)
        : module_(module), slot_(slot), serial_(std::move(serial)), session_(session) {}

    domain::Status log_in(const SecretString& pin);
    domain::Result<Key> find_key(const Bytes& key_id);
    domain::Result<Bytes> sign_one(const Key& key, const pki::Digest& digest);
    CK_RV start_signature(const Key& key);
    CK_RV renew_session();

    Pkcs11Module& module_;
    CK_SLOT_ID slot_;
    std::string serial_;
    CK_SESSION_HANDLE session_;
    /// Kept only where a key of the slot wants it before each signature.
    SecretString pin_;
    bool pin_each_use_ = false;
    std::map<Bytes, Key> keys_;
};

} // namespace sigillo::agent::host
