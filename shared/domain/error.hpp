#pragma once

#include <map>
#include <string>
#include <string_view>

namespace sigillo::domain {

/// Every way in which something is refused or fails, for all parts of the system. The list is
/// `error_ids.def`; the id text is stable across versions (it goes over the wire, into the audit and to
/// the support desk), and each has its sentences in `assets/translations/errors/`.
enum class ErrorId {
#define SIGILLO_ERROR(name, text) name,
#include "shared/domain/error_ids.def"
#undef SIGILLO_ERROR
};

/// The stable id, e.g. "card-pin-wrong". Never empty.
std::string_view text_of(ErrorId id);

/// The id that has this text, or `internal` and false where there is none.
bool parse_error_id(std::string_view text, ErrorId& out);

/// A refusal. `details` fill the placeholders of its sentences ("tries" -> "2") and never hold a secret.
struct Error {
    ErrorId id;
    std::map<std::string, std::string> details;

    Error(ErrorId error_id) : id(error_id) {}
    Error(ErrorId error_id, std::map<std::string, std::string> error_details)
        : id(error_id), details(std::move(error_details)) {}

    bool operator==(const Error&) const = default;
};

} // namespace sigillo::domain
