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
    std::vector<std::size_t> ends;
    std::string last;
    auto piece = take(rest);
    for (; piece && !piece->empty(); piece = take(rest)) {
        const auto kept = static_cast<std::size_t>(static_cast<unsigned char>(piece->front())) - ' ';
        if (kept > last.size()) {
            return wrong;
        }
        std::string key = last.substr(0, kept);
        key += piece->substr(1);
        if (!(last < key)) {
            return wrong;
        }
        loaded.keys_.insert(loaded.keys_.end(), key.begin(), key.end());
        ends.push_back(loaded.keys_.size());
        last = std::move(key);
    }
    std::size_t begin = 0;
    for (const auto end : ends) {
        const auto text = take(rest);
        if (!text) {
            return wrong;
        }
        loaded.rows_.push_back({{loaded.keys_.data() + begin, end - begin}, *text});
        begin = end;
    }
    return ends.empty() || !rest.empty() ? domain::Result<LoadedTexts>(wrong) : std::move(loaded);
}

} // namespace sigillo::texts
