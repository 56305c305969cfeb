#pragma once

#include "shared/domain/result.hpp"
#include "shared/texts/book.hpp"

#include <vector>

namespace sigillo::texts {

/// The sentences of one language out of a file that generate.py wrote, pieces that each end with a NUL:
/// "sigillo texts LANGUAGE"; the keys in ascending order of their bytes, each as one byte that counts, from a
/// space on, how many bytes it has from the key before, then its other bytes; an empty piece; the sentences
/// in that order. So it is a twentieth smaller on its way than with each key before its sentence.
class LoadedTexts {
  public:
    /// Error: `message_malformed` where it is no such file of that language (a proxy's page in its place, a
    /// cut one).
    static domain::Result<LoadedTexts> read(Language language, std::string_view content);

    LoadedTexts() = default;
    LoadedTexts(LoadedTexts&&) = default;
    LoadedTexts& operator=(LoadedTexts&&) = default;
    LoadedTexts(const LoadedTexts&) = delete; ///< the rows look into its own bytes
    LoadedTexts& operator=(const LoadedTexts&) = delete;
    ~LoadedTexts() = default;

    /// Valid as long as this is.
    [[nodiscard]] Book book() const { return {language_, {rows_.data(), rows_.size()}}; }

  private:
    Language language_ = Language::it;
    std::vector<char> content_; ///< what the rows look into
    std::vector<char> keys_;
    std::vector<Row> rows_;
};

} // namespace sigillo::texts
