#include "agent/pin_window/pinentry.hpp"

#include "shared/texts/texts.hpp"

#include <assuan.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace sigillo::agent {

using domain::ErrorId;

namespace {

struct ContextDeleter {
    void operator()(assuan_context_s* context) const { assuan_release(context); }
};
using Context = std::unique_ptr<assuan_context_s, ContextDeleter>;

domain::Error window_failed(const std::string& reason) {
    return {ErrorId::card_pin_window_failed, {{"reason", reason}}};
}

/// What GETPIN's data lines fill.
struct Collected {
    SecretString pin;
    bool too_long = false;
};

gpg_error_t collect(void* opaque, const void* buffer, std::size_t length) {
    auto& collected = *static_cast<Collected*>(opaque);
    const auto* text = static_cast<const char*>(buffer);
    for (std::size_t i = 0; i < length; ++i) {
        collected.too_long = !collected.pin.push_back(text[i]) || collected.too_long;
    }
    return 0;
}

gpg_error_t command(assuan_context_s* context, const std::string& line) {
    return assuan_transact(context, line.c_str(), nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
}

bool is_pin(std::string_view text) {
    return text.size() >= 5 && text.size() <= 8 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string assuan_escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '%' || byte == 0x7f) {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 0x0f];
        } else {
            out += c;
        }
    }
    // A line of the protocol holds 1000 bytes; a longer text is cut at a character's edge.
    constexpr std::size_t longest = 900;
    if (out.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        if (const auto percent = out.rfind('%', end); percent != std::string::npos && percent + 3 > end) {
            end = percent;
        }
        out.resize(end);
    }
    return out;
}

domain::Result<SecretString> Pinentry::ask(const PinQuestion& question) {
    assuan_context_s* raw = nullptr;
    if (assuan_new(&raw) != 0) {
        return window_failed("out of memory");
    }
    const Context context(raw);
    assuan_set_flag(raw, ASSUAN_NO_LOGGING, 1);
    std::array<const char*, 2> arguments{program_.c_str(), nullptr};
    assuan_fd_t none = ASSUAN_INVALID_FD;
    if (assuan_pipe_connect(raw, program_.c_str(), arguments.data(), &none, nullptr, nullptr, 0) != 0) {
        return window_failed(program_ + " did not start");
    }
    // Without them a desktop's window has no display or speaks another language; old versions refuse some.
    for (const auto& [option, variable] :
         {std::pair{"display", "DISPLAY"}, std::pair{"ttyname", "GPG_TTY"}}) {
        if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') {
            command(raw, std::string("OPTION ") + option + "=" + value);
        }
    }
    command(raw, std::string("OPTION lc-messages=") +
                     (question.language == Language::it ? "it_IT.UTF-8" : "en_GB.UTF-8"));
    const auto text = [&](std::string_view key) {
        return assuan_escaped(texts::text(question.language, key));
    };
    command(raw, "SETTITLE " + text("agent.pin.title"));
    command(raw, "SETDESC " + assuan_escaped(question.description));
    command(raw, "SETPROMPT " + assuan_escaped(question.prompt));
    command(raw, "SETOK " + text("agent.pin.ok"));
    command(raw, "SETCANCEL " + text("agent.cancel"));
    if (!question.error.empty()) {
        command(raw, "SETERROR " + assuan_escaped(question.error));
    }
    Collected collected;
    for (;;) {
        collected.pin.wipe();
        // libassuan keeps lines that carry secrets out of its logs and clears its buffers.
        assuan_begin_confidential(raw);
        const auto failed =
            assuan_transact(raw, "GETPIN", collect, &collected, nullptr, nullptr, nullptr, nullptr);
        assuan_end_confidential(raw);
        if (failed != 0) {
            const auto code = gpg_err_code(failed);
            if (code == GPG_ERR_CANCELED || code == GPG_ERR_FULLY_CANCELED || code == GPG_ERR_NOT_CONFIRMED) {
                return ErrorId::card_pin_cancelled;
            }
            return window_failed(gpg_strerror(failed));
        }
        if (!collected.too_long && is_pin(collected.pin.view())) {
            return std::move(collected.pin);
        }
        // Never sent to the card: a typing slip must not cost one of its tries.
        collected.too_long = false;
        command(raw, "SETERROR " + text("agent.pin.form"));
    }
}

} // namespace sigillo::agent
