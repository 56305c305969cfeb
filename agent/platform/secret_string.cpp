#include "agent/platform/secret_string.hpp"

#include "agent/platform/platform.hpp"

#include <openssl/crypto.h>

#include <utility>

namespace sigillo::agent {

SecretString::SecretString(std::span<char> text) {
    if (text.size() <= capacity) {
        for (const char character : text) {
            if (!push_back(character)) {
                wipe();
                break;
            }
        }
    }
    OPENSSL_cleanse(text.data(), text.size());
}

SecretString::SecretString(SecretString&& other) noexcept
    : page_(std::exchange(other.page_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretString& SecretString::operator=(SecretString&& other) noexcept {
    if (this != &other) {
        free_secret_page(page_);
        page_ = std::exchange(other.page_, nullptr);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

SecretString::~SecretString() {
    free_secret_page(page_);
}

bool SecretString::push_back(char character) {
    if (page_ == nullptr) {
        page_ = allocate_secret_page();
    }
    if (page_ == nullptr || size_ == capacity) {
        return false;
    }
    page_[size_++] = character;
    return true;
}

void SecretString::pop_back() {
    if (size_ > 0) {
        page_[--size_] = '\0';
    }
}

void SecretString::wipe() {
    if (page_ != nullptr) {
        OPENSSL_cleanse(page_, capacity);
    }
    size_ = 0;
}

SecretString SecretString::duplicate() const {
    SecretString copy;
    for (const char character : view()) {
        copy.push_back(character);
    }
    return copy;
}

} // namespace sigillo::agent
