#include "web/portal/issuer/kit_folder.hpp"

#include "shared/pki/authority.hpp"
#include "web/portal/config/files.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view draft_prefix = ".draft-";

Error unavailable(const std::string& reason) {
    return Error(ErrorId::issuer_unavailable, {{"reason", reason}});
}

void make_durable(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

bool is_safe(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

} // namespace

std::optional<std::string> kit_name(const domain::RequestId& request) {
    const std::string& id = request.value;
    if (id.empty() || id.size() > 64 || !std::all_of(id.begin(), id.end(), is_safe)) {
        return std::nullopt;
    }
    return id;
}

domain::Result<KitDraft> KitDraft::begin(const fs::path& kits) {
    fs::path folder = kits / (std::string(draft_prefix) + pki::hex_of(pki::random_serial()));
    std::error_code error;
    if (!fs::create_directory(folder, error)) {
        return unavailable("no folder for a kit");
    }
    KitDraft draft(std::move(folder));
    fs::permissions(draft.folder_, fs::perms::owner_all, error);
    return error ? domain::Result<KitDraft>(unavailable(error.message()))
                 : domain::Result<KitDraft>(std::move(draft));
}

KitDraft::KitDraft(KitDraft&& other) noexcept : folder_(std::move(other.folder_)) {
    other.folder_.clear();
}

KitDraft::~KitDraft() {
    if (!folder_.empty()) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
}

domain::Status KitDraft::put(const std::string& file, std::string_view content) {
    const fs::path path = folder_ / file;
    std::error_code error;
    if (path.parent_path() != folder_ && fs::create_directory(path.parent_path(), error)) {
        fs::permissions(path.parent_path(), fs::perms::owner_all, error);
    }
    if (error) {
        return unavailable(error.message());
    }
    const auto written = write_file(path, content, 0600);
    return written ? domain::Status(domain::Done{})
                   : unavailable(std::string(domain::text_of(written.error().id)));
}

domain::Result<bool> KitDraft::finish(const std::string& name) {
    const fs::path kits = folder_.parent_path();
    make_durable(folder_);
    // A folder takes the place of an empty one at most: the first kit of a request stays.
    if (std::rename(folder_.c_str(), (kits / name).c_str()) != 0) {
        if (errno == ENOTEMPTY || errno == EEXIST) {
            return false;
        }
        return unavailable(std::generic_category().message(errno));
    }
    make_durable(kits);
    folder_.clear();
    return true;
}

void remove_old_drafts(const fs::path& kits) {
    std::error_code error;
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
    for (fs::directory_iterator entry(kits, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (entry->path().filename().string().rfind(draft_prefix, 0) == 0 &&
            fs::last_write_time(entry->path(), ignored) < old) {
            fs::remove_all(entry->path(), ignored);
        }
    }
}

} // namespace sigillo::portal
