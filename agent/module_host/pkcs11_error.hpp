#pragma once

#include "shared/domain/error.hpp"

#include <p11-kit/pkcs11.h>

#include <string>

namespace sigillo::agent::host {

/// "CKR_DEVICE_ERROR" or "CKR_0x80000001".
std::string name_of(CK_RV code);

/// What a refusal of the module means for the person, with {code} and {function} for the problem report.
domain::Error error_of(CK_RV code, const char* function);

/// Codes after which the token has to be looked at before one says what happened: middleware answers a
/// pulled card with nearly anything.
bool may_mean_removal(CK_RV code);

} // namespace sigillo::agent::host
