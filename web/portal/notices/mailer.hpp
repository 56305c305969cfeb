#pragma once

#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"

#include <memory>
#include <optional>
#include <string>

namespace sigillo::portal {

struct Attachment {
    std::string name; ///< printable ASCII without quotes, "checkpoint-00000001.p7m"
    std::string type; ///< "application/pkcs7-mime"
    std::string content;
};

struct Email {
    std::string message_id; ///< without angle brackets, the same at every try of one notice
    domain::Instant date;
    std::string to;      ///< one addr-spec
    std::string to_name; ///< any text
    std::string subject; ///< any text
    std::string text;    ///< plain, UTF-8
    std::optional<Attachment> attachment{};
};

/// Errors of sending: `notice_refused` is for good (the address, the content), `notice_unavailable` may pass;
/// details `reason`.
class Mailer {
  public:
    virtual ~Mailer() = default;
    virtual domain::Status send(const Email& email) = 0;
};

struct Sms {
    std::string id; ///< the same at every try: a gateway that knows it sends no second one
    std::string to; ///< E.164
    std::string text;
};

class SmsGateway {
  public:
    virtual ~SmsGateway() = default;
    virtual domain::Status send(const Sms& sms) = 0;
};

struct SmtpSettings {
    enum class Security { none, starttls, tls };
    std::string host;
    int port = 587;
    Security security = Security::starttls;
    std::string user; ///< empty: no authentication
    std::string password;
    std::string ca_file; ///< empty: the system's
    std::string from;    ///< addr-spec
    std::string from_name;
    std::string reply_to; ///< addr-spec, or empty
    int timeout_seconds = 30;
};

struct SmsSettings {
    std::string url; ///< POST of {"id","to","text"} as JSON; 2xx is accepted
    std::string bearer_token;
    std::string ca_file;
    int timeout_seconds = 30;
};

/// `configuration_invalid` (details `field`) for settings that cannot work; `none` is for loopback alone.
domain::Result<std::unique_ptr<Mailer>> make_smtp_mailer(SmtpSettings settings);
domain::Result<std::unique_ptr<SmsGateway>> make_sms_gateway(SmsSettings settings);

} // namespace sigillo::portal
