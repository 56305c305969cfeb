#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/money.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::domain {

struct LocalizedText {
    std::string it;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::en ? en : it;
    }
    bool operator==(const LocalizedText&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("it", self.it);
        f("en", self.en);
    }
};

/// A way to be identified, and what it costs.
struct IdentificationOption {
    IdentificationMethod method = IdentificationMethod::digital_signature;
    Cents net;

    bool operator==(const IdentificationOption&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("method", self.method);
        f("net_cents", self.net);
    }
};

struct DeliveryOption {
    Delivery to = Delivery::nothing;
    Cents net;

    bool operator==(const DeliveryOption&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("to", self.to);
        f("net_cents", self.net);
    }
};

/// What is sold, and which steps it goes through. Identification and shipping are taxed at its VAT rate.
struct Product {
    ProductId id;
    ProductKind kind = ProductKind::cns_renewal;
    LocalizedText name;
    Cents net;
    VatRate vat;
    Flow flow = Flow::renewal_on_card;
    bool originals = false; ///< waits for original documents after payment (R19)
    IdentificationTime identified = IdentificationTime::never;
    std::vector<IdentificationOption> identification; ///< where it is before validation
    bool validation = false;                          ///< the Order signs an act
    std::vector<DeliveryOption> delivery;             ///< one alone is locked (R10)
    Activation activation = Activation::none;
    CertificateSet certificates = CertificateSet::none;
    int certificate_years = 0; ///< 1 to 10; 0 without certificates
    bool role_certificate = false;
    bool photo = false; ///< the card shows the holder (X4)

    bool operator==(const Product&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("id", self.id);
        f("kind", self.kind);
        f("name", self.name);
        f("net_cents", self.net);
        f("vat_basis_points", self.vat);
        f("flow", self.flow);
        f("originals", self.originals);
        f("identified", self.identified);
        f("identification", self.identification);
        f("validation", self.validation);
        f("delivery", self.delivery);
        f("activation", self.activation);
        f("certificates", self.certificates);
        f("certificate_years", self.certificate_years);
        f("role_certificate", self.role_certificate);
        f("photo", self.photo);
    }
};

/// A fact that the right page must state.
struct Statement {
    StatementPlace place = StatementPlace::offer;
    LocalizedText text;
    std::string link; ///< https address that belongs to it, or empty

    bool operator==(const Statement&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("place", self.place);
        f("text", self.text);
        f("link", self.link);
    }
};

/// Whom a member turns to when something does not work (R91 to R94, R141 to R143). Empty: not offered.
struct SupportContact {
    std::string mail;
    std::string mail_copy;
    std::string phone;
    std::string phone_hours_key; ///< key of the translations
    std::string ticket_url;
    std::vector<ReportField> report_fields;
    bool asks_for_screenshot = false;
    bool asks_for_urgent_reply = false;
    bool phone_needs_ticket_number = false;

    bool operator==(const SupportContact&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("mail", self.mail);
        f("mail_copy", self.mail_copy);
        f("phone", self.phone);
        f("phone_hours_key", self.phone_hours_key);
        f("ticket_url", self.ticket_url);
        f("report_fields", self.report_fields);
        f("asks_for_screenshot", self.asks_for_screenshot);
        f("asks_for_urgent_reply", self.asks_for_urgent_reply);
        f("phone_needs_ticket_number", self.phone_needs_ticket_number);
    }
};

/// How purchases under the convention go.
struct PurchaseTerms {
    std::vector<std::string> clauses; ///< keys of the clauses to accept, in the order shown (R6, R38)
    std::vector<std::string> titles;  ///< exactly the drop-down's entries (R13)
    std::vector<std::string> sections;
    std::vector<std::string> sectors;
    bool register_must_match = false; ///< data that differ from the register are refused at once (R120)
    DataCorrection correction = DataCorrection::nobody; ///< X6
    int pay_within_days = 0;
    int identify_within_days = 0; ///< X10
    int activate_within_days = 0; ///< X11
    int remind_order_after_days = 0;
    int remind_order_again_after_days = 0;
    /// Before the certificates that the holder has not activated are revoked; the farthest first.
    std::vector<int> remind_activation_before_days;
    std::optional<SupportContact> support; ///< where it is not the convention's

    bool operator==(const PurchaseTerms&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("clauses", self.clauses);
        f("titles", self.titles);
        f("sections", self.sections);
        f("sectors", self.sectors);
        f("register_must_match", self.register_must_match);
        f("correction", self.correction);
        f("pay_within_days", self.pay_within_days);
        f("identify_within_days", self.identify_within_days);
        f("activate_within_days", self.activate_within_days);
        f("remind_order_after_days", self.remind_order_after_days);
        f("remind_order_again_after_days", self.remind_order_again_after_days);
        f("remind_activation_before_days", self.remind_activation_before_days);
        f("support", self.support);
    }
};

/// When a renewal can be asked for, and by when its steps are due.
struct RenewalTerms {
    std::vector<std::string> clauses;        ///< keys of the clauses to accept, in the order shown (R6)
    int window_months = 0;                   ///< opens so many months before expiry (X12)
    int install_within_days = 0;             ///< certified and not installed by then: revoked
    int remind_order_after_days = 0;         ///< paid and not validated: the Order is reminded
    int remind_order_before_expiry_days = 0; ///< paid and the certificate about to expire: likewise
    int remind_order_again_after_days = 0;   ///< and then again so often
    DataCorrection correction = DataCorrection::nobody;
    ConventionCode new_card_code; ///< with which a new card is bought instead (R81, R85)

    bool operator==(const RenewalTerms&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("clauses", self.clauses);
        f("window_months", self.window_months);
        f("install_within_days", self.install_within_days);
        f("remind_order_after_days", self.remind_order_after_days);
        f("remind_order_before_expiry_days", self.remind_order_before_expiry_days);
        f("remind_order_again_after_days", self.remind_order_again_after_days);
        f("correction", self.correction);
        f("new_card_code", self.new_card_code);
    }
};

/// What a mailbox of a plan holds, and how far it can be extended. Sizes are whole gigabytes, prices are net
/// and for a year.
struct MailboxPlanTerms {
    MailboxPlan plan = MailboxPlan::standard;
    Cents net; ///< 0: free
    int inbox_gb = 0;
    int archive_gb = 0;
    int inbox_max_gb = 0; ///< with all extra space
    int archive_max_gb = 0;
    Cents gb_net; ///< of one gigabyte more

    bool operator==(const MailboxPlanTerms&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("plan", self.plan);
        f("net_cents", self.net);
        f("inbox_gb", self.inbox_gb);
        f("archive_gb", self.archive_gb);
        f("inbox_max_gb", self.inbox_max_gb);
        f("archive_max_gb", self.archive_max_gb);
        f("gb_net_cents", self.gb_net);
    }
};

/// How members get a PEC mailbox and its add-ons, which run a year from purchase.
struct MailboxTerms {
    std::vector<std::string> clauses; ///< for what is paid
    VatRate vat;
    std::vector<MailboxPlanTerms> plans;
    int pay_within_days = 0;
    std::vector<int> remind_before_days; ///< the farthest first; a renewal is open from that one on

    bool operator==(const MailboxTerms&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("clauses", self.clauses);
        f("vat_basis_points", self.vat);
        f("plans", self.plans);
        f("pay_within_days", self.pay_within_days);
        f("remind_before_days", self.remind_before_days);
    }
};

/// At a step of a life cycle, one message over one channel to one kind of recipient. The e-mail's subject is
/// the translation `<text_key>.subject`, its text `<text_key>.body`; an SMS is `<text_key>.sms`.
struct NoticeRule {
    Flow flow = Flow::renewal_on_card; ///< a convention may sell both, and each has its own notices
    NoticeStep step = NoticeStep::invited;
    Channel channel = Channel::email;
    Recipient recipient = Recipient::member;
    std::string text_key;

    bool operator==(const NoticeRule&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("flow", self.flow);
        f("step", self.step);
        f("channel", self.channel);
        f("recipient", self.recipient);
        f("text_key", self.text_key);
    }
};

struct Appearance {
    std::string accent; ///< "#rrggbb"
    std::string logo;   ///< file below assets/conventions/logos, or empty

    bool operator==(const Appearance&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("accent", self.accent);
        f("logo", self.logo);
    }
};

/// Where a value comes from: `field` is its JSON pointer in the file, `where` the source ("S3, R87") or the
/// reason of the assumption.
struct SourceNote {
    std::string field;
    SourceMark mark = SourceMark::assumed;
    std::string where;

    bool operator==(const SourceNote&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("field", self.field);
        f("mark", self.mark);
        f("where", self.where);
    }
};

/// One dated version of a convention for some Orders: one file of assets/conventions. A request keeps to the
/// version that it began under.
struct ConventionVersion {
    ConventionCode code;    ///< empty where members need none: nothing but mailboxes
    bool is_public = false; ///< a code that is not public reaches no listing (R54)
    LocalizedText title;
    Profession profession = Profession::architects;
    std::vector<OrderId> orders;
    Date valid_from;
    std::optional<Date> valid_to; ///< the last day, included
    std::vector<Product> products;
    std::vector<PaymentMethod> payment_methods;
    std::optional<RenewalTerms> renewal;   ///< where a renewal is sold
    std::optional<PurchaseTerms> purchase; ///< where anything is bought
    std::optional<MailboxTerms> mailbox;   ///< where there are PEC mailboxes
    std::vector<Statement> statements;
    SupportContact support;
    std::vector<NoticeRule> notices;
    Appearance appearance;
    std::vector<SourceNote> sources;
    /// Of the file's canonical JSON without `valid_to` and `sources`, which change nothing of what a member
    /// agreed to; set by who loads the file, no field of it.
    Digest hash;

    bool operator==(const ConventionVersion&) const = default;
    /// All fields of the file, in the file's order. `hash` is not among them.
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("code", self.code);
        f("public", self.is_public);
        f("title", self.title);
        f("profession", self.profession);
        f("orders", self.orders);
        f("valid_from", self.valid_from);
        f("valid_to", self.valid_to);
        f("products", self.products);
        f("payment_methods", self.payment_methods);
        f("renewal", self.renewal);
        f("purchase", self.purchase);
        f("mailbox", self.mailbox);
        f("statements", self.statements);
        f("support", self.support);
        f("notices", self.notices);
        f("appearance", self.appearance);
        f("sources", self.sources);
    }
};

/// In force for the Order on the day (of Rome).
bool applies(const ConventionVersion& version, const OrderId& order, const Date& day);
/// Whom to turn to about something of that life cycle.
const SupportContact& support_of(const ConventionVersion& version, Flow flow);
/// The first product of the kind, or nullptr.
const Product* product_of(const ConventionVersion& version, ProductKind kind);
const Product* product_by_id(const ConventionVersion& version, const ProductId& id);
/// The versions that sell such a product to the Order on the day, those that took effect last first.
std::vector<const ConventionVersion*> conventions_for(const std::vector<ConventionVersion>& all,
                                                      const OrderId& order, const Date& day,
                                                      ProductKind kind);
/// The version of that code in force for the Order on the day, or nullptr. The empty code finds none.
const ConventionVersion* convention_by_code(const std::vector<ConventionVersion>& all,
                                            const ConventionCode& code, const OrderId& order,
                                            const Date& day);
/// The version that gives the Order's members their mailboxes on the day, or nullptr.
const ConventionVersion* mailbox_convention(const std::vector<ConventionVersion>& all, const OrderId& order,
                                            const Date& day);
/// The plan's terms, or nullptr.
const MailboxPlanTerms* plan_terms(const MailboxTerms& terms, MailboxPlan plan);
const ConventionVersion* convention_by_hash(const std::vector<ConventionVersion>& all, const Digest& hash);
/// Net, VAT and gross of one piece.
Result<Total> price_of(const Product& product);

/// What a schema cannot say: dates in order, prices and durations in range, unique product ids, clause and
/// notice keys, terms that fit. `convention_file_invalid` with details `field` and `reason`.
Status check(const ConventionVersion& version);
/// Two versions of one code must not both be in force for an Order on a day. `convention_file_invalid`.
Status check_together(const std::vector<ConventionVersion>& all);

} // namespace sigillo::domain
