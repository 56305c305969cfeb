#pragma once

#include "shared/protocol/portal/command_head.hpp"
#include "shared/protocol/portal_views.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Ordering under a convention, and what is done to a purchase until it is active. A page knows no convention:
// the portal sends the wizard's pages with their fields, options, sentences and prices.
namespace sigillo::protocol::portal {

/// Which Orders a code is for. A code that is not public is answered to who types it (R54).
struct FindConvention {
    static constexpr std::string_view method = "convention.find";
    std::string code;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("code", self.code, text(1, 32));
    }

    struct Reply {
        std::string code;
        std::string name;
        std::vector<FieldOption> orders;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("code", self.code, text(1, 32));
            visit("name", self.name, text(1, 300));
            visit("orders", self.orders, list(1, 500));
        }
    };
};

/// Opens the member's draft under that code, or takes it up again with everything typed so far.
struct OpenDraft {
    static constexpr std::string_view method = "draft.open";
    std::string convention;
    std::string order;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("convention", self.convention, text(1, 32));
        visit("order", self.order, text(1, 64));
    }
    using Reply = Draft;
};

/// Keeps what was typed, right or wrong, and says what is wrong with it.
struct SaveDraft {
    static constexpr std::string_view method = "draft.save";
    std::string draft;
    std::int64_t seq = 0; ///< of the draft as the page saw it; another page's changes are not overwritten
    std::vector<FieldValue> values;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("draft", self.draft, text(1, 64));
        visit("seq", self.seq, integer(0, max_integer));
        visit("values", self.values, list(0, 100));
    }
    using Reply = Draft;
};

/// The holder's photograph (X4): a JPEG, portrait 480x640, at most 1 MB.
struct UploadPhoto {
    static constexpr std::string_view method = "draft.photo";
    std::string draft;
    std::int64_t seq = 0;
    Bytes jpeg;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("draft", self.draft, text(1, 64));
        visit("seq", self.seq, integer(0, max_integer));
        visit("jpeg", self.jpeg, bytes(4, 1'000'000));
    }
    using Reply = Draft;
};

struct DiscardDraft {
    static constexpr std::string_view method = "draft.discard";
    std::string draft;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("draft", self.draft, text(1, 64));
    }
    struct Reply {
        template <class Self, class Visitor>
        static void describe(Self&, Visitor&) {}
    };
};

/// Orders what the draft says. What was shown is stated; another total is refused with `price-changed`.
struct PlaceDraft {
    static constexpr std::string_view method = "draft.place";
    std::string command;
    std::string draft;
    std::int64_t seq = 0;
    std::string convention_version;
    std::int64_t total = 0; ///< gross, before a credit
    std::vector<std::string> clauses_accepted;
    bool use_credit = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("convention_version", self.convention_version, text(1, 64));
        visit("total", self.total, cents());
        visit("clauses_accepted", self.clauses_accepted, list(0, 20, text(1, 64)));
        visit("use_credit", self.use_credit, any());
    }
    using Reply = RequestView;
};

/// The details of a payment made elsewhere: the CRO of a bank transfer, say (R20, R23).
struct DeclarePayment {
    static constexpr std::string_view method = "payment.declare";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string reference;
    std::string paid_on;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("reference", self.reference, text(1, 64));
        visit("paid_on", self.paid_on, date());
    }
    using Reply = RequestView;
};

/// Another way of being identified (X10).
struct ChooseIdentification {
    static constexpr std::string_view method = "identification.choose";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string method_chosen; ///< one of the view's

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("method_chosen", self.method_chosen, text(1, 32));
    }
    using Reply = RequestView;
};

/// Begins an identification: by a card the agent signs the nonce (`identity.prove`), else the page goes to
/// `url`, an identity provider's, and comes back by itself.
struct BeginIdentification {
    static constexpr std::string_view method = "identification.begin";
    std::string request;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
    }

    struct Reply {
        std::optional<std::string> nonce;
        std::optional<std::string> url;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("nonce", self.nonce, text(16, 128));
            visit("url", self.url, text(1, 1024));
        }
    };
};

struct ProveIdentity {
    static constexpr std::string_view method = "identification.prove";
    std::string command;
    std::string request;
    std::string nonce;
    Bytes p7m;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("nonce", self.nonce, text(16, 128));
        visit("p7m", self.p7m, bytes(1, 65536));
    }
    using Reply = RequestView;
};

/// Sends the OTP for the activation to the mobile number of the order (X11).
struct SendOtp {
    static constexpr std::string_view method = "activation.otp";
    std::string request;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
    }
    struct Reply {
        std::string sent_to; ///< the number's last digits
        std::int64_t until = 0;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("sent_to", self.sent_to, text(1, 32));
            visit("until", self.until, instant());
        }
    };
};

struct Activate {
    static constexpr std::string_view method = "activation.confirm";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string code;
    std::string codice_fiscale;
    std::string otp;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("code", self.code, text(1, 64));
        visit("codice_fiscale", self.codice_fiscale, text(1, 32));
        visit("otp", self.otp, text(1, 16));
    }
    using Reply = RequestView;
};

/// The Order sets registration data right where the convention lets it (X6).
struct CorrectEnrolment {
    static constexpr std::string_view method = "request.correct";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::vector<FieldValue> values; ///< "enrolment.title" and so on

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("values", self.values, list(1, 20));
    }
    using Reply = RequestView;
};

/// A step that the Order or the provider has done and that needs no more than saying so: the original
/// documents came in, the certificates are to be made, the parcel left, the kit arrived.
struct RecordStep {
    static constexpr std::string_view method = "step.record";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    Action action{};  ///< record_originals, begin_issuance, record_shipped or record_arrived
    std::string note; ///< the carrier's number, or when the member can come

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("action", self.action, any());
        visit("note", self.note, text(0, 500));
    }
    using Reply = RequestView;
};

/// Money that came in outside a payment page, seen on the provider's account.
struct RecordPayment {
    static constexpr std::string_view method = "payment.record";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string payment;
    std::int64_t amount = 0;
    std::string paid_on;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("payment", self.payment, text(1, 64));
        visit("amount", self.amount, integer(1, 100'000'000));
        visit("paid_on", self.paid_on, date());
    }
    using Reply = RequestView;
};

/// The kit in the holder's hands (R26 to R29, R69, R70).
struct HandOver {
    static constexpr std::string_view method = "kit.hand_over";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string document; ///< its kind, as the view's options name it
    std::string document_number;
    bool in_person = false;
    bool copy_taken = false;
    bool form_signed = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("document", self.document, text(1, 32));
        visit("document_number", self.document_number, text(0, 64));
        visit("in_person", self.in_person, any());
        visit("copy_taken", self.copy_taken, any());
        visit("form_signed", self.form_signed, any());
    }
    using Reply = RequestView;
};

/// Another document takes the place of the one named at registration, which the holder cannot bring to the
/// collection any more.
struct ReplaceDocument {
    static constexpr std::string_view method = "document.replace";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string document; ///< its kind, as the view's options name it
    std::string document_number;
    std::string document_issued_by;
    std::string document_issued_on;
    std::string document_expires_on;
    std::string reason; ///< one of the view's `document_reasons`
    std::string note;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("document", self.document, text(1, 32));
        visit("document_number", self.document_number, text(0, 64));
        visit("document_issued_by", self.document_issued_by, text(0, 128));
        visit("document_issued_on", self.document_issued_on, date());
        visit("document_expires_on", self.document_expires_on, date());
        visit("reason", self.reason, text(1, 32));
        visit("note", self.note, text(0, 1000));
    }
    using Reply = RequestView;
};

/// Money that came from account to account went back the same way, by the operator's hand (X20).
struct RecordRefund {
    static constexpr std::string_view method = "payment.refunded";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string payment; ///< one of the view's `owed_payments`

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("payment", self.payment, text(1, 64));
    }
    using Reply = RequestView;
};

/// The Order asks for suspension, reactivation or revocation (X9, X15).
struct ChangeCertificates {
    static constexpr std::string_view method = "certificates.change";
    std::string command;
    std::string request;
    std::int64_t seq = 0;
    std::string certificates; ///< "signature", "authentication" or "both"
    std::string status;       ///< "valid", "suspended" or "revoked"
    std::string reason;       ///< one of the view's
    std::string note;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("certificates", self.certificates, text(1, 32));
        visit("status", self.status, text(1, 32));
        visit("reason", self.reason, text(1, 32));
        visit("note", self.note, text(0, 1000));
    }
    using Reply = RequestView;
};

} // namespace sigillo::protocol::portal
