#pragma once

#include "shared/domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sigillo::portal {

/// The claims of an answer as README.md names them, unchecked but for their form. Times are Unix seconds.
struct IdentityAnswer {
    std::string issuer;
    std::string audience;
    std::int64_t issued_at = 0;
    std::int64_t expires_at = 0;
    std::int64_t identified_at = 0;
    std::string state;
    std::string method;
    bool identified = false;
    std::string codice_fiscale; ///< valid, upper case; like the names empty where nobody was identified
    std::string given_name;
    std::string surname;
};

/// Error: `identification_not_authentic` with `reason` = form.
domain::Result<IdentityAnswer> read_identity_answer(std::string_view payload);

} // namespace sigillo::portal
