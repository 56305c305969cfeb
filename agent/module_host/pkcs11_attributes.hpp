#pragma once

#include "agent/module_host/host_messages.hpp"

#include <p11-kit/pkcs11.h>

#include <cstddef>
#include <vector>

namespace sigillo::agent::host {

/// For a template; `value` must outlive it.
inline CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t size) {
    return {type, const_cast<void*>(value), static_cast<CK_ULONG>(size)};
}
template <class Value>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const Value& value) {
    return attribute(type, &value, sizeof value);
}

/// Empty where the token does not give it.
Bytes attribute_value(CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                      CK_ATTRIBUTE_TYPE type);

/// All keys that the session sees.
std::vector<StoredKey> stored_keys(CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session);

} // namespace sigillo::agent::host
