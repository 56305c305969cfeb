#include "agent/module_host/module_host.hpp"

#include "agent/module_host/module_server.hpp"

#include <openssl/crypto.h>

namespace sigillo::agent {

int run_module_host(Platform& platform, const std::string& module_path) {
    constexpr int no_pipe = 2;
    if (!platform.harden_process()) {
        return no_pipe;
    }
    const auto pipe = platform.inherited_pipe();
    if (!pipe) {
        return no_pipe;
    }
    auto module = host::Pkcs11Module::load(platform, module_path);
    if (!module) {
        // Every request gets the reason, so that the agent can tell it.
        while (auto frame = (*pipe)->receive(std::nullopt)) {
            OPENSSL_cleanse(frame->data(), frame->size());
            if (!(*pipe)->send(host::encode_failure(module.error()))) {
                break;
            }
        }
        return 0;
    }
    host::ModuleServer server(std::move(*module));
    while (auto frame = (*pipe)->receive(std::nullopt)) {
        const auto answer = server.answer(*frame);
        OPENSSL_cleanse(frame->data(), frame->size());
        if (!(*pipe)->send(answer)) {
            break;
        }
    }
    return 0;
}

} // namespace sigillo::agent
