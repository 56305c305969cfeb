#pragma once

#include "shared/protocol/portal/command_head.hpp"
#include "shared/protocol/portal/conventions_messages.hpp"
#include "shared/protocol/portal/mailbox_messages.hpp"
#include "shared/protocol/portal/places_messages.hpp"
#include "shared/protocol/portal/privacy_messages.hpp"
#include "shared/protocol/portal/provider_messages.hpp"
#include "shared/protocol/portal/purchase_messages.hpp"
#include "shared/protocol/portal/register_messages.hpp"
#include "shared/protocol/portal/users_messages.hpp"
#include "shared/protocol/portal_views.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The socket between a page and the portal (`/ws`, after sign-in). The sign-in itself is HTTP, because it
// sets a cookie: http_messages.hpp. PROTOCOL.md is the manual.
namespace sigillo::protocol::portal {

constexpr int version = 3;

/// First message of every socket.
struct Hello {
    static constexpr std::string_view method = "hello";
    int version = 0;
    std::string language;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("version", self.version, integer(1, 1'000'000));
        visit("language", self.language, text(2, 2));
    }

    struct Reply {
        int version = 0;
        std::string origin; ///< what acts name as their portal
        std::int64_t now = 0;
        User user;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("version", self.version, integer(1, 1'000'000));
            visit("origin", self.origin, text(1, 256));
            visit("now", self.now, instant());
            visit("user", self.user, any());
        }
    };
};

/// The member's own page.
struct Overview {
    static constexpr std::string_view method = "overview";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}

    struct Reply {
        std::vector<KnownCard> cards;
        std::vector<RequestRow> requests;
        std::vector<Credit> credits;
        std::vector<DraftRow> drafts;
        std::vector<ConventionRow>
            conventions; ///< that may be bought under, of the Orders one is a member of

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("cards", self.cards, list(0, 16));
            visit("requests", self.requests, list(0, 100));
            visit("credits", self.credits, list(0, 100));
            visit("drafts", self.drafts, list(0, 100));
            visit("conventions", self.conventions, list(0, 100));
        }
    };
};

struct PlaceRenewal {
    static constexpr std::string_view method = "renewal.place";
    std::string command; ///< id of the client's, the same when it is sent again
    std::string card;    ///< serial of a KnownCard
    std::string convention_version;
    std::int64_t total = 0; ///< as shown; another total is refused with `price-changed`
    bool clauses_accepted = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("card", self.card, text(1, 64));
        visit("convention_version", self.convention_version, text(1, 64));
        visit("total", self.total, cents());
        visit("clauses_accepted", self.clauses_accepted, any());
    }
    using Reply = RequestView;
};

struct GetRequest {
    static constexpr std::string_view method = "request.get";
    std::string request;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
    }
    using Reply = RequestView;
};

/// Opens a payment; the page goes to `url` and comes back by itself.
struct BeginPayment {
    static constexpr std::string_view method = "payment.begin";
    std::string command;
    std::string request;
    std::int64_t seq = 0; ///< of the request as the page saw it

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
    }

    struct Reply {
        std::string url;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("url", self.url, text(1, 1024));
        }
    };
};

struct Withdraw {
    static constexpr std::string_view method = "request.withdraw";
    std::string command;
    std::string request;
    std::int64_t seq = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
    }
    using Reply = RequestView;
};

struct Reject {
    static constexpr std::string_view method = "request.reject";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    RejectReason reason{};
    std::string note; ///< to the member; required with `other`
    PaymentUse payment = PaymentUse::give_back;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("reason", self.reason, any());
        visit("note", self.note, text(0, 1000));
        visit("payment", self.payment, any());
    }
    using Reply = RequestView;
};

/// Asks the credit of a rejected request back.
struct ReturnCredit {
    static constexpr std::string_view method = "credit.return";
    std::string command;
    std::string request;
    std::int64_t seq = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
    }
    using Reply = RequestView;
};

struct Queue {
    static constexpr std::string_view method = "queue.list";
    QueueFilter filter{};
    std::string search; ///< in name, codice fiscale and number
    int page = 0;       ///< from 0; 50 rows a page

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("filter", self.filter, any());
        visit("search", self.search, text(0, 128));
        visit("page", self.page, integer(0, 100'000));
    }

    struct Reply {
        std::vector<RequestRow> rows;
        std::int64_t total = 0;
        std::int64_t to_validate = 0;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("rows", self.rows, list(0, 50));
            visit("total", self.total, integer(0, max_integer));
            visit("to_validate", self.to_validate, integer(0, max_integer));
        }
    };
};

struct PreparedAct {
    std::string request;
    std::optional<Bytes> content;
    std::optional<Failure> failure;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("content", self.content, bytes(2, 16384));
        visit("failure", self.failure, any());
    }
};

struct PrepareActs {
    static constexpr std::string_view method = "acts.prepare";
    std::vector<std::string> requests;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("requests", self.requests, list(1, 200, text(1, 64)));
    }

    struct Reply {
        std::vector<PreparedAct> acts;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("acts", self.acts, list(1, 200));
        }
    };
};

struct SubmittedAct {
    std::string request;
    Bytes p7m;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("p7m", self.p7m, bytes(1, 65536));
    }
};

struct ActResult {
    std::string request;
    std::optional<Failure> failure; ///< absent: validated

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("failure", self.failure, any());
    }
};

struct SubmitActs {
    static constexpr std::string_view method = "acts.submit";
    std::string command;
    std::vector<SubmittedAct> acts;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("acts", self.acts, list(1, 200));
    }

    struct Reply {
        std::vector<ActResult> results;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("results", self.results, list(1, 200));
        }
    };
};

/// The requests of the new keys, with the old key's statement over them.
struct SubmitKeys {
    static constexpr std::string_view method = "renewal.keys";
    std::string command;
    std::string request;
    std::vector<KeyRequest> requests;
    Bytes statement;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("requests", self.requests, list(1, 2));
        visit("statement", self.statement, bytes(1, 65536));
    }

    struct Reply {
        IssuanceState state{};
        std::vector<NewCertificate> certificates;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("state", self.state, any());
            visit("certificates", self.certificates, list(0, 2));
        }
    };
};

/// Proof by each new key that it works on the card.
struct ConfirmInstalled {
    static constexpr std::string_view method = "renewal.confirm";
    std::string command;
    std::string request;
    std::vector<Receipt> receipts;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("receipts", self.receipts, list(1, 2));
    }
    using Reply = RequestView;
};

struct Signatory {
    std::string codice_fiscale;
    std::string name;
    std::string from;                 ///< first day
    std::optional<std::string> until; ///< last day; before `from` where withdrawn before it began
    TermState state{};                ///< by the portal's clock
    bool deputy = false;
    std::string appointed_by;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("name", self.name, text(1, 128));
        visit("from", self.from, date());
        visit("until", self.until, date());
        visit("state", self.state, any());
        visit("deputy", self.deputy, any());
        visit("appointed_by", self.appointed_by, text(0, 128));
    }
};

struct SignatoryList {
    std::int64_t seq = 0;               ///< of the Order's stream
    std::vector<Signatory> signatories; ///< all that ever were, newest first

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("seq", self.seq, integer(0, max_integer));
        visit("signatories", self.signatories, list(0, 500));
    }
};

struct ListSignatories {
    static constexpr std::string_view method = "signatories.list";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
    using Reply = SignatoryList;
};

struct AppointSignatory {
    static constexpr std::string_view method = "signatories.appoint";
    std::string command;
    std::int64_t seq = 0;
    std::string codice_fiscale;
    std::string name;
    std::string from;
    std::optional<std::string> until;
    bool deputy = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("name", self.name, text(1, 128));
        visit("from", self.from, date());
        visit("until", self.until, date());
        visit("deputy", self.deputy, any());
    }
    using Reply = SignatoryList;
};

struct WithdrawSignatory {
    static constexpr std::string_view method = "signatories.withdraw";
    std::string command;
    std::int64_t seq = 0;
    std::string codice_fiscale;
    std::optional<std::string> until; ///< last day on which acts count; absent: at once

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("until", self.until, date());
    }
    using Reply = SignatoryList;
};

/// Notification: a request that this person may see has changed.
struct RequestChanged {
    static constexpr std::string_view method = "request.changed";
    std::string request;
    std::int64_t seq = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("seq", self.seq, integer(0, max_integer));
    }
};

/// Notification: the session ended (time-out, sign-out elsewhere).
struct SessionEnded {
    static constexpr std::string_view method = "session.ended";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
};

using Request = std::variant<
    Hello, Overview, PlaceRenewal, GetRequest, BeginPayment, Withdraw, Reject, Queue, PrepareActs, SubmitActs,
    SubmitKeys, ConfirmInstalled, ListSignatories, AppointSignatory, WithdrawSignatory, ReturnCredit,
    FindPlaces, ListRegister, PreviewRegister, ImportRegister, ListUsers, InviteUser, ChangeUser,
    InviteUserAgain, FindConvention, OpenDraft, SaveDraft, UploadPhoto, DiscardDraft, PlaceDraft,
    DeclarePayment, ChooseIdentification, BeginIdentification, ProveIdentity, SendOtp, Activate,
    CorrectEnrolment, RecordStep, RecordPayment, HandOver, ChangeCertificates, GetPrivacy, EraseOwnData,
    ListConventions, ListOffices, ListWork, GetMailbox, AskMailbox, MailboxStep, OrderAddOn, PayAddOn,
    DeclareAddOnPayment, RecordAddOnPayment, ListMailboxes, ReplaceDocument, RecordRefund, RecordAddOnRefund>;
using Notification = std::variant<RequestChanged, SessionEnded>;

} // namespace sigillo::protocol::portal
