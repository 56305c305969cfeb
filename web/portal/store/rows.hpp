#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/card_certificates.hpp"
#include "shared/domain/language.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/purchase/values.hpp"
#include "shared/domain/register_entry.hpp"
#include "shared/domain/renewal/values.hpp"
#include "web/portal/store/events.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

// What a transaction writes beside its events. Callers see personal data in clear; the store seals it under
// the key of the person and keeps only keyed hashes to look people up and to search by (vault/vault.hpp).
namespace sigillo::portal {

/// Someone with an account. One person is one codice fiscale.
struct Account {
    domain::PersonId person;
    domain::CodiceFiscale codice_fiscale;
    std::string given_name;
    std::string surname;
    std::string email;  ///< unique (X5)
    std::string mobile; ///< E.164, or empty
    bool email_verified = false;
    std::string password_hash; ///< libsodium's argon2id text; empty: signs in by card only
    domain::Language language = domain::Language::it;
    std::vector<domain::RoleGrant> roles;
    bool disabled = false;
};

/// An Order's register entry, and the person that it is about.
struct RegisterRow {
    domain::PersonId person;
    domain::RegisterEntry entry;
};

/// The certificates of a card that the portal knows, from issuance or from an import.
struct CardRow {
    domain::PersonId person;
    domain::OrderId order;
    domain::ConventionCode convention; ///< under which the card was bought or last renewed
    domain::CardCertificates certificates;
    Bytes authentication_der;
    Bytes signature_der;
};

/// In which list of the Order's queue a request stands.
/// `kits`: the Order has a kit to receive or to hand over; `provider`: the provider has to act. PEC mailboxes
/// have lists and lanes of their own, down to `ended`.
enum class Lane {
    none,
    to_validate,
    waiting_for_member,
    kits,
    provider,
    mailbox_asked,
    mailbox_requested,
    mailbox_active,
    mailbox_payment, ///< active, and money is said to be on its way or is to be given back by hand
    ended
};

/// Which life cycle a request has.
enum class RequestKind { renewal, purchase, mailbox };

/// What is to be done next, for people who work through lists: the steps of a purchase by their names, and
/// what those leave out.
namespace work {
inline constexpr std::string_view payment = "payment";
inline constexpr std::string_view reconciliation = "reconciliation"; ///< paid elsewhere, to be found
inline constexpr std::string_view originals = "originals";
inline constexpr std::string_view validation = "validation";
inline constexpr std::string_view issuance = "issuance";
inline constexpr std::string_view issuing = "issuing"; ///< under way
inline constexpr std::string_view shipping = "shipping";
inline constexpr std::string_view arrival = "arrival";
inline constexpr std::string_view collection = "collection";
inline constexpr std::string_view keys = "keys"; ///< of a renewal: made on the card
inline constexpr std::string_view certificates = "certificates";
inline constexpr std::string_view installation = "installation";
inline constexpr std::string_view refund = "refund"; ///< that no payment service can make
} // namespace work

/// The read model of a request: what lists show and jobs select by.
struct RequestRow {
    domain::RequestId id;
    RequestKind kind = RequestKind::renewal;
    std::int64_t seq = 0;
    std::string stage; ///< as the life cycle's events name it
    Lane lane = Lane::none;
    domain::PersonId person;
    domain::OrderId order;
    domain::ConventionCode convention;
    domain::ProductId product;
    domain::Instant since;                   ///< when it entered its stage
    domain::Instant certificate_expires;     ///< zero where there is none yet
    std::string next;                        ///< one of `work`, or another step; empty: nothing
    std::optional<domain::Instant> deadline; ///< by when what is next must be done
    int differences = 0;
    std::string holder;
    domain::CodiceFiscale codice_fiscale;
    std::string registration;    ///< as lists show it: "Sezione A n. 123"
    std::string register_number; ///< for the search: "123"
    std::string card_number;
};

/// `PaymentRow::provider` of money that goes from account to account, past every payment service.
inline constexpr std::string_view declared_payment = "declared";

enum class PaymentState { awaiting, paid, failed, refunded };

struct PaymentRow {
    domain::PaymentId id;
    domain::RequestId request;
    domain::Cents amount;
    PaymentState state = PaymentState::awaiting;
    std::string provider;  ///< which payment service
    std::string reference; ///< the provider's, once there is one
    domain::Instant created;
    std::optional<domain::Instant> settled;
};

/// Work for the outbox. `key` makes it once only: a second row with the same key is not added.
struct OutboxItem {
    std::string key;
    std::string kind;        ///< which JobHandler
    domain::PersonId person; ///< whose data the payload holds: it is sealed under that key; empty: kept as is
    std::string payload;
    domain::Instant not_before;
};

/// Something kept by its hash: a `.p7m`, a certificate, a CRL used as evidence, a certificate request. An
/// event that carries the hash vouches for it. Stored once, however often it is put.
struct Document {
    domain::Digest sha256; ///< of `content`; computed where empty
    std::string kind;
    domain::PersonId person; ///< sealed under that key, unless empty
    Bytes content;
};

/// An order that a member fills in: kept as it is typed, on the portal, so that it can be taken up elsewhere.
struct DraftRow {
    std::string id;
    domain::PersonId person;
    domain::ConventionCode convention;
    domain::OrderId order;
    std::int64_t seq = 0;
    domain::Instant saved;
    domain::purchase::Form form;
};

struct PutAccount {
    Account account;
};
struct PutRegisterRow {
    RegisterRow row;
};
/// Many at once: who is new to the portal becomes known in the same transaction.
struct PutRegisterEntries {
    std::vector<domain::RegisterEntry> entries;
};
struct PutCard {
    CardRow row;
};
struct PutRequest {
    RequestRow row;
};
struct PutPayment {
    PaymentRow row;
};
struct PutOutboxItem {
    OutboxItem item;
};
struct PutDocument {
    Document document;
};
/// `request_changed_meanwhile` where the stored draft is not at `row.seq - 1`; 1: a new one.
struct PutDraft {
    DraftRow row;
};
struct DeleteDraft {
    std::string id;
};
/// Kept sealed under the person's key until it is taken.
struct PutSecret {
    domain::RequestId request;
    std::string name;
    domain::PersonId person;
    std::string value;
};
struct DeleteSecret {
    domain::RequestId request;
    std::string name;
};
/// Destroys the person's key, and with it everything sealed under it, and the hashes that they are found by.
struct ErasePerson {
    domain::PersonId person;
    domain::Instant at;
};

/// A link to set a password with, in place of the person's earlier one.
struct PutPasswordLink {
    domain::PersonId person;
    std::string token; ///< in clear; stored as a keyed hash
    domain::Instant expires;
};
/// Takes the link away; the transaction fails with `link_invalid` where it is not the person's or has
/// expired.
struct UsePasswordLink {
    domain::PersonId person;
    std::string token;
    domain::Instant now;
};
struct EndSessions {
    domain::PersonId person;
};

using Write = std::variant<PutAccount, PutRegisterRow, PutRegisterEntries, PutPasswordLink, UsePasswordLink,
                           EndSessions, PutCard, PutRequest, PutPayment, PutOutboxItem, PutDocument, PutDraft,
                           DeleteDraft, PutSecret, DeleteSecret, ErasePerson>;

} // namespace sigillo::portal

namespace sigillo::domain {
template <>
struct EnumNames<portal::RequestKind> {
    using K = portal::RequestKind;
    static constexpr auto table = std::to_array<std::pair<K, std::string_view>>(
        {{K::renewal, "renewal"}, {K::purchase, "purchase"}, {K::mailbox, "mailbox"}});
};
template <>
struct EnumNames<portal::Lane> {
    using L = portal::Lane;
    static constexpr auto table =
        std::to_array<std::pair<L, std::string_view>>({{L::none, "none"},
                                                       {L::to_validate, "to_validate"},
                                                       {L::waiting_for_member, "waiting_for_member"},
                                                       {L::kits, "kits"},
                                                       {L::provider, "provider"},
                                                       {L::mailbox_asked, "mailbox_asked"},
                                                       {L::mailbox_requested, "mailbox_requested"},
                                                       {L::mailbox_active, "mailbox_active"},
                                                       {L::mailbox_payment, "mailbox_payment"},
                                                       {L::ended, "ended"}});
};
template <>
struct EnumNames<portal::PaymentState> {
    using P = portal::PaymentState;
    static constexpr auto table = std::to_array<std::pair<P, std::string_view>>(
        {{P::awaiting, "awaiting"}, {P::paid, "paid"}, {P::failed, "failed"}, {P::refunded, "refunded"}});
};
} // namespace sigillo::domain
