#pragma once

#include "shared/protocol/agent_cards.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The socket between a page and the agent on the same machine. PROTOCOL.md is its manual.
// No message of this file ever carries a PIN or a PUK: they are typed in the agent's own window.
namespace sigillo::protocol::agent {

/// Raised with every change of a message, together with history.hpp and the golden frames.
constexpr int version = 2;

struct Empty {
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
};

/// First message of every socket; anything before it is answered with `wrong-state`.
struct Hello {
    static constexpr std::string_view method = "hello";
    int version = 0;
    std::string language; ///< "it" or "en": the language of the agent's own windows

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("version", self.version, integer(1, 1'000'000));
        visit("language", self.language, text(2, 2));
    }

    struct Reply {
        int version = 0;
        std::string agent;  ///< program version
        std::string origin; ///< the origin that the agent saw and will bind everything to

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("version", self.version, integer(1, 1'000'000));
            visit("agent", self.agent, text(1, 32));
            visit("origin", self.origin, text(1, 256));
        }
    };
};

struct ListCards {
    static constexpr std::string_view method = "cards.list";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}

    struct Reply {
        std::vector<Reader> readers;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("readers", self.readers, list(0, 16));
        }
    };
};

/// Signs `{"type":"sigillo.sign-in/1","origin":…,"nonce":…}` with the card's authentication key.
struct SignIn {
    static constexpr std::string_view method = "session.sign_in";
    std::string card;
    std::string nonce; ///< as the portal gave it

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("card", self.card, text(1, 64));
        visit("nonce", self.nonce, text(16, 128));
    }

    struct Reply {
        Bytes p7m; ///< CAdES-BES, content attached

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("p7m", self.p7m, bytes(1, 65536));
        }
    };
};

/// Signs `{"type":"sigillo.identification/1","origin":…,"nonce":…,"request":…}` with the key of this role:
/// the holder is identified by a card that somebody else issued (R134). A key that is too short is refused
/// (X16).
struct ProveIdentity {
    static constexpr std::string_view method = "identity.prove";
    std::string card;
    CertificateRole role{};
    std::string nonce; ///< as the portal gave it
    std::string request;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("card", self.card, text(1, 64));
        visit("role", self.role, any());
        visit("nonce", self.nonce, text(16, 128));
        visit("request", self.request, text(1, 64));
    }

    struct Reply {
        Bytes p7m; ///< CAdES-BES, content attached

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("p7m", self.p7m, bytes(1, 65536));
        }
    };
};

/// Sets a new PIN: old and new one are typed in the agent's window.
struct ChangePin {
    static constexpr std::string_view method = "pin.change";
    std::string card;
    std::optional<CertificateRole> role; ///< whose PIN; may be left out where the card has one PIN

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("card", self.card, text(1, 64));
        visit("role", self.role, any());
    }
    using Reply = Empty;
};

/// Sets a new PIN with the PUK: both are typed in the agent's window.
struct UnblockPin {
    static constexpr std::string_view method = "pin.unblock";
    std::string card;
    std::optional<CertificateRole> role; ///< as in ChangePin

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("card", self.card, text(1, 64));
        visit("role", self.role, any());
    }
    using Reply = Empty;
};

struct Act {
    std::string request;
    Bytes content; ///< canonical JSON (RFC 8785); anything else is refused

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("content", self.content, bytes(2, 16384));
    }
};

struct SignedAct {
    std::string request;
    std::optional<Bytes> p7m;
    std::optional<Failure> failure;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("p7m", self.p7m, bytes(1, 65536));
        visit("failure", self.failure, any());
    }
};

/// One consent and one PIN for all acts; one result for each.
struct SignActs {
    static constexpr std::string_view method = "acts.sign";
    std::string card;
    std::vector<Act> acts;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("card", self.card, text(1, 64));
        visit("acts", self.acts, list(1, 200));
    }

    struct Reply {
        std::vector<SignedAct> acts;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("acts", self.acts, list(1, 200));
        }
    };
};

/// Makes new key pairs beside the old ones and a request for each, or gives again what an interrupted
/// renewal had made. Nothing old is touched.
struct StartRenewal {
    static constexpr std::string_view method = "renewal.start";
    std::string card;
    std::string request;
    std::string codice_fiscale; ///< of the holder whom the portal knows; another card is refused
    std::vector<CertificateRole> roles;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("card", self.card, text(1, 64));
        visit("request", self.request, text(1, 64));
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("roles", self.roles, list(1, 2));
    }

    struct Reply {
        std::vector<KeyRequest> requests;
        Bytes statement; ///< CAdES-BES over the requests' hashes, by the old authentication key

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("requests", self.requests, list(1, 2));
            visit("statement", self.statement, bytes(1, 65536));
        }
    };
};

/// Matches, writes, reads back and tests the new certificates.
struct InstallRenewal {
    static constexpr std::string_view method = "renewal.install";
    std::string card;
    std::string request;
    std::vector<NewCertificate> certificates;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("card", self.card, text(1, 64));
        visit("request", self.request, text(1, 64));
        visit("certificates", self.certificates, list(1, 2));
    }

    struct Reply {
        std::vector<Receipt> receipts;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("receipts", self.receipts, list(1, 2));
        }
    };
};

struct RenewalStatus {
    static constexpr std::string_view method = "renewal.status";
    std::string request;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
    }

    struct Reply {
        RenewalPhase phase{};
        std::optional<std::string> card; ///< that the renewal was begun on

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("phase", self.phase, any());
            visit("card", self.card, text(1, 64));
        }
    };
};

/// What the agent looked for and found, for a problem report; no personal data.
struct Diagnose {
    static constexpr std::string_view method = "diagnose";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}

    struct Reply {
        std::vector<std::string> lines;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("lines", self.lines, list(0, 200, text(0, 512)));
        }
    };
};

/// Notification: a card came or went.
struct CardsChanged {
    static constexpr std::string_view method = "cards.changed";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
};

/// Notification while `acts.sign` runs.
struct SigningProgress {
    static constexpr std::string_view method = "acts.progress";
    int done = 0;
    int total = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("done", self.done, integer(0, 200));
        visit("total", self.total, integer(1, 200));
    }
};

/// Notification while `renewal.start` or `renewal.install` runs.
struct RenewalProgress {
    static constexpr std::string_view method = "renewal.progress";
    std::string request;
    RenewalStep step{};
    int done = 0;
    int total = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("step", self.step, any());
        visit("done", self.done, integer(0, 64));
        visit("total", self.total, integer(1, 64));
    }
};

using Request = std::variant<Hello, ListCards, SignIn, ProveIdentity, ChangePin, UnblockPin, SignActs,
                             StartRenewal, InstallRenewal, RenewalStatus, Diagnose>;
using Notification = std::variant<CardsChanged, SigningProgress, RenewalProgress>;

} // namespace sigillo::protocol::agent
