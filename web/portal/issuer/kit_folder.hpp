#pragma once

#include "shared/domain/ids.hpp"
#include "shared/domain/result.hpp"
#include "web/portal/issuer/secret_text.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// One folder a kit; README.md beside this says what is in it. Internal to the bureau.
namespace sigillo::portal {

/// The name of a request's folder. Nothing where the id could lead elsewhere.
std::optional<std::string> kit_name(const domain::RequestId& request);

/// A folder that is filled under another name, so that nobody finds half a kit. Gone with the object unless
/// it was finished.
class KitDraft {
  public:
    /// Error: `issuer_unavailable` with `reason`.
    static domain::Result<KitDraft> begin(const std::filesystem::path& kits);
    KitDraft(KitDraft&& other) noexcept;
    KitDraft& operator=(KitDraft&&) = delete;
    KitDraft(const KitDraft&) = delete;
    KitDraft& operator=(const KitDraft&) = delete;
    ~KitDraft();

    /// `file` may name a folder before it ("card/codes"). Mode 0600, durable.
    domain::Status put(const std::string& file, std::string_view content);
    /// Gives it its name. False where that kit is there already: this one is discarded.
    domain::Result<bool> finish(const std::string& name);

  private:
    explicit KitDraft(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path folder_;
};

/// Drafts of a process that died, older than an hour: they hold keys.
void remove_old_drafts(const std::filesystem::path& kits);

} // namespace sigillo::portal
