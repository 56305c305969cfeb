#pragma once

#include "shared/domain/register_entry.hpp"
#include "shared/domain/result.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

// An Order's register as a file of its secretariat: README.md says which columns.
namespace sigillo::portal {

enum class RegisterColumn {
    codice_fiscale,
    surname,
    given_name,
    title,
    section,
    sector,
    number,
    registered_on,
    email,
    mobile,
    status,
    dues_paid_up_to
};
/// The field's name as in `RegisterEntry` and in the translations `domain.field.*`.
std::string_view field_of(RegisterColumn column);

/// Why a line cannot be imported.
struct LineProblem {
    int line = 0;
    std::string column; ///< as the file's header has it; empty: the line as a whole
    domain::Error error;
};

struct RegisterLine {
    int line = 0;
    domain::RegisterEntry entry; ///< columns that the file lacks are as in a new entry
};

struct RegisterFile {
    std::vector<RegisterLine> lines; ///< the good ones
    std::vector<LineProblem> problems;
    std::set<RegisterColumn> columns;
    std::vector<std::string> headers;         ///< by `RegisterColumn`, empty where there is none
    std::vector<std::string> ignored_columns; ///< headers of which nothing is taken
    /// Everybody whom a line names, the bad ones, too: they are not missing from the file.
    std::set<domain::CodiceFiscale> named;

    [[nodiscard]] std::string header(RegisterColumn column) const {
        return headers[static_cast<std::size_t>(column)];
    }
};

/// Errors, which concern the file as a whole: those of `read_csv`, `register_file_empty`,
/// `register_column_missing` and `register_column_twice` (details `column`).
domain::Result<RegisterFile> read_register_file(std::string_view bytes, const domain::OrderId& order);

} // namespace sigillo::portal
