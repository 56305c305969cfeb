#pragma once

#include "web/portal/register/register_file.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

// What an import would change. Pure: the same file and register give the same plan, and so the same digest.
namespace sigillo::portal {

/// What becomes of members whom the file does not name.
enum class MissingMembers { keep, cancel };

struct FieldChange {
    std::string field; ///< as in `RegisterEntry`
    std::string before;
    std::string after;

    bool operator==(const FieldChange&) const = default;
};

struct EntryChange {
    int line = 0;
    domain::RegisterEntry after; ///< without the new version
    std::vector<FieldChange> fields;
};

struct RegisterPlan {
    std::int64_t version = 0; ///< of the register that it was made against
    std::vector<EntryChange> added;
    std::vector<EntryChange> changed;
    std::int64_t unchanged = 0;
    std::vector<domain::RegisterEntry> missing; ///< in no line, and not cancelled yet; by surname
    std::vector<LineProblem> problems;          ///< by line
    std::vector<std::string> ignored_columns;
    std::string file_sha256;
    std::string digest; ///< SHA-256 over all of it
};

/// Whether a contact belongs to somebody else outside the Order's register.
struct ContactOwners {
    using Question = std::function<bool(const std::string& contact, const domain::CodiceFiscale& person)>;
    Question email_of_other;
    Question mobile_of_other;
};

/// `current` is the Order's whole register, `version` its version. A line whose codice fiscale stands in
/// another line, or whose e-mail address or mobile number belongs to somebody else (X5), becomes a problem; a
/// column that the file lacks leaves its field as it is. Values that differ only in how they are written (all
/// in capitals, leading zeros) are the same.
RegisterPlan plan_import(RegisterFile file, std::string_view bytes, const domain::OrderId& order,
                         const std::vector<domain::RegisterEntry>& current, std::int64_t version,
                         const ContactOwners& owners);

/// The entries to write, with their new version. Error: `register_lines_wrong` for cancelling who is missing
/// while there are problems.
domain::Result<std::vector<domain::RegisterEntry>> entries_of(const RegisterPlan& plan,
                                                              MissingMembers missing);

/// The text of a field as people and `FieldChange` have it; days as "2026-11-22".
std::string value_of(const domain::RegisterEntry& entry, RegisterColumn column);

} // namespace sigillo::portal
