#include "agent/renewal/journal.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
using Json = nlohmann::json;

namespace {

constexpr std::size_t journal_limit = 256 * 1024;
constexpr std::string_view type = "sigillo.renewal-journal/1";
constexpr std::string_view file_prefix = "renewal-";
constexpr std::string_view file_suffix = ".journal";

Bytes bytes_at(const Json& json, const char* name) {
    auto bytes = pki::bytes_of_base64(json.at(name).get<std::string>());
    if (!bytes) {
        throw std::invalid_argument(name);
    }
    return std::move(*bytes);
}

CertificateRole role_at(const Json& json) {
    const auto text = json.at("role").get<std::string>();
    if (text != "authentication" && text != "signature") {
        throw std::invalid_argument("role");
    }
    return text == "signature" ? CertificateRole::signature : CertificateRole::authentication;
}

Json to_json(const JournalKey& key) {
    auto abandoned = Json::array();
    for (const auto& id : key.abandoned) {
        abandoned.push_back(pki::base64_of(id));
    }
    return {{"role", key.role == CertificateRole::signature ? "signature" : "authentication"},
            {"label", key.label},
            {"id", pki::base64_of(key.id)},
            {"public_key", pki::base64_of(key.public_key)},
            {"request", pki::base64_of(key.request)},
            {"certificate", pki::base64_of(key.certificate)},
            {"written", key.written},
            {"read_back", key.read_back},
            {"receipt", pki::base64_of(key.receipt)},
            {"abandoned", abandoned}};
}

JournalKey key_from(const Json& json) {
    JournalKey key;
    key.role = role_at(json);
    key.label = json.at("label").get<std::string>();
    key.id = bytes_at(json, "id");
    key.public_key = bytes_at(json, "public_key");
    key.request = bytes_at(json, "request");
    key.certificate = bytes_at(json, "certificate");
    key.written = json.at("written").get<bool>();
    key.read_back = json.at("read_back").get<bool>();
    key.receipt = bytes_at(json, "receipt");
    for (const auto& id : json.at("abandoned")) {
        const auto bytes = pki::bytes_of_base64(id.get<std::string>());
        if (!bytes) {
            throw std::invalid_argument("abandoned");
        }
        key.abandoned.push_back(*bytes);
    }
    return key;
}

} // namespace

RenewalPhase Journal::phase() const {
    const auto all = [this](auto&& condition) {
        return !keys.empty() && std::all_of(keys.begin(), keys.end(), condition);
    };
    if (all([](const JournalKey& key) { return key.written && !key.receipt.empty(); })) {
        return RenewalPhase::installed;
    }
    if (all([](const JournalKey& key) { return !key.certificate.empty(); })) {
        return RenewalPhase::installing;
    }
    if (!statement.empty()) {
        return RenewalPhase::requests_ready;
    }
    return all([](const JournalKey& key) { return !key.public_key.empty(); }) ? RenewalPhase::keys_made
                                                                              : RenewalPhase::none;
}

int Journal::abandoned() const {
    std::size_t count = 0;
    for (const auto& key : keys) {
        count += key.abandoned.size();
    }
    return static_cast<int>(count);
}

Bytes encode_journal(const Journal& journal) {
    auto keys = Json::array();
    for (const auto& key : journal.keys) {
        keys.push_back(to_json(key));
    }
    const Json json{{"type", type},
                    {"portal", journal.name.portal},
                    {"request", journal.name.request},
                    {"card", journal.card_id},
                    {"codice_fiscale", journal.codice_fiscale},
                    {"begun", journal.begun},
                    {"keys", keys},
                    {"statement", pki::base64_of(journal.statement)}};
    const auto text = json.dump(1, ' ', false, Json::error_handler_t::replace);
    return pki::bytes_of(pki::sha256_hex(pki::view_of(text)) + "\n" + text);
}

domain::Result<Journal> decode_journal(ByteView content) {
    const auto text = pki::text_of(content);
    const auto line = text.find('\n');
    if (line == std::string::npos) {
        return ErrorId::renewal_journal_damaged;
    }
    const auto body = text.substr(line + 1);
    if (pki::sha256_hex(pki::view_of(body)) != text.substr(0, line)) {
        return ErrorId::renewal_journal_damaged;
    }
    try {
        const auto json = Json::parse(body);
        if (json.at("type").get<std::string>() != type) {
            return ErrorId::renewal_journal_damaged;
        }
        Journal journal;
        journal.name = {json.at("portal").get<std::string>(), json.at("request").get<std::string>()};
        journal.card_id = json.at("card").get<std::string>();
        journal.codice_fiscale = json.at("codice_fiscale").get<std::string>();
        journal.begun = json.at("begun").get<std::int64_t>();
        journal.statement = bytes_at(json, "statement");
        for (const auto& key : json.at("keys")) {
            journal.keys.push_back(key_from(key));
        }
        return journal;
    } catch (const std::exception&) {
        return ErrorId::renewal_journal_damaged;
    }
}

domain::Result<std::filesystem::path> JournalStore::path_of(const RenewalName& name) {
    const auto folder = platform_.state_folder();
    if (!folder) {
        return folder.error();
    }
    // Neither part may hold a line feed in a valid message, so that two names cannot give one text.
    const auto digest = pki::sha256_hex(pki::view_of(name.portal + "\n" + name.request));
    return *folder / (std::string(file_prefix) + digest.substr(0, 32) + std::string(file_suffix));
}

domain::Result<std::optional<Journal>> JournalStore::load(const RenewalName& name) {
    const auto path = path_of(name);
    if (!path) {
        return path.error();
    }
    const auto content = platform_.read_file(*path, journal_limit);
    if (!content) {
        if (content.error().id == ErrorId::not_found) {
            return std::optional<Journal>();
        }
        return content.error().id == ErrorId::message_too_large ? Error(ErrorId::renewal_journal_damaged)
                                                                : content.error();
    }
    auto journal = decode_journal(*content);
    if (!journal) {
        return journal.error();
    }
    if (journal->name != name) {
        return ErrorId::renewal_journal_damaged;
    }
    return std::optional(std::move(*journal));
}

domain::Status JournalStore::save(const Journal& journal) {
    const auto path = path_of(journal.name);
    if (!path) {
        return path.error();
    }
    return platform_.write_file(*path, encode_journal(journal));
}

domain::Result<bool> JournalStore::other_in_progress(const RenewalName& name, const std::string& card_id,
                                                     std::int64_t since) {
    const auto folder = platform_.state_folder();
    if (!folder) {
        return folder.error();
    }
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(*folder, failed)) {
        const auto file = entry.path().filename().string();
        if (!file.starts_with(file_prefix) || !file.ends_with(file_suffix)) {
            continue;
        }
        const auto content = platform_.read_file(entry.path(), journal_limit);
        const auto journal = content ? decode_journal(*content) : domain::Result<Journal>(content.error());
        // A damaged journal of another renewal stands in nobody's way.
        if (journal && journal->name != name && journal->card_id == card_id && journal->begun > since &&
            journal->phase() != RenewalPhase::installed) {
            return true;
        }
    }
    return false;
}

} // namespace sigillo::agent
