#pragma once

#include "shared/protocol/json.hpp"
#include "web/portal/api/acts_desk.hpp"
#include "web/portal/api/clerk.hpp"
#include "web/portal/api/conventions_desk.hpp"
#include "web/portal/api/keys_desk.hpp"
#include "web/portal/api/mailbox/mailbox_desk.hpp"
#include "web/portal/api/member_desk.hpp"
#include "web/portal/api/papers.hpp"
#include "web/portal/api/places_desk.hpp"
#include "web/portal/api/privacy/privacy_desk.hpp"
#include "web/portal/api/provider_desk.hpp"
#include "web/portal/api/purchase/draft_desk.hpp"
#include "web/portal/api/purchase/purchase_desk.hpp"
#include "web/portal/api/register_desk.hpp"
#include "web/portal/api/secretary_desk.hpp"
#include "web/portal/api/signatory_desk.hpp"
#include "web/portal/api/users_desk.hpp"

#include <functional>

namespace sigillo::portal {

/// All that a page can ask, one handler a message.
struct Desks {
    Views& views;
    MemberDesk& member;
    SecretaryDesk& secretary;
    ActsDesk& acts;
    KeysDesk& keys;
    SignatoryDesk& signatories;
    PlacesDesk& places;
    Clerk& clerk; ///< serves the next two
    RegisterDesk& registers;
    PrivacyDesk& privacy;
    ConventionsDesk& conventions;
    UsersDesk& users;
    PasswordLinks& passwords;
    DraftDesk& drafts;
    PurchaseDesk& purchases;
    ProviderDesk& provider;
    Papers& papers;
    MailboxDesk& mailboxes;
    std::string origin;
    std::function<domain::Instant()> now;
};

/// Answers once, now or a little later.
using Answer = std::function<void(domain::Result<protocol::Json>)>;

void dispatch(Desks& desks, const Caller& caller, const wire::Request& request, const Answer& answer);

} // namespace sigillo::portal
