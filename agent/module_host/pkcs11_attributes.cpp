#include "agent/module_host/pkcs11_attributes.hpp"

#include "shared/pki/key.hpp"

#include <algorithm>
#include <array>

namespace sigillo::agent::host {

namespace {

constexpr CK_ULONG objects_a_call = 32;

std::vector<CK_OBJECT_HANDLE> find_all(CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session,
                                       CK_OBJECT_CLASS object_class) {
    std::array<CK_ATTRIBUTE, 1> wanted{attribute(CKA_CLASS, object_class)};
    std::vector<CK_OBJECT_HANDLE> found;
    if (functions.C_FindObjectsInit(session, wanted.data(), wanted.size()) != CKR_OK) {
        return found;
    }
    CK_ULONG count = objects_a_call;
    while (count == objects_a_call) {
        std::array<CK_OBJECT_HANDLE, objects_a_call> some{};
        if (functions.C_FindObjects(session, some.data(), some.size(), &count) != CKR_OK) {
            break;
        }
        count = std::min(count, objects_a_call);
        found.insert(found.end(), some.begin(), some.begin() + count);
    }
    functions.C_FindObjectsFinal(session);
    return found;
}

Bytes public_key_of(CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key) {
    const auto modulus = attribute_value(functions, session, key, CKA_MODULUS);
    if (!modulus.empty()) {
        auto exponent = attribute_value(functions, session, key, CKA_PUBLIC_EXPONENT);
        if (exponent.empty()) {
            // Some tokens do not repeat it with the private key; it is F4 in every CNS.
            exponent = {1, 0, 1};
        }
        const auto known = pki::PublicKey::from_rsa(modulus, exponent);
        return known ? known->der() : Bytes();
    }
    const auto point = attribute_value(functions, session, key, CKA_EC_POINT);
    // PKCS#11 2.3.3: an OCTET STRING around the point. All points of interest are shorter than 128 bytes.
    constexpr std::size_t header = 2;
    if (point.size() > header && point[0] == 0x04 && point[1] == point.size() - header) {
        const auto known = pki::PublicKey::from_ec_point(ByteView(point).subspan(header));
        return known ? known->der() : Bytes();
    }
    return {};
}

} // namespace

Bytes attribute_value(CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                      CK_ATTRIBUTE_TYPE type) {
    CK_ATTRIBUTE wanted{type, nullptr, 0};
    if (functions.C_GetAttributeValue(session, object, &wanted, 1) != CKR_OK ||
        wanted.ulValueLen == CK_UNAVAILABLE_INFORMATION) {
        return {};
    }
    Bytes value(wanted.ulValueLen);
    wanted.pValue = value.data();
    if (functions.C_GetAttributeValue(session, object, &wanted, 1) != CKR_OK ||
        wanted.ulValueLen > value.size()) {
        return {};
    }
    value.resize(wanted.ulValueLen);
    return value;
}

std::vector<StoredKey> stored_keys(CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session) {
    std::vector<StoredKey> keys;
    for (const CK_OBJECT_CLASS object_class : {CKO_PUBLIC_KEY, CKO_PRIVATE_KEY}) {
        for (const auto handle : find_all(functions, session, object_class)) {
            keys.push_back({attribute_value(functions, session, handle, CKA_ID),
                            pki::text_of(attribute_value(functions, session, handle, CKA_LABEL)),
                            object_class == CKO_PRIVATE_KEY, public_key_of(functions, session, handle)});
        }
    }
    return keys;
}

} // namespace sigillo::agent::host
