#include "agent/renewal/journal.hpp"

#include <string>

// The file as it lies on disk, and with its checksum made right so that what is behind it is reached.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace sigillo;
    const agent::ByteView content(data, size);
    (void)agent::decode_journal(content);
    const auto sealed = pki::sha256_hex(content) + "\n" + pki::text_of(content);
    (void)agent::decode_journal(pki::view_of(sealed));
    return 0;
}
