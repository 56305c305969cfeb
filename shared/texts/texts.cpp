#include "shared/texts/texts.hpp"

namespace sigillo::texts {

Book compiled(Language language) {
    return {language, compiled_table(language)};
}

std::string text(Language language, std::string_view key, const Parameters& parameters) {
    return compiled(language).text(key, parameters);
}

bool has_text(std::string_view key) {
    return compiled(Language::it).has(key);
}

ErrorText error_text(Language language, const domain::Error& error) {
    return compiled(language).error(error);
}

} // namespace sigillo::texts
