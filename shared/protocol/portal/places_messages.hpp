#pragma once

#include "shared/protocol/fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::protocol::portal {

/// A municipality or a country, as a codice fiscale names a place of birth.
struct Place {
    std::string code; ///< Belfiore code, "H501"
    std::string name; ///< the last one that it had
    bool foreign = false;
    std::optional<std::string> province; ///< of a municipality: "RM", the last one that it was in
    std::optional<std::string> country;  ///< of a country: ISO 3166, where it has one
    std::optional<std::string> from;     ///< first day; absent: since the Kingdom of Italy, or not recorded
    std::optional<std::string> until;    ///< last day; absent: it exists
    bool on_birth_date = false;          ///< it existed on the day asked for (today where none was)

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("code", self.code, text(4, 4));
        visit("name", self.name, text(1, 64));
        visit("foreign", self.foreign, any());
        visit("province", self.province, text(2, 2));
        visit("country", self.country, text(2, 2));
        visit("from", self.from, date());
        visit("until", self.until, date());
        visit("on_birth_date", self.on_birth_date, any());
    }
};

/// While somebody types a place of birth.
struct FindPlaces {
    static constexpr std::string_view method = "places.find";
    std::string text; ///< the beginning of a name, of words of it, or a Belfiore code
    std::optional<std::string> birth_date;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("text", self.text, protocol::text(1, 64));
        visit("birth_date", self.birth_date, date());
    }

    struct Reply {
        std::vector<Place> places; ///< the best first

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("places", self.places, list(0, 20));
        }
    };
};

} // namespace sigillo::protocol::portal
