#include "tests/virtual_card/myeid_card.hpp"

#include "tests/virtual_card/common_commands.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace sigillo::virtual_card {
namespace {

constexpr std::uint8_t aid[] = {0xA0, 0x00, 0x00, 0x00, 0x63, 0x50, 0x4B, 0x43, 0x53, 0x2D, 0x31, 0x35};
constexpr std::uint8_t highest_pin = 14;

} // namespace

Bytes MyeidCard::atr() const {
    return {0x3B, 0xF5, 0x18, 0x00, 0x00, 0x81, 0x31, 0xFE, 0x45, 0x4D, 0x79, 0x45, 0x49, 0x44, 0x9A};
}

void MyeidCard::reset() {
    channel_.reset();
    selected_ = {MyeidFiles::master};
    environment_.reset();
    key_parts_.clear();
    first_half_.clear();
    for (auto& [reference, pin] : content_.pins) {
        pin.forget();
    }
}

Bytes MyeidCard::transmit(View apdu) {
    return channel_.transmit(apdu, [this](const Command& command) { return execute(command); });
}

Response MyeidCard::execute(const Command& command) {
    if (command.cla == 0xA0) {
        return command.ins == 0xE4 && command.p1p2() == 0 ? remove() : Response(sw::unknown_class);
    }
    if ((command.cla & 0xEF) != 0) {
        return sw::unknown_class;
    }
    switch (command.ins) {
    case 0xA4:
        return select(command);
    case 0xE0:
        return create(command);
    case 0xB0:
        return read(command);
    case 0xD6:
        return update(command);
    case 0xCA:
        return get_data(command);
    case 0xDA:
        return put_data(command);
    case 0x20:
    case 0x24:
    case 0x2C:
        return code(command);
    case 0x2E:
        for (auto& [reference, pin] : content_.pins) {
            pin.forget();
        }
        return sw::ok;
    case 0x22:
        return set_environment(command);
    case 0x2A:
        if (command.p1p2() == 0x9E9A) {
            return sign(command.data);
        }
        return command.p1p2() == 0x8086 ? decipher(command.data) : Response(sw::wrong_parameters);
    case 0x46:
        return generate(command);
    case 0x44:
        if (command.p1p2() != 0x0400 || !std::ranges::equal(command.data, aid)) {
            return sw::wrong_parameters;
        }
        if (!content_.activated) {
            content_.activated = true;
            changed();
        }
        return sw::ok;
    case 0x84:
        return get_challenge(command);
    default:
        return sw::unknown_instruction;
    }
}

bool MyeidCard::allowed(std::uint8_t nibble) const {
    if (!content_.activated || nibble == 0) {
        return true;
    }
    const auto pin = content_.pins.find(nibble);
    return pin != content_.pins.end() && pin->second.verified();
}

Path MyeidCard::current_directory() const {
    const auto* file = content_.files.find(selected_);
    if (file != nullptr && file->kind == MyeidFile::Kind::directory) {
        return selected_;
    }
    return {selected_.begin(), selected_.end() - 1};
}

std::optional<Path> MyeidCard::resolve(const Command& command) const {
    const View data(command.data);
    const auto known = [&](Path path) {
        return content_.files.find(path) ? std::optional(path) : std::nullopt;
    };
    if (command.p1 == 0x04) {
        return std::ranges::equal(data, aid) ? std::optional(Path{MyeidFiles::master}) : std::nullopt;
    }
    if (command.p1 == 0x00) {
        if (data.empty()) {
            return Path{MyeidFiles::master};
        }
        if (data.size() != 2) {
            return std::nullopt;
        }
        const auto id = be16(data);
        if (id == MyeidFiles::master) {
            return Path{id};
        }
        // ISO 7816-4: below the current directory, else beside it.
        auto child = current_directory();
        child.push_back(id);
        if (content_.files.find(child) != nullptr || child.size() < 3) {
            return known(child);
        }
        child.erase(child.end() - 2);
        return known(child);
    }
    if ((command.p1 != 0x08 && command.p1 != 0x09) || data.empty() || data.size() % 2 != 0) {
        return std::nullopt;
    }
    Path path = command.p1 == 0x08 ? Path{MyeidFiles::master} : current_directory();
    for (std::size_t i = 0; i < data.size(); i += 2) {
        path.push_back(be16(data, i));
    }
    return known(path);
}

Response MyeidCard::select(const Command& command) {
    const auto path = resolve(command);
    if (!path) {
        return sw::file_not_found;
    }
    selected_ = *path;
    if ((command.p2 & 0x0C) == 0x0C) {
        return sw::ok;
    }
    return encode_fci(*content_.files.find(selected_), selected_.back(), content_.activated);
}

Response MyeidCard::create(const Command& command) {
    auto fresh = decode_create_template(command.data);
    if (command.p1p2() != 0 || !fresh) {
        return sw::wrong_data;
    }
    auto path = current_directory();
    if (!allowed(content_.files.find(path)->to_read())) {
        return sw::security_not_satisfied;
    }
    path.push_back(fresh->id);
    if (content_.files.find(path) != nullptr) {
        return sw::file_exists;
    }
    if (full_) {
        return sw::no_room;
    }
    content_.files.add(path, std::move(fresh->file));
    selected_ = path;
    changed();
    return sw::ok;
}

Response MyeidCard::remove() {
    if (selected_.size() < 2) {
        return sw::conditions_not_satisfied;
    }
    if (!allowed(content_.files.find(selected_)->to_delete())) {
        return sw::security_not_satisfied;
    }
    content_.files.remove(selected_);
    selected_.pop_back();
    changed();
    return sw::ok;
}

Response MyeidCard::read(const Command& command) const {
    const auto* file = content_.files.find(selected_);
    if (file->kind != MyeidFile::Kind::data) {
        return sw::incompatible_file;
    }
    if (!allowed(file->to_read())) {
        return sw::security_not_satisfied;
    }
    const View content(file->content);
    const std::size_t offset = command.p1p2();
    if (offset > content.size()) {
        return sw::wrong_offset;
    }
    return copy(content.subspan(offset, std::min(command.le.value_or(256), content.size() - offset)));
}

Response MyeidCard::update(const Command& command) {
    auto* file = content_.files.find(selected_);
    if (file->kind != MyeidFile::Kind::data) {
        return sw::incompatible_file;
    }
    if (!allowed(file->to_update())) {
        return sw::security_not_satisfied;
    }
    const std::size_t offset = command.p1p2();
    if (offset > file->content.size()) {
        return sw::wrong_offset;
    }
    if (command.data.size() > file->content.size() - offset) {
        return sw::no_room;
    }
    std::ranges::copy(command.data, file->content.begin() + static_cast<std::ptrdiff_t>(offset));
    changed();
    return sw::ok;
}

Response MyeidCard::get_data(const Command& command) const {
    const auto* file = content_.files.find(selected_);
    switch (command.p1p2()) {
    case 0x01A0: {
        // Applet information: version 4.5.0 at 5, serial number at 8, change counter at 18.
        Bytes info{0x1D, 0x01, 0x00, 0x00, 0x00, 4, 5, 0};
        append(info, content_.serial);
        put_be16(info, 0);
        return info;
    }
    case 0x01A1: {
        Bytes ids;
        for (const auto id : content_.files.children(current_directory())) {
            put_be16(ids, id);
        }
        return ids;
    }
    case 0x01AA:
        // Features RSA and ECC; RSA to 4096 bits, no DES, no AES, EC to 521 bits.
        return Bytes{0x01, 0x00, 0x09, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x09};
    case 0x0101:
    case 0x0102:
        if (!file->key || file->kind != MyeidFile::Kind::rsa_key) {
            return sw::data_not_found;
        }
        return command.p2 == 0x01 ? file->key->modulus() : file->key->exponent();
    case 0x0186: {
        if (!file->key || file->kind != MyeidFile::Kind::ec_key) {
            return sw::data_not_found;
        }
        const auto point = file->key->point();
        Bytes object{0x86};
        if (point.size() > 127) {
            object.push_back(0x81);
        }
        object.push_back(static_cast<std::uint8_t>(point.size()));
        append(object, point);
        return object;
    }
    default:
        return sw::data_not_found;
    }
}

Response MyeidCard::put_data(const Command& command) {
    if (command.p1 != 0x01) {
        return sw::data_not_found;
    }
    if (command.p2 == 0xE0) {
        return wipe(command.data);
    }
    if (command.p2 >= 1 && command.p2 <= highest_pin) {
        return create_pin(command.p2, command.data);
    }
    if (command.p2 >= 0x80 && command.p2 <= 0x89) {
        return store_key_part(command.p2, command.data);
    }
    return sw::data_not_found;
}

Response MyeidCard::wipe(View body) {
    if (body.size() != 8) {
        return sw::wrong_length;
    }
    if (!allowed(content_.files.find({MyeidFiles::master})->to_delete())) {
        return sw::security_not_satisfied;
    }
    content_.files.wipe(body.subspan(2, 3), body.subspan(5, 3));
    content_.pins.clear();
    content_.activated = false;
    selected_ = {MyeidFiles::master};
    changed();
    return sw::ok;
}

Response MyeidCard::create_pin(std::uint8_t reference, View body) {
    if (body.size() != 19) {
        return sw::wrong_length;
    }
    const int tries = body[16];
    const int puk_tries = body[17];
    if (tries < 1 || tries > 15 || puk_tries < 1 || puk_tries > 15) {
        return sw::wrong_data;
    }
    if (content_.activated) {
        return content_.pins.contains(reference) ? sw::conditions_not_satisfied : sw::security_not_satisfied;
    }
    content_.pins.insert_or_assign(reference, SecretCode({copy(body.first(8)), copy(body.subspan(8, 8)),
                                                          tries, puk_tries, tries, puk_tries}));
    changed();
    return sw::ok;
}

Response MyeidCard::code(const Command& command) {
    const auto found = content_.pins.find(command.p2);
    if (command.p1 != 0 || found == content_.pins.end()) {
        return sw::data_not_found;
    }
    return code_command(command, found->second, revision_);
}

nlohmann::json MyeidCard::state() const {
    auto pins = nlohmann::json::object();
    for (const auto& [reference, pin] : content_.pins) {
        pins[to_hex(View(&reference, 1))] = to_json(pin.stored());
    }
    return {{"profile", "myeid"},
            {"serial", to_hex(content_.serial)},
            {"activated", content_.activated},
            {"pins", std::move(pins)},
            {"files", content_.files.to_json()}};
}

MyeidCard::Content MyeidCard::content_from_json(const nlohmann::json& json) {
    Content content;
    const auto serial = from_hex(json.at("serial").get<std::string>());
    if (!serial || serial->size() != content.serial.size()) {
        throw std::invalid_argument("the serial number of a MyEID card is 10 bytes");
    }
    std::ranges::copy(*serial, content.serial.begin());
    content.activated = json.at("activated").get<bool>();
    for (const auto& [reference, pin] : json.at("pins").items()) {
        const auto number = from_hex(reference);
        if (!number || number->size() != 1) {
            throw std::invalid_argument("not a PIN reference: " + reference);
        }
        content.pins.emplace(number->front(), SecretCode(secret_code_from_json(pin)));
    }
    content.files = MyeidFiles::from_json(json.at("files"));
    return content;
}

} // namespace sigillo::virtual_card
