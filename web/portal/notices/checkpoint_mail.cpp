#include "web/portal/notices/checkpoint_mail.hpp"

#include "shared/texts/texts.hpp"
#include "web/portal/notices/notices.hpp"

#include <array>
#include <cstdio>

namespace sigillo::portal {

domain::Status mail_checkpoint(Store& store, const CheckpointMailSettings& settings, domain::Instant now) {
    const auto last = store.last_checkpoint();
    if (!last) {
        return last.error();
    }
    if (!*last) {
        return domain::Done{};
    }
    const CheckpointRow& checkpoint = **last;
    const std::string day = domain::to_text(domain::rome_date(now));
    const std::string key = "checkpoint-mail/" + day;
    std::array<char, 48> name{};
    std::snprintf(name.data(), name.size(), "checkpoint-%08lld.p7m",
                  static_cast<long long>(checkpoint.number));
    const texts::Parameters parameters{{"portal", settings.name},
                                       {"origin", settings.origin},
                                       {"number", std::to_string(checkpoint.number)},
                                       {"file", name.data()},
                                       {"sha256", pki::sha256_hex(checkpoint.p7m)},
                                       {"sent_at", domain::to_rfc3339(now)}};
    Email email;
    email.message_id = pki::sha256_hex(pki::view_of(settings.origin + key)).substr(0, 32) + "@" +
                       settings.to.substr(settings.to.rfind('@') + 1);
    email.date = now;
    email.to = settings.to;
    email.subject = texts::text(texts::Language::it, "notice.checkpoint.subject", parameters);
    email.text = texts::text(texts::Language::it, "notice.checkpoint.body", parameters);
    email.attachment = Attachment{name.data(), "application/pkcs7-mime; smime-type=signed-data",
                                  pki::text_of(checkpoint.p7m)};
    Transaction transaction;
    transaction.writes.emplace_back(PutOutboxItem{email_item(key, email, {}, now)});
    const auto put = store.append(transaction);
    return put ? domain::Status(domain::Done{}) : domain::Status(put.error());
}

} // namespace sigillo::portal
