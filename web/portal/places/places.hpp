#pragma once

#include "shared/domain/codice_fiscale.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::portal {

/// A municipality of Italy, also one that is no more, or a country.
struct Place {
    std::string_view code; ///< Belfiore code, "H501"
    std::string_view name; ///< the last one that it had
    std::string_view area; ///< the last province, or a country's ISO 3166; may be empty
    std::optional<domain::Date> first_day;
    std::optional<domain::Date> last_day;

    [[nodiscard]] bool foreign() const { return code.front() == 'Z'; }
    /// A start that is not recorded is before everybody's birth.
    [[nodiscard]] bool existed_on(const domain::Date& day) const {
        return !(first_day && day < *first_day) && !(last_day && *last_day < day);
    }
};

/// The table of all places of birth; README.md says where it comes from and what it does not know. Never
/// changes, so that any thread may ask.
class Places final : public domain::BirthPlaces {
  public:
    Places();

    [[nodiscard]] Validity on(std::string_view belfiore, const domain::Date& date) const override;
    [[nodiscard]] std::optional<Place> by_code(std::string_view belfiore) const;

    /// At most `limit` places of which the name begins with `text`, or of which words begin with its words,
    /// in the same order; case, accents, apostrophes and hyphens do not count. First the whole name, then
    /// what existed on `day`, what begins so, the rest; then by name. A Belfiore code finds its one place.
    [[nodiscard]] std::vector<Place> find(std::string_view text, const domain::Date& day,
                                          std::size_t limit) const;

  private:
    /// What a name is searched by: "REGGIO NELL EMILIA" and, for its beginning, "REGGIONELLEMILIA".
    struct Folded {
        std::string words;
        std::string letters;
    };
    std::vector<Folded> folded_; ///< as the rows
};

} // namespace sigillo::portal
