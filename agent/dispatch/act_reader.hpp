#pragma once

#include "agent/platform/bytes.hpp"
#include "shared/domain/validation_act.hpp"

#include <string>

namespace sigillo::agent {

/// Reads an act that a page wants signed. It must be canonical JSON of exactly the fields of
/// domain::ValidationAct, name the portal whose origin the socket has and the request that the page said it
/// is for, and hold the hash of its own data. Errors: pki_malformed, pki_not_canonical, act_unknown_type,
/// act_other_portal, act_content_differs, message_missing_field, message_unknown_field, message_wrong_type
/// {field}.
domain::Result<domain::ValidationAct> read_act(ByteView content, const std::string& origin,
                                               const std::string& request);

} // namespace sigillo::agent
