#pragma once

#include "shared/domain/language.hpp"

#include <cstddef>
#include <string_view>

namespace sigillo::texts {

/// One sentence in one language.
struct Row {
    std::string_view key;
    std::string_view text;
};

/// Rows in ascending order of their keys' bytes.
struct Table {
    const Row* rows = nullptr;
    std::size_t size = 0;
};

/// Generated from assets/translations by assets/translations/generate.py; never empty.
Table compiled_table(domain::Language language);

} // namespace sigillo::texts
