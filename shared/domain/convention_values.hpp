#pragma once

#include "shared/domain/named_enum.hpp"

namespace sigillo::domain {

// The values that a convention's data may take. What a new convention combines is data; a value that
// no convention had before is a rule that needs code, and stands here.

enum class ProductKind {
    cns_renewal,      ///< new certificates on the same card
    new_card,         ///< a card or kit with certificates
    remote_signature, ///< a signature whose key the provider keeps, used with an OTP
    remote_renewal,   ///< new certificates for such a signature
    reader            ///< goods alone
};
template <>
struct EnumNames<ProductKind> {
    static constexpr auto table = std::to_array<std::pair<ProductKind, std::string_view>>(
        {{ProductKind::cns_renewal, "cns_renewal"},
         {ProductKind::new_card, "new_card"},
         {ProductKind::remote_signature, "remote_signature"},
         {ProductKind::remote_renewal, "remote_renewal"},
         {ProductKind::reader, "reader"}});
};

/// Which life cycle something has: a renewal is done on the member's card, other products are bought; a PEC
/// mailbox is asked for, and its add-ons run a year.
enum class Flow { renewal_on_card, purchase, mailbox };
template <>
struct EnumNames<Flow> {
    static constexpr auto table =
        std::to_array<std::pair<Flow, std::string_view>>({{Flow::renewal_on_card, "renewal_on_card"},
                                                          {Flow::purchase, "purchase"},
                                                          {Flow::mailbox, "mailbox"}});
};

/// What a PEC mailbox can be (R99, R101).
enum class MailboxPlan { standard, pro };
template <>
struct EnumNames<MailboxPlan> {
    static constexpr auto table = std::to_array<std::pair<MailboxPlan, std::string_view>>(
        {{MailboxPlan::standard, "standard"}, {MailboxPlan::pro, "pro"}});
};

enum class Delivery { nothing, to_order, to_holder };
template <>
struct EnumNames<Delivery> {
    static constexpr auto table =
        std::to_array<std::pair<Delivery, std::string_view>>({{Delivery::nothing, "nothing"},
                                                              {Delivery::to_order, "to_order"},
                                                              {Delivery::to_holder, "to_holder"}});
};

/// When the holder is identified.
enum class IdentificationTime {
    never,             ///< goods alone
    by_the_card,       ///< a renewal is asked with the card that is still valid
    before_validation, ///< by a method that the member chooses
    at_collection      ///< de visu, at the Order, when the card is handed over (R27, R82)
};
template <>
struct EnumNames<IdentificationTime> {
    static constexpr auto table = std::to_array<std::pair<IdentificationTime, std::string_view>>(
        {{IdentificationTime::never, "never"},
         {IdentificationTime::by_the_card, "by_the_card"},
         {IdentificationTime::before_validation, "before_validation"},
         {IdentificationTime::at_collection, "at_collection"}});
};

/// How a holder is identified before validation (R123, R134 to R137).
enum class IdentificationMethod {
    digital_signature, ///< signs a challenge with a signature that they already have, through the agent
    cns,               ///< likewise with a CNS
    ts_cns,            ///< likewise with the regional health card
    cie,               ///< by an identity provider, like those below
    remote_signature,
    spid,
    video ///< DVO: in a video call
};
template <>
struct EnumNames<IdentificationMethod> {
    using M = IdentificationMethod;
    static constexpr auto table =
        std::to_array<std::pair<M, std::string_view>>({{M::digital_signature, "digital_signature"},
                                                       {M::cns, "cns"},
                                                       {M::ts_cns, "ts_cns"},
                                                       {M::cie, "cie"},
                                                       {M::remote_signature, "remote_signature"},
                                                       {M::spid, "spid"},
                                                       {M::video, "video"}});
};
/// The card's own key answers for it; the others go through an identity provider.
constexpr bool is_by_card(IdentificationMethod method) {
    return method == IdentificationMethod::digital_signature || method == IdentificationMethod::cns ||
           method == IdentificationMethod::ts_cns;
}

/// What makes an issued certificate usable.
enum class Activation {
    none,          ///< goods, or a renewal on the card
    at_collection, ///< the kit works when it is collected (R29)
    by_holder      ///< with code, codice fiscale and an OTP by SMS (R46, R47, X11)
};
template <>
struct EnumNames<Activation> {
    static constexpr auto table =
        std::to_array<std::pair<Activation, std::string_view>>({{Activation::none, "none"},
                                                                {Activation::at_collection, "at_collection"},
                                                                {Activation::by_holder, "by_holder"}});
};

/// Which certificates a product has (X3, X15, X17).
enum class CertificateSet { none, signature, cns_and_signature };
template <>
struct EnumNames<CertificateSet> {
    static constexpr auto table = std::to_array<std::pair<CertificateSet, std::string_view>>(
        {{CertificateSet::none, "none"},
         {CertificateSet::signature, "signature"},
         {CertificateSet::cns_and_signature, "cns_and_signature"}});
};

/// The page on which a statement of the convention stands.
enum class StatementPlace {
    offer,
    holder,
    register_data,
    identification,
    delivery,
    payment,
    progress,
    mailbox
};
template <>
struct EnumNames<StatementPlace> {
    using P = StatementPlace;
    static constexpr auto table =
        std::to_array<std::pair<P, std::string_view>>({{P::offer, "offer"},
                                                       {P::holder, "holder"},
                                                       {P::register_data, "register"},
                                                       {P::identification, "identification"},
                                                       {P::delivery, "delivery"},
                                                       {P::payment, "payment"},
                                                       {P::progress, "progress"},
                                                       {P::mailbox, "mailbox"}});
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

enum class Channel { email, sms, pec };
template <>
struct EnumNames<Channel> {
    static constexpr auto table = std::to_array<std::pair<Channel, std::string_view>>(
        {{Channel::email, "email"}, {Channel::sms, "sms"}, {Channel::pec, "pec"}});
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

/// The moments of a request at which somebody is told something.
enum class NoticeStep {
    invited,                     ///< R72
    placed,                      ///< R22
    payment_instructions,        ///< not by card: where to enter the payment's details (R20)
    paid,                        ///< the receipt, to the member
    originals_awaited,           ///< paid, the original documents are to be sent (R19)
    identification_instructions, ///< R41
    identified,
    queued,           ///< to the Order: a request waits for validation (R42, R77)
    order_reminded,   ///< to the Order: it ages, or the certificate is about to expire (X21)
    validated,        ///< to the member, with the link that finishes it (R80)
    corrected,        ///< to the member: the Order corrected registration data (X6)
    issued,           ///< to the member: the kit is issued (R25, R63)
    order_kit_issued, ///< to the Order: likewise (R64)
    activation_code,  ///< R46
    shipped,
    ready_for_collection, ///< R66
    collected,
    activated,
    secret_first,  ///< the first part of PIN and PUK (R48)
    secret_second, ///< the second, never over the same channel (R49)
    activation_reminded,
    certificates_suspended,
    certificates_reactivated,
    certificates_revoked,
    certificates_ready, ///< to the member: the certificates wait to be written to the card
    installed,
    rejected,
    withdrawn,
    expired,
    revoked,
    payment_not_accepted,
    payment_returned,
    payment_moved,
    requested, ///< to the member: the Order has asked for the mailbox (R103)
    expiring,  ///< an add-on is about to expire (R105, R107)
    renewed,
    ended ///< an add-on has ended, and its space with it (R109, R110)
};
template <>
struct EnumNames<NoticeStep> {
    using N = NoticeStep;
    static constexpr auto table = std::to_array<std::pair<N, std::string_view>>(
        {{N::invited, "invited"},
         {N::placed, "placed"},
         {N::payment_instructions, "payment_instructions"},
         {N::paid, "paid"},
         {N::originals_awaited, "originals_awaited"},
         {N::identification_instructions, "identification_instructions"},
         {N::identified, "identified"},
         {N::queued, "queued"},
         {N::order_reminded, "order_reminded"},
         {N::validated, "validated"},
         {N::corrected, "corrected"},
         {N::issued, "issued"},
         {N::order_kit_issued, "order_kit_issued"},
         {N::activation_code, "activation_code"},
         {N::shipped, "shipped"},
         {N::ready_for_collection, "ready_for_collection"},
         {N::collected, "collected"},
         {N::activated, "activated"},
         {N::secret_first, "secret_first"},
         {N::secret_second, "secret_second"},
         {N::activation_reminded, "activation_reminded"},
         {N::certificates_suspended, "certificates_suspended"},
         {N::certificates_reactivated, "certificates_reactivated"},
         {N::certificates_revoked, "certificates_revoked"},
         {N::certificates_ready, "certificates_ready"},
         {N::installed, "installed"},
         {N::rejected, "rejected"},
         {N::withdrawn, "withdrawn"},
         {N::expired, "expired"},
         {N::revoked, "revoked"},
         {N::payment_not_accepted, "payment_not_accepted"},
         {N::payment_returned, "payment_returned"},
         {N::payment_moved, "payment_moved"},
         {N::requested, "requested"},
         {N::expiring, "expiring"},
         {N::renewed, "renewed"},
         {N::ended, "ended"}});
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
