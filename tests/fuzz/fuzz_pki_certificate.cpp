#include "shared/pki/certificate.hpp"
#include "shared/pki/crl.hpp"
#include "shared/pki/trust.hpp"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace sigillo::pki;
    (void)number_of({data, size});
    if (const auto certificate = Certificate::from_der({data, size})) {
        (void)certificate->role();
        (void)certificate->public_key().check_strength();
        (void)certificate->public_key().identifier();
        (void)check_purpose(*certificate, Purpose::act);
        (void)name_of(subject_of(*certificate));
        (void)Trust({}).chain_of(*certificate, 0);
    }
    return 0;
}
