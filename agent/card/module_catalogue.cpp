#include "agent/card/module_catalogue.hpp"

#include "agent/card/modules_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <set>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

using Json = nlohmann::json;

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

std::map<protocol::CertificateRole, Bytes> commands_of(const Json& card, const char* name, std::size_t size) {
    std::map<protocol::CertificateRole, Bytes> commands;
    const auto entries = card.value(name, Json::object());
    for (const auto& [role, command] : entries.items()) {
        const auto bytes = pki::bytes_of_hex(command.get<std::string>());
        if (!bytes || bytes->size() != size || (role != "authentication" && role != "signature")) {
            throw std::invalid_argument(name + (" of " + card.at("name").get<std::string>()));
        }
        commands.emplace(role == "signature" ? protocol::CertificateRole::signature
                                             : protocol::CertificateRole::authentication,
                         *bytes);
    }
    return commands;
}

CardKind card_kind(const Json& json) {
    CardKind kind;
    kind.name = json.at("name").get<std::string>();
    kind.atr = json.at("atr").get<std::string>();
    kind.modules = json.at("modules").get<std::vector<std::string>>();
    kind.obsolete = json.value("obsolete", false);
    kind.pin_flags = json.value("pin_flags", true);
    kind.opensc_read_only = json.value("opensc_read_only", false);
    kind.pin_queries = commands_of(json, "pin_queries", 5);
    kind.unblock = commands_of(json, "unblock", 4);
    return kind;
}

ModuleKind module_kind(const Json& json, std::string_view system) {
    return {json.at("id").get<std::string>(), json.at("name").get<std::string>(),
            json.at(std::string(system)).get<std::vector<std::string>>(), json.value("read_only", false)};
}

} // namespace

bool is_opensc(const std::filesystem::path& module) {
    return module.filename().string().find("opensc") != std::string::npos;
}

bool atr_matches(std::string_view pattern, std::string_view atr) {
    if (pattern.empty()) {
        return atr.empty();
    }
    if (pattern.front() == '*') {
        for (std::size_t skipped = 0; skipped <= atr.size(); ++skipped) {
            if (atr_matches(pattern.substr(1), atr.substr(skipped))) {
                return true;
            }
        }
        return false;
    }
    return !atr.empty() && (pattern.front() == '.' || pattern.front() == atr.front()) &&
           atr_matches(pattern.substr(1), atr.substr(1));
}

domain::Result<ModuleCatalogue> ModuleCatalogue::parse(std::string_view json, std::string_view system) {
    try {
        const auto parsed = Json::parse(json);
        ModuleCatalogue catalogue;
        std::set<std::string> ids;
        for (const auto& entry : parsed.at("modules")) {
            catalogue.modules_.push_back(module_kind(entry, system));
            ids.insert(catalogue.modules_.back().id);
        }
        for (const auto& entry : parsed.at("cards")) {
            catalogue.cards_.push_back(card_kind(entry));
            for (const auto& id : catalogue.cards_.back().modules) {
                if (!ids.contains(id)) {
                    return Error(ErrorId::configuration_invalid, {{"reason", "unknown module " + id}});
                }
            }
        }
        return catalogue;
    } catch (const std::exception& problem) {
        return Error(ErrorId::configuration_invalid, {{"reason", problem.what()}});
    }
}

domain::Result<ModuleCatalogue> ModuleCatalogue::built_in(std::string_view system) {
    return parse(modules_json, system);
}

CardKind ModuleCatalogue::kind_of(ByteView atr) const {
    const auto text = upper(pki::hex_of(atr));
    for (const auto& kind : cards_) {
        if (atr_matches(kind.atr, text)) {
            return kind;
        }
    }
    return {};
}

std::vector<const ModuleKind*> ModuleCatalogue::ordered(const CardKind& kind) const {
    std::vector<const ModuleKind*> result;
    for (const auto& id : kind.modules) {
        for (const auto& module : modules_) {
            if (module.id == id) {
                result.push_back(&module);
            }
        }
    }
    for (const auto& module : modules_) {
        if (std::find(result.begin(), result.end(), &module) == result.end()) {
            result.push_back(&module);
        }
    }
    return result;
}

std::vector<FoundModule> ModuleCatalogue::candidates(const CardKind& kind, Platform& platform) const {
    std::vector<FoundModule> result;
    for (const auto* module : ordered(kind)) {
        for (const auto& file : module->files) {
            const auto paths = platform.find_library(file);
            if (!paths.empty()) {
                result.push_back({module->id, paths.front(), module->read_only});
                break;
            }
        }
    }
    return result;
}

std::vector<std::string> ModuleCatalogue::looked_for(const CardKind& kind) const {
    std::vector<std::string> result;
    for (const auto* module : ordered(kind)) {
        result.insert(result.end(), module->files.begin(), module->files.end());
    }
    return result;
}

} // namespace sigillo::agent
