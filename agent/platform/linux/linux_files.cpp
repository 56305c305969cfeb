#include "agent/platform/linux/linux_files.hpp"

#include "agent/platform/linux/linux_handle.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

Error storage_error(const std::filesystem::path& path) {
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return {full ? ErrorId::storage_full : ErrorId::storage_failed, {{"path", path.string()}}};
}

bool write_all(int descriptor, ByteView content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

domain::Status write_file_durably(const std::filesystem::path& path, ByteView content) {
    auto beside = path;
    beside += ".new";
    {
        const LinuxHandle file(
            ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
        if (!file.valid() || !write_all(file.get(), content) || ::fsync(file.get()) != 0) {
            const auto error = storage_error(path);
            ::unlink(beside.c_str());
            return error;
        }
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        return storage_error(path);
    }
    const LinuxHandle folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid() || ::fsync(folder.get()) != 0) {
        return storage_error(path);
    }
    return domain::Done{};
}

domain::Result<Bytes> read_whole_file(const std::filesystem::path& path, std::size_t limit) {
    const LinuxHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) {
        return errno == ENOENT ? Error(ErrorId::not_found, {{"path", path.string()}}) : storage_error(path);
    }
    Bytes content;
    constexpr std::size_t step = 16384;
    while (true) {
        const std::size_t before = content.size();
        content.resize(before + step);
        const ssize_t got = ::read(file.get(), content.data() + before, step);
        if (got < 0 && errno != EINTR) {
            return storage_error(path);
        }
        content.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (content.size() > limit) {
            return Error(ErrorId::message_too_large, {{"path", path.string()}});
        }
        if (got == 0) {
            return content;
        }
    }
}

bool is_writable_by_all(const std::filesystem::path& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 && (about.st_mode & S_IWOTH) != 0;
}

domain::Status make_private_folder(const std::filesystem::path& path) {
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return storage_error(path);
    }
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0 || !S_ISDIR(about.st_mode) || about.st_uid != ::geteuid()) {
        return Error(ErrorId::storage_failed, {{"path", path.string()}});
    }
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0 && ::chmod(path.c_str(), S_IRWXU) != 0) {
        return storage_error(path);
    }
    return domain::Done{};
}

} // namespace sigillo::agent
