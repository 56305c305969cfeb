#pragma once

#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/result.hpp"

#include <memory>
#include <string>
#include <string_view>

// README.md beside this says what goes over the wire.
namespace sigillo::portal {

struct PaymentStart {
    domain::PaymentId payment;
    domain::Cents amount;
    std::string description;
    std::string return_url;
};

struct PaymentReport {
    enum class Outcome { paid, failed };
    domain::PaymentId payment;
    domain::Cents amount;
    Outcome outcome = Outcome::failed;
    domain::Instant at;
    std::string transaction; ///< the provider's number
};

/// A payment service with a page of its own. From any thread.
class PaymentProvider {
  public:
    virtual ~PaymentProvider() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    /// Where the page goes.
    [[nodiscard]] virtual std::string page_of(const PaymentStart& start) const = 0;
    /// What a call-back says, once it is known to be the provider's. Errors: `payment_not_authentic` for a
    /// wrong signature or a time to come, `message_*` for another form.
    [[nodiscard]] virtual domain::Result<PaymentReport>
    read_callback(std::string_view body, std::string_view signature, domain::Instant now) const = 0;
    /// Gives money back, once for each `refund`. Blocks for up to 15 seconds. Error: `payment_unavailable`.
    virtual domain::Status refund(std::string_view refund, const domain::PaymentId& payment,
                                  domain::Cents amount) = 0;
};

struct CardPageSettings {
    std::string url;
    std::string refund_url;
    std::string secret;
    std::string callback_url;
};

/// Error: `configuration_invalid` for a secret under 32 bytes.
domain::Result<std::unique_ptr<PaymentProvider>> make_card_page(CardPageSettings settings);

/// HMAC-SHA-256 in lower-case hexadecimal.
std::string hmac_hex(std::string_view secret, std::string_view content);
/// RFC 3986: all but unreserved characters as %XX.
std::string percent_encoded(std::string_view text);

} // namespace sigillo::portal
