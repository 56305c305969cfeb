#pragma once

#include "shared/texts/loaded.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <sstream>

namespace sigillo::app::testing {

/// The sentences that the office's edition downloads.
inline texts::LoadedTexts office_texts(domain::Language language) {
    std::ifstream in(TEXTS_FILES "office." + std::string(domain::text_of(language)), std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    auto texts = texts::LoadedTexts::read(language, content.str());
    REQUIRE(texts);
    return std::move(*texts);
}

} // namespace sigillo::app::testing
