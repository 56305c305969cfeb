#include "web/portal/notices/curl_session.hpp"
#include "web/portal/notices/mailer.hpp"
#include "web/portal/notices/mime.hpp"

#include <algorithm>
#include <cstring>

namespace sigillo::portal {
namespace {

using Security = SmtpSettings::Security;

struct Upload {
    std::string content;
    std::size_t at = 0;
};

std::size_t read_upload(char* out, std::size_t size, std::size_t count, void* data) {
    auto& upload = *static_cast<Upload*>(data);
    const std::size_t n = std::min(size * count, upload.content.size() - upload.at);
    std::memcpy(out, upload.content.data() + upload.at, n);
    upload.at += n;
    return n;
}

domain::Error invalid(const char* field, const char* reason) {
    return {domain::ErrorId::configuration_invalid, {{"field", field}, {"reason", reason}}};
}

class SmtpMailer final : public Mailer {
  public:
    explicit SmtpMailer(SmtpSettings settings) : settings_(std::move(settings)) {
        const std::string scheme = settings_.security == Security::tls ? "smtps://" : "smtp://";
        // The path is the name given with EHLO; without it libcurl tells this machine's.
        url_ = scheme + settings_.host + ":" + std::to_string(settings_.port) + "/" +
               settings_.from.substr(settings_.from.find('@') + 1);
    }

    domain::Status send(const Email& email) override {
        if (!is_address(email.to) || !is_address(email.message_id)) {
            return domain::Error(domain::ErrorId::notice_refused, {{"reason", "address"}});
        }
        Upload upload{mime_of(email, settings_)};
        CurlList recipients;
        recipients.add("<" + email.to + ">");
        const std::string from = "<" + settings_.from + ">";
        CurlSession session("smtp,smtps", url_, settings_.ca_file, settings_.timeout_seconds);
        session.set(
            CURLOPT_USE_SSL,
            static_cast<long>(settings_.security == Security::starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
        if (!settings_.user.empty()) {
            session.set(CURLOPT_USERNAME, settings_.user.c_str());
            session.set(CURLOPT_PASSWORD, settings_.password.c_str());
        }
        session.set(CURLOPT_MAIL_FROM, from.c_str());
        session.set(CURLOPT_MAIL_RCPT, recipients.get());
        session.set(CURLOPT_READFUNCTION, &read_upload);
        session.set(CURLOPT_READDATA, &upload);
        session.set(CURLOPT_UPLOAD, 1L);
        const auto outcome = session.perform();
        if (outcome.code == CURLE_OK) {
            return domain::Done{};
        }
        // A 5yz is for good (RFC 5321 4.2.1), but not where it answers to our own sign-in.
        const bool for_good = outcome.response >= 500 && outcome.response < 600 &&
                              outcome.code != CURLE_LOGIN_DENIED && outcome.code != CURLE_USE_SSL_FAILED;
        return domain::Error(for_good ? domain::ErrorId::notice_refused : domain::ErrorId::notice_unavailable,
                             {{"reason", outcome.reason}});
    }

  private:
    SmtpSettings settings_;
    std::string url_;
};

} // namespace

domain::Result<std::unique_ptr<Mailer>> make_smtp_mailer(SmtpSettings settings) {
    const auto host_ok = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-.:[]").find(c) != std::string_view::npos;
    };
    if (settings.host.empty() || !std::all_of(settings.host.begin(), settings.host.end(), host_ok)) {
        return invalid("smtp.host", "is no host name");
    }
    if (settings.port < 1 || settings.port > 65535) {
        return invalid("smtp.port", "must be from 1 to 65535");
    }
    if (!is_address(settings.from)) {
        return invalid("smtp.from", "is no e-mail address");
    }
    if (!settings.reply_to.empty() && !is_address(settings.reply_to)) {
        return invalid("smtp.reply_to", "is no e-mail address");
    }
    if (settings.security == Security::none && !is_loopback(settings.host)) {
        return invalid("smtp.security", "mail leaves this machine only with TLS");
    }
    if (settings.timeout_seconds < 1) {
        return invalid("smtp.timeout_seconds", "must be at least 1");
    }
    return std::unique_ptr<Mailer>(std::make_unique<SmtpMailer>(std::move(settings)));
}

} // namespace sigillo::portal
