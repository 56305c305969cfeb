#pragma once

#include "agent/platform/bytes.hpp"
#include "agent/platform/secret_string.hpp"
#include "shared/domain/error.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The encoding between the agent and the process of a PKCS#11 module: integers least significant byte
// first, texts and lists with their length in front. Each message has one `describe` that both visitors
// run. What a module's process sends is foreign: the decoder trusts no length.
namespace sigillo::agent::host {

class Encoder {
  public:
    void operator()(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) {
            bytes_.push_back(static_cast<unsigned char>(value >> shift));
        }
    }
    void operator()(bool value) { bytes_.push_back(value ? 1 : 0); }
    void operator()(const Bytes& value) { append(value); }
    void operator()(const std::string& value) { append(pki::view_of(value)); }
    void operator()(const pki::Digest& value) { bytes_.insert(bytes_.end(), value.begin(), value.end()); }
    void operator()(const SecretString& value) {
        // Room first, for the two secrets that a message may end with, so that growing leaves no copy behind.
        constexpr std::size_t one = 8 + SecretString::capacity;
        if (bytes_.capacity() - bytes_.size() < one) {
            bytes_.reserve(bytes_.size() + 2 * one);
        }
        append(pki::view_of(value.view()));
    }
    void operator()(const std::optional<std::uint64_t>& value) {
        (*this)(value.has_value());
        (*this)(value.value_or(0));
    }
    void operator()(const std::map<std::string, std::string>& value) {
        (*this)(static_cast<std::uint64_t>(value.size()));
        for (const auto& [name, text] : value) {
            (*this)(name);
            (*this)(text);
        }
    }
    template <class Item>
    void operator()(const std::vector<Item>& list) {
        (*this)(static_cast<std::uint64_t>(list.size()));
        for (const auto& item : list) {
            (*this)(item);
        }
    }
    template <class Message>
    requires requires(const Message& message, Encoder& encoder) { Message::describe(message, encoder); }
    void operator()(const Message& message) { Message::describe(message, *this); }
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    [[nodiscard]] Bytes take() { return std::move(bytes_); }

  private:
    void append(ByteView value) {
        (*this)(static_cast<std::uint64_t>(value.size()));
        bytes_.insert(bytes_.end(), value.begin(), value.end());
    }
    Bytes bytes_;
};

/// `failed()` after a message that is cut, too long or out of range; the values are then meaningless.
class Decoder {
  public:
    explicit Decoder(ByteView bytes) : left_(bytes) {}

    void operator()(std::uint64_t& value) {
        value = 0;
        const auto part = take(8);
        for (std::size_t i = 0; i < part.size(); ++i) {
            value |= static_cast<std::uint64_t>(part[i]) << (8 * i);
        }
    }
    void operator()(bool& value) {
        const auto part = take(1);
        value = !part.empty() && part[0] == 1;
        failed_ = failed_ || (!part.empty() && part[0] > 1);
    }
    void operator()(Bytes& value) {
        const auto part = counted();
        value.assign(part.begin(), part.end());
    }
    void operator()(std::string& value) { value = pki::text_of(counted()); }
    void operator()(pki::Digest& value) {
        const auto part = take(value.size());
        std::copy(part.begin(), part.end(), value.begin());
    }
    void operator()(SecretString& value) {
        for (const unsigned char character : counted()) {
            failed_ = !value.push_back(static_cast<char>(character)) || failed_;
        }
    }
    void operator()(std::optional<std::uint64_t>& value) {
        bool known = false;
        std::uint64_t number = 0;
        (*this)(known);
        (*this)(number);
        value = known ? std::optional(number) : std::nullopt;
    }
    void operator()(std::map<std::string, std::string>& value) {
        for (std::uint64_t count = counted_items(); count > 0 && !failed_; --count) {
            std::string name;
            (*this)(name);
            (*this)(value[name]);
        }
    }
    template <class Item>
    void operator()(std::vector<Item>& list) {
        for (std::uint64_t count = counted_items(); count > 0 && !failed_; --count) {
            (*this)(list.emplace_back());
        }
    }
    template <class Message>
    requires requires(Message& message, Decoder& decoder) { Message::describe(message, decoder); }
    void operator()(Message& message) { Message::describe(message, *this); }

    [[nodiscard]] bool failed() const { return failed_; }
    /// All was read and nothing is left over.
    [[nodiscard]] bool complete() const { return !failed_ && left_.empty(); }

  private:
    ByteView take(std::size_t size) {
        if (failed_ || size > left_.size()) {
            failed_ = true;
            return {};
        }
        const auto part = left_.first(size);
        left_ = left_.subspan(size);
        return part;
    }
    ByteView counted() {
        std::uint64_t size = 0;
        (*this)(size);
        return take(size);
    }
    // Every item takes at least one byte, so a greater count is a lie that would only cost memory.
    std::uint64_t counted_items() {
        std::uint64_t count = 0;
        (*this)(count);
        failed_ = failed_ || count > left_.size();
        return failed_ ? 0 : count;
    }
    ByteView left_;
    bool failed_ = false;
};

} // namespace sigillo::agent::host
