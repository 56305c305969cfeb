#include "shared/domain/transliterate.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace sigillo::domain {

namespace {

// One character a code point: the letter without its diacritics (Unicode's canonical decomposition; for
// barred and hooked letters the one in their name), '.' where there is none, '*' where the table of pairs has
// it.
constexpr char32_t latin_first = 0xC0;
constexpr std::string_view latin = "AAAAAA*CEEEEIIIIDNOOOOO.OUUUUY**AAAAAA*CEEEEIIIIDNOOOOO.OUUUUY*Y"
                                   "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII**JJKKKLLLLLLL"
                                   "LLLNNNNNNNNNOOOOOO**RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS"
                                   "BBBB..OCCDDDD.E.EFFG.*.IKKL.MNNOOO**PP*....TTTTUU.VYYZZ........."
                                   "....*********AAIIOOUUUUUUUUUUEAAAA**GGGGKKOOOO..J***GG..NNAA**OO"
                                   "AAAAEEEEIIIIOOOORRRRUUUUSSTT..HHND**ZZAAEEOOOOOOOOYYLNTJ..ACCLTS"
                                   "Z..B.VEEJJ.QRRYY";
constexpr char32_t additional_first = 0x1E00;
constexpr std::string_view additional = "AABBBBBBCCDDDDDDDDDDEEEEEEEEEEFFGGHHHHHHHHHHIIIIKKKKKKLLLLLLLLMM"
                                        "MMMMNNNNNNNNOOOOOOOOPPPPRRRRRRRRSSSSSSSSSSTTTTTTTTUUUUUUUUUUVVVV"
                                        "WWWWWWWWWWXXXXYYZZZZZZHTWYASSS*.AAAAAAAAAAAAAAAAAAAAAAAAEEEEEEEE"
                                        "EEEEEEEEIIIIOOOOOOOOOOOOOOOOOOOOOOOOUUUUUUUUUUUUUUYYYYYYYY....YY";

constexpr auto pairs = std::to_array<std::pair<char32_t, std::string_view>>({
    {0xC6, "AE"},  {0xDE, "TH"},  {0xDF, "SS"},  {0xE6, "AE"},  {0xFE, "TH"},   {0x132, "IJ"}, {0x133, "IJ"},
    {0x152, "OE"}, {0x153, "OE"}, {0x195, "HV"}, {0x1A2, "OI"}, {0x1A3, "OI"},  {0x1A6, "YR"}, {0x1C4, "DZ"},
    {0x1C5, "DZ"}, {0x1C6, "DZ"}, {0x1C7, "LJ"}, {0x1C8, "LJ"}, {0x1C9, "LJ"},  {0x1CA, "NJ"}, {0x1CB, "NJ"},
    {0x1CC, "NJ"}, {0x1E2, "AE"}, {0x1E3, "AE"}, {0x1F1, "DZ"}, {0x1F2, "DZ"},  {0x1F3, "DZ"}, {0x1FC, "AE"},
    {0x1FD, "AE"}, {0x222, "OU"}, {0x223, "OU"}, {0x259, "E"},  {0x1E9E, "SS"},
});

// Letters that German and the Nordic languages write as two where diacritics cannot be had.
constexpr auto expansions = std::to_array<std::pair<char32_t, std::string_view>>({
    {0xC4, "AE"},
    {0xE4, "AE"},
    {0xD6, "OE"},
    {0xF6, "OE"},
    {0xDC, "UE"},
    {0xFC, "UE"},
    {0xC5, "AA"},
    {0xE5, "AA"},
    {0xD8, "OE"},
    {0xF8, "OE"},
});

constexpr char32_t not_a_letter = 0;

/// Decodes one code point and moves on; `not_a_letter` for a malformed sequence, of which one byte is
/// skipped.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(at);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3 : 0;
    if (length == 0 || at + length > text.size()) {
        ++at;
        return not_a_letter;
    }
    char32_t code = lead & (length == 2 ? 0x1FU : 0x0FU);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) {
            ++at;
            return not_a_letter;
        }
        code = code << 6 | (byte(at + i) & 0x3FU);
    }
    at += length;
    return code;
}

template <std::size_t N>
bool append_from(const std::array<std::pair<char32_t, std::string_view>, N>& table, char32_t code,
                 std::string& out) {
    for (const auto& [letter, text] : table) {
        if (letter == code) {
            out += text;
            return true;
        }
    }
    return false;
}

void append_letter(std::string_view table, char32_t first, char32_t code, std::string& out) {
    const char letter = table[code - first];
    if (letter == '*') {
        append_from(pairs, code, out);
    } else if (letter != '.') {
        out += letter;
    }
}

} // namespace

std::string transliterate(std::string_view utf8, Umlauts umlauts) {
    std::string out;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const char32_t code = next_code_point(utf8, at);
        if (code >= 'a' && code <= 'z') {
            out += static_cast<char>(code - 'a' + 'A');
        } else if (code >= 'A' && code <= 'Z') {
            out += static_cast<char>(code);
        } else if (umlauts == Umlauts::expanded && append_from(expansions, code, out)) {
            continue;
        } else if (code >= latin_first && code < latin_first + latin.size()) {
            append_letter(latin, latin_first, code, out);
        } else if (code >= additional_first && code < additional_first + additional.size()) {
            append_letter(additional, additional_first, code, out);
        } else {
            append_from(pairs, code, out);
        }
    }
    return out;
}

} // namespace sigillo::domain
