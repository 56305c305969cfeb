#pragma once

#include "shared/domain/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::portal {

struct CsvLimits {
    std::size_t bytes = 8 * 1024 * 1024;
    std::size_t records = 50'000;
    std::size_t fields = 100; ///< of one record
};

struct CsvRecord {
    int line = 0; ///< on which it begins, from 1
    std::vector<std::string> fields;
};

/// Lines of which every field is blank are left out.
struct Csv {
    char separator = ';';
    std::vector<CsvRecord> records;
};

/// RFC 4180, as spreadsheets of Italy write it: separator `;` or `,` (whichever the first line has more of,
/// or Excel's own "sep=;" line), quoted fields with line ends in them, CRLF, LF or CR, UTF-8 with or without
/// a byte order mark, else Windows-1252. The fields are UTF-8. Errors: `register_file_too_large` (details
/// `limit`), `register_file_malformed` (details `line`) for a quote that is not closed or goes on after its
/// end, control characters and bytes that are neither encoding; UTF-16 is one.
domain::Result<Csv> read_csv(std::string_view bytes, const CsvLimits& limits = {});

} // namespace sigillo::portal
