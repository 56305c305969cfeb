#include "web/app/app/app.hpp"
#include "web/app/shell/shell.hpp"

#include <unistd.h>

#include <array>
#include <memory>
#include <string>

namespace {

/// 128 random bits of the browser's, in hexadecimal.
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

} // namespace

int main() {
    sigillo::app::shell::run(
        [](sigillo::app::Host& host) { return std::make_unique<sigillo::app::App>(host, fresh_id); });
}
