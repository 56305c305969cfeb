#pragma once

#include "agent/platform/platform.hpp"
#include "shared/domain/result.hpp"
#include "shared/protocol/agent_messages.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::agent {

/// What is known of a kind of card by its ATR.
struct CardKind {
    std::string name;
    /// Upper-case hexadecimal; '.' any digit, '*' any number of them.
    std::string atr;
    /// Ids of modules, best first.
    std::vector<std::string> modules;
    /// The chip lost its certification: no renewal on it.
    bool obsolete = false;
    /// Whether the token's PIN flags can be believed.
    bool pin_flags = true;
    /// OpenSC's driver for it cannot write.
    bool opensc_read_only = false;
    /// Commands that ask the card for the tries left without using one up; the answer is 63Cx.
    std::map<protocol::CertificateRole, Bytes> pin_queries;
    /// Headers (CLA INS P1 P2) of RESET RETRY COUNTER with PUK and new PIN, 8 bytes each, padded with FF.
    /// Only of kinds whose maker documents it: for its answer, which has the tries left; modules do not tell
    /// them.
    std::map<protocol::CertificateRole, Bytes> unblock;
};

struct ModuleKind {
    std::string id;
    std::string name;
    /// For the running system: absolute paths or file names.
    std::vector<std::string> files;
    bool read_only = false;
};

struct FoundModule {
    std::string id;
    std::filesystem::path path;
    bool read_only = false;
};

/// assets/cards/modules.json: which module drives which card.
class ModuleCatalogue {
  public:
    /// `system` is Platform::name(). Errors: configuration_invalid {reason}.
    static domain::Result<ModuleCatalogue> parse(std::string_view json, std::string_view system);
    /// The one that was compiled in.
    static domain::Result<ModuleCatalogue> built_in(std::string_view system);

    /// The first kind that fits; one without a name where none does.
    [[nodiscard]] CardKind kind_of(ByteView atr) const;
    /// Modules that exist, in the order in which to try them for this card.
    [[nodiscard]] std::vector<FoundModule> candidates(const CardKind& kind, Platform& platform) const;
    /// Every file that `candidates` looks for, in its order.
    [[nodiscard]] std::vector<std::string> looked_for(const CardKind& kind) const;

  private:
    [[nodiscard]] std::vector<const ModuleKind*> ordered(const CardKind& kind) const;
    std::vector<CardKind> cards_;
    std::vector<ModuleKind> modules_;
};

/// The module is OpenSC's, by its file name.
bool is_opensc(const std::filesystem::path& module);

/// Exposed for its test: see CardKind::atr.
bool atr_matches(std::string_view pattern, std::string_view atr);

} // namespace sigillo::agent
