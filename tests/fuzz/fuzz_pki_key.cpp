#include "shared/pki/key.hpp"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace sigillo::pki;
    if (const auto key = PublicKey::from_der({data, size}))
        (void)key->check_strength();
    (void)PublicKey::from_ec_point({data, size});
    (void)PublicKey::from_rsa({data, size / 2}, {data + size / 2, size - size / 2});
    return 0;
}
