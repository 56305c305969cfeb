#include "agent/module_host/pkcs11_module.hpp"

#include "agent/module_host/pkcs11_attributes.hpp"
#include "agent/module_host/pkcs11_error.hpp"

#include <openssl/err.h>
#include <openssl/ui.h>
#include <openssl/x509.h>

#include <algorithm>
#include <utility>

namespace sigillo::agent::host {

using domain::Error;
using domain::ErrorId;

namespace {

// Fixed-size texts of the standard: filled up with blanks, by some modules with zeros.
template <std::size_t Size>
std::string trimmed(const unsigned char (&field)[Size]) {
    std::string text(field, field + Size);
    text = text.substr(0, text.find('\0'));
    const auto last = text.find_last_not_of(' ');
    return last == std::string::npos ? std::string() : text.substr(0, last + 1);
}

Bytes der_of(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = certificate == nullptr ? 0 : i2d_X509(certificate, &der);
    Bytes bytes(der, der + std::max(size, 0));
    OPENSSL_free(der);
    return bytes;
}

std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string() : std::string(text);
}

} // namespace

CK_RV libp11_code() {
    const unsigned long last = ERR_peek_last_error();
    ERR_clear_error();
    return last == 0 ? CKR_GENERAL_ERROR : static_cast<CK_RV>(ERR_GET_REASON(last));
}

domain::Result<std::unique_ptr<Pkcs11Module>> Pkcs11Module::load(Platform& platform,
                                                                 const std::string& path) {
    PKCS11_CTX* context = PKCS11_CTX_new();
    if (context == nullptr) {
        return Error(ErrorId::card_module_failed, {{"module", path}, {"reason", "memory"}});
    }
    std::unique_ptr<Pkcs11Module> module(new Pkcs11Module(context));
    // libp11 would ask on the terminal for the PIN of a key that wants it at each signature. That PIN is
    // given by ourselves; whatever libp11 may ask is answered with "no".
    module->no_prompt_ = UI_create_method("sigillo: no prompt");
    UI_method_set_reader(module->no_prompt_, [](UI*, UI_STRING*) { return 0; });
    PKCS11_set_ui_method(context, module->no_prompt_, nullptr);
    if (PKCS11_CTX_load(context, path.c_str()) != 0) {
        const CK_RV code = libp11_code();
        return Error(ErrorId::card_module_failed, {{"module", path}, {"reason", name_of(code)}});
    }
    const auto symbol = platform.library_symbol(path, "C_GetFunctionList");
    if (!symbol) {
        return symbol.error();
    }
    const auto get_list = reinterpret_cast<CK_C_GetFunctionList>(*symbol);
    if (get_list(&module->functions_) != CKR_OK || module->functions_ == nullptr) {
        return Error(ErrorId::card_module_failed, {{"module", path}, {"reason", "C_GetFunctionList"}});
    }
    return module;
}

Pkcs11Module::~Pkcs11Module() {
    release(current_);
    release_retired();
    if (functions_ != nullptr) {
        PKCS11_CTX_unload(context_);
    }
    PKCS11_CTX_free(context_);
    UI_destroy_method(no_prompt_);
}

std::string Pkcs11Module::description() const {
    CK_INFO info{};
    if (functions_->C_GetInfo(&info) != CKR_OK) {
        return {};
    }
    return trimmed(info.manufacturerID) + " " + trimmed(info.libraryDescription) + " " +
           std::to_string(info.libraryVersion.major) + "." + std::to_string(info.libraryVersion.minor);
}

domain::Result<Token> Pkcs11Module::token(CK_SLOT_ID slot) const {
    CK_SLOT_INFO about_slot{};
    if (const CK_RV code = functions_->C_GetSlotInfo(slot, &about_slot); code != CKR_OK) {
        return error_of(code, "C_GetSlotInfo");
    }
    CK_TOKEN_INFO info{};
    if (const CK_RV code = functions_->C_GetTokenInfo(slot, &info); code != CKR_OK) {
        return error_of(code, "C_GetTokenInfo");
    }
    if ((info.flags & CKF_TOKEN_INITIALIZED) == 0) {
        return ErrorId::card_unreadable;
    }
    Token token;
    token.slot = slot;
    token.reader = trimmed(about_slot.slotDescription);
    token.label = trimmed(info.label);
    token.serial = trimmed(info.serialNumber);
    token.model = trimmed(info.model);
    token.manufacturer = trimmed(info.manufacturerID);
    token.hardware = (about_slot.flags & CKF_HW_SLOT) != 0;
    token.write_protected = (info.flags & CKF_WRITE_PROTECTED) != 0;
    token.keypad = (info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    token.pin_count_low = (info.flags & CKF_USER_PIN_COUNT_LOW) != 0;
    token.pin_final_try = (info.flags & CKF_USER_PIN_FINAL_TRY) != 0;
    token.pin_locked = (info.flags & CKF_USER_PIN_LOCKED) != 0;
    token.puk_final_try = (info.flags & CKF_SO_PIN_FINAL_TRY) != 0;
    token.puk_locked = (info.flags & CKF_SO_PIN_LOCKED) != 0;
    // Some modules leave both at zero instead of saying that they do not know.
    if (info.ulFreePublicMemory != CK_UNAVAILABLE_INFORMATION && info.ulFreePublicMemory != 0xffffffffUL &&
        info.ulTotalPublicMemory != CK_UNAVAILABLE_INFORMATION && info.ulTotalPublicMemory != 0) {
        token.free_room = info.ulFreePublicMemory;
    }
    CK_MECHANISM_INFO mechanism{};
    token.can_generate_rsa =
        functions_->C_GetMechanismInfo(slot, CKM_RSA_PKCS_KEY_PAIR_GEN, &mechanism) == CKR_OK;
    return token;
}

domain::Result<std::vector<Token>> Pkcs11Module::tokens() const {
    CK_ULONG count = 0;
    // The list with absent ones first: modules look for new readers only then.
    functions_->C_GetSlotList(CK_FALSE, nullptr, &count);
    if (const CK_RV code = functions_->C_GetSlotList(CK_TRUE, nullptr, &count); code != CKR_OK) {
        return Error(ErrorId::card_module_failed, {{"reason", name_of(code)}});
    }
    std::vector<CK_SLOT_ID> slots(count);
    if (const CK_RV code = functions_->C_GetSlotList(CK_TRUE, slots.data(), &count); code != CKR_OK) {
        return Error(ErrorId::card_module_failed, {{"reason", name_of(code)}});
    }
    slots.resize(count);
    std::vector<Token> result;
    for (const auto slot : slots) {
        if (auto found = token(slot)) {
            result.push_back(std::move(*found));
        }
    }
    return result;
}

bool Pkcs11Module::present(CK_SLOT_ID slot) const {
    CK_SLOT_INFO info{};
    return functions_->C_GetSlotInfo(slot, &info) == CKR_OK && (info.flags & CKF_TOKEN_PRESENT) != 0;
}

Error Pkcs11Module::explain(CK_RV code, const char* function, CK_SLOT_ID slot) const {
    auto error = error_of(code, function);
    if (may_mean_removal(code) && !present(slot)) {
        error.id = ErrorId::card_removed;
    }
    return error;
}

void Pkcs11Module::release(SlotList& list) {
    if (list.slots != nullptr) {
        PKCS11_release_all_slots(context_, list.slots, list.count);
    }
    list = {};
}

void Pkcs11Module::release_retired() {
    for (auto& list : retired_) {
        release(list);
    }
    retired_.clear();
}

domain::Result<PKCS11_SLOT*> Pkcs11Module::libp11_slot(CK_SLOT_ID slot, bool fresh) {
    if (fresh && current_.slots != nullptr) {
        // Releasing a list closes every session on every slot of it, ours included: it waits until the
        // last one is closed. `PKCS11_update_slots` would keep the list but crashes with several slots.
        retired_.push_back(std::exchange(current_, {}));
    }
    if (current_.slots == nullptr) {
        if (PKCS11_enumerate_slots(context_, &current_.slots, &current_.count) != 0) {
            current_ = {};
            return error_of(libp11_code(), "PKCS11_enumerate_slots");
        }
    }
    for (unsigned int i = 0; i < current_.count; ++i) {
        PKCS11_SLOT* candidate = current_.slots + i;
        if (PKCS11_get_slotid_from_slot(candidate) == slot && candidate->token != nullptr) {
            return candidate;
        }
    }
    return ErrorId::card_removed;
}

domain::Result<ReadObjects::Reply> Pkcs11Module::objects(CK_SLOT_ID slot, bool logged_in) {
    if (!present(slot)) {
        return ErrorId::card_removed;
    }
    // libp11 waits for ever when C_OpenSession fails, so that is tried here first, where it can fail.
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
    if (const CK_RV code = functions_->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
        code != CKR_OK) {
        return explain(code, "C_OpenSession", slot);
    }
    ReadObjects::Reply reply;
    // Not by libp11: PKCS11_get_public_key crashes on a key without a modulus, which a cut key generation
    // leaves.
    reply.keys = stored_keys(*functions_, session);
    auto certificates = stored_certificates(slot, !logged_in);
    functions_->C_CloseSession(session);
    if (!certificates) {
        return certificates.error();
    }
    reply.certificates = std::move(*certificates);
    // What was cached before a removal is still in libp11's lists: only what is there now counts.
    if (!present(slot)) {
        return ErrorId::card_removed;
    }
    return reply;
}

domain::Result<std::vector<StoredCertificate>> Pkcs11Module::stored_certificates(CK_SLOT_ID slot,
                                                                                 bool fresh) {
    const auto found = libp11_slot(slot, fresh);
    if (!found) {
        return found.error();
    }
    PKCS11_CERT* certificates = nullptr;
    unsigned int count = 0;
    if (PKCS11_enumerate_certs((*found)->token, &certificates, &count) != 0) {
        return explain(libp11_code(), "PKCS11_enumerate_certs", slot);
    }
    std::vector<StoredCertificate> result;
    for (unsigned int i = 0; i < count; ++i) {
        result.push_back({Bytes(certificates[i].id, certificates[i].id + certificates[i].id_len),
                          text_or_empty(certificates[i].label), der_of(certificates[i].x509)});
    }
    ERR_clear_error();
    return result;
}

} // namespace sigillo::agent::host
