#include "web/portal/register/csv.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

Error malformed(int line) {
    return {ErrorId::register_file_malformed, {{"line", std::to_string(line)}}};
}

Error too_large(std::size_t limit) {
    return {ErrorId::register_file_too_large, {{"limit", std::to_string(limit)}}};
}

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80                    ? 1
                                   : lead >= 0xC2 && lead <= 0xDF ? 2
                                   : (lead & 0xF0U) == 0xE0U      ? 3
                                   : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                                  : 0;
        if (length == 0 || at + length > text.size()) {
            return false;
        }
        char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(text[at + i]);
            if ((next & 0xC0U) != 0x80U) {
                return false;
            }
            code = code << 6 | (next & 0x3FU);
        }
        const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
            return false;
        }
        at += length;
    }
    return true;
}

void append_utf8(char16_t code, std::string& out) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

/// Windows-1252, 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> high_controls = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// The bytes as UTF-8; none where they are not text. `line` is then where.
std::optional<std::string> text_of_windows_1252(std::string_view bytes, int& line) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 16);
    line = 1;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const char16_t code = byte >= 0x80 && byte < 0xA0 ? high_controls[byte - 0x80U] : byte;
        if (code == 0) {
            return std::nullopt;
        }
        line += c == '\n' ? 1 : 0;
        append_utf8(code, out);
    }
    return out;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

char separator_of(std::string_view text) {
    std::size_t semicolons = 0;
    std::size_t commas = 0;
    bool quoted = false;
    for (const char c : text) {
        quoted = quoted != (c == '"');
        if (!quoted && (c == '\n' || c == '\r')) {
            break;
        }
        semicolons += !quoted && c == ';' ? 1U : 0U;
        commas += !quoted && c == ',' ? 1U : 0U;
    }
    return commas > semicolons ? ',' : ';';
}

/// Reads records one after the other.
class Reader {
  public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    [[nodiscard]] bool ended() const { return at_ >= text_.size(); }

    domain::Result<CsvRecord> record(std::size_t most_fields) {
        CsvRecord record{line_, {}};
        for (;;) {
            auto field = next_field();
            if (!field) {
                return field.error();
            }
            record.fields.push_back(std::move(*field));
            if (record.fields.size() > most_fields) {
                return too_large(most_fields);
            }
            if (ended() || text_[at_] != separator_) {
                break;
            }
            ++at_;
        }
        skip_line_end();
        return record;
    }

  private:
    [[nodiscard]] bool at_end_of_field() const {
        return ended() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
    }

    domain::Result<std::string> next_field() {
        std::string field;
        if (!ended() && text_[at_] == '"') {
            const int begun = line_;
            ++at_;
            while (!ended()) {
                const char c = text_[at_++];
                if (c == '"') {
                    if (!ended() && text_[at_] == '"') {
                        field += text_[at_++];
                        continue;
                    }
                    return at_end_of_field() ? domain::Result<std::string>(std::move(field))
                                             : malformed(line_);
                }
                if (c == '\r' || c == '\n') {
                    --at_;
                    skip_line_end();
                    field += '\n';
                } else if (is_control(c) && c != '\t') {
                    return malformed(line_);
                } else {
                    field += c;
                }
            }
            return malformed(begun);
        }
        while (!at_end_of_field()) {
            const char c = text_[at_++];
            if (is_control(c) && c != '\t') {
                return malformed(line_);
            }
            field += c;
        }
        return field;
    }

    void skip_line_end() {
        if (ended()) {
            return;
        }
        if (text_[at_] == '\r') {
            ++at_;
            if (!ended() && text_[at_] == '\n') {
                ++at_;
            }
        } else {
            ++at_;
        }
        ++line_;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
};

bool blank(const CsvRecord& record) {
    return std::all_of(record.fields.begin(), record.fields.end(), [](const std::string& field) {
        return field.find_first_not_of(" \t\n") == std::string::npos;
    });
}

} // namespace

domain::Result<Csv> read_csv(std::string_view bytes, const CsvLimits& limits) {
    if (bytes.size() > limits.bytes) {
        return too_large(limits.bytes);
    }
    std::string converted;
    std::string_view text = bytes;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") {
        text.remove_prefix(3);
    }
    if (!is_utf8(text)) {
        int line = 0;
        auto read = text_of_windows_1252(text, line);
        if (!read) {
            return malformed(line);
        }
        converted = std::move(*read);
        text = converted;
    }
    Csv csv;
    csv.separator = separator_of(text);
    bool told = false;
    if (text.size() > 4 && text.substr(0, 4) == "sep=" && (text[4] == ';' || text[4] == ',')) {
        csv.separator = text[4];
        told = true;
    }
    Reader reader(text, csv.separator);
    while (!reader.ended()) {
        auto record = reader.record(limits.fields);
        if (!record) {
            return record.error();
        }
        if (told && record->line == 1) {
            continue;
        }
        if (blank(*record)) {
            continue;
        }
        if (csv.records.size() == limits.records) {
            return too_large(limits.records);
        }
        csv.records.push_back(std::move(*record));
    }
    return csv;
}

} // namespace sigillo::portal
