#include "agent/module_host/pkcs11_login.hpp"

#include "agent/module_host/pkcs11_attributes.hpp"
#include "agent/module_host/pkcs11_error.hpp"
#include "agent/module_host/pkcs11_pin.hpp"
#include "shared/pki/key.hpp"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <memory>

namespace sigillo::agent::host {

using domain::Error;
using domain::ErrorId;

namespace {

// RFC 8017 9.2, note 1: the DER of DigestInfo for SHA-256, without the hash itself.
constexpr std::array<unsigned char, 19> sha256_prefix{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                      0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                      0x01, 0x05, 0x00, 0x04, 0x20};

template <class Value>
Bytes encoded(int (*encode)(const Value*, unsigned char**), const Value* value) {
    unsigned char* der = nullptr;
    const int size = encode(value, &der);
    Bytes bytes(der, der + std::max(size, 0));
    OPENSSL_free(der);
    return bytes;
}

// PKCS#11 gives r and s side by side; certificates and CMS want ECDSA-Sig-Value.
domain::Result<Bytes> der_signature(const Bytes& raw) {
    const int half = static_cast<int>(raw.size() / 2);
    std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(ECDSA_SIG_new(), ECDSA_SIG_free);
    BIGNUM* r = BN_bin2bn(raw.data(), half, nullptr);
    BIGNUM* s = BN_bin2bn(raw.data() + half, half, nullptr);
    if (signature == nullptr || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return ErrorId::internal;
    }
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    Bytes bytes(der, der + std::max(size, 0));
    OPENSSL_free(der);
    return bytes;
}

} // namespace

domain::Result<std::unique_ptr<SlotLogin>> SlotLogin::open(Pkcs11Module& module, const Token& token,
                                                           SecretString pin) {
    // What libp11 cached of the slot may be of a card that has gone since.
    if (const auto known = module.libp11_slot(token.slot, true); !known) {
        return known.error();
    }
    auto& functions = module.functions();
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
    CK_RV code =
        functions.C_OpenSession(token.slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session);
    if (code == CKR_TOKEN_WRITE_PROTECTED) {
        code = functions.C_OpenSession(token.slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
    }
    if (code != CKR_OK) {
        return module.explain(code, "C_OpenSession", token.slot);
    }
    std::unique_ptr<SlotLogin> login(new SlotLogin(module, token.slot, token.serial, session));
    if (const auto checked = login->check_pin(std::move(pin)); !checked) {
        return checked.error();
    }
    return login;
}

SlotLogin::~SlotLogin() {
    module_.functions().C_Logout(session_);
    module_.functions().C_CloseSession(session_);
}

bool SlotLogin::alive() const {
    CK_SESSION_INFO info{};
    return module_.functions().C_GetSessionInfo(session_, &info) == CKR_OK;
}

domain::Status SlotLogin::check_pin(SecretString pin) {
    keys_.clear();
    pin_.wipe();
    module_.functions().C_Logout(session_);
    if (const auto done = log_in(pin); !done) {
        return done;
    }
    const CK_OBJECT_CLASS private_key = CKO_PRIVATE_KEY;
    const CK_BBOOL yes = CK_TRUE;
    std::array<CK_ATTRIBUTE, 2> wanted{attribute(CKA_CLASS, private_key),
                                       attribute(CKA_ALWAYS_AUTHENTICATE, yes)};
    auto& functions = module_.functions();
    CK_OBJECT_HANDLE found = CK_INVALID_HANDLE;
    CK_ULONG count = 0;
    if (functions.C_FindObjectsInit(session_, wanted.data(), wanted.size()) == CKR_OK) {
        functions.C_FindObjects(session_, &found, 1, &count);
        functions.C_FindObjectsFinal(session_);
    }
    pin_each_use_ = count > 0;
    if (pin_each_use_) {
        pin_ = std::move(pin);
    }
    return domain::Done{};
}

domain::Status SlotLogin::log_in(const SecretString& pin) {
    auto& functions = module_.functions();
    const CK_RV code = functions.C_Login(session_, CKU_USER, characters_of(pin), pin.size());
    if (code == CKR_OK) {
        return domain::Done{};
    }
    // "Already logged in" right after a log-out: the module did not look at the PIN.
    auto error = module_.explain(code, "C_Login", slot_);
    if (error.id == ErrorId::card_pin_wrong) {
        const auto token = module_.token(slot_);
        if (token && token->pin_final_try) {
            error.details.emplace("tries", "1");
        }
    }
    return error;
}

domain::Status SlotLogin::change_pin(const SecretString& old_pin, SecretString new_pin) {
    // Only while logged in: OpenSC can be told to take the old PIN for the PUK when nobody is.
    const CK_RV code = module_.functions().C_SetPIN(session_, characters_of(old_pin), old_pin.size(),
                                                    characters_of(new_pin), new_pin.size());
    if (code != CKR_OK) {
        return new_pin_error(module_.explain(code, "C_SetPIN", slot_), code);
    }
    if (pin_each_use_) {
        pin_ = std::move(new_pin);
    }
    return domain::Done{};
}

domain::Result<SlotLogin::Key> SlotLogin::find_key(const Bytes& key_id) {
    if (const auto known = keys_.find(key_id); known != keys_.end()) {
        return known->second;
    }
    auto& functions = module_.functions();
    const CK_OBJECT_CLASS private_key = CKO_PRIVATE_KEY;
    std::array<CK_ATTRIBUTE, 2> wanted{attribute(CKA_CLASS, private_key),
                                       attribute(CKA_ID, key_id.data(), key_id.size())};
    Key key;
    CK_ULONG count = 0;
    CK_RV code = functions.C_FindObjectsInit(session_, wanted.data(), wanted.size());
    if (code == CKR_OK) {
        code = functions.C_FindObjects(session_, &key.handle, 1, &count);
        functions.C_FindObjectsFinal(session_);
    }
    if (code != CKR_OK) {
        return module_.explain(code, "C_FindObjects", slot_);
    }
    if (count == 0) {
        return Error(module_.present(slot_) ? ErrorId::card_certificate_missing : ErrorId::card_removed);
    }
    const auto type = attribute_value(functions, session_, key.handle, CKA_KEY_TYPE);
    if (type.size() == sizeof key.type) {
        std::copy(type.begin(), type.end(), reinterpret_cast<unsigned char*>(&key.type));
    }
    const auto always = attribute_value(functions, session_, key.handle, CKA_ALWAYS_AUTHENTICATE);
    key.always_authenticate = !always.empty() && always.front() == CK_TRUE;
    keys_.emplace(key_id, key);
    return key;
}

CK_RV SlotLogin::renew_session() {
    auto& functions = module_.functions();
    CK_SESSION_HANDLE next = CK_INVALID_HANDLE;
    const CK_RV code =
        functions.C_OpenSession(slot_, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &next);
    if (code == CKR_OK) {
        // In this order: with its last session a token logs out.
        functions.C_CloseSession(session_);
        session_ = next;
    }
    return code;
}

CK_RV SlotLogin::start_signature(const Key& key) {
    auto& functions = module_.functions();
    CK_MECHANISM mechanism{key.type == CKK_EC ? CKM_ECDSA : CKM_RSA_PKCS, nullptr, 0};
    CK_RV code = functions.C_SignInit(session_, &mechanism, key.handle);
    if (code == CKR_OPERATION_ACTIVE) {
        // A signature that failed half-way before; only a new session is free of it.
        code = renew_session();
        if (code == CKR_OK) {
            code = functions.C_SignInit(session_, &mechanism, key.handle);
        }
    }
    if (code == CKR_OK && key.always_authenticate) {
        code = functions.C_Login(session_, CKU_CONTEXT_SPECIFIC, characters_of(pin_), pin_.size());
        if (code != CKR_OK) {
            renew_session();
        }
    }
    return code;
}

domain::Result<Bytes> SlotLogin::sign_one(const Key& key, const pki::Digest& digest) {
    auto& functions = module_.functions();
    if (const CK_RV code = start_signature(key); code != CKR_OK) {
        return module_.explain(code, "C_SignInit", slot_);
    }
    Bytes input;
    if (key.type != CKK_EC) {
        input.assign(sha256_prefix.begin(), sha256_prefix.end());
    }
    input.insert(input.end(), digest.begin(), digest.end());
    // Room for RSA-4096. Asking for the size first would cost some cards a second signature.
    Bytes signature(512);
    CK_ULONG size = signature.size();
    const CK_RV code = functions.C_Sign(session_, input.data(), input.size(), signature.data(), &size);
    if (code != CKR_OK) {
        return module_.explain(code, "C_Sign", slot_);
    }
    signature.resize(size);
    return key.type == CKK_EC ? der_signature(signature) : domain::Result<Bytes>(std::move(signature));
}

domain::Result<std::vector<Bytes>> SlotLogin::sign(const Bytes& key_id,
                                                   const std::vector<pki::Digest>& digests) {
    const auto key = find_key(key_id);
    if (!key) {
        return key.error();
    }
    std::vector<Bytes> signatures;
    signatures.reserve(digests.size());
    for (const auto& digest : digests) {
        auto signature = sign_one(*key, digest);
        if (!signature) {
            return signature.error();
        }
        signatures.push_back(std::move(*signature));
    }
    return signatures;
}

domain::Result<Bytes> SlotLogin::generate(const Bytes& key_id, const std::string& label, CK_ULONG bits) {
    auto& functions = module_.functions();
    const std::array<unsigned char, 3> exponent{1, 0, 1};
    const CK_BBOOL yes = CK_TRUE;
    const CK_BBOOL no = CK_FALSE;
    // Not libp11's generation: it asks for decryption and unwrapping too, which a key for signatures must
    // not do, and does not ask that the key stay in the card.
    std::array<CK_ATTRIBUTE, 7> public_template{attribute(CKA_TOKEN, yes),
                                                attribute(CKA_PRIVATE, no),
                                                attribute(CKA_VERIFY, yes),
                                                attribute(CKA_MODULUS_BITS, bits),
                                                attribute(CKA_PUBLIC_EXPONENT, exponent),
                                                attribute(CKA_ID, key_id.data(), key_id.size()),
                                                attribute(CKA_LABEL, label.data(), label.size())};
    std::array<CK_ATTRIBUTE, 7> private_template{attribute(CKA_TOKEN, yes),
                                                 attribute(CKA_PRIVATE, yes),
                                                 attribute(CKA_SENSITIVE, yes),
                                                 attribute(CKA_EXTRACTABLE, no),
                                                 attribute(CKA_SIGN, yes),
                                                 attribute(CKA_ID, key_id.data(), key_id.size()),
                                                 attribute(CKA_LABEL, label.data(), label.size())};
    CK_MECHANISM mechanism{CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
    CK_OBJECT_HANDLE public_key = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE private_key = CK_INVALID_HANDLE;
    const CK_RV code = functions.C_GenerateKeyPair(session_, &mechanism, public_template.data(),
                                                   public_template.size(), private_template.data(),
                                                   private_template.size(), &public_key, &private_key);
    if (code != CKR_OK) {
        return module_.explain(code, "C_GenerateKeyPair", slot_);
    }
    const auto modulus = attribute_value(functions, session_, public_key, CKA_MODULUS);
    const auto public_exponent = attribute_value(functions, session_, public_key, CKA_PUBLIC_EXPONENT);
    const auto key = pki::PublicKey::from_rsa(modulus, public_exponent);
    if (!key) {
        return Error(module_.present(slot_) ? ErrorId::card_operation_failed : ErrorId::card_removed,
                     {{"function", "C_GetAttributeValue"}});
    }
    return key->der();
}

domain::Status SlotLogin::write_certificate(const Bytes& key_id, const std::string& label, const Bytes& der) {
    const unsigned char* position = der.data();
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        d2i_X509(nullptr, &position, static_cast<long>(der.size())), X509_free);
    if (certificate == nullptr) {
        return ErrorId::pki_malformed;
    }
    const auto subject = encoded(i2d_X509_NAME, X509_get_subject_name(certificate.get()));
    const auto issuer = encoded(i2d_X509_NAME, X509_get_issuer_name(certificate.get()));
    const auto serial = encoded(i2d_ASN1_INTEGER, X509_get0_serialNumber(certificate.get()));
    const CK_OBJECT_CLASS object_class = CKO_CERTIFICATE;
    const CK_CERTIFICATE_TYPE type = CKC_X_509;
    const CK_BBOOL yes = CK_TRUE;
    const CK_BBOOL no = CK_FALSE;
    // Not libp11's store: it writes through a session of its pool, which is read-only for good once something
    // was read through it.
    std::array<CK_ATTRIBUTE, 10> object{attribute(CKA_CLASS, object_class),
                                        attribute(CKA_CERTIFICATE_TYPE, type),
                                        attribute(CKA_TOKEN, yes),
                                        attribute(CKA_PRIVATE, no),
                                        attribute(CKA_ID, key_id.data(), key_id.size()),
                                        attribute(CKA_LABEL, label.data(), label.size()),
                                        attribute(CKA_SUBJECT, subject.data(), subject.size()),
                                        attribute(CKA_ISSUER, issuer.data(), issuer.size()),
                                        attribute(CKA_SERIAL_NUMBER, serial.data(), serial.size()),
                                        attribute(CKA_VALUE, der.data(), der.size())};
    CK_OBJECT_HANDLE handle = CK_INVALID_HANDLE;
    const CK_RV code = module_.functions().C_CreateObject(session_, object.data(), object.size(), &handle);
    if (code != CKR_OK) {
        return module_.explain(code, "C_CreateObject", slot_);
    }
    return domain::Done{};
}

} // namespace sigillo::agent::host
