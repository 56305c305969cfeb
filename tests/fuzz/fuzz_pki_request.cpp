#include "shared/pki/pkcs10.hpp"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    (void)sigillo::pki::read_request({data, size});
    return 0;
}
