#include "web/app/model/mailbox.hpp"

#include "shared/domain/money.hpp"

#include <algorithm>

namespace sigillo::app {

namespace portal = protocol::portal;

int gigabytes(const Mailbox& mailbox) {
    const std::string& text = mailbox.text(MailboxField::gb);
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || number > 1000) {
            return 0;
        }
        number = number * 10 + (c - '0');
    }
    return number;
}

const portal::AddOn* add_on(const Mailbox& mailbox, std::string_view id) {
    if (mailbox.view) {
        for (const auto& one : mailbox.view->add_ons) {
            if (one.id == id) {
                return &one;
            }
        }
    }
    return nullptr;
}

const portal::AddOnOffer* offer(const Mailbox& mailbox, portal::AddOnKind kind) {
    if (mailbox.view) {
        for (const auto& one : mailbox.view->offers) {
            if (one.kind == kind) {
                return &one;
            }
        }
    }
    return nullptr;
}

std::optional<MailboxPrice> price_of(const Mailbox& mailbox) {
    if (!mailbox.ordering) {
        return std::nullopt;
    }
    if (!mailbox.renewing.empty()) {
        const auto* renewed = add_on(mailbox, mailbox.renewing);
        return renewed != nullptr && renewed->renewal_price
                   ? std::optional(MailboxPrice{renewed->renewal_price->net, renewed->renewal_price->vat})
                   : std::nullopt;
    }
    const auto* offered = offer(mailbox, *mailbox.ordering);
    const bool pro = *mailbox.ordering == portal::AddOnKind::pro;
    const int gb = pro ? 1 : gigabytes(mailbox);
    if (offered == nullptr || gb < 1 || (!pro && gb > offered->most_gb)) {
        return std::nullopt;
    }
    const std::int64_t net = offered->net * gb;
    const auto vat = domain::vat_of({net}, {mailbox.view->vat_percent * 100});
    return vat ? std::optional(MailboxPrice{net, vat->value}) : std::nullopt;
}

} // namespace sigillo::app
