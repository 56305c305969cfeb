#include "tests/card/pkcs11.hpp"

#include <dlfcn.h>

#include <stdexcept>

namespace sigillo::tests {
namespace {

void need(CK_RV result, const char* what) {
    if (result != CKR_OK) {
        throw std::runtime_error(std::string(what) + " gave " + std::to_string(result));
    }
}

std::string trimmed(const CK_UTF8CHAR* text, std::size_t size) {
    std::string result(reinterpret_cast<const char*>(text), size);
    result.erase(result.find_last_not_of(' ') + 1);
    return result;
}

CK_UTF8CHAR* code(std::string_view text) {
    return reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(text.data()));
}

CK_BYTE* bytes(std::string_view text) {
    return code(text);
}

CK_BYTE* bytes(const Bytes& content) {
    return const_cast<CK_BYTE*>(content.data());
}

} // namespace

Module::Module(const std::filesystem::path& library)
    : library_(::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (library_ == nullptr) {
        throw std::runtime_error(::dlerror());
    }
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library_, "C_GetFunctionList"));
    need(get == nullptr ? CKR_GENERAL_ERROR : get(&functions_), "C_GetFunctionList");
    need(functions_->C_Initialize(nullptr), "C_Initialize");
}

Module::~Module() {
    functions_->C_Finalize(nullptr);
    ::dlclose(library_);
}

std::vector<TokenSlot> Module::tokens() const {
    CK_ULONG count = 0;
    need(functions_->C_GetSlotList(CK_TRUE, nullptr, &count), "C_GetSlotList");
    std::vector<CK_SLOT_ID> ids(count);
    need(functions_->C_GetSlotList(CK_TRUE, ids.data(), &count), "C_GetSlotList");
    ids.resize(count);
    std::vector<TokenSlot> tokens;
    for (const auto id : ids) {
        CK_TOKEN_INFO info{};
        need(functions_->C_GetTokenInfo(id, &info), "C_GetTokenInfo");
        tokens.push_back({id, trimmed(info.label, sizeof info.label),
                          trimmed(info.serialNumber, sizeof info.serialNumber), info.flags});
    }
    return tokens;
}

Token Module::open(std::string_view part) const {
    for (const auto& token : tokens()) {
        if (token.label.find(part) != std::string::npos) {
            return {*this, token.id};
        }
    }
    throw std::runtime_error("no token " + std::string(part));
}

Token::Token(const Module& module, CK_SLOT_ID slot) : functions_(module.functions()) {
    need(functions_.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session_),
         "C_OpenSession");
}

Token::~Token() {
    functions_.C_CloseSession(session_);
}

CK_RV Token::login(std::string_view pin, CK_USER_TYPE user) {
    return functions_.C_Login(session_, user, code(pin), pin.size());
}

CK_RV Token::set_pin(std::string_view old_pin, std::string_view new_pin) {
    return functions_.C_SetPIN(session_, code(old_pin), old_pin.size(), code(new_pin), new_pin.size());
}

std::optional<CK_OBJECT_HANDLE> Token::find(CK_OBJECT_CLASS kind, const Bytes& id) {
    CK_ATTRIBUTE pattern[] = {{CKA_CLASS, &kind, sizeof kind}, {CKA_ID, bytes(id), id.size()}};
    need(functions_.C_FindObjectsInit(session_, pattern, 2), "C_FindObjectsInit");
    CK_OBJECT_HANDLE object = 0;
    CK_ULONG count = 0;
    const auto result = functions_.C_FindObjects(session_, &object, 1, &count);
    functions_.C_FindObjectsFinal(session_);
    need(result, "C_FindObjects");
    return count == 1 ? std::optional(object) : std::nullopt;
}

Bytes Token::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
    CK_ATTRIBUTE wanted{type, nullptr, 0};
    need(functions_.C_GetAttributeValue(session_, object, &wanted, 1), "C_GetAttributeValue");
    Bytes value(wanted.ulValueLen);
    wanted.pValue = value.data();
    need(functions_.C_GetAttributeValue(session_, object, &wanted, 1), "C_GetAttributeValue");
    return value;
}

CK_RV Token::begin_signature(CK_OBJECT_HANDLE key) {
    CK_MECHANISM mechanism{CKM_RSA_PKCS, nullptr, 0};
    return functions_.C_SignInit(session_, &mechanism, key);
}

CK_RV Token::finish_signature(std::string_view message, Bytes& signature) {
    const auto info = digest_info(message);
    signature.resize(512);
    CK_ULONG size = signature.size();
    const auto result = functions_.C_Sign(session_, bytes(info), info.size(), signature.data(), &size);
    signature.resize(result == CKR_OK ? size : 0);
    return result;
}

CK_RV Token::sign(CK_OBJECT_HANDLE key, std::string_view message, Bytes& signature) {
    const auto result = begin_signature(key);
    return result == CKR_OK ? finish_signature(message, signature) : result;
}

NewKeyPair Token::generate_rsa(const Bytes& id, std::string_view label, CK_ULONG bits) {
    CK_MECHANISM mechanism{CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
    CK_BBOOL yes = CK_TRUE;
    CK_BYTE exponent[] = {0x01, 0x00, 0x01};
    CK_ATTRIBUTE public_template[] = {
        {CKA_TOKEN, &yes, sizeof yes},          {CKA_VERIFY, &yes, sizeof yes},
        {CKA_MODULUS_BITS, &bits, sizeof bits}, {CKA_PUBLIC_EXPONENT, exponent, sizeof exponent},
        {CKA_ID, bytes(id), id.size()},         {CKA_LABEL, bytes(label), label.size()}};
    CK_ATTRIBUTE private_template[] = {
        {CKA_TOKEN, &yes, sizeof yes},     {CKA_PRIVATE, &yes, sizeof yes},
        {CKA_SENSITIVE, &yes, sizeof yes}, {CKA_SIGN, &yes, sizeof yes},
        {CKA_ID, bytes(id), id.size()},    {CKA_LABEL, bytes(label), label.size()}};
    NewKeyPair pair{};
    pair.result = functions_.C_GenerateKeyPair(
        session_, &mechanism, public_template, std::size(public_template), private_template,
        std::size(private_template), &pair.public_key, &pair.private_key);
    return pair;
}

CK_RV Token::write_certificate(const Bytes& id, std::string_view label, const Bytes& der) {
    CK_OBJECT_CLASS kind = CKO_CERTIFICATE;
    CK_CERTIFICATE_TYPE type = CKC_X_509;
    CK_BBOOL yes = CK_TRUE;
    CK_ATTRIBUTE content[] = {
        {CKA_CLASS, &kind, sizeof kind},         {CKA_CERTIFICATE_TYPE, &type, sizeof type},
        {CKA_TOKEN, &yes, sizeof yes},           {CKA_ID, bytes(id), id.size()},
        {CKA_LABEL, bytes(label), label.size()}, {CKA_VALUE, bytes(der), der.size()}};
    CK_OBJECT_HANDLE object = 0;
    return functions_.C_CreateObject(session_, content, std::size(content), &object);
}

} // namespace sigillo::tests
