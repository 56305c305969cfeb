#include "shared/domain/differences.hpp"

#include "shared/domain/transliterate.hpp"

#include <string_view>

namespace sigillo::domain {

namespace {

using Normalise = std::string (*)(std::string_view);

/// Letters without case and diacritics; digits stay, for titles such as "sez. B".
std::string letters_and_digits(std::string_view text) {
    std::string out;
    std::string word;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            out += transliterate(word);
            word.clear();
            out += c;
        } else {
            word += c;
        }
    }
    return out + transliterate(word);
}

std::string number_without_zeros(std::string_view text) {
    std::string plain = letters_and_digits(text);
    const auto first = plain.find_first_not_of('0');
    return first == std::string::npos ? std::string{} : plain.substr(first);
}

std::string address(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return out;
}

bool names_differ(std::string_view a, std::string_view b) {
    return transliterate(a) != transliterate(b) &&
           transliterate(a, Umlauts::expanded) != transliterate(b, Umlauts::expanded) &&
           transliterate(a, Umlauts::expanded) != transliterate(b) &&
           transliterate(a) != transliterate(b, Umlauts::expanded);
}

} // namespace

std::vector<FieldDifference> differences(const RegisterEntry& entry, const CardCertificates& certificates) {
    std::vector<FieldDifference> lines;
    const auto name = [&](std::string field, const std::string& ours, const std::string& theirs) {
        lines.push_back({std::move(field), ours, theirs, names_differ(ours, theirs)});
    };
    // What a certificate may leave out.
    const auto optional = [&](std::string field, const std::string& ours, const std::string& theirs,
                              Normalise normalise) {
        const bool differs = !theirs.empty() && normalise(ours) != normalise(theirs);
        lines.push_back({std::move(field), ours, theirs, differs});
    };
    lines.push_back({"codice_fiscale", entry.codice_fiscale.text(), certificates.holder.text(),
                     entry.codice_fiscale != certificates.holder});
    name("given_name", entry.given_name, certificates.given_name);
    name("surname", entry.surname, certificates.surname);
    optional("title", entry.title, certificates.title, letters_and_digits);
    optional("section", entry.section, certificates.section, letters_and_digits);
    optional("sector", entry.sector, certificates.sector, letters_and_digits);
    optional("number", entry.number, certificates.number, number_without_zeros);
    optional("registered_on", to_text(entry.registered_on), to_text(certificates.registered_on),
             [](std::string_view text) { return std::string(text); });
    optional("email", entry.email, certificates.email, address);
    return lines;
}

bool any_differs(const std::vector<FieldDifference>& lines) {
    for (const auto& line : lines) {
        if (line.differs) {
            return true;
        }
    }
    return false;
}

} // namespace sigillo::domain
