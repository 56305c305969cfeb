#pragma once

#include "agent/renewal/journal.hpp"

#include <string>

namespace sigillo::agent {

/// Canonical JSON that the old authentication key signs: which requests belong to this renewal.
domain::Result<std::string> statement_of(const Journal& journal);
/// Canonical JSON that a new key signs: its certificate is on the card and the key works.
domain::Result<std::string> receipt_of(const RenewalName& name, const JournalKey& key);

} // namespace sigillo::agent
