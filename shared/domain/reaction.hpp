#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/payment.hpp"

#include <map>
#include <string>

// What events of every life cycle can set off.
namespace sigillo::domain {

/// A message to send. The portal adds the parameters that only it knows: `link` (opens the request; it is no
/// sign-in), `order`, `order_mail`, `order_phone`.
struct SendNotice {
    NoticeStep step = NoticeStep::invited;
    Channel channel = Channel::email;
    Recipient recipient = Recipient::member;
    std::string text_key;
    std::map<std::string, std::string> parameters;

    bool operator==(const SendNotice&) const = default;
};

/// Give money back; when it is done the request is told (`MarkRefunded`).
struct RefundPayment {
    Payment payment;

    bool operator==(const RefundPayment&) const = default;
};

} // namespace sigillo::domain
