#include "web/portal/issuer/secret_text.hpp"

#include <openssl/crypto.h>

#include <utility>

namespace sigillo::portal {

namespace {

/// Also what a short string keeps within itself.
void wipe(std::string& text) {
    text.resize(text.capacity());
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

} // namespace

SecretText::SecretText(std::string&& text) : text_(text) {
    wipe(text);
}

SecretText::SecretText(SecretText&& other) noexcept : text_(std::move(other.text_)) {
    wipe(other.text_);
}

SecretText& SecretText::operator=(SecretText&& other) noexcept {
    if (this != &other) {
        wipe(text_);
        text_.swap(other.text_);
    }
    return *this;
}

SecretText::~SecretText() {
    wipe(text_);
}

} // namespace sigillo::portal
