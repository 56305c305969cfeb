#include "web/portal/identity/answer.hpp"
#include "web/portal/identity/identity_state.hpp"
#include "web/portal/identity/jws.hpp"

#include <cstdint>
#include <cstdlib>

// What comes to the call-back of identity providers: the signed form around it, its claims, and the state in
// them, each as if the part around it had held.

using namespace sigillo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static const auto key = pki::PrivateKey::generate_ec_p256()->public_key();
    if (portal::read_jws(bytes, key)) {
        std::abort(); // nobody has signed anything with that key
    }
    const auto answer = portal::read_identity_answer(bytes);
    if (answer && answer->identified != !answer->codice_fiscale.empty()) {
        std::abort();
    }
    static const auto states = *portal::IdentityStates::keyed_by(std::string(32, 's'));
    if (states.open(bytes)) {
        std::abort();
    }
    return 0;
}
