#pragma once

#include <cstddef>
#include <cstdint>

// What generate.py makes of the npm package: sorted by code, each code once.
namespace sigillo::portal {

struct PlaceRow {
    char code[5];
    char area[3];           ///< province, or the country's ISO 3166; may be empty
    std::uint8_t size;      ///< of the name, in bytes
    std::uint32_t name;     ///< where it begins in `place_names`
    std::int32_t first_day; ///< days since 1861-01-01; 0: since then or not recorded
    std::int32_t last_day;  ///< 0: it exists
};

extern const std::size_t place_count;
extern const char* const place_names;
extern const PlaceRow place_rows[];

} // namespace sigillo::portal
