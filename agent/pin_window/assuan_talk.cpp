#include "agent/pin_window/assuan_talk.hpp"

#include <openssl/crypto.h>

#include <charconv>

namespace sigillo::agent {

using domain::ErrorId;

namespace {

// How soon a window closes after its page went away.
constexpr std::chrono::milliseconds look_up{100};

domain::Error window_failed(const std::string& reason) {
    return {ErrorId::card_pin_window_failed, {{"reason", reason}}};
}

int hex_value(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c - 'a' + 10;
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// Data of a "D" line, with its escapes undone. False where it does not fit.
bool collect(std::string_view text, SecretString& into) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
            c = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        }
        if (!into.push_back(c)) {
            return false;
        }
    }
    return true;
}

/// The word that a line begins with; the line begins after it and a space then.
std::string_view take_word(std::string_view& line) {
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

} // namespace

domain::Status AssuanTalk::wait() {
    // A line that came together with the last one lies in the library already.
    while (context_ == nullptr || assuan_pending_line(context_.get()) == 0) {
        if (!still_wanted_()) {
            return ErrorId::consent_declined;
        }
        if (process_.wait(look_up)) {
            break;
        }
    }
    return domain::Done{};
}

domain::Status AssuanTalk::greet() {
    if (const auto waited = wait(); !waited) {
        return waited;
    }
    const auto handle = process_.handle();
    assuan_context_t raw = nullptr;
    if (!handle || assuan_new(&raw) != 0) {
        return window_failed("no connection");
    }
    context_.reset(raw);
    assuan_set_flag(raw, ASSUAN_NO_LOGGING, 1);
    if (assuan_socket_connect_fd(raw, static_cast<assuan_fd_t>(*handle), 0) != 0) {
        return window_failed("no greeting");
    }
    return domain::Done{};
}

domain::Result<gpg_err_code_t> AssuanTalk::answer(SecretString* data) {
    bool fits = true;
    for (;;) {
        if (const auto waited = wait(); !waited) {
            return waited.error();
        }
        char* text = nullptr;
        std::size_t size = 0;
        if (assuan_read_line(context_.get(), &text, &size) != 0) {
            return window_failed("the program ended");
        }
        std::string_view line(text, size);
        const auto word = take_word(line);
        if (word == "OK") {
            if (!fits) {
                data->wipe();
            }
            return GPG_ERR_NO_ERROR;
        }
        if (word == "ERR") {
            gpg_error_t code = GPG_ERR_GENERAL;
            std::from_chars(line.data(), line.data() + line.size(), code);
            return gpg_err_code(code);
        }
        if (word == "D") {
            if (data != nullptr && fits) {
                fits = collect(line, *data);
            }
            OPENSSL_cleanse(text, size);
        } else if (word == "INQUIRE") {
            if (assuan_write_line(context_.get(), "CAN") != 0) {
                return window_failed("the program ended");
            }
        } else if (word != "S" && word.substr(0, 1) != "#") {
            return window_failed("not understood");
        }
    }
}

domain::Result<gpg_err_code_t> AssuanTalk::ask(const std::string& line, SecretString* data) {
    if (assuan_write_line(context_.get(), line.c_str()) != 0) {
        return window_failed("the program ended");
    }
    return answer(data);
}

domain::Status AssuanTalk::command(const std::string& line) {
    const auto code = ask(line, nullptr);
    return code ? domain::Status(domain::Done{}) : domain::Status(code.error());
}

domain::Result<SecretString> AssuanTalk::get_pin() {
    SecretString pin;
    // libassuan keeps lines that carry secrets out of its logs and clears its buffers.
    assuan_begin_confidential(context_.get());
    const auto code = ask("GETPIN", &pin);
    assuan_end_confidential(context_.get());
    if (!code) {
        return code.error();
    }
    if (*code == GPG_ERR_CANCELED || *code == GPG_ERR_FULLY_CANCELED || *code == GPG_ERR_NOT_CONFIRMED) {
        return ErrorId::card_pin_cancelled;
    }
    if (*code != GPG_ERR_NO_ERROR) {
        return window_failed(gpg_strerror(*code));
    }
    return pin;
}

} // namespace sigillo::agent
