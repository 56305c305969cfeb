#include "agent/pin_window/pinentry.hpp"

#include "agent/pin_window/assuan_talk.hpp"
#include "shared/texts/texts.hpp"

#include <algorithm>
#include <cstdlib>

namespace sigillo::agent {

using domain::ErrorId;

namespace {

domain::Error window_failed(const std::string& reason) {
    return {ErrorId::card_pin_window_failed, {{"reason", reason}}};
}

bool has_form(PinForm form, std::string_view text) {
    const std::size_t shortest = form == PinForm::puk ? 8 : 5;
    return text.size() >= shortest && text.size() <= 8 &&
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

domain::Result<SecretString> Pinentry::ask(const PinQuestion& question, const StillWanted& still_wanted) {
    auto child = platform_.spawn_talking({program_});
    if (!child) {
        return window_failed(program_ + " did not start");
    }
    AssuanTalk talk(**child, still_wanted);
    if (const auto greeted = talk.greet(); !greeted) {
        return greeted.error().id == ErrorId::consent_declined ? greeted.error()
                                                               : window_failed(program_ + " did not start");
    }
    std::vector<std::string> lines;
    // Without them a desktop's window has no display or speaks another language; old versions refuse some.
    for (const auto& [option, variable] :
         {std::pair{"display", "DISPLAY"}, std::pair{"ttyname", "GPG_TTY"}}) {
        if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') {
            lines.push_back(std::string("OPTION ") + option + "=" + value);
        }
    }
    const bool puk = question.form == PinForm::puk;
    const auto text = [&](std::string_view key) {
        return assuan_escaped(texts::text(question.language, key));
    };
    lines.push_back(std::string("OPTION lc-messages=") +
                    (question.language == Language::it ? "it_IT.UTF-8" : "en_GB.UTF-8"));
    lines.push_back("SETTITLE " + text(puk ? "agent.puk.title" : "agent.pin.title"));
    lines.push_back("SETDESC " + assuan_escaped(question.description));
    lines.push_back("SETPROMPT " + assuan_escaped(question.prompt));
    lines.push_back("SETOK " + text("agent.pin.ok"));
    lines.push_back("SETCANCEL " + text("agent.cancel"));
    if (!question.error.empty()) {
        lines.push_back("SETERROR " + assuan_escaped(question.error));
    }
    for (;;) {
        for (const auto& line : lines) {
            if (const auto told = talk.command(line); !told) {
                return told.error();
            }
        }
        auto pin = talk.get_pin();
        if (!pin) {
            return pin.error();
        }
        if (has_form(question.form, pin->view())) {
            return pin;
        }
        // Never sent to the card: a typing slip must not cost one of its tries.
        lines = {"SETERROR " + text(puk ? "agent.puk.form" : "agent.pin.form")};
    }
}

} // namespace sigillo::agent
