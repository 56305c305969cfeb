#pragma once

#include "tests/support/reader/card_order.hpp"
#include "tests/support/reader/reader_environment.hpp"

#include <map>

namespace sigillo::tests {

/// A copy, of this test's own, of a card that is personalised once for all tests of an executable. Beside the
/// state file lie the certificates, cns.pem and sign.pem.
inline std::filesystem::path made_card(const ReaderEnvironment& reader, const CardOrder& order) {
    namespace fs = std::filesystem;
    struct Made {
        ReaderEnvironment folder; // for its directory
        std::map<std::string, fs::path> cards;
    };
    static Made made;
    const auto key = order.profile + (order.always_authenticate ? "-always" : "");
    auto& folder = made.cards[key];
    if (folder.empty()) {
        const auto place = made.folder.directory() / key;
        fs::create_directory(place);
        make_card(order, place / "card.json");
        folder = place;
    }
    const auto copy = reader.directory() / key;
    fs::copy(folder, copy);
    return copy / "card.json";
}

} // namespace sigillo::tests
