#pragma once

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/convention_values.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/named_enum.hpp"
#include "shared/domain/payment.hpp"
#include "shared/domain/validation.hpp"

#include <optional>
#include <string>

namespace sigillo::domain::purchase {

/// The last thing done for a purchase, or how it ended. Which of them a purchase passes through is its plan
/// (plan.hpp), made from the product's data.
enum class Stage {
    none,
    placed,
    paid,
    originals_received,
    identified,
    validated,
    issuing, ///< the provider has begun to make the certificates
    issued,
    shipped,
    at_order, ///< the kit is with the Order's office
    collected,
    active,    ///< the certificates work
    delivered, ///< goods without certificates are on their way to the member: nothing is left to do
    rejected,
    withdrawn,
    expired,
    revoked ///< not activated by the deadline, or revoked as a whole
};

/// What can be left to do, in this order.
enum class Step {
    payment,
    originals,
    identification,
    validation,
    issuance,
    shipping,
    arrival,    ///< the Order confirms that it has the kit (X7)
    collection, ///< handed over in person
    activation
};

/// Why the Order does not validate.
enum class RejectionReason {
    data_wrong, ///< the member orders again with the right data (X6, R120)
    not_enrolled,
    dues_unpaid,
    other ///< with a note
};

/// Which of a purchase's certificates something is about (X15).
enum class CertificateChoice { signature, authentication, both };

enum class CertificateStatus { valid, suspended, revoked };

/// Why an Order asks for revocation or suspension (X9).
enum class StatusReason { cancelled_from_register, transferred, section_changed, holder_asks, other };

enum class DocumentKind { identity_card, passport, driving_licence };

struct Address {
    std::string street;
    std::string postcode;
    std::string municipality;
    std::string province; ///< two letters; empty abroad
    std::string country;  ///< ISO 3166-1 alpha-2

    bool operator==(const Address&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("street", self.street);
        f("postcode", self.postcode);
        f("municipality", self.municipality);
        f("province", self.province);
        f("country", self.country);
    }
};

/// Who the product is for (R5, R50).
struct Holder {
    std::string given_name; ///< all of them, as on the document (R11)
    std::string surname;
    std::string sex; ///< "M" or "F", or empty
    Date birth;
    std::string birth_place; ///< Belfiore code
    std::string birth_place_name;
    std::string codice_fiscale; ///< as typed
    Address residence;
    std::string phone;
    std::string fax; ///< may be empty
    std::string email;
    std::string mobile; ///< E.164

    bool operator==(const Holder&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("given_name", self.given_name);
        f("surname", self.surname);
        f("sex", self.sex);
        f("birth", self.birth);
        f("birth_place", self.birth_place);
        f("birth_place_name", self.birth_place_name);
        f("codice_fiscale", self.codice_fiscale);
        f("residence", self.residence);
        f("phone", self.phone);
        f("fax", self.fax);
        f("email", self.email);
        f("mobile", self.mobile);
    }
};

/// The document that the member names at registration and brings to the collection (R9, R12, R28, R70).
struct IdentityDocument {
    DocumentKind kind = DocumentKind::identity_card;
    std::string number;
    std::string issued_by;
    Date issued_on;
    Date expires_on;

    bool operator==(const IdentityDocument&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("kind", self.kind);
        f("number", self.number);
        f("issued_by", self.issued_by);
        f("issued_on", self.issued_on);
        f("expires_on", self.expires_on);
    }
};

/// The member's place in the Order's register, as the member states it (R13 to R15, X3).
struct Enrolment {
    std::string title;
    std::string section;
    std::string sector;
    std::string number;
    Date registered_on;
    Date qualified_on; ///< may be missing

    bool operator==(const Enrolment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("title", self.title);
        f("section", self.section);
        f("sector", self.sector);
        f("number", self.number);
        f("registered_on", self.registered_on);
        f("qualified_on", self.qualified_on);
    }
};

/// Whom the invoice goes to (R21, R36).
struct Billing {
    bool to_holder = true; ///< then the rest is empty
    std::string name;
    std::string tax_code; ///< codice fiscale or partita IVA
    Address address;
    std::string pec_or_code; ///< where an electronic invoice goes; may be empty

    bool operator==(const Billing&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("to_holder", self.to_holder);
        f("name", self.name);
        f("tax_code", self.tax_code);
        f("address", self.address);
        f("pec_or_code", self.pec_or_code);
    }
};

/// Where it is sent (R37); at the Order there is nothing to choose (R10).
struct Shipping {
    Delivery to = Delivery::nothing;
    bool to_residence = true; ///< then the rest is empty
    std::string addressee;
    Address address;

    bool operator==(const Shipping&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("to", self.to);
        f("to_residence", self.to_residence);
        f("addressee", self.addressee);
        f("address", self.address);
    }
};

/// What the wizard fills in: kept as it is typed, right or wrong, until it is placed.
struct Form {
    ProductId product;
    Holder holder;
    IdentityDocument document;
    Enrolment enrolment;
    Digest photo; ///< of the stored JPEG, or empty
    std::optional<IdentificationMethod> identification;
    Billing billing;
    Shipping shipping;
    std::optional<PaymentMethod> payment;

    bool operator==(const Form&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("product", self.product);
        f("holder", self.holder);
        f("document", self.document);
        f("enrolment", self.enrolment);
        f("photo", self.photo);
        f("identification", self.identification);
        f("billing", self.billing);
        f("shipping", self.shipping);
        f("payment", self.payment);
    }
};

struct Rejection {
    RejectionReason reason = RejectionReason::other;
    std::string note;
    ConventionCode again_with; ///< the code to order again with; empty where that does not help
    std::optional<PaymentUse> payment;

    bool operator==(const Rejection&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("reason", self.reason);
        f("note", self.note);
        f("again_with", self.again_with);
        f("payment", self.payment);
    }
};

/// How the holder was identified before validation.
struct Identified {
    IdentificationMethod method = IdentificationMethod::digital_signature;
    Digest evidence; ///< of the signed challenge, or of the provider's signed answer
    Instant at;

    bool operator==(const Identified&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("method", self.method);
        f("evidence", self.evidence);
        f("at", self.at);
    }
};

/// Why the holder cannot bring the document that was named at registration (R28, R70).
enum class DocumentReason { expired, lost_or_stolen };

/// The kit in the holder's hands (R27, R28, R70).
struct HandOver {
    DocumentKind document = DocumentKind::identity_card;
    std::string document_number; ///< as read from the document that the holder brought
    bool in_person = false;      ///< the holder, no delegate (R69)
    bool copy_taken = false;
    bool form_signed = false; ///< the printed form (X7)

    bool operator==(const HandOver&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("document", self.document);
        f("document_number", self.document_number);
        f("in_person", self.in_person);
        f("copy_taken", self.copy_taken);
        f("form_signed", self.form_signed);
    }
};

/// No command moves a purchase out of these but those about its certificates and its money.
constexpr bool is_end(Stage stage) {
    return stage == Stage::active || stage == Stage::delivered || stage == Stage::rejected ||
           stage == Stage::withdrawn || stage == Stage::expired || stage == Stage::revoked;
}

} // namespace sigillo::domain::purchase

namespace sigillo::domain {
template <>
struct EnumNames<purchase::DocumentReason> {
    using R = purchase::DocumentReason;
    static constexpr auto table = std::to_array<std::pair<R, std::string_view>>(
        {{R::expired, "expired"}, {R::lost_or_stolen, "lost_or_stolen"}});
};
template <>
struct EnumNames<purchase::Stage> {
    using S = purchase::Stage;
    static constexpr auto table =
        std::to_array<std::pair<S, std::string_view>>({{S::none, "none"},
                                                       {S::placed, "placed"},
                                                       {S::paid, "paid"},
                                                       {S::originals_received, "originals_received"},
                                                       {S::identified, "identified"},
                                                       {S::validated, "validated"},
                                                       {S::issuing, "issuing"},
                                                       {S::issued, "issued"},
                                                       {S::shipped, "shipped"},
                                                       {S::at_order, "at_order"},
                                                       {S::collected, "collected"},
                                                       {S::active, "active"},
                                                       {S::delivered, "delivered"},
                                                       {S::rejected, "rejected"},
                                                       {S::withdrawn, "withdrawn"},
                                                       {S::expired, "expired"},
                                                       {S::revoked, "revoked"}});
};
template <>
struct EnumNames<purchase::Step> {
    using S = purchase::Step;
    static constexpr auto table =
        std::to_array<std::pair<S, std::string_view>>({{S::payment, "payment"},
                                                       {S::originals, "originals"},
                                                       {S::identification, "identification"},
                                                       {S::validation, "validation"},
                                                       {S::issuance, "issuance"},
                                                       {S::shipping, "shipping"},
                                                       {S::arrival, "arrival"},
                                                       {S::collection, "collection"},
                                                       {S::activation, "activation"}});
};
template <>
struct EnumNames<purchase::RejectionReason> {
    using R = purchase::RejectionReason;
    static constexpr auto table =
        std::to_array<std::pair<R, std::string_view>>({{R::data_wrong, "data_wrong"},
                                                       {R::not_enrolled, "not_enrolled"},
                                                       {R::dues_unpaid, "dues_unpaid"},
                                                       {R::other, "other"}});
};
template <>
struct EnumNames<purchase::CertificateChoice> {
    using C = purchase::CertificateChoice;
    static constexpr auto table = std::to_array<std::pair<C, std::string_view>>(
        {{C::signature, "signature"}, {C::authentication, "authentication"}, {C::both, "both"}});
};
template <>
struct EnumNames<purchase::CertificateStatus> {
    using C = purchase::CertificateStatus;
    static constexpr auto table = std::to_array<std::pair<C, std::string_view>>(
        {{C::valid, "valid"}, {C::suspended, "suspended"}, {C::revoked, "revoked"}});
};
template <>
struct EnumNames<purchase::StatusReason> {
    using R = purchase::StatusReason;
    static constexpr auto table = std::to_array<std::pair<R, std::string_view>>(
        {{R::cancelled_from_register, "cancelled_from_register"},
         {R::transferred, "transferred"},
         {R::section_changed, "section_changed"},
         {R::holder_asks, "holder_asks"},
         {R::other, "other"}});
};
template <>
struct EnumNames<purchase::DocumentKind> {
    using D = purchase::DocumentKind;
    static constexpr auto table =
        std::to_array<std::pair<D, std::string_view>>({{D::identity_card, "identity_card"},
                                                       {D::passport, "passport"},
                                                       {D::driving_licence, "driving_licence"}});
};
} // namespace sigillo::domain
