#include "shared/pki/crl.hpp"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    (void)sigillo::pki::Crl::parse({data, size});
    return 0;
}
