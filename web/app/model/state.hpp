#pragma once

#include "shared/domain/error.hpp"
#include "shared/domain/language.hpp"
#include "shared/protocol/agent_messages.hpp"
#include "shared/protocol/http_messages.hpp"
#include "shared/protocol/portal_messages.hpp"
#include "web/app/clients/connection.hpp"
#include "web/app/model/buying.hpp"
#include "web/app/model/call.hpp"
#include "web/app/model/mailbox.hpp"
#include "web/app/model/office_work.hpp"
#include "web/app/model/route.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Everything that the screens show, as one value: set up by literal in tests, changed by `update` alone.
namespace sigillo::app {

namespace agent = protocol::agent;
namespace portal = protocol::portal;
namespace http = protocol::http;

struct SignIn {
    std::string user;
    std::string password; ///< never saved; wiped from the state when it is sent
    bool busy = false;
    bool asked = false; ///< sent once: empty fields are marked
    bool signed_out = false;
    bool password_changed = false;
};

/// How a report of a problem leaves the page.
enum class ReportWay { text, picture };
struct Reported {
    ReportWay way = ReportWay::text;
    bool done = false; ///< false: the browser did not allow it
};

/// What a page does with the agent. One at a time.
enum class Job { none, sign_in, check, install, acts, identify, pin };

enum class Step {
    idle,
    looking,    ///< for the agent and the card
    choosing,   ///< several cards
    ready,      ///< the right card is in
    preparing,  ///< the portal makes the acts, or a challenge
    consent,    ///< the agent's own windows are open, then it works: `progress`
    sending,    ///< signed acts, a signed challenge, requests of keys: to the portal
    waiting,    ///< for the certification authority
    writing,    ///< the agent writes the certificates
    confirming, ///< receipts to the portal
    done
};

struct Chosen {
    std::string request;
    std::string holder;

    bool operator==(const Chosen&) const = default;
};

struct Work {
    Job job = Job::none;
    Step step = Step::idle;
    std::vector<agent::Reader> readers;
    std::string card; ///< id of the chosen one
    std::string nonce;
    agent::RenewalPhase phase = agent::RenewalPhase::none; ///< what the agent's journal says
    std::optional<agent::RenewalProgress> progress;
    bool other_card = false; ///< a card of this person's, not the one meant
    // Signing of acts
    std::vector<Chosen> targets;
    std::vector<agent::Act> acts; ///< as the portal prepared them
    int signed_acts = 0;
};

struct SignOutcome {
    Chosen of;
    std::optional<domain::Error> failure;
};

struct Queue {
    portal::QueueFilter filter = portal::QueueFilter::to_validate;
    std::string search;
    int page = 0;
    std::optional<portal::Queue::Reply> reply;
    std::vector<Chosen> selected;
    std::vector<SignOutcome> outcomes; ///< of the last signing
};

struct Rejecting {
    portal::RejectReason reason = portal::RejectReason::data_wrong;
    std::string note;
    bool note_missing = false;
    bool keep_payment = false; ///< for a new card, in place of giving it back
};

struct Appointing {
    std::string name;
    std::string codice_fiscale;
    std::string from;
    std::string until;
    bool deputy = false;
    bool asked = false; ///< sent once: wrong fields are marked
};

struct Withdrawing {
    std::string codice_fiscale;
    std::string name;
    std::string until;
};

struct Signatories {
    std::optional<portal::SignatoryList> list;
    std::optional<Appointing> appointing;
    std::optional<Withdrawing> withdrawing;
};

/// What is typed to get a purchase on: the payment's details, the activation.
struct Following {
    bool asked = false; ///< sent once: empty fields are marked
    std::string reference;
    std::string paid_on;
    std::string code;
    std::string codice_fiscale;
    std::string otp;
    std::optional<portal::SendOtp::Reply> otp_sent;
    bool choosing = false; ///< another way of being identified
};

/// What the portal holds about a member, and its erasure.
struct OwnData {
    std::optional<portal::GetPrivacy::Reply> view;
    bool asking = false; ///< the question before it is erased
    bool understood = false;
    bool asked = false;                                ///< sent once: what is not ticked is marked
    std::optional<portal::EraseOwnData::Reply> erased; ///< just now
};

struct State {
    domain::Language language = domain::Language::it;
    bool speechless = false; ///< the sentences of the language could not be had
    std::string origin;      ///< of the page: "https://portale.example"
    std::int64_t now = 0;
    Route route;
    std::optional<http::Session> session; ///< absent until the portal answered
    Link link = Link::closed;             ///< to the portal
    bool unreachable = false;             ///< the portal has not answered lately
    std::optional<domain::Error> trouble; ///< of this page, with what to do next
    bool busy = false;                    ///< a command is under way
    /// A command that the broken connection swallowed; sent again, under its own id, once it is back.
    std::optional<Call> again;

    SignIn sign_in;
    std::optional<portal::Overview::Reply> overview;
    /// The clauses of an order, each accepted by itself: contract, privacy, data as they are, beginning at
    /// once, and apart from the contract the specific approval of its onerous clauses (articles 1341 and 1342
    /// of the Italian civil code).
    std::array<bool, 5> accepted{};
    bool order_asked = false; ///< sent once: clauses not accepted are marked
    std::optional<portal::RequestView> request;
    bool withdraw_open = false;
    bool report_open = false; ///< the report of a problem is shown
    std::optional<Reported> reported;
    std::optional<Rejecting> rejecting;
    Work work;
    Queue queue;
    Signatories signatories;
    Users users;
    DeskWork desk;
    WorkList work_list;
    Register albo;
    Provider provider;
    OwnData own_data;
    NewPassword new_password;
    Buying buying;
    Following following;
    std::string away_for; ///< the request that a page elsewhere was gone to for, to be identified
    Mailbox mailbox;
    bool pin_changed = false;
};

/// Nobody: null.
const portal::User* user_of(const State& state);
bool has_role(const State& state, portal::Role role);
/// Works for an Order.
bool is_staff(const State& state);
/// Works for the provider.
bool is_operator(const State& state);
const portal::KnownCard* known_card(const State& state, std::string_view serial);
/// Whether it is the request of whoever looks at it, not of a member of the Order that they work for.
bool is_own(const portal::RequestView& view);
/// The permission that the portal gave for an action; null where the person may not even see it.
const portal::Permission* permission(const portal::RequestView& view, portal::Action action);

} // namespace sigillo::app
