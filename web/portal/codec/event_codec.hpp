#pragma once

#include "shared/domain/mailbox/event.hpp"
#include "shared/domain/office_user_event.hpp"
#include "shared/domain/purchase/event.hpp"
#include "shared/domain/register_event.hpp"
#include "shared/domain/renewal/event.hpp"
#include "shared/domain/signatory.hpp"
#include "web/portal/store/events.hpp"
#include "web/portal/vault/vault.hpp"

#include <vector>

// Domain events as the store keeps them: a versioned JSON payload {"fields": ..., "sealed": ...}.
//
// What is free text, a codice fiscale or a day is personal and sealed; ids, digests, amounts, instants,
// enumerations and numbers are not, so that a new event is on the safe side by its types. After the person's
// erasure the plain half still says what happened when. The sealed half is bound to its stream and seq.
namespace sigillo::portal {

/// `person` is whose key seals: the holder's for a renewal (a signer's codice fiscale within it goes with the
/// holder's data), the signatory's for the Order's stream. `seq` is the one that the event will have.
/// Errors: those of `Vault::seal`.
domain::Result<NewEvent> encode(const domain::renewal::Event& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault);
domain::Result<NewEvent> encode(const domain::purchase::Event& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault);
domain::Result<NewEvent> encode(const domain::mailbox::Event& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault);
domain::Result<NewEvent> encode(const domain::SignatoryEvent& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault);

domain::Result<NewEvent> encode(const domain::RegisterEvent& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault);
domain::Result<NewEvent> encode(const domain::OfficeUserEvent& event, const domain::PersonId& person,
                                const StreamId& stream, std::int64_t seq, std::string_view actor,
                                Vault& vault);

/// Strict. Errors: `event_unknown` (details `type`, `version`: written by a newer program), `event_malformed`
/// (details `type`, `field`, `reason`), `erased`, those of `Vault::open`.
domain::Result<domain::renewal::Event> decode_renewal(const StoredEvent& event, Vault& vault);
domain::Result<domain::purchase::Event> decode_purchase(const StoredEvent& event, Vault& vault);
domain::Result<domain::mailbox::Event> decode_mailbox(const StoredEvent& event, Vault& vault);
domain::Result<domain::SignatoryEvent> decode_signatory(const StoredEvent& event, Vault& vault);

domain::Result<domain::RegisterEvent> decode_register(const StoredEvent& event, Vault& vault);
domain::Result<domain::OfficeUserEvent> decode_office_user(const StoredEvent& event, Vault& vault);

/// The fields of any event as JSON, for the copy that a person has a right to: what is sealed under another
/// person's key is left out. Errors: as for decoding.
domain::Result<std::string> fields_for(const domain::PersonId& person, const StoredEvent& event,
                                       Vault& vault);

/// A whole stream, in order. An empty stream gives an empty list.
domain::Result<std::vector<domain::renewal::Event>> decode_renewals(const std::vector<StoredEvent>& events,
                                                                    Vault& vault);
domain::Result<std::vector<domain::purchase::Event>> decode_purchases(const std::vector<StoredEvent>& events,
                                                                      Vault& vault);
domain::Result<std::vector<domain::mailbox::Event>> decode_mailboxes(const std::vector<StoredEvent>& events,
                                                                     Vault& vault);
domain::Result<std::vector<domain::SignatoryEvent>> decode_signatories(const std::vector<StoredEvent>& events,
                                                                       Vault& vault);

} // namespace sigillo::portal
