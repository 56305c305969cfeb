#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/named_enum.hpp"
#include "shared/domain/payment.hpp"
#include "shared/domain/purchase/values.hpp"

#include <optional>
#include <string>

namespace sigillo::domain::mailbox {

using AddOnId = Id<struct AddOnTag>;

/// The last thing done for a mailbox, or how it ended.
enum class Stage {
    none,
    asked,     ///< by the member, at the Order's office (R112)
    requested, ///< by the Order, at the provider (R103)
    active,
    declined,
    withdrawn
};

/// What can be bought for a mailbox (R100 to R102).
enum class AddOnKind { pro, inbox_space, archive_space };

enum class AddOnStatus {
    placed, ///< not paid yet
    running,
    applied, ///< a renewal that has lengthened what it renews
    ended,   ///< not renewed (R109)
    cancelled
};

/// Who the mailbox is for.
struct Holder {
    std::string given_name;
    std::string surname;
    std::string codice_fiscale; ///< as typed
    std::string email;
    std::string mobile;

    bool operator==(const Holder&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("given_name", self.given_name);
        f("surname", self.surname);
        f("codice_fiscale", self.codice_fiscale);
        f("email", self.email);
        f("mobile", self.mobile);
    }
};

/// The request form with what belongs to it (R112).
struct Form {
    Holder holder;
    purchase::IdentityDocument document;
    Digest signed_form;   ///< of the stored file
    Digest document_copy; ///< likewise

    bool operator==(const Form&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("holder", self.holder);
        f("document", self.document);
        f("signed_form", self.signed_form);
        f("document_copy", self.document_copy);
    }
};

struct Subject {
    RequestId request;
    OrderId order;
    PersonId member;

    bool operator==(const Subject&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("request", self.request);
        f("order", self.order);
        f("member", self.member);
    }
};

/// One purchase for a mailbox: a year of something, or a year more of it.
struct AddOnOrder {
    AddOnId id;
    AddOnKind kind = AddOnKind::inbox_space;
    MailboxPlan plan = MailboxPlan::standard; ///< for which it is bought; what is for PRO ends with PRO
    int gb = 0;                               ///< of space; 0 for PRO itself
    AddOnId renews;                           ///< the running one that it lengthens, or empty
    Digest convention_hash;
    Total price;

    bool operator==(const AddOnOrder&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("id", self.id);
        f("kind", self.kind);
        f("plan", self.plan);
        f("gb", self.gb);
        f("renews", self.renews);
        f("convention_hash", self.convention_hash);
        f("price", self.price);
    }
};

/// What a mailbox holds, in whole gigabytes.
struct Space {
    MailboxPlan plan = MailboxPlan::standard;
    int inbox_gb = 0;
    int archive_gb = 0;

    bool operator==(const Space&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("plan", self.plan);
        f("inbox_gb", self.inbox_gb);
        f("archive_gb", self.archive_gb);
    }
};

} // namespace sigillo::domain::mailbox

namespace sigillo::domain {
template <>
struct EnumNames<mailbox::Stage> {
    using S = mailbox::Stage;
    static constexpr auto table =
        std::to_array<std::pair<S, std::string_view>>({{S::none, "none"},
                                                       {S::asked, "asked"},
                                                       {S::requested, "requested"},
                                                       {S::active, "active"},
                                                       {S::declined, "declined"},
                                                       {S::withdrawn, "withdrawn"}});
};
template <>
struct EnumNames<mailbox::AddOnKind> {
    using K = mailbox::AddOnKind;
    static constexpr auto table = std::to_array<std::pair<K, std::string_view>>(
        {{K::pro, "pro"}, {K::inbox_space, "inbox_space"}, {K::archive_space, "archive_space"}});
};
template <>
struct EnumNames<mailbox::AddOnStatus> {
    using S = mailbox::AddOnStatus;
    static constexpr auto table =
        std::to_array<std::pair<S, std::string_view>>({{S::placed, "placed"},
                                                       {S::running, "running"},
                                                       {S::applied, "applied"},
                                                       {S::ended, "ended"},
                                                       {S::cancelled, "cancelled"}});
};
} // namespace sigillo::domain
