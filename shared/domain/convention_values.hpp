#pragma once

#include "shared/domain/named_enum.hpp"

namespace sigillo::domain {

// The values that a convention's data may take. What a new convention combines is data; a value that
// no convention had before is a rule that needs code, and stands here.

enum class ProductKind {
    cns_renewal, ///< new certificates on the same card
    new_card     ///< a card or kit with certificates
};
template <>
struct EnumNames<ProductKind> {
    static constexpr auto table = std::to_array<std::pair<ProductKind, std::string_view>>(
        {{ProductKind::cns_renewal, "cns_renewal"}, {ProductKind::new_card, "new_card"}});
};

/// The steps that a product goes through.
enum class Flow {
    renewal_on_card,       ///< order, payment, signed validation, keys, certificates, installation
    collected_at_the_order ///< a new card, collected de visu at the Order (R27, R82)
};
template <>
struct EnumNames<Flow> {
    static constexpr auto table = std::to_array<std::pair<Flow, std::string_view>>(
        {{Flow::renewal_on_card, "renewal_on_card"},
         {Flow::collected_at_the_order, "collected_at_the_order"}});
};

enum class Delivery { nothing, to_order, to_holder };
template <>
struct EnumNames<Delivery> {
    static constexpr auto table =
        std::to_array<std::pair<Delivery, std::string_view>>({{Delivery::nothing, "nothing"},
                                                              {Delivery::to_order, "to_order"},
                                                              {Delivery::to_holder, "to_holder"}});
};

enum class Identification {
    certificate_on_card,   ///< the renewal is asked with the card that is still valid
    de_visu_at_collection, ///< in person, at the Order, when the card is handed over
};
template <>
struct EnumNames<Identification> {
    static constexpr auto table = std::to_array<std::pair<Identification, std::string_view>>(
        {{Identification::certificate_on_card, "certificate_on_card"},
         {Identification::de_visu_at_collection, "de_visu_at_collection"}});
};

enum class PaymentMethod { card, bank_transfer, postal_slip, paypal };
template <>
struct EnumNames<PaymentMethod> {
    static constexpr auto table = std::to_array<std::pair<PaymentMethod, std::string_view>>(
        {{PaymentMethod::card, "card"},
         {PaymentMethod::bank_transfer, "bank_transfer"},
         {PaymentMethod::postal_slip, "postal_slip"},
         {PaymentMethod::paypal, "paypal"}});
};

/// Who may correct data of a request before validation (X6). In a renewal nobody can (R83).
enum class DataCorrection { nobody, order };
template <>
struct EnumNames<DataCorrection> {
    static constexpr auto table = std::to_array<std::pair<DataCorrection, std::string_view>>(
        {{DataCorrection::nobody, "nobody"}, {DataCorrection::order, "order"}});
};

enum class Channel { email, sms };
template <>
struct EnumNames<Channel> {
    static constexpr auto table = std::to_array<std::pair<Channel, std::string_view>>(
        {{Channel::email, "email"}, {Channel::sms, "sms"}});
};

/// Whom a notice goes to. The addresses are the portal's to know.
enum class Recipient { member, order, signatories, operators };
template <>
struct EnumNames<Recipient> {
    static constexpr auto table =
        std::to_array<std::pair<Recipient, std::string_view>>({{Recipient::member, "member"},
                                                               {Recipient::order, "order"},
                                                               {Recipient::signatories, "signatories"},
                                                               {Recipient::operators, "operators"}});
};

/// The moments of a renewal at which somebody is told something.
enum class NoticeStep {
    invited,            ///< R72
    placed,             ///< R22
    paid,               ///< the receipt, to the member
    queued,             ///< to the Order: a request waits for validation (R77)
    order_reminded,     ///< to the Order: it ages, or the certificate is about to expire (X21)
    validated,          ///< to the member, with the link that finishes it (R80)
    certificates_ready, ///< to the member: the certificates wait to be written to the card
    installed,
    rejected,
    withdrawn,
    expired,
    revoked,
    payment_not_accepted,
    payment_returned,
    payment_moved
};
template <>
struct EnumNames<NoticeStep> {
    static constexpr auto table = std::to_array<std::pair<NoticeStep, std::string_view>>(
        {{NoticeStep::invited, "invited"},
         {NoticeStep::placed, "placed"},
         {NoticeStep::paid, "paid"},
         {NoticeStep::queued, "queued"},
         {NoticeStep::order_reminded, "order_reminded"},
         {NoticeStep::validated, "validated"},
         {NoticeStep::certificates_ready, "certificates_ready"},
         {NoticeStep::installed, "installed"},
         {NoticeStep::rejected, "rejected"},
         {NoticeStep::withdrawn, "withdrawn"},
         {NoticeStep::expired, "expired"},
         {NoticeStep::revoked, "revoked"},
         {NoticeStep::payment_not_accepted, "payment_not_accepted"},
         {NoticeStep::payment_returned, "payment_returned"},
         {NoticeStep::payment_moved, "payment_moved"}});
};

/// What a report to the support desk states about its sender (R93).
enum class ReportField { given_name, surname, codice_fiscale, card_number, convention_code };
template <>
struct EnumNames<ReportField> {
    static constexpr auto table = std::to_array<std::pair<ReportField, std::string_view>>(
        {{ReportField::given_name, "given_name"},
         {ReportField::surname, "surname"},
         {ReportField::codice_fiscale, "codice_fiscale"},
         {ReportField::card_number, "card_number"},
         {ReportField::convention_code, "convention_code"}});
};

/// Whether a value stands in a source document or is ours (X18).
enum class SourceMark { stated, assumed };
template <>
struct EnumNames<SourceMark> {
    static constexpr auto table = std::to_array<std::pair<SourceMark, std::string_view>>(
        {{SourceMark::stated, "stated"}, {SourceMark::assumed, "assumed"}});
};

enum class Profession { architects, engineers };
template <>
struct EnumNames<Profession> {
    static constexpr auto table = std::to_array<std::pair<Profession, std::string_view>>(
        {{Profession::architects, "architects"}, {Profession::engineers, "engineers"}});
};

} // namespace sigillo::domain
