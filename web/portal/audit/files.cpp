#include "web/portal/audit/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sigillo::portal::audit {
namespace {

constexpr off_t file_max_bytes = 1024 * 1024;

class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (value_ >= 0) {
            ::close(value_);
        }
    }
    [[nodiscard]] int get() const { return value_; }

  private:
    int value_;
};

domain::Error failed(const std::filesystem::path& file, std::string reason) {
    return {domain::ErrorId::audit_write_failed, {{"file", file.string()}, {"reason", std::move(reason)}}};
}

bool write_all(int descriptor, const pki::Bytes& content) {
    std::size_t at = 0;
    while (at < content.size()) {
        const auto n = ::write(descriptor, content.data() + at, content.size() - at);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        at += static_cast<std::size_t>(n);
    }
    return true;
}

} // namespace

domain::Status keep_file(const std::filesystem::path& file, const pki::Bytes& content) {
    if (const auto there = read_file(file)) {
        if (*there == content) {
            return domain::Done{};
        }
        return failed(file, "another checkpoint of this number is there");
    }
    // Under another name first, so that a file with the right name is always whole.
    auto unfinished = file;
    unfinished += ".part";
    {
        const Descriptor out(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
        if (out.get() < 0 || !write_all(out.get(), content) || ::fsync(out.get()) != 0) {
            return failed(file, std::strerror(errno));
        }
    }
    if (::rename(unfinished.c_str(), file.c_str()) != 0) {
        return failed(file, std::strerror(errno));
    }
    const Descriptor folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) {
        return failed(file, std::strerror(errno));
    }
    return domain::Done{};
}

domain::Result<pki::Bytes> read_file(const std::filesystem::path& file) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (in.get() < 0 || ::fstat(in.get(), &status) != 0) {
        return errno == ENOENT ? domain::ErrorId::not_found : domain::ErrorId::storage_failed;
    }
    if (!S_ISREG(status.st_mode) || status.st_size > file_max_bytes) {
        return domain::ErrorId::storage_failed;
    }
    pki::Bytes content(static_cast<std::size_t>(status.st_size));
    std::size_t at = 0;
    while (at < content.size()) {
        const auto n = ::read(in.get(), content.data() + at, content.size() - at);
        if (n <= 0) {
            return domain::ErrorId::storage_failed;
        }
        at += static_cast<std::size_t>(n);
    }
    return content;
}

} // namespace sigillo::portal::audit
