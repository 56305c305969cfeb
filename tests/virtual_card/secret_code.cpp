#include "tests/virtual_card/secret_code.hpp"

#include "tests/virtual_card/apdu.hpp"

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>

#include <stdexcept>

namespace sigillo::virtual_card {
namespace {

bool equal(View given, const Bytes& kept) {
    return given.size() == kept.size() && CRYPTO_memcmp(given.data(), kept.data(), kept.size()) == 0;
}

std::uint16_t tries_left(int tries) {
    return tries == 0 ? sw::blocked : static_cast<std::uint16_t>(0x63C0 | tries);
}

Bytes code_from_json(const nlohmann::json& json) {
    const auto bytes = from_hex(json.get<std::string>());
    if (!bytes || bytes->size() != SecretCode::length) {
        throw std::invalid_argument("a code is 8 bytes");
    }
    return *bytes;
}

int tries_from_json(const nlohmann::json& json) {
    const auto tries = json.get<int>();
    if (tries < 0 || tries > 15) {
        throw std::invalid_argument("tries are 0 to 15");
    }
    return tries;
}

} // namespace

std::uint16_t SecretCode::verify(View code) {
    if (stored_.tries == 0) {
        return sw::blocked;
    }
    if (code.size() != length) {
        return sw::wrong_length;
    }
    verified_ = equal(code, stored_.pin);
    stored_.tries = verified_ ? stored_.max_tries : stored_.tries - 1;
    return verified_ ? sw::ok : tries_left(stored_.tries);
}

std::uint16_t SecretCode::status() const {
    return verified_ ? sw::ok : tries_left(stored_.tries);
}

std::uint16_t SecretCode::change(View old_and_new) {
    if (stored_.tries == 0) {
        return sw::blocked;
    }
    if (old_and_new.size() != 2 * length) {
        return sw::wrong_length;
    }
    if (!equal(old_and_new.first(length), stored_.pin)) {
        verified_ = false;
        --stored_.tries;
        return tries_left(stored_.tries);
    }
    stored_.pin = copy(old_and_new.last(length));
    stored_.tries = stored_.max_tries;
    return sw::ok;
}

std::uint16_t SecretCode::unblock(View puk_and_new) {
    if (stored_.puk_tries == 0) {
        return sw::blocked;
    }
    if (puk_and_new.size() != 2 * length) {
        return sw::wrong_length;
    }
    if (!equal(puk_and_new.first(length), stored_.puk)) {
        --stored_.puk_tries;
        return tries_left(stored_.puk_tries);
    }
    stored_.pin = copy(puk_and_new.last(length));
    stored_.tries = stored_.max_tries;
    stored_.puk_tries = stored_.max_puk_tries;
    verified_ = false;
    return sw::ok;
}

std::optional<Bytes> padded_code(std::string_view text) {
    if (text.size() > SecretCode::length) {
        return std::nullopt;
    }
    Bytes code(text.begin(), text.end());
    code.resize(SecretCode::length, 0xFF);
    return code;
}

nlohmann::json to_json(const SecretCode::Stored& code) {
    return {{"pin", to_hex(code.pin)},     {"puk", to_hex(code.puk)},
            {"tries", code.tries},         {"puk_tries", code.puk_tries},
            {"max_tries", code.max_tries}, {"max_puk_tries", code.max_puk_tries}};
}

SecretCode::Stored secret_code_from_json(const nlohmann::json& json) {
    return {code_from_json(json.at("pin")),        code_from_json(json.at("puk")),
            tries_from_json(json.at("tries")),     tries_from_json(json.at("puk_tries")),
            tries_from_json(json.at("max_tries")), tries_from_json(json.at("max_puk_tries"))};
}

} // namespace sigillo::virtual_card
