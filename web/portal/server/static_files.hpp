#pragma once

#include "shared/domain/result.hpp"
#include "web/portal/server/http.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace sigillo::portal {

/// The app's files, read once: what is not in the folder at start cannot be asked for, whatever the path
/// says.
class StaticFiles {
  public:
    /// Error: `configuration_invalid` with `field` and `reason`, also where there is no index.html.
    static domain::Result<StaticFiles> load(const std::filesystem::path& folder);

    /// GET and HEAD. A path that names no file and has no extension gets the index.html of its first folder
    /// ("/office/x": that of /office), else the root's, so that a link into the app opens it. 404 otherwise.
    [[nodiscard]] HttpResponse serve(const HttpRequest& request) const;

  private:
    [[nodiscard]] std::string document_of(const std::string& path) const;

    struct File {
        std::string type;
        std::string etag;
        bool immutable = false;
        std::shared_ptr<const std::string> plain;
        std::shared_ptr<const std::string> brotli; ///< null where there is no `.br` beside it
    };
    std::map<std::string, File> files_; ///< by path from the root, "/index.html"
};

/// Whether an Accept-Encoding takes brotli.
bool accepts_brotli(std::string_view accept_encoding);

} // namespace sigillo::portal
