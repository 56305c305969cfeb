#include "web/app/model/office_work.hpp"

namespace sigillo::app {

std::string_view typed_in(const DeskWork& desk, const std::string& field) {
    const auto found = desk.typed.find(field);
    return found == desk.typed.end() ? std::string_view{} : std::string_view(found->second);
}

std::optional<std::int64_t> cents_of(std::string_view text) {
    constexpr std::int64_t most = 100'000'000;
    std::int64_t cents = 0;
    int decimals = -1; // none seen yet
    bool any = false;
    for (const char c : text) {
        if (c == ',' || c == '.') {
            if (decimals >= 0 || !any) {
                return std::nullopt;
            }
            decimals = 0;
        } else if (c >= '0' && c <= '9') {
            any = true;
            cents = cents * 10 + (c - '0');
            decimals += decimals >= 0 ? 1 : 0;
            if (decimals > 2 || cents > most) {
                return std::nullopt;
            }
        } else {
            return std::nullopt;
        }
    }
    if (decimals == 0) {
        return std::nullopt;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 2; ++i) {
        cents *= 10;
    }
    return cents > 0 && cents <= most ? std::optional(cents) : std::nullopt;
}

} // namespace sigillo::app
