#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sigillo::tests {

/// How a card behaves while it is in the reader.
struct Insertion {
    std::uint64_t cut_after =
        0;             ///< pulled after so many APDUs that changed it, before the last answer; 0: never
    bool full = false; ///< MyEID: no file can be created any more
    std::filesystem::path log = {}; ///< APDU transcript without secrets; empty: none
};

/// The virtual reader of two slots (0 and 1) that the test runs beside. Linking sigillo::reader_fixture
/// starts the executable inside with-reader, so that there is one. Whatever fails throws std::runtime_error,
/// which fails the test. Cards still in the reader are pulled at the end.
class ReaderEnvironment {
  public:
    ReaderEnvironment();
    ~ReaderEnvironment();
    ReaderEnvironment(const ReaderEnvironment&) = delete;
    ReaderEnvironment& operator=(const ReaderEnvironment&) = delete;

    /// A folder for this object's lifetime.
    [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

    /// Puts the card of this state file in, and waits until pcscd has seen it. The file changes with the
    /// card.
    void insert(unsigned slot, const std::filesystem::path& state, const Insertion& insertion = {});
    /// Pulls the card and waits until pcscd has seen that.
    void pull(unsigned slot);
    /// Waits for a card with `cut_after` to be gone.
    void wait_until_gone(unsigned slot);
    /// What pcscd says now.
    [[nodiscard]] bool present(unsigned slot) const;

    [[nodiscard]] static std::string reader_name(unsigned slot);
    [[nodiscard]] static std::uint16_t port(unsigned slot);

  private:
    void wait_for(unsigned slot, bool present);
    void reap(unsigned slot);

    struct Context;
    std::unique_ptr<Context> context_;
    std::filesystem::path directory_;
    std::array<pid_t, 2> cards_{};
};

/// Path of opensc-pkcs11.so, wherever this distribution has it.
[[nodiscard]] std::filesystem::path opensc_module();

/// Path of the virtual card's program.
[[nodiscard]] std::filesystem::path virtual_card_program();

/// Runs a program without a shell and returns its exit status (128 + signal if it was killed); `output` gets
/// what it prints on both streams.
int run(const std::vector<std::string>& command, std::string* output = nullptr);

} // namespace sigillo::tests
