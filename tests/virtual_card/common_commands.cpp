#include "tests/virtual_card/common_commands.hpp"

#include <openssl/rand.h>

namespace sigillo::virtual_card {

Response get_challenge(const Command& command) {
    Bytes random(command.le.value_or(8));
    if (random.size() > 256 || RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) {
        return sw::wrong_length;
    }
    return random;
}

Response code_command(const Command& command, SecretCode& code, std::uint64_t& revision) {
    if (command.ins == 0x20 && command.data.empty()) {
        return code.status();
    }
    const auto before = code.stored();
    const auto status = command.ins == 0x20   ? code.verify(command.data)
                        : command.ins == 0x24 ? code.change(command.data)
                                              : code.unblock(command.data);
    if (!(before == code.stored())) {
        ++revision;
    }
    return status;
}

} // namespace sigillo::virtual_card
