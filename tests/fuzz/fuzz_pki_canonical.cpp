#include "shared/pki/canonical_json.hpp"

#include <cstddef>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto value = sigillo::pki::parse_canonical(text);
    if (value && sigillo::pki::canonical_text(*value).value() != text)
        std::abort();
    return 0;
}
