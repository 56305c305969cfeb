#include "web/app/semantics/operations.hpp"

#include <cstring>

namespace sigillo::app::semantics {

Operations& Operations::begin(Operation operation) {
    bytes_.push_back(static_cast<std::uint8_t>(operation));
    return *this;
}

Operations& Operations::u32(std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
        bytes_.push_back(static_cast<std::uint8_t>(number >> shift));
    }
    return *this;
}

Operations& Operations::f32(float number) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &number, sizeof bits);
    return u32(bits);
}

Operations& Operations::text(std::string_view text) {
    u32(static_cast<std::uint32_t>(text.size()));
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    return *this;
}

} // namespace sigillo::app::semantics
