#include "web/app/shell/fresh_id.hpp"

#include <unistd.h>

#include <array>

namespace sigillo::app::shell {

std::string fresh_id() {
    std::array<unsigned char, 16> bytes{};
    (void)getentropy(bytes.data(), bytes.size());
    std::string text;
    for (const unsigned char byte : bytes) {
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 15U];
    }
    return text;
}

} // namespace sigillo::app::shell
