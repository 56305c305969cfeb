#include "shared/pki/cades.hpp"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    (void)sigillo::pki::read_cades({data, size});
    return 0;
}
