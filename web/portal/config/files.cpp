#include "web/portal/config/files.hpp"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

Error unreadable(const std::filesystem::path& file, std::string reason) {
    return Error(ErrorId::configuration_invalid, {{"file", file.string()}, {"reason", std::move(reason)}});
}

Error unwritable(const std::filesystem::path& file, int code) {
    return Error(code == ENOSPC || code == EDQUOT ? ErrorId::storage_full : ErrorId::storage_failed,
                 {{"file", file.string()}});
}

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    [[nodiscard]] int get() const { return fd_; }

  private:
    int fd_;
};

} // namespace

domain::Result<std::string> read_file(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        return unreadable(file, "is a folder");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return unreadable(file, "cannot be read");
    }
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

domain::Result<std::string> read_secret(const std::filesystem::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) {
        return unreadable(file, "cannot be read");
    }
    if ((info.st_mode & 077) != 0) {
        return unreadable(file, "open to others; set mode 0600");
    }
    auto content = read_file(file);
    if (!content) {
        return content;
    }
    while (!content->empty() && (content->back() == '\n' || content->back() == '\r')) {
        content->pop_back();
    }
    return content;
}

domain::Status write_file(const std::filesystem::path& file, std::string_view content, int mode) {
    const std::filesystem::path draft = file.string() + ".new";
    ::unlink(draft.c_str());
    {
        const Descriptor out(
            ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, static_cast<mode_t>(mode)));
        if (out.get() < 0) {
            return unwritable(file, errno);
        }
        std::size_t written = 0;
        while (written < content.size()) {
            const ssize_t part = ::write(out.get(), content.data() + written, content.size() - written);
            if (part < 0) {
                if (errno == EINTR) {
                    continue;
                }
                const int code = errno;
                ::unlink(draft.c_str());
                return unwritable(file, code);
            }
            written += static_cast<std::size_t>(part);
        }
        if (::fchmod(out.get(), static_cast<mode_t>(mode)) != 0 || ::fsync(out.get()) != 0) {
            const int code = errno;
            ::unlink(draft.c_str());
            return unwritable(file, code);
        }
    }
    if (::rename(draft.c_str(), file.c_str()) != 0) {
        return unwritable(file, errno);
    }
    const Descriptor folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() >= 0) {
        ::fsync(folder.get());
    }
    return domain::Done{};
}

domain::Duration clock_ahead(const std::filesystem::path& file) {
    const auto text = read_file(file);
    if (!text || text->empty() || text->front() == '-') {
        return {};
    }
    const std::size_t end = text->back() == '\n' ? text->size() - 1 : text->size();
    std::int64_t seconds = 0;
    const auto [stop, error] = std::from_chars(text->data(), text->data() + end, seconds);
    return error == std::errc{} && stop == text->data() + end ? domain::Duration{seconds}
                                                              : domain::Duration{};
}

} // namespace sigillo::portal
