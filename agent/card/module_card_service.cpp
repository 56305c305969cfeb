#include "agent/card/module_card_service.hpp"

#include "agent/card/make_card_service.hpp"
#include "agent/card/module_session.hpp"

#include <algorithm>
#include <utility>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

ModuleCardService::ModuleCardService(Platform& platform, CardSettings settings, ModuleCatalogue catalogue,
                                     std::unique_ptr<ReaderWatch> watch)
    : platform_(platform), settings_(std::move(settings)), catalogue_(std::move(catalogue)),
      watch_(std::move(watch)) {
    if (watch_ != nullptr) {
        watch_->start([this] {
            const std::lock_guard lock(listener_mutex_);
            if (listener_) {
                listener_();
            }
        });
    }
}

ModuleCardService::~ModuleCardService() = default;

std::shared_ptr<HostProcess> ModuleCardService::host_of(const std::filesystem::path& path) {
    auto& host = hosts_[path];
    if (host == nullptr) {
        host = std::make_shared<HostProcess>(platform_, settings_, path);
    }
    return host;
}

std::vector<FoundModule> ModuleCardService::modules_for(const CardKind& kind) {
    if (settings_.module) {
        std::error_code failed;
        if (!std::filesystem::exists(*settings_.module, failed)) {
            return {};
        }
        return {{"configured", *settings_.module, false}};
    }
    return catalogue_.candidates(kind, platform_);
}

domain::Result<ModuleCardService::ReadCard> ModuleCardService::read(const std::string& reader,
                                                                    const CardKind& kind,
                                                                    const FoundModule& module,
                                                                    const std::vector<host::Token>& tokens) {
    ReadCard result;
    result.host = host_of(module.path);
    result.kind = kind;
    std::vector<TokenContent> slots;
    for (const auto& token : tokens) {
        if (token.serial != tokens.front().serial) {
            continue;
        }
        auto objects = result.host->call(host::ReadObjects{token.slot});
        if (!objects) {
            return objects.error();
        }
        slots.push_back({token, std::move(*objects)});
        result.slots.push_back(token.slot);
    }
    const bool opensc = is_opensc(module.path);
    result.snapshot = snapshot_of(reader, kind, {opensc, module.read_only}, slots);
    return result;
}

domain::Result<ModuleCardService::ReadCard> ModuleCardService::identify(const WatchedReader& reader,
                                                                        bool alone) {
    const auto kind = catalogue_.kind_of(reader.atr);
    const auto modules = modules_for(kind);
    if (modules.empty()) {
        std::string looked_for;
        for (const auto& file :
             settings_.module ? std::vector{settings_.module->string()} : catalogue_.looked_for(kind)) {
            looked_for += (looked_for.empty() ? "" : ", ") + file;
        }
        return Error(ErrorId::card_module_missing, {{"looked_for", looked_for}});
    }
    Error failure(ErrorId::card_unreadable);
    for (const auto& module : modules) {
        const auto listed = host_of(module.path)->call(host::ListTokens{});
        if (!listed) {
            failure = listed.error();
            continue;
        }
        std::vector<host::Token> here;
        for (const auto& token : listed->tokens) {
            if (same_reader(reader.name, token) || (alone && token.hardware)) {
                here.push_back(token);
            }
        }
        if (here.empty()) {
            continue;
        }
        auto card = read(reader.name, kind, module, here);
        if (card) {
            card->event = reader.event;
            return card;
        }
        failure = card.error();
    }
    return failure;
}

void ModuleCardService::look_at_slots(Look& result, bool only_software) {
    const FoundModule module{"configured", *settings_.module, false};
    const auto listed = host_of(module.path)->call(host::ListTokens{});
    if (!listed) {
        if (!only_software) {
            result.readers.push_back({module.path.filename().string(), false, std::nullopt, listed.error()});
        }
        return;
    }
    std::map<std::string, std::vector<host::Token>> by_serial;
    for (const auto& token : listed->tokens) {
        if (!only_software || !token.hardware) {
            by_serial[token.serial].push_back(token);
        }
    }
    for (const auto& [serial, tokens] : by_serial) {
        const auto name = tokens.front().reader;
        auto card = read(name, {}, module, tokens);
        if (card) {
            result.readers.push_back({name, true, card->snapshot, std::nullopt});
            result.cards.push_back(std::move(*card));
        } else {
            result.readers.push_back({name, true, std::nullopt, card.error()});
        }
    }
}

ModuleCardService::Look ModuleCardService::look() {
    Look result;
    auto watched = watch_ == nullptr ? std::nullopt : watch_->readers();
    if (settings_.module) {
        look_at_slots(result, watched.has_value() && !watched->empty());
    }
    if (!watched) {
        return result;
    }
    std::erase_if(readings_, [&](const auto& entry) {
        return std::none_of(watched->begin(), watched->end(), [&](const WatchedReader& reader) {
            return reader.name == entry.first && reader.card_present && reader.event == entry.second.event;
        });
    });
    const bool alone = std::count_if(watched->begin(), watched->end(),
                                     [](const WatchedReader& reader) { return reader.card_present; }) == 1;
    for (const auto& reader : *watched) {
        ReaderSnapshot shown{reader.name, reader.card_present, std::nullopt, std::nullopt};
        if (reader.card_present) {
            auto known = readings_.find(reader.name);
            if (known == readings_.end()) {
                known = readings_.emplace(reader.name, Reading{reader.event, identify(reader, alone)}).first;
            }
            auto card = known->second.card;
            if (card) {
                refresh_pins(*card);
                shown.card = card->snapshot;
                result.cards.push_back(std::move(*card));
            } else {
                shown.failure = card.error();
                // A failure is looked at anew the next time: the module may have been installed meanwhile.
                readings_.erase(known);
            }
        }
        result.readers.push_back(std::move(shown));
    }
    return result;
}

domain::Result<std::vector<ReaderSnapshot>> ModuleCardService::readers() {
    const std::lock_guard lock(mutex_);
    return look().readers;
}

domain::Result<ModuleCardService::ReadCard> ModuleCardService::find(const std::string& id) {
    auto seen = look();
    for (auto& card : seen.cards) {
        if (card.snapshot.id == id) {
            return std::move(card);
        }
    }
    if (seen.readers.empty()) {
        return ErrorId::card_no_reader;
    }
    for (const auto& reader : seen.readers) {
        if (reader.failure) {
            return *reader.failure;
        }
    }
    return ErrorId::card_absent;
}

domain::Result<CardSnapshot> ModuleCardService::card(const std::string& id) {
    const std::lock_guard lock(mutex_);
    auto found = find(id);
    if (!found) {
        return found.error();
    }
    return std::move(found->snapshot);
}

domain::Result<CardSnapshot> ModuleCardService::card_anew(const std::string& id) {
    const std::lock_guard lock(mutex_);
    for (auto& [path, host] : hosts_) {
        host->stop();
    }
    readings_.clear();
    auto found = find(id);
    if (!found) {
        return found.error();
    }
    return std::move(found->snapshot);
}

domain::Result<std::unique_ptr<CardSession>>
ModuleCardService::login(const std::string& card_id, CertificateRole role, SecretString pin) {
    const std::lock_guard lock(mutex_);
    auto found = find(card_id);
    if (!found) {
        return found.error();
    }
    const auto* card_pin = found->snapshot.pin_of(role);
    if (card_pin == nullptr) {
        return ErrorId::card_certificate_missing;
    }
    const auto slot = found->slots[static_cast<std::size_t>(card_pin - found->snapshot.pins.data())];
    const auto reader = found->snapshot.reader;
    const auto event = found->event;
    auto reply = found->host->call(host::Login{slot, found->snapshot.serial, std::move(pin)});
    if (!reply) {
        auto error = reply.error();
        if (gone(reader, event, ModuleSession::patience_after(error))) {
            return ErrorId::card_removed;
        }
        if (error.id == ErrorId::card_pin_wrong) {
            if (const auto tries = tries_on_card(*found, role)) {
                error.details["tries"] = std::to_string(*tries);
                error.id = *tries == 0 ? ErrorId::card_pin_blocked : error.id;
            }
        }
        note_refusal(*found, *card_pin, error);
        forget(reader);
        return error;
    }
    note_success(*found, *card_pin);
    found->host->session_began();
    ModuleSession::Place place{found->host, found->host->generation(), reply->session, found->slots,
                               !(reply->pin_each_use && is_opensc(found->host->module()))};
    return std::unique_ptr<CardSession>(std::make_unique<ModuleSession>(
        std::move(place), settings_,
        [this, reader, event](std::chrono::milliseconds patience) { return gone(reader, event, patience); },
        [this, reader] {
            const std::lock_guard inner(mutex_);
            forget(reader);
        }));
}

bool ModuleCardService::gone(const std::string& reader, std::optional<std::uint64_t> event,
                             std::chrono::milliseconds patience) {
    return event && watch_->leaves(reader, *event, patience);
}

void ModuleCardService::forget(const std::string& reader) {
    readings_.erase(reader);
}

void ModuleCardService::on_change(std::function<void()> changed) {
    const std::lock_guard lock(listener_mutex_);
    listener_ = std::move(changed);
}

std::vector<std::string> ModuleCardService::diagnose() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> lines;
    const auto watched = watch_ == nullptr ? std::nullopt : watch_->readers();
    lines.push_back(watch_ == nullptr ? "PC/SC: not used" : watched ? "PC/SC: running" : "PC/SC: no service");
    for (const auto& reader : watched.value_or(std::vector<WatchedReader>{})) {
        lines.push_back("reader: " + reader.name +
                        (reader.card_present ? ", ATR " + pki::hex_of(reader.atr) : ", empty"));
        if (reader.card_present) {
            const auto kind = catalogue_.kind_of(reader.atr);
            lines.push_back("card kind: " + (kind.name.empty() ? "unknown" : kind.name));
        }
    }
    if (settings_.module) {
        lines.push_back("configured module: " + settings_.module->string());
    } else {
        for (const auto& file : catalogue_.looked_for({})) {
            const auto found = platform_.find_library(file);
            lines.push_back("module: " + file +
                            (found.empty() ? ": not found" : ": " + found.front().string()));
        }
    }
    for (const auto& [path, host] : hosts_) {
        const auto listed = host->call(host::ListTokens{});
        lines.push_back("in use: " + path.string() + ": " +
                        (listed ? listed->module + ", " + std::to_string(listed->tokens.size()) + " tokens"
                                : std::string(domain::text_of(listed.error().id))));
    }
    return lines;
}

std::unique_ptr<CardService> make_card_service(Platform& platform, CardSettings settings,
                                               std::unique_ptr<ReaderWatch> watch) {
    // The compiled-in table is checked by a test; should it fail all the same, cards are still found
    // through a configured module.
    auto catalogue = ModuleCatalogue::built_in(platform.name());
    return std::make_unique<ModuleCardService>(platform, std::move(settings),
                                               catalogue ? std::move(*catalogue) : ModuleCatalogue(),
                                               std::move(watch));
}

std::unique_ptr<CardService> make_card_service(Platform& platform, CardSettings settings) {
    auto watch = settings.use_pcsc ? make_pcsc_watch() : nullptr;
    return make_card_service(platform, std::move(settings), std::move(watch));
}

} // namespace sigillo::agent
