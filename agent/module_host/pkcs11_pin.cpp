#include "agent/module_host/pkcs11_pin.hpp"

#include "agent/module_host/pkcs11_error.hpp"

namespace sigillo::agent::host {

using domain::Error;
using domain::ErrorId;

namespace {

Error puk_error(const Pkcs11Module& module, CK_SLOT_ID slot, Error error) {
    if (error.id == ErrorId::card_pin_wrong) {
        const auto token = module.token(slot);
        const bool locked = token && token->puk_locked;
        error.id = locked ? ErrorId::card_puk_blocked : ErrorId::card_puk_wrong;
        if (token && token->puk_final_try && !locked) {
            error.details.emplace("tries", "1");
        }
    } else if (error.id == ErrorId::card_pin_blocked) {
        error.id = ErrorId::card_puk_blocked;
    }
    return error;
}

/// A session that ends with a log-out.
class OfficerSession {
  public:
    explicit OfficerSession(CK_FUNCTION_LIST& functions) : functions_(functions) {}
    ~OfficerSession() {
        if (session_ != CK_INVALID_HANDLE) {
            functions_.C_Logout(session_);
            functions_.C_CloseSession(session_);
        }
    }
    OfficerSession(const OfficerSession&) = delete;
    OfficerSession& operator=(const OfficerSession&) = delete;

    CK_RV open(CK_SLOT_ID slot) {
        return functions_.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr,
                                        &session_);
    }
    CK_RV log_in(const SecretString& puk) {
        return functions_.C_Login(session_, CKU_SO, characters_of(puk), puk.size());
    }
    CK_RV set_pin(const SecretString& pin) {
        return functions_.C_InitPIN(session_, characters_of(pin), pin.size());
    }

  private:
    CK_FUNCTION_LIST& functions_;
    CK_SESSION_HANDLE session_ = CK_INVALID_HANDLE;
};

} // namespace

Error new_pin_error(Error error, CK_RV code) {
    if (error.id == ErrorId::card_removed) {
        return error;
    }
    switch (code) {
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
        error.id = ErrorId::card_pin_refused;
        break;
    case CKR_FUNCTION_NOT_SUPPORTED:
    case CKR_TOKEN_WRITE_PROTECTED:
    case CKR_SESSION_READ_ONLY:
    case CKR_USER_TYPE_INVALID:
        error.id = ErrorId::card_pin_not_changeable;
        break;
    default:
        break;
    }
    return error;
}

domain::Status unblock_pin(Pkcs11Module& module, CK_SLOT_ID slot, const SecretString& puk,
                           const SecretString& new_pin) {
    OfficerSession session(module.functions());
    if (const CK_RV code = session.open(slot); code != CKR_OK) {
        return new_pin_error(module.explain(code, "C_OpenSession", slot), code);
    }
    if (const CK_RV code = session.log_in(puk); code != CKR_OK) {
        auto error = puk_error(module, slot, module.explain(code, "C_Login", slot));
        // The form of the PUK: no try was spent, but it is not the right one.
        return error.id == ErrorId::card_puk_wrong ? error : new_pin_error(std::move(error), code);
    }
    // OpenSC looks at the PUK only now.
    if (const CK_RV code = session.set_pin(new_pin); code != CKR_OK) {
        return new_pin_error(puk_error(module, slot, module.explain(code, "C_InitPIN", slot)), code);
    }
    return domain::Done{};
}

} // namespace sigillo::agent::host
