#include "web/portal/notices/mime.hpp"

#include "shared/pki/bytes.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sigillo::portal {
namespace {

constexpr std::size_t line_max = 76;
constexpr std::size_t word_bytes =
    42; // 56 characters in base64, with "=?UTF-8?B?" and "?=" 68 of the 75 allowed

bool is_plain(char c) {
    return c >= 0x20 && c < 0x7f;
}

/// The length of the UTF-8 character that starts here, 1 for a stray byte.
std::size_t character_size(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    return std::min(size, text.size() - at);
}

std::string without_controls(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            c = ' ';
        }
    }
    return out;
}

std::string escaped(unsigned char byte) {
    constexpr char digits[] = "0123456789ABCDEF";
    return {'=', digits[byte >> 4], digits[byte & 15]};
}

void header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

/// RFC 2047, each word of whole characters, one a line.
std::string encoded_words(std::string_view raw, std::size_t column) {
    const std::string text = without_controls(raw);
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t size = 0;
        while (at + size < text.size()) {
            const std::size_t next = character_size(text, at + size);
            if (size + next > word_bytes) {
                break;
            }
            size += next;
        }
        if (!out.empty() || column + 68 > line_max) {
            out += "\r\n ";
        }
        out += "=?UTF-8?B?" + pki::base64_of(pki::view_of(std::string_view(text).substr(at, size))) + "?=";
        at += size;
    }
    return out;
}

std::string mailbox(std::string_view name, std::string_view address, std::size_t column) {
    std::string out;
    if (!name.empty()) {
        const bool bare = std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
        });
        // A phrase of other ASCII would need quoting rules; an encoded word needs none.
        out = bare && name.size() < 60 ? std::string(name) : encoded_words(name, column);
        out += "\r\n ";
    }
    return out + "<" + std::string(address) + ">";
}

} // namespace

bool is_address(std::string_view text) {
    if (text.empty() || text.size() > 254 || text.front() == '-') {
        return false;
    }
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || at + 1 == text.size() ||
        text.find('@', at + 1) != std::string_view::npos) {
        return false;
    }
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_plain(c) && std::string_view(" \"(),:;<>[\\]").find(c) == std::string_view::npos;
    });
}

std::string header_text(std::string_view raw, std::size_t column) {
    const std::string text = without_controls(raw);
    const bool ascii = std::all_of(text.begin(), text.end(), is_plain);
    if (ascii && column + text.size() <= line_max && text.find("=?") == std::string::npos) {
        return text;
    }
    return encoded_words(text, column);
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    std::string line;
    const auto end_line = [&] {
        // White space at a line's end would be lost on the way.
        if (!line.empty() && (line.back() == ' ' || line.back() == '\t')) {
            const auto last = static_cast<unsigned char>(line.back());
            line.pop_back();
            if (line.size() + 3 > line_max) {
                out += line + "=\r\n";
                line.clear();
            }
            line += escaped(last);
        }
        out += line + "\r\n";
        line.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            continue;
        }
        if (c == '\n') {
            end_line();
            continue;
        }
        const std::string piece = (is_plain(c) && c != '=') || c == '\t'
                                      ? std::string(1, c)
                                      : escaped(static_cast<unsigned char>(c));
        if (line.size() + piece.size() > line_max - 1) {
            out += line + "=\r\n";
            line.clear();
        }
        line += piece;
    }
    if (!line.empty()) {
        end_line();
    }
    return out;
}

std::string mail_date(domain::Instant at) {
    constexpr std::array days = {"Thu", "Fri", "Sat", "Sun",
                                 "Mon", "Tue", "Wed"}; // 1 January 1970 was a Thursday
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto time = domain::utc_time(at);
    const auto day = static_cast<std::size_t>(((domain::days_since_epoch(time.date) % 7) + 7) % 7);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %d %s %04d %02d:%02d:%02d +0000", days[day], time.date.day,
                  months[static_cast<std::size_t>(time.date.month - 1)], time.date.year, time.hour,
                  time.minute, time.second);
    return text.data();
}

namespace {

std::string text_part(std::string_view text) {
    std::string out;
    header(out, "Content-Type", "text/plain; charset=utf-8");
    header(out, "Content-Transfer-Encoding", "quoted-printable");
    return out + "\r\n" + quoted_printable(text);
}

/// What a quoted file name may be made of; the rest becomes "_".
std::string plain_name(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !is_plain(c) || c == '"' || c == '\\' || c == '/'; },
        '_');
    return name;
}

std::string attached_part(const Attachment& attachment) {
    std::string out;
    header(out, "Content-Type", header_text(attachment.type, 14));
    header(out, "Content-Disposition", "attachment;\r\n filename=\"" + plain_name(attachment.name) + "\"");
    header(out, "Content-Transfer-Encoding", "base64");
    out += "\r\n";
    const std::string encoded = pki::base64_of(pki::view_of(attachment.content));
    for (std::size_t at = 0; at < encoded.size(); at += line_max) {
        out += encoded.substr(at, line_max) + "\r\n";
    }
    return out;
}

} // namespace

std::string mime_of(const Email& email, const SmtpSettings& sender) {
    std::string out;
    header(out, "Date", mail_date(email.date));
    header(out, "From", mailbox(sender.from_name, sender.from, 6));
    header(out, "To", mailbox(email.to_name, email.to, 4));
    if (!sender.reply_to.empty()) {
        header(out, "Reply-To", "<" + sender.reply_to + ">");
    }
    header(out, "Message-ID", "<" + email.message_id + ">");
    header(out, "Subject", header_text(email.subject, 9));
    // RFC 3834: nobody's absence note answers it.
    header(out, "Auto-Submitted", "auto-generated");
    header(out, "MIME-Version", "1.0");
    if (!email.attachment) {
        return out + text_part(email.text);
    }
    // A digest over the text itself, so that the text cannot contain it.
    const std::string boundary = "part-" + pki::sha256_hex(pki::view_of(email.message_id + email.text));
    header(out, "Content-Type", "multipart/mixed;\r\n boundary=\"" + boundary + "\"");
    return out + "\r\n--" + boundary + "\r\n" + text_part(email.text) + "--" + boundary + "\r\n" +
           attached_part(*email.attachment) + "--" + boundary + "--\r\n";
}

} // namespace sigillo::portal
