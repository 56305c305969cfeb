#pragma once

#include <cstddef>
#include <string_view>

namespace sigillo::texts {

/// One sentence in both languages.
struct Row {
    std::string_view key;
    std::string_view it;
    std::string_view en;
};

/// Rows in ascending order of their keys' bytes.
struct Table {
    const Row* rows;
    std::size_t size;
};

/// Generated from assets/translations by assets/translations/generate.py; never empty.
Table table();

} // namespace sigillo::texts
