#pragma once

#include "shared/domain/error.hpp"
#include "shared/texts/table.hpp"

#include <map>
#include <string>

namespace sigillo::texts {

using domain::Language;
using Parameters = std::map<std::string, std::string>;

/// What happened and what to do next: two sentences for people, from `error.<id>.what` and `error.<id>.next`.
struct ErrorText {
    std::string what;
    std::string next;
};

/// The sentences of one language (assets/translations). A view: whoever made the table keeps it.
class Book {
  public:
    Book() = default; ///< of no sentences
    Book(Language language, Table table) : language_(language), table_(table) {}

    /// The sentence of `key` with its placeholders filled. `{name}` takes the value as it is; `{name|date}`
    /// an ISO day or RFC 3339 instant, written out as a day of Rome; `{name|time}` likewise with the hour;
    /// `{name|money}` cents; `{name|text}` a key of another sentence. A piece in square brackets is left out
    /// where one of its parameters is missing or empty; elsewhere a missing parameter leaves "\u2026". An
    /// unknown key gives the key itself, which shows on a screen and in its test.
    [[nodiscard]] std::string text(std::string_view key, const Parameters& parameters = {}) const;
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] ErrorText error(const domain::Error& error) const;
    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] bool empty() const { return table_.size == 0; }

  private:
    [[nodiscard]] std::string fill(std::string_view key, const Parameters& parameters, int depth) const;
    std::string fill_piece(std::string_view rest, const Parameters& parameters, int depth, bool& gap) const;
    [[nodiscard]] std::string apply(std::string_view filter, const std::string& value,
                                    const Parameters& parameters, int depth) const;

    Language language_ = Language::it;
    Table table_;
};

} // namespace sigillo::texts
