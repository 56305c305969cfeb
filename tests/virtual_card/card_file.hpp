#pragma once

#include "tests/virtual_card/card.hpp"

#include <filesystem>
#include <memory>
#include <variant>

namespace sigillo::virtual_card {

/// Why a card could not be read or made, for a person.
struct CardFault {
    std::string what;
};
using LoadedCard = std::variant<std::unique_ptr<Card>, CardFault>;

struct CardOptions {
    bool full = false; ///< MyEID: no file can be created any more
};

/// The card that `state` describes (its member "profile" names the kind).
[[nodiscard]] LoadedCard load_card(std::string_view state, CardOptions options = {});

/// As `load_card`, from a file of at most 16 MB.
[[nodiscard]] LoadedCard read_card(const std::filesystem::path& file, CardOptions options = {});

/// Replaces the file in one step, readable by its owner only: whoever reads it finds the old or the new
/// card, also after this process dies half way. False if it could not be written.
[[nodiscard]] bool write_card(const std::filesystem::path& file, const Card& card);

} // namespace sigillo::virtual_card
