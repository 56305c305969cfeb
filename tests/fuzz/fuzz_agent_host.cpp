#include "agent/module_host/host_messages.hpp"

// What the process of a vendor's module sends, and what it is sent.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    namespace host = sigillo::agent::host;
    const sigillo::agent::ByteView frame(data, size);
    (void)host::decode_request(frame);
    (void)host::decode_reply<host::ListTokens::Reply>(frame);
    (void)host::decode_reply<host::ReadObjects::Reply>(frame);
    (void)host::decode_reply<host::Sign::Reply>(frame);
    (void)host::decode_reply<host::Nothing>(frame);
    return 0;
}
