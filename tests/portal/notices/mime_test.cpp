#include "shared/pki/bytes.hpp"
#include "tests/support/catch.hpp"
#include "web/portal/notices/mime.hpp"

#include <vector>

using namespace sigillo;
using namespace sigillo::portal;

namespace {

SmtpSettings sender() {
    SmtpSettings settings;
    settings.from = "portale@example.it";
    settings.from_name = "Portale dell'Ordine";
    settings.reply_to = "aiuto@example.it";
    return settings;
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> out;
    std::size_t start = 0;
    for (auto end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", start)) {
        out.push_back(text.substr(start, end - start));
        start = end + 2;
    }
    CHECK(start == text.size());
    return out;
}

/// Decodes the encoded words of a folded header.
std::string decoded(const std::string& text) {
    std::string out;
    std::size_t at = 0;
    while ((at = text.find("=?UTF-8?B?", at)) != std::string::npos) {
        const auto end = text.find("?=", at);
        const auto bytes = pki::bytes_of_base64(text.substr(at + 10, end - at - 10));
        REQUIRE(bytes.ok());
        out += pki::text_of(*bytes);
        at = end;
    }
    return out;
}

} // namespace

TEST_CASE("a message has what a mail program and a spam filter expect") {
    const auto message = lines(mime_of(
        {"id@portale.example", {1'795'311'059}, "mario@example.it", "Mario", "Pronto", "Ciao\n"}, sender()));
    const std::vector<std::string> expected = {"Date: Sun, 22 Nov 2026 01:30:59 +0000",
                                               "From: =?UTF-8?B?UG9ydGFsZSBkZWxsJ09yZGluZQ==?=",
                                               " <portale@example.it>",
                                               "To: Mario",
                                               " <mario@example.it>",
                                               "Reply-To: <aiuto@example.it>",
                                               "Message-ID: <id@portale.example>",
                                               "Subject: Pronto",
                                               "Auto-Submitted: auto-generated",
                                               "MIME-Version: 1.0",
                                               "Content-Type: text/plain; charset=utf-8",
                                               "Content-Transfer-Encoding: quoted-printable",
                                               "",
                                               "Ciao"};
    CHECK(message == expected);
}

TEST_CASE("no subject and no name starts another header") {
    const auto message = mime_of({"id@p",
                                  {0},
                                  "mario@example.it",
                                  "Mario\r\nBcc: x@example.it",
                                  "Ciao\r\nBcc: x@example.it\r\n\r\ntesto",
                                  "testo\n"},
                                 sender());
    for (const auto& line : lines(message)) {
        CHECK(line.rfind("Bcc", 0) != 0);
    }
    CHECK_THAT(message, ContainsSubstring("Subject: Ciao  Bcc: x@example.it    testo\r\n"));
}

TEST_CASE("a long subject with letters of every kind is folded in whole characters") {
    std::string subject = "Il rinnovo è pronto: ";
    for (int i = 0; i < 30; ++i) {
        subject += "\xc3\xa8\xe2\x82\xac\xf0\x9f\x94\x8f";
    }
    const auto header = header_text(subject, 9);
    CHECK(decoded(header) == subject);
    for (const auto& line : lines("Subject: " + header + "\r\n")) {
        CHECK(line.size() <= 78);
    }
    CHECK(decoded(header_text("=?UTF-8?B?eA==?=", 9)) == "=?UTF-8?B?eA==?=");
}

TEST_CASE("a text is quoted so that no line is too long and no blank is lost") {
    CHECK(quoted_printable("a=b\n") == "a=3Db\r\n");
    CHECK(quoted_printable("blank \n\ttab\t\n") == "blank=20\r\n\ttab=09\r\n");
    CHECK(quoted_printable("one\r\ntwo") == "one\r\ntwo\r\n");
    CHECK(quoted_printable("bare\rreturn\n") == "bare=0Dreturn\r\n");
    CHECK(quoted_printable("") == "");
    for (const auto& line : lines(quoted_printable(std::string(200, 'x') + "\xc3\xa8\xc3\xa8 \n"))) {
        CHECK(line.size() <= 76);
    }
    for (std::size_t n = 70; n < 80; ++n) {
        for (const auto& line : lines(quoted_printable(std::string(n, 'x') + " \n"))) {
            CHECK(line.size() <= 76);
        }
    }
}
