#include "tests/virtual_card/myeid_files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace sigillo::virtual_card {
namespace {

constexpr std::uint8_t pkcs15_aid[] = {0xA0, 0x00, 0x00, 0x00, 0x63, 0x50,
                                       0x4B, 0x43, 0x53, 0x2D, 0x31, 0x35};

MyeidFile directory(View access, View name) {
    MyeidFile file;
    file.kind = MyeidFile::Kind::directory;
    std::copy_n(access.begin(), 3, file.access.begin());
    file.name = copy(name);
    return file;
}

std::optional<MyeidFile::Kind> kind_of(std::uint8_t descriptor) {
    switch (descriptor) {
    case 0x01:
        return MyeidFile::Kind::data;
    case 0x38:
        return MyeidFile::Kind::directory;
    case 0x11:
        return MyeidFile::Kind::rsa_key;
    case 0x22:
        return MyeidFile::Kind::ec_key;
    default:
        return std::nullopt;
    }
}

template <std::size_t N>
std::array<std::uint8_t, N> exactly(const nlohmann::json& json) {
    const auto bytes = from_hex(json.get<std::string>());
    if (!bytes || bytes->size() != N) {
        throw std::invalid_argument("a file attribute has the wrong length");
    }
    std::array<std::uint8_t, N> result{};
    std::copy(bytes->begin(), bytes->end(), result.begin());
    return result;
}

Bytes any_length(const nlohmann::json& json) {
    auto bytes = from_hex(json.get<std::string>());
    if (!bytes) {
        throw std::invalid_argument("not hexadecimal");
    }
    return std::move(*bytes);
}

} // namespace

MyeidFiles::MyeidFiles() {
    const std::uint8_t open[] = {0x00, 0x0F, 0xFF};
    wipe(open, open);
}

void MyeidFiles::wipe(View master_access, View application_access) {
    files_.clear();
    files_.emplace(Path{master}, directory(master_access, pkcs15_aid));
    files_.emplace(Path{master, application}, directory(application_access, {}));
}

MyeidFile* MyeidFiles::find(const Path& path) {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

const MyeidFile* MyeidFiles::find(const Path& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

void MyeidFiles::remove(const Path& path) {
    std::erase_if(files_, [&](const auto& entry) {
        return entry.first.size() >= path.size() && std::equal(path.begin(), path.end(), entry.first.begin());
    });
}

std::vector<std::uint16_t> MyeidFiles::children(const Path& path) const {
    std::vector<std::uint16_t> ids;
    for (const auto& [other, file] : files_) {
        if (other.size() == path.size() + 1 && std::equal(path.begin(), path.end(), other.begin())) {
            ids.push_back(other.back());
        }
    }
    return ids;
}

nlohmann::json MyeidFiles::to_json() const {
    auto json = nlohmann::json::array();
    for (const auto& [path, file] : files_) {
        Bytes place;
        for (const auto id : path) {
            put_be16(place, id);
        }
        nlohmann::json entry{{"path", to_hex(place)},
                             {"kind", static_cast<int>(file.kind)},
                             {"size", file.size},
                             {"access", to_hex(file.access)},
                             {"properties", to_hex(file.properties)},
                             {"name", to_hex(file.name)},
                             {"content", to_hex(file.content)}};
        if (file.key) {
            entry["key"] = to_hex(file.key->to_der());
        }
        json.push_back(std::move(entry));
    }
    return json;
}

MyeidFiles MyeidFiles::from_json(const nlohmann::json& json) {
    MyeidFiles files;
    files.files_.clear();
    for (const auto& entry : json) {
        const auto place = any_length(entry.at("path"));
        if (place.size() < 2 || place.size() % 2 != 0) {
            throw std::invalid_argument("not a path");
        }
        Path path;
        for (std::size_t i = 0; i < place.size(); i += 2) {
            path.push_back(be16(place, i));
        }
        const auto kind = kind_of(entry.at("kind").get<std::uint8_t>());
        if (!kind) {
            throw std::invalid_argument("unknown kind of file");
        }
        MyeidFile file;
        file.kind = *kind;
        file.size = entry.at("size").get<std::size_t>();
        file.access = exactly<3>(entry.at("access"));
        file.properties = exactly<2>(entry.at("properties"));
        file.name = any_length(entry.at("name"));
        file.content = any_length(entry.at("content"));
        if (entry.contains("key")) {
            file.key = PrivateKey::from_der(any_length(entry.at("key")));
            if (!file.key) {
                throw std::invalid_argument("a key is not PKCS#8");
            }
        }
        files.files_.insert_or_assign(path, std::move(file));
    }
    if (files.find({master}) == nullptr) {
        throw std::invalid_argument("no master file");
    }
    return files;
}

Bytes encode_fci(const MyeidFile& file, std::uint16_t id, bool activated) {
    Bytes body{static_cast<std::uint8_t>(file.kind == MyeidFile::Kind::data ? 0x80 : 0x81), 0x02};
    put_be16(body, file.size);
    append(body, Bytes{0x82, 0x01, static_cast<std::uint8_t>(file.kind), 0x83, 0x02});
    put_be16(body, id);
    append(body, Bytes{0x86, 0x03});
    append(body, file.access);
    append(body, Bytes{0x85, 0x02});
    append(body, file.properties);
    append(body, Bytes{0x8A, 0x01, static_cast<std::uint8_t>(activated ? 0x05 : 0x01)});
    if (!file.name.empty()) {
        append(body, Bytes{0x84, static_cast<std::uint8_t>(file.name.size())});
        append(body, file.name);
    }
    Bytes fci{0x6F, static_cast<std::uint8_t>(body.size())};
    append(fci, body);
    return fci;
}

std::optional<NewFile> decode_create_template(View body) {
    if (body.size() < 2 || body[0] != 0x62 || body.size() < 2U + body[1]) {
        return std::nullopt;
    }
    body = body.subspan(2, body[1]);
    NewFile result;
    bool has_size = false;
    bool has_kind = false;
    bool has_id = false;
    while (body.size() >= 2 && body[0] != 0x00) {
        const auto tag = body[0];
        const std::size_t length = body[1];
        if (body.size() < 2 + length) {
            return std::nullopt;
        }
        const auto value = body.subspan(2, length);
        body = body.subspan(2 + length);
        if ((tag == 0x80 || tag == 0x81) && length == 2) {
            result.file.size = be16(value);
            has_size = true;
        } else if (tag == 0x82 && length >= 1) {
            const auto kind = kind_of(value[0]);
            if (!kind) {
                return std::nullopt;
            }
            result.file.kind = *kind;
            has_kind = true;
        } else if (tag == 0x83 && length == 2) {
            result.id = be16(value);
            has_id = true;
        } else if (tag == 0x84 && length <= 16) {
            result.file.name = copy(value);
        } else if (tag == 0x85 && length == 2) {
            std::copy(value.begin(), value.end(), result.file.properties.begin());
        } else if (tag == 0x86 && length == 3) {
            std::copy(value.begin(), value.end(), result.file.access.begin());
        } else if (tag != 0x8A) {
            return std::nullopt;
        }
    }
    if (!has_size || !has_kind || !has_id) {
        return std::nullopt;
    }
    if (result.file.kind == MyeidFile::Kind::data) {
        result.file.content.resize(result.file.size);
    }
    return result;
}

} // namespace sigillo::virtual_card
