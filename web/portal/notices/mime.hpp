#pragma once

#include "web/portal/notices/mailer.hpp"

#include <string>
#include <string_view>

namespace sigillo::portal {

/// One mailbox as RFC 5321 transports it without extensions: printable ASCII, one "@", at most 254
/// characters, no quoting. Whatever could end a command or a header is refused with it.
bool is_address(std::string_view text);

/// A header's free text: ASCII as it is, else encoded words of RFC 2047, folded. Control characters, line
/// ends among them, become spaces, so that no value can start another header.
std::string header_text(std::string_view text, std::size_t column);

/// RFC 2045 6.7 with CRLF line ends; lines of at most 76 characters.
std::string quoted_printable(std::string_view text);

/// "Sun, 22 Nov 2026 01:30:59 +0000"
std::string mail_date(domain::Instant at);

/// The whole message, RFC 5322. The addresses must be `is_address`, the Message-ID like one.
std::string mime_of(const Email& email, const SmtpSettings& sender);

} // namespace sigillo::portal
