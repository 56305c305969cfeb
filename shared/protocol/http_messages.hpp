#pragma once

#include "shared/protocol/portal_messages.hpp"

// Bodies of the portal's few HTTP calls. Each POST needs the portal's own Origin; a failure is answered
// with a 4xx or 5xx status and a Failure as body.
namespace sigillo::protocol::http {

/// GET /api/session
struct Session {
    std::optional<portal::User> user;      ///< absent: not signed in
    std::string portal;                    ///< name to show
    std::vector<std::int64_t> agent_ports; ///< on which the page looks for the agent, in this order
    std::optional<std::string>
        demo_address; ///< of the demo's own pages (inbox, card drawer); absent in service

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("user", self.user, any());
        visit("portal", self.portal, text(1, 128));
        visit("agent_ports", self.agent_ports, list(1, 8, integer(1024, 65535)));
        visit("demo_address", self.demo_address, text(1, 256));
    }
};

/// POST /api/sign-in/password -> Session
struct PasswordSignIn {
    std::string user; ///< e-mail address or codice fiscale
    std::string password;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("user", self.user, text(1, 256));
        visit("password", self.password, text(1, 256));
    }
};

/// POST /api/password/forgotten -> an empty object, whether or not there is such an account
struct ForgottenPassword {
    std::string user; ///< e-mail address or codice fiscale

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("user", self.user, text(1, 256));
    }
};

/// POST /api/password/set -> an empty object: by a mailed link, which is no sign-in
struct SetPassword {
    std::string token;
    std::string password;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("token", self.token, text(16, 128));
        visit("password", self.password, text(1, 256));
    }
};

/// POST /api/password/change -> Session: the own password, by who is signed in; every session ends
struct ChangePassword {
    std::string current;
    std::string password;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("current", self.current, text(1, 256));
        visit("password", self.password, text(1, 256));
    }
};

/// POST /api/sign-in/challenge (empty object) -> Challenge
struct Challenge {
    std::string nonce; ///< good once, for five minutes

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("nonce", self.nonce, text(16, 128));
    }
};

/// POST /api/sign-in/card -> Session
struct CardSignIn {
    Bytes p7m; ///< from the agent's `session.sign_in`

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("p7m", self.p7m, bytes(1, 65536));
    }
};

// POST /api/sign-out (empty object) -> Session
// GET  /api/requests/<id>/act.p7m -> the signed act as stored

/// GET http://127.0.0.1:<port>/status of the agent, for an allowed origin only
struct AgentStatus {
    int version = 0;
    std::string agent;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("version", self.version, integer(1, 1'000'000));
        visit("agent", self.agent, text(1, 32));
    }
};

} // namespace sigillo::protocol::http
