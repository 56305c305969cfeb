#pragma once

#include "agent/card/card_service.hpp"
#include "agent/consent/consent.hpp"
#include "agent/dispatch/caller.hpp"
#include "agent/pin_window/pin_window.hpp"
#include "agent/renewal/renewal.hpp"
#include "shared/domain/validation_act.hpp"

#include <string>
#include <vector>

// What the agent's windows say. The wording is the agent's own; of a page only its origin is shown.
namespace sigillo::agent {

/// "Surname Name" of the certificate's subject; its common name where it has none.
std::string holder_of(const pki::Certificate& certificate);

ConsentQuestion ask_about_origin(const Caller& caller);
ConsentQuestion ask_to_sign_in(const Caller& caller, const CardSnapshot& card,
                               const pki::Certificate& signer);
ConsentQuestion ask_to_prove_identity(const Caller& caller, const CardSnapshot& card,
                                      const CardCertificate& signer, const std::string& request);
ConsentQuestion ask_to_sign_acts(const Caller& caller, const CardSnapshot& card,
                                 const pki::Certificate& signer,
                                 const std::vector<domain::ValidationAct>& acts);
ConsentQuestion ask_to_renew(const Caller& caller, const CardSnapshot& card, const pki::Certificate& holder,
                             const std::string& request, const std::vector<CertificateRole>& roles);

/// The act's fields for people, in the order of its table.
std::vector<ConsentField> fields_of_act(Language language, const domain::ValidationAct& act);

/// A foreign text as it may be shown: without characters that hide, reorder or break lines.
std::string shown(std::string_view text);

enum class PinPurpose { sign_in, identification, acts, renewal, change };
struct PinReason {
    PinPurpose purpose{};
    std::string holder;
    int acts = 0;
};
/// `tries`: left, where known; one left is warned of. `again`: the last one was wrong.
PinQuestion ask_pin(const Caller& caller, const PinReason& reason, const CardPin& pin, bool again,
                    std::optional<int> tries);

/// For a PIN that is to be set. `again`: to be typed a second time; `differed`: the two were not alike.
PinQuestion ask_new_pin(const Caller& caller, const std::string& holder, const CardPin& pin, bool again,
                        bool differed);
/// `wrong` and `tries` as for a PIN.
PinQuestion ask_puk(const Caller& caller, const std::string& holder, const CardPin& pin, bool wrong,
                    std::optional<int> tries);

} // namespace sigillo::agent
