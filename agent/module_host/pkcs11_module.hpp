#pragma once

#include "agent/module_host/host_messages.hpp"
#include "agent/platform/platform.hpp"

#include <libp11.h>
#include <p11-kit/pkcs11.h>

#include <memory>
#include <string>
#include <vector>

namespace sigillo::agent::host {

/// A loaded PKCS#11 module: libp11 for what it does well, the module's own function list for the rest.
/// One thread only.
class Pkcs11Module {
  public:
    /// Errors: card_module_failed {reason}.
    static domain::Result<std::unique_ptr<Pkcs11Module>> load(Platform& platform, const std::string& path);
    ~Pkcs11Module();
    Pkcs11Module(const Pkcs11Module&) = delete;
    Pkcs11Module& operator=(const Pkcs11Module&) = delete;

    [[nodiscard]] CK_FUNCTION_LIST& functions() const { return *functions_; }
    [[nodiscard]] std::string description() const;

    domain::Result<std::vector<Token>> tokens() const;
    domain::Result<Token> token(CK_SLOT_ID slot) const;
    [[nodiscard]] bool present(CK_SLOT_ID slot) const;
    /// The error for `code`, or card_removed where the token has gone meanwhile.
    [[nodiscard]] domain::Error explain(CK_RV code, const char* function, CK_SLOT_ID slot) const;

    /// libp11's own view of a slot. `fresh`: forget what it cached; only while no session is open on it.
    /// Errors: card_removed.
    domain::Result<PKCS11_SLOT*> libp11_slot(CK_SLOT_ID slot, bool fresh);
    /// No session is open any more: lists that had to be kept because of one are released.
    void release_retired();

    /// `logged_in`: a session of ours is open on the slot, so nothing of libp11's may be released.
    domain::Result<ReadObjects::Reply> objects(CK_SLOT_ID slot, bool logged_in);

  private:
    struct SlotList {
        PKCS11_SLOT* slots = nullptr;
        unsigned int count = 0;
    };
    explicit Pkcs11Module(PKCS11_CTX* context) : context_(context) {}
    void release(SlotList& list);
    domain::Result<std::vector<StoredCertificate>> stored_certificates(CK_SLOT_ID slot, bool fresh);

    PKCS11_CTX* context_;
    UI_METHOD* no_prompt_ = nullptr;
    CK_FUNCTION_LIST* functions_ = nullptr;
    SlotList current_;
    std::vector<SlotList> retired_;
};

/// The error code of the module that libp11 left in OpenSSL's queue, which is emptied.
CK_RV libp11_code();

} // namespace sigillo::agent::host
