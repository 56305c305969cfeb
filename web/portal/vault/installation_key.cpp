#include "web/portal/vault/vault.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sigillo::portal {
namespace {

class File {
  public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    [[nodiscard]] int get() const { return descriptor_; }

  private:
    int descriptor_;
};

domain::Error refused(const std::filesystem::path& file, std::string reason) {
    return {domain::ErrorId::configuration_invalid,
            {{"field", "installation_key"}, {"file", file.string()}, {"reason", std::move(reason)}}};
}

} // namespace

domain::Result<InstallationKey> InstallationKey::create(const std::filesystem::path& file) {
    if (sodium_init() < 0) {
        return domain::ErrorId::internal;
    }
    const File out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (out.get() < 0) {
        return refused(file, std::strerror(errno));
    }
    InstallationKey key;
    randombytes_buf(key.bytes_.data(), size);
    if (::write(out.get(), key.bytes_.data(), size) != static_cast<ssize_t>(size) ||
        ::fsync(out.get()) != 0) {
        const std::string reason = std::strerror(errno);
        ::unlink(file.c_str());
        return refused(file, reason);
    }
    // The name must be durable too: a key that vanishes takes all that was sealed with it.
    const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const File folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) {
        return refused(file, std::strerror(errno));
    }
    return key;
}

domain::Result<InstallationKey> InstallationKey::load(const std::filesystem::path& file) {
    if (sodium_init() < 0) {
        return domain::ErrorId::internal;
    }
    const File in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (in.get() < 0) {
        return refused(file, std::strerror(errno));
    }
    struct stat status {};
    if (::fstat(in.get(), &status) != 0) {
        return refused(file, std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return refused(file, "not a file");
    }
    if (status.st_uid != ::geteuid()) {
        return refused(file, "owned by another user");
    }
    if ((status.st_mode & 077) != 0) {
        return refused(file, "open to other users; its mode must be 0600");
    }
    if (status.st_size != static_cast<off_t>(size)) {
        return refused(file, "not 32 bytes");
    }
    InstallationKey key;
    if (::read(in.get(), key.bytes_.data(), size) != static_cast<ssize_t>(size)) {
        return refused(file, "cannot be read");
    }
    return key;
}

InstallationKey::~InstallationKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

} // namespace sigillo::portal
