#pragma once

#include "tests/card/crypto.hpp"

#include <p11-kit/pkcs11.h>

#include <optional>

// A PKCS#11 module as a test holds it. Set-up that fails throws std::runtime_error; what tests assert on is
// returned as the module's own CKR_ value.
namespace sigillo::tests {

struct TokenSlot {
    CK_SLOT_ID id;
    std::string label; ///< without trailing blanks
    std::string serial;
    CK_FLAGS flags;
};

struct NewKeyPair {
    CK_RV result;
    CK_OBJECT_HANDLE private_key;
    CK_OBJECT_HANDLE public_key;
};

class Token;

/// A loaded and initialised module, finalised and unloaded at the end.
class Module {
  public:
    explicit Module(const std::filesystem::path& library);
    ~Module();
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    [[nodiscard]] std::vector<TokenSlot> tokens() const;
    /// A session on the one token whose label contains `part`.
    [[nodiscard]] Token open(std::string_view part) const;
    [[nodiscard]] CK_FUNCTION_LIST& functions() const { return *functions_; }

  private:
    void* library_ = nullptr;
    CK_FUNCTION_LIST* functions_ = nullptr;
};

/// A read-write session, closed at the end.
class Token {
  public:
    Token(const Module& module, CK_SLOT_ID slot);
    ~Token();
    Token(const Token&) = delete;
    Token& operator=(const Token&) = delete;

    [[nodiscard]] CK_RV login(std::string_view pin, CK_USER_TYPE user = CKU_USER);
    /// Not logged in, with the PUK for the old PIN: unblocks.
    [[nodiscard]] CK_RV set_pin(std::string_view old_pin, std::string_view new_pin);
    [[nodiscard]] std::optional<CK_OBJECT_HANDLE> find(CK_OBJECT_CLASS kind, const Bytes& id);
    [[nodiscard]] Bytes attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
    [[nodiscard]] CK_RV begin_signature(CK_OBJECT_HANDLE key);
    [[nodiscard]] CK_RV finish_signature(std::string_view message, Bytes& signature);
    /// CKM_RSA_PKCS over the DigestInfo of SHA-256.
    [[nodiscard]] CK_RV sign(CK_OBJECT_HANDLE key, std::string_view message, Bytes& signature);
    [[nodiscard]] NewKeyPair generate_rsa(const Bytes& id, std::string_view label, CK_ULONG bits = 2048);
    [[nodiscard]] CK_RV write_certificate(const Bytes& id, std::string_view label, const Bytes& der);

  private:
    CK_FUNCTION_LIST& functions_;
    CK_SESSION_HANDLE session_ = 0;
};

} // namespace sigillo::tests
