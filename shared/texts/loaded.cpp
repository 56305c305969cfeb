#include "shared/texts/loaded.hpp"

#include <optional>

namespace sigillo::texts {

namespace {

/// Up to the next NUL, which is taken too; nothing where there is none.
std::optional<std::string_view> take(std::string_view& rest) {
    const auto end = rest.find('\0');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto piece = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return piece;
}

} // namespace

domain::Result<LoadedTexts> LoadedTexts::read(Language language, std::string_view content) {
    const domain::Error wrong(domain::ErrorId::message_malformed, {{"field", "texts"}});
    LoadedTexts loaded;
    loaded.language_ = language;
    loaded.content_.assign(content.begin(), content.end());
    std::string_view rest(loaded.content_.data(), loaded.content_.size());
    const auto head = take(rest);
    if (!head || *head != "sigillo texts " + std::string(domain::text_of(language))) {
        return wrong;
    }
    while (!rest.empty()) {
        const auto key = take(rest);
        const auto text = take(rest);
        if (!key || !text || (!loaded.rows_.empty() && !(loaded.rows_.back().key < *key))) {
            return wrong;
        }
        loaded.rows_.push_back({*key, *text});
    }
    return loaded.rows_.empty() ? domain::Result<LoadedTexts>(wrong) : std::move(loaded);
}

} // namespace sigillo::texts
