#pragma once

#include "shared/domain/renewal/react.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/notices/mailer.hpp"
#include "web/portal/outbox/outbox.hpp"

#include <string>
#include <string_view>

// From a reaction to messages: the item `notice` is put with the event; when it is worked off it becomes one
// item `email`, `sms` or `pec` an address, with the finished text; those are sent. So each address has tries
// of its own, and every try sends the same bytes.
namespace sigillo::portal {

inline constexpr std::string_view job_notice = "notice";
inline constexpr std::string_view job_email = "email";
inline constexpr std::string_view job_sms = "sms";
inline constexpr std::string_view job_pec = "pec"; ///< an e-mail that goes out by the PEC provider

/// A parameter of this name holds the name of a secret of the request (store/rows.hpp): what it says goes
/// into the text as `code` and `secret`, and is forgotten with it.
inline constexpr std::string_view notice_secret = "secret_name";

/// Whom and what a notice is about.
struct NoticeSubject {
    domain::RequestId request;
    domain::PersonId member;
    domain::OrderId order;
    std::string
        member_email; ///< where there is no account: the address of the certificate (R72); may be empty
    std::string member_mobile;         ///< likewise, of the register
    std::string_view page = "request"; ///< of the portal, that the link opens
};

/// What to put into the outbox for it. `key` is unique to event and reaction ("R-1/3/0").
OutboxItem notice_item(const domain::SendNotice& notice, const NoticeSubject& subject, std::string_view key,
                       domain::Instant now);

struct NoticeSettings {
    std::string origin; ///< of the portal, "https://portal.example": links start with it
};

/// The page of a request. It is no sign-in.
std::string request_link(const NoticeSettings& settings, const domain::RequestId& request,
                         std::string_view page = "request");

/// `notice`: finds the addresses and composes, in Italian where a recipient's language is not known. Each
/// message is an event `notice.queued` of the system's stream "notices/<request>", in one transaction with
/// its outbox item.
class NoticeComposer final : public JobHandler {
  public:
    NoticeComposer(Store& store, const Catalogue& catalogue, NoticeSettings settings)
        : store_(store), catalogue_(catalogue), settings_(std::move(settings)) {}
    [[nodiscard]] std::string kind() const override { return std::string(job_notice); }
    JobOutcome handle(const OutboxItem& item, domain::Instant now) override;

  private:
    Store& store_;
    const Catalogue& catalogue_;
    NoticeSettings settings_;
};

/// `email`, or `pec` with the PEC provider's mailer.
class EmailSender final : public JobHandler {
  public:
    explicit EmailSender(Mailer& mailer, std::string_view kind = job_email) : mailer_(mailer), kind_(kind) {}
    [[nodiscard]] std::string kind() const override { return kind_; }
    JobOutcome handle(const OutboxItem& item, domain::Instant now) override;

  private:
    Mailer& mailer_;
    std::string kind_;
};

/// `sms`.
class SmsSender final : public JobHandler {
  public:
    explicit SmsSender(SmsGateway& gateway) : gateway_(gateway) {}
    [[nodiscard]] std::string kind() const override { return std::string(job_sms); }
    JobOutcome handle(const OutboxItem& item, domain::Instant now) override;

  private:
    SmsGateway& gateway_;
};

/// For mail that no request is about (a checkpoint, an address to confirm); `key` is unique to it.
OutboxItem email_item(std::string_view key, const Email& email, const domain::PersonId& person,
                      domain::Instant now);

} // namespace sigillo::portal
