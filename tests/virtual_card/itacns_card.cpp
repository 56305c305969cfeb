#include "tests/virtual_card/itacns_card.hpp"

#include "tests/virtual_card/common_commands.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace sigillo::virtual_card {
namespace {

// Cards whose mask is STIncard's get their PIN references with this bit ("search the parent directories").
constexpr std::uint8_t search_parents = 0x80;

Bytes fci(bool directory, std::size_t size, std::uint16_t id) {
    Bytes body{0x80, 0x02};
    put_be16(body, size);
    append(body, Bytes{0x82, 0x01, static_cast<std::uint8_t>(directory ? 0x38 : 0x01), 0x83, 0x02});
    put_be16(body, id);
    append(body, Bytes{0x86, 0x09, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
    Bytes answer{0x6F, static_cast<std::uint8_t>(body.size())};
    append(answer, body);
    return answer;
}

} // namespace

void ItacnsCard::reset() {
    channel_.reset();
    selected_.clear();
    environment_key_ = 0;
    for (auto& [reference, code] : content_.codes) {
        code.forget();
    }
}

Bytes ItacnsCard::transmit(View apdu) {
    return channel_.transmit(apdu, [this](const Command& command) { return execute(command); });
}

Response ItacnsCard::execute(const Command& command) {
    if ((command.cla & 0xEF) != 0) {
        return sw::unknown_class;
    }
    switch (command.ins) {
    case 0xA4:
        return select(command);
    case 0xB0:
        return read(command);
    case 0x20:
    case 0x24:
    case 0x2C:
        return code(command);
    case 0x22:
        return set_environment(command);
    case 0x2A:
        return private_operation(command);
    case 0x84:
        return get_challenge(command);
    default:
        return sw::unknown_instruction;
    }
}

bool ItacnsCard::is_directory(const Bytes& path) const {
    return content_.directories.contains(path) ||
           std::any_of(content_.files.begin(), content_.files.end(), [&](const auto& file) {
               return file.first.size() > path.size() &&
                      std::equal(path.begin(), path.end(), file.first.begin());
           });
}

Response ItacnsCard::select(const Command& command) {
    if (command.p1 == 0x00) {
        if (command.data != Bytes{0x3F, 0x00}) {
            return sw::file_not_found;
        }
        selected_.clear();
    } else if (command.p1 == 0x08) {
        const bool known = content_.files.contains(command.data) || is_directory(command.data);
        if (command.data.size() < 2 || command.data.size() % 2 != 0 || !known) {
            return sw::file_not_found;
        }
        selected_ = command.data;
    } else {
        return sw::file_not_found;
    }
    if (command.p2 == 0x0C) {
        return sw::ok;
    }
    const auto file = content_.files.find(selected_);
    const bool directory = file == content_.files.end() || is_directory(selected_);
    const auto id = selected_.empty() ? std::uint16_t{0x3F00} : be16(selected_, selected_.size() - 2);
    return fci(directory, file == content_.files.end() ? 0 : file->second.size(), id);
}

Response ItacnsCard::read(const Command& command) const {
    const auto file = content_.files.find(selected_);
    if (file == content_.files.end()) {
        return sw::no_current_file;
    }
    const View content(file->second);
    const auto offset = std::min<std::size_t>(command.p1p2(), content.size());
    const auto count = std::min(command.le.value_or(256), content.size() - offset);
    return copy(content.subspan(offset, count));
}

Response ItacnsCard::code(const Command& command) {
    const auto found = content_.codes.find(command.p2 & static_cast<std::uint8_t>(~search_parents));
    if (command.p1 != 0 || found == content_.codes.end()) {
        return sw::data_not_found;
    }
    return code_command(command, found->second, revision_);
}

Response ItacnsCard::set_environment(const Command& command) {
    if (command.p1 == 0xF3) {
        return command.p2 == 0x03 ? sw::ok : sw::data_not_found;
    }
    if (command.p1 != 0xF1 || (command.p2 != 0xB6 && command.p2 != 0xB8)) {
        return sw::wrong_parameters;
    }
    if (command.data.size() != 3 || command.data[0] != 0x83 || command.data[1] != 0x01) {
        return sw::wrong_data;
    }
    if (!content_.keys.contains(command.data[2])) {
        return sw::data_not_found;
    }
    environment_key_ = command.data[2];
    return sw::ok;
}

Response ItacnsCard::private_operation(const Command& command) {
    View block(command.data);
    if (command.p1p2() == 0x8086) {
        if (block.empty() || block[0] != 0x00) {
            return sw::wrong_data;
        }
        block = block.subspan(1);
    } else if (command.p1p2() != 0x9E9A) {
        return sw::wrong_parameters;
    }
    const auto found = content_.keys.find(environment_key_);
    if (found == content_.keys.end()) {
        return sw::conditions_not_satisfied;
    }
    const auto& [key, pin] = found->second;
    const auto code = content_.codes.find(pin);
    if (code == content_.codes.end() || !code->second.verified()) {
        return sw::security_not_satisfied;
    }
    auto result = key.raw_rsa(block);
    if (!result) {
        return sw::wrong_data;
    }
    return std::move(*result);
}

nlohmann::json ItacnsCard::state() const {
    nlohmann::json json{{"profile", "itacns"}, {"atr", to_hex(content_.atr)}};
    json["files"] = json["codes"] = json["keys"] = nlohmann::json::object();
    for (const auto& [path, content] : content_.files) {
        json["files"][to_hex(path)] = to_hex(content);
    }
    json["directories"] = nlohmann::json::array();
    for (const auto& path : content_.directories) {
        json["directories"].push_back(to_hex(path));
    }
    for (const auto& [reference, code] : content_.codes) {
        json["codes"][to_hex(View(&reference, 1))] = to_json(code.stored());
    }
    for (const auto& [reference, entry] : content_.keys) {
        json["keys"][to_hex(View(&reference, 1))] = {{"pin", to_hex(View(&entry.pin, 1))},
                                                     {"key", to_hex(entry.key.to_der())}};
    }
    return json;
}

ItacnsCard::Content ItacnsCard::content_from_json(const nlohmann::json& json) {
    const auto bytes = [](const std::string& text) {
        auto decoded = from_hex(text);
        if (!decoded) {
            throw std::invalid_argument("not hexadecimal: " + text);
        }
        return std::move(*decoded);
    };
    const auto byte = [&](const std::string& text) {
        const auto decoded = bytes(text);
        if (decoded.size() != 1) {
            throw std::invalid_argument("not one byte: " + text);
        }
        return decoded[0];
    };
    Content content;
    content.atr = bytes(json.at("atr").get<std::string>());
    for (const auto& [path, file] : json.at("files").items()) {
        auto key = bytes(path);
        if (key.empty() || key.size() % 2 != 0) {
            throw std::invalid_argument("not a path: " + path);
        }
        content.files.emplace(std::move(key), bytes(file.get<std::string>()));
    }
    for (const auto& path : json.at("directories")) {
        content.directories.insert(bytes(path.get<std::string>()));
    }
    for (const auto& [reference, code] : json.at("codes").items()) {
        content.codes.emplace(byte(reference), SecretCode(secret_code_from_json(code)));
    }
    for (const auto& [reference, entry] : json.at("keys").items()) {
        auto key = PrivateKey::from_der(bytes(entry.at("key").get<std::string>()));
        if (!key) {
            throw std::invalid_argument("key " + reference + " is not PKCS#8");
        }
        content.keys.emplace(byte(reference), Key{std::move(*key), byte(entry.at("pin").get<std::string>())});
    }
    return content;
}

Bytes personal_data_file(const std::vector<std::string>& fields) {
    static constexpr char digits[] = "0123456789ABCDEF";
    Bytes body;
    for (const auto& field : fields) {
        const auto text = field.substr(0, 255);
        body.push_back(static_cast<std::uint8_t>(digits[text.size() >> 4]));
        body.push_back(static_cast<std::uint8_t>(digits[text.size() & 0x0F]));
        body.insert(body.end(), text.begin(), text.end());
    }
    Bytes file;
    for (int shift = 20; shift >= 0; shift -= 4) {
        file.push_back(static_cast<std::uint8_t>(digits[body.size() >> shift & 0x0F]));
    }
    append(file, body);
    return file;
}

} // namespace sigillo::virtual_card
