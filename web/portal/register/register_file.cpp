#include "web/portal/register/register_file.hpp"

#include "shared/domain/transliterate.hpp"
#include "web/portal/register/csv.hpp"
#include "web/portal/register/register_values.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

struct ColumnNames {
    RegisterColumn column;
    std::string_view field;
    std::string_view shown; ///< to say which one is missing
    bool required;
    std::array<std::string_view, 6> headers; ///< letters alone, upper case
};

constexpr std::array<ColumnNames, 12> columns = {{
    {RegisterColumn::codice_fiscale,
     "codice_fiscale",
     "Codice fiscale",
     true,
     {"CODICEFISCALE", "CF", "CODFISCALE", "CODFISC"}},
    {RegisterColumn::surname, "surname", "Cognome", true, {"COGNOME"}},
    {RegisterColumn::given_name, "given_name", "Nome", true, {"NOME", "NOMI"}},
    {RegisterColumn::title, "title", "Titolo", false, {"TITOLO", "TITOLOPROFESSIONALE", "QUALIFICA"}},
    {RegisterColumn::section, "section", "Sezione", false, {"SEZIONE", "SEZ"}},
    {RegisterColumn::sector, "sector", "Settore", false, {"SETTORE", "SETTORI"}},
    {RegisterColumn::number,
     "number",
     "Numero",
     true,
     {"NUMERO", "NUMEROISCRIZIONE", "NUMERODIISCRIZIONE", "NISCRIZIONE", "N", "MATRICOLA"}},
    {RegisterColumn::registered_on,
     "registered_on",
     "Data iscrizione",
     true,
     {"DATAISCRIZIONE", "DATADIISCRIZIONE", "ISCRITTODAL", "ISCRITTOIL"}},
    {RegisterColumn::email,
     "email",
     "E-mail",
     false,
     {"EMAIL", "MAIL", "POSTAELETTRONICA", "INDIRIZZOEMAIL"}},
    {RegisterColumn::mobile,
     "mobile",
     "Cellulare",
     false,
     {"CELLULARE", "TELEFONOCELLULARE", "TELCELLULARE", "CELL", "MOBILE"}},
    {RegisterColumn::status, "status", "Stato", false, {"STATO", "STATOISCRIZIONE"}},
    {RegisterColumn::dues_paid_up_to,
     "dues_paid_up_to",
     "Quote pagate fino al",
     false,
     {"QUOTEPAGATEFINOAL", "QUOTAPAGATAFINOAL", "INREGOLAFINOAL", "QUOTE", "QUOTA"}},
}};

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// A header as people are shown it: cut where it is too long, between two characters.
std::string shown_header(std::string_view header) {
    constexpr std::size_t longest = 96;
    header = trim(header);
    std::size_t size = std::min(header.size(), longest);
    while (size > 0 && size < header.size() && (static_cast<unsigned char>(header[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return std::string(header.substr(0, size));
}

/// Where each column stands in a record.
using Places = std::array<std::optional<std::size_t>, columns.size()>;

domain::Result<Places> read_header(const CsvRecord& header, RegisterFile& file) {
    Places places;
    file.headers.assign(columns.size(), "");
    for (std::size_t at = 0; at < header.fields.size(); ++at) {
        const std::string shown = shown_header(header.fields[at]);
        const std::string letters = domain::transliterate(shown);
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const ColumnNames& names) {
            return !letters.empty() &&
                   std::find(names.headers.begin(), names.headers.end(), letters) != names.headers.end();
        });
        if (found == columns.end()) {
            if (!shown.empty()) {
                file.ignored_columns.push_back(shown);
            }
            continue;
        }
        const auto index = static_cast<std::size_t>(found->column);
        if (places[index]) {
            return Error(ErrorId::register_column_twice, {{"column", shown}});
        }
        places[index] = at;
        file.headers[index] = shown;
        file.columns.insert(found->column);
    }
    for (const auto& names : columns) {
        if (names.required && !places[static_cast<std::size_t>(names.column)]) {
            return Error(ErrorId::register_column_missing, {{"column", std::string(names.shown)}});
        }
    }
    return places;
}

domain::Status read_value(RegisterColumn column, std::string_view text, domain::RegisterEntry& entry) {
    switch (column) {
    case RegisterColumn::codice_fiscale:
        return read_code(text, entry.codice_fiscale);
    case RegisterColumn::surname:
        return read_required(text, 64, entry.surname);
    case RegisterColumn::given_name:
        return read_required(text, 64, entry.given_name);
    case RegisterColumn::title:
        return read_text(text, 64, entry.title);
    case RegisterColumn::section:
        return read_section(text, entry.section);
    case RegisterColumn::sector:
        return read_text(text, 64, entry.sector);
    case RegisterColumn::number:
        return read_required(text, 32, entry.number);
    case RegisterColumn::registered_on:
        return text.empty() ? Error(ErrorId::register_value_missing) : read_day(text, entry.registered_on);
    case RegisterColumn::email:
        return read_email(text, entry.email);
    case RegisterColumn::mobile:
        return read_mobile(text, entry.mobile);
    case RegisterColumn::status:
        return read_enrolment(text, entry.status);
    case RegisterColumn::dues_paid_up_to:
        return text.empty() ? domain::Status(domain::Done{}) : read_day(text, entry.dues_paid_up_to);
    }
    return ErrorId::internal;
}

void read_line(const CsvRecord& record, std::size_t width, const Places& places, const domain::OrderId& order,
               RegisterFile& file) {
    if (record.fields.size() != width) {
        file.problems.push_back(
            {record.line, "",
             Error(ErrorId::register_line_fields,
                   {{"found", std::to_string(record.fields.size())}, {"expected", std::to_string(width)}})});
        // Whom it names still counts as named.
        const auto place = *places[static_cast<std::size_t>(RegisterColumn::codice_fiscale)];
        if (place < record.fields.size()) {
            if (auto code = domain::CodiceFiscale::parse(record.fields[place]); code) {
                file.named.insert(std::move(*code));
            }
        }
        return;
    }
    RegisterLine line{record.line, {}};
    line.entry.order = order;
    bool good = true;
    for (const auto& names : columns) {
        const auto index = static_cast<std::size_t>(names.column);
        if (!places[index]) {
            continue;
        }
        if (const auto read = read_value(names.column, trim(record.fields[*places[index]]), line.entry);
            !read) {
            file.problems.push_back({record.line, file.headers[index], read.error()});
            good = false;
        }
    }
    if (!line.entry.codice_fiscale.empty()) {
        file.named.insert(line.entry.codice_fiscale);
    }
    if (good) {
        file.lines.push_back(std::move(line));
    }
}

} // namespace

std::string_view field_of(RegisterColumn column) {
    return columns[static_cast<std::size_t>(column)].field;
}

domain::Result<RegisterFile> read_register_file(std::string_view bytes, const domain::OrderId& order) {
    const auto csv = read_csv(bytes);
    if (!csv) {
        return csv.error();
    }
    if (csv->records.empty()) {
        return ErrorId::register_file_empty;
    }
    RegisterFile file;
    const auto places = read_header(csv->records.front(), file);
    if (!places) {
        return places.error();
    }
    if (csv->records.size() == 1) {
        return ErrorId::register_file_empty;
    }
    const std::size_t width = csv->records.front().fields.size();
    for (auto record = csv->records.begin() + 1; record != csv->records.end(); ++record) {
        read_line(*record, width, *places, order, file);
    }
    return file;
}

} // namespace sigillo::portal
