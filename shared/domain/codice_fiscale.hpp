#pragma once

#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::domain {

enum class Sex { male, female };

/// A well-formed Italian tax code of a natural person (DM 23 December 1976), upper case. The default one is
/// empty and stands for "not known". Two codes that differ by omocodia belong to two people, so
/// equality is that of the text.
class CodiceFiscale {
  public:
    CodiceFiscale() = default;

    /// Takes small letters and surrounding blanks. Errors: `codice_fiscale_malformed` (length, a character in
    /// the wrong place), `codice_fiscale_date_impossible` (a day that no year of that number has),
    /// `codice_fiscale_check_character`.
    static Result<CodiceFiscale> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    bool operator==(const CodiceFiscale&) const = default;
    bool operator<(const CodiceFiscale& other) const { return text_ < other.text_; }

  private:
    explicit CodiceFiscale(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// What a person states of themselves.
struct PersonData {
    std::string given_name; ///< all given names, as on the document (R11)
    std::string surname;
    Sex sex = Sex::male;
    Date birth;
    std::string birth_place; ///< Belfiore code, "H501"
};

/// What can be read off a code.
struct CodiceFiscaleContent {
    std::string surname_letters;
    std::string given_name_letters;
    Sex sex = Sex::male;
    int year_of_century = 0; ///< 0 to 99: the code does not hold the century
    int month = 0;
    int day = 0;
    std::string birth_place; ///< with omocodia undone
    bool omocodic = false;
};

/// The code must not be empty.
CodiceFiscaleContent content_of(const CodiceFiscale& code);

/// `invalid_argument` where a name has no letter, the date does not exist or the place is not of the form
/// of a Belfiore code.
Result<CodiceFiscale> compute_codice_fiscale(const PersonData& person);

/// Which places of birth existed when; the table itself is data and comes from outside.
class BirthPlaces {
  public:
    virtual ~BirthPlaces() = default;
    enum class Validity { valid, not_on_that_date, unknown_place };
    [[nodiscard]] virtual Validity on(std::string_view belfiore, const Date& date) const = 0;
};

/// A person's data against their code. What differs is an error; a place that did not exist on the day of
/// birth is only a warning, because registers record later mergers of municipalities loosely.
struct CodiceFiscaleComparison {
    bool surname_matches = false;
    bool given_name_matches = false;
    bool sex_matches = false;
    bool birth_matches = false;
    bool birth_place_matches = false;
    BirthPlaces::Validity birth_place_validity = BirthPlaces::Validity::valid;

    [[nodiscard]] bool matches() const {
        return surname_matches && given_name_matches && sex_matches && birth_matches && birth_place_matches;
    }
    [[nodiscard]] bool has_warning() const { return birth_place_validity != BirthPlaces::Validity::valid; }
};

CodiceFiscaleComparison compare(const CodiceFiscale& code, const PersonData& person,
                                const BirthPlaces& places);

/// Surname and given name alone, for data without sex and birth (a certificate's, a register's).
bool names_match(const CodiceFiscale& code, std::string_view given_name, std::string_view surname);

} // namespace sigillo::domain
