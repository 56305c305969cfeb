#include "shared/texts/loaded.hpp"

#include <cstddef>
#include <cstdint>

// A file of texts as the app loads it, which a proxy may have cut or replaced, and each of its sentences
// filled.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sigillo;
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    const auto loaded = texts::LoadedTexts::read(domain::Language::it, content);
    if (!loaded) {
        return 0;
    }
    const texts::Book book = loaded->book();
    const texts::Parameters given{{"n", "2026-11-22"}, {"m", "1800"}, {"a", "a"}};
    std::string_view rest = content;
    for (auto end = rest.find('\0'); end != std::string_view::npos; end = rest.find('\0')) {
        (void)book.text(rest.substr(end > 0 ? 1 : 0, end > 0 ? end - 1 : 0), given);
        rest.remove_prefix(end + 1);
    }
    return 0;
}
