#include "web/portal/server/static_files.hpp"

#include "shared/pki/bytes.hpp"

#include <array>
#include <cctype>
#include <fstream>
#include <sstream>
#include <utility>

namespace sigillo::portal {

namespace {

using domain::Error;
using domain::ErrorId;

std::string type_of(const std::filesystem::path& path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> types{{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".ttf", "font/ttf"},
        {".txt", "text/plain; charset=utf-8"},
        {".pdf", "application/pdf"},
        {".data", "application/octet-stream"},
    }};
    for (const auto& [extension, type] : types) {
        if (path.extension() == extension) {
            return std::string(type);
        }
    }
    return "application/octet-stream";
}

/// A name like app.3f9a12bc.js: its content never changes under that name.
bool names_its_content(const std::string& name) {
    std::istringstream parts(name);
    for (std::string part; std::getline(parts, part, '.');) {
        bool digit = false;
        bool hexadecimal = part.size() >= 8;
        for (const char c : part) {
            const auto u = static_cast<unsigned char>(c);
            digit = digit || std::isdigit(u) != 0;
            hexadecimal = hexadecimal && std::isxdigit(u) != 0;
        }
        if (hexadecimal && digit) {
            return true;
        }
    }
    return false;
}

std::shared_ptr<const std::string> content_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return nullptr;
    }
    std::ostringstream out;
    out << in.rdbuf();
    return std::make_shared<const std::string>(std::move(out).str());
}

} // namespace

bool accepts_brotli(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        const auto comma = accept_encoding.find(',');
        std::string_view item = accept_encoding.substr(0, comma);
        accept_encoding =
            comma == std::string_view::npos ? std::string_view() : accept_encoding.substr(comma + 1);
        std::string compact;
        for (const char c : item) {
            if (c != ' ' && c != '\t') {
                compact.push_back(c);
            }
        }
        if (compact == "br") {
            return true;
        }
        if (compact.rfind("br;q=", 0) == 0) {
            const std::string weight = compact.substr(5);
            return weight.find_first_of("123456789") != std::string::npos;
        }
    }
    return false;
}

domain::Result<StaticFiles> StaticFiles::load(const std::filesystem::path& folder) {
    StaticFiles files;
    std::error_code error;
    std::filesystem::recursive_directory_iterator entries(folder, error);
    if (error) {
        return Error(ErrorId::configuration_invalid, {{"field", "app"}, {"reason", "no such folder"}});
    }
    for (; entries != std::filesystem::recursive_directory_iterator(); entries.increment(error)) {
        if (error || !entries->is_regular_file(error) || entries->path().extension() == ".br") {
            continue;
        }
        const auto& path = entries->path();
        File file;
        file.plain = content_of(path);
        if (file.plain == nullptr) {
            return Error(ErrorId::configuration_invalid,
                         {{"field", "app"}, {"reason", "a file cannot be read"}});
        }
        file.brotli = content_of(path.string() + ".br");
        file.type = type_of(path);
        file.etag = pki::sha256_hex(pki::view_of(*file.plain)).substr(0, 32);
        file.immutable = names_its_content(path.filename().string());
        files.files_[std::string("/").append(
            std::filesystem::relative(path, folder, error).generic_string())] = std::move(file);
    }
    if (!files.files_.contains("/index.html")) {
        return Error(ErrorId::configuration_invalid, {{"field", "app"}, {"reason", "no index.html there"}});
    }
    return files;
}

std::string StaticFiles::document_of(const std::string& path) const {
    const auto end = path.find('/', 1);
    std::string document = path.substr(0, end) + "/index.html";
    return files_.contains(document) ? document : "/index.html";
}

HttpResponse StaticFiles::serve(const HttpRequest& request) const {
    auto found = files_.find(request.path);
    if (found == files_.end()) {
        const auto slash = request.path.rfind('/');
        const bool has_extension =
            slash != std::string::npos && request.path.find('.', slash) != std::string::npos;
        if (has_extension || slash == std::string::npos) {
            return HttpResponse::of(404, "text/plain; charset=utf-8", "not found\n");
        }
        found = files_.find(document_of(request.path));
    }
    const File& file = found->second;
    const bool compressed = file.brotli != nullptr && accepts_brotli(request.accept_encoding);
    const std::string etag = std::string("\"").append(file.etag).append(compressed ? "-br\"" : "\"");
    HttpResponse response;
    response.headers = {
        {"content-type", file.type},
        {"etag", etag},
        {"vary", "accept-encoding"},
        {"cache-control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
    if (!request.if_none_match.empty() && request.if_none_match.find(etag) != std::string::npos) {
        response.status = 304;
        return response;
    }
    if (compressed) {
        response.headers.emplace_back("content-encoding", "br");
    }
    response.body = compressed ? file.brotli : file.plain;
    return response;
}

} // namespace sigillo::portal
