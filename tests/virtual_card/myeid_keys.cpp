// The keys of a MyEID card: storing, generating, and using them.
#include "tests/virtual_card/myeid_card.hpp"

#include <algorithm>

namespace sigillo::virtual_card {
namespace {

// Algorithm references of MANAGE SECURITY ENVIRONMENT.
constexpr std::uint8_t raw = 0x00;
constexpr std::uint8_t pkcs1_in_card = 0x02;
constexpr std::uint8_t ecdsa = 0x04;

// Objects of PUT DATA that carry the components of a key.
constexpr std::uint8_t part_exponent = 0x81;
constexpr std::uint8_t part_p = 0x83;
constexpr std::uint8_t part_q = 0x84;
constexpr std::uint8_t part_ec_point = 0x86;
constexpr std::uint8_t part_ec_scalar = 0x87;

bool is_supported(MyeidFile::Kind kind, std::size_t bits) {
    if (kind == MyeidFile::Kind::ec_key) {
        return bits == 256 || bits == 384 || bits == 521;
    }
    return bits == 1024 || bits == 2048 || bits == 3072 || bits == 4096;
}

} // namespace

Response MyeidCard::store_key_part(std::uint8_t part, View value) {
    auto* file = content_.files.find(selected_);
    if (!file->is_key()) {
        return sw::incompatible_file;
    }
    if (!allowed(file->to_update())) {
        return sw::security_not_satisfied;
    }
    key_parts_[part] = copy(value);
    const bool rsa = file->kind == MyeidFile::Kind::rsa_key;
    if (part != (rsa ? part_exponent : part_ec_point)) {
        return sw::ok; // the last part makes the key
    }
    auto parts = std::move(key_parts_);
    key_parts_.clear();
    auto key = rsa ? PrivateKey::from_rsa_primes(parts[part_p], parts[part_q], parts[part_exponent])
                   : PrivateKey::from_ec_scalar(static_cast<unsigned>(file->size), parts[part_ec_scalar]);
    if (!key || key->bits() != file->size) {
        return sw::wrong_data;
    }
    file->key = std::move(key);
    changed();
    return sw::ok;
}

Response MyeidCard::generate(const Command& command) {
    auto* file = content_.files.find(selected_);
    if (command.p1p2() != 0) {
        return sw::wrong_parameters;
    }
    if (!file->is_key() || !is_supported(file->kind, file->size)) {
        return sw::incompatible_file;
    }
    if (!allowed(file->to_generate())) {
        return sw::security_not_satisfied;
    }
    const auto bits = static_cast<unsigned>(file->size);
    std::optional<PrivateKey> key;
    if (file->kind == MyeidFile::Kind::rsa_key) {
        if (command.data != Bytes{0x30, 0x05, 0x81, 0x03, 0x01, 0x00, 0x01}) {
            return sw::wrong_data;
        }
        key = PrivateKey::generate_rsa(bits);
    } else {
        key = PrivateKey::generate_ec(bits);
    }
    if (!key) {
        return sw::memory_failure;
    }
    file->key = std::move(key);
    changed();
    return sw::ok;
}

Response MyeidCard::set_environment(const Command& command) {
    if (command.p1 != 0x41) {
        return sw::wrong_parameters;
    }
    if (command.p2 != 0xB6 && command.p2 != 0xB8) {
        return sw::function_not_supported;
    }
    View body(command.data);
    Environment environment{{}, raw, command.p2 == 0xB6};
    while (body.size() >= 2 && body.size() >= 2U + body[1]) {
        const auto value = body.subspan(2, body[1]);
        if (body[0] == 0x80 && value.size() == 1) {
            environment.algorithm = value[0];
        } else if (body[0] == 0x81 && value.size() == 2) {
            environment.key = current_directory();
            environment.key.push_back(be16(value));
            if (content_.files.find(environment.key) == nullptr) {
                environment.key = {MyeidFiles::master, MyeidFiles::application, be16(value)};
            }
        } else if (body[0] != 0x84) {
            return sw::wrong_data;
        }
        body = body.subspan(2 + value.size());
    }
    const auto* file = content_.files.find(environment.key);
    if (!body.empty() || file == nullptr || !file->is_key()) {
        return sw::data_not_found;
    }
    const bool fits = file->kind == MyeidFile::Kind::ec_key
                          ? environment.algorithm == ecdsa
                          : environment.algorithm == raw || environment.algorithm == pkcs1_in_card;
    if (!fits) {
        return sw::function_not_supported;
    }
    environment_ = std::move(environment);
    first_half_.clear();
    return sw::ok;
}

const MyeidFile* MyeidCard::environment_key(bool sign) const {
    if (!environment_ || environment_->sign != sign) {
        return nullptr;
    }
    const auto* file = content_.files.find(environment_->key);
    return file != nullptr && file->key ? file : nullptr;
}

void MyeidCard::after_use(const MyeidFile& file) {
    const auto pin = content_.pins.find(file.properties[0] >> 4);
    if (pin != content_.pins.end()) {
        pin->second.forget();
    }
}

Response MyeidCard::sign(View data) {
    const auto* file = environment_key(true);
    if (file == nullptr) {
        return sw::conditions_not_satisfied;
    }
    if (!allowed(file->to_read())) {
        return sw::security_not_satisfied;
    }
    auto signature = environment_->algorithm == ecdsa           ? file->key->sign_ecdsa(data)
                     : environment_->algorithm == pkcs1_in_card ? file->key->sign_pkcs1(data)
                                                                : file->key->raw_rsa(data);
    if (!signature) {
        return sw::wrong_data;
    }
    after_use(*file);
    return std::move(*signature);
}

Response MyeidCard::decipher(View data) {
    const auto* file = environment_key(false);
    if (file == nullptr) {
        return sw::conditions_not_satisfied;
    }
    if (!allowed(file->to_read())) {
        return sw::security_not_satisfied;
    }
    if (data.empty()) {
        return sw::wrong_length;
    }
    // The first byte tells a whole block (00) from the first (81) and the second half (82) of one.
    const auto indicator = data[0];
    Bytes block;
    if (indicator == 0x81) {
        first_half_ = copy(data.subspan(1));
        return sw::ok;
    }
    if (indicator == 0x82) {
        block = std::move(first_half_);
        first_half_.clear();
    } else if (indicator != 0x00) {
        return sw::wrong_data;
    }
    append(block, data.subspan(1));
    auto plain = environment_->algorithm == pkcs1_in_card ? file->key->decipher_pkcs1(block)
                                                          : file->key->raw_rsa(block);
    if (!plain) {
        return sw::wrong_data;
    }
    after_use(*file);
    return std::move(*plain);
}

} // namespace sigillo::virtual_card
