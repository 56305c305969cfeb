#include "shared/domain/error.hpp"

#include <array>
#include <utility>

namespace sigillo::domain {

namespace {
constexpr auto table = std::to_array<std::pair<ErrorId, std::string_view>>({
#define SIGILLO_ERROR(name, text) {ErrorId::name, text},
#include "shared/domain/error_ids.def"
#undef SIGILLO_ERROR
});
} // namespace

std::string_view text_of(ErrorId id) {
    return table[static_cast<std::size_t>(id)].second;
}

bool parse_error_id(std::string_view text, ErrorId& out) {
    for (const auto& [id, name] : table) {
        if (name == text) {
            out = id;
            return true;
        }
    }
    out = ErrorId::internal;
    return false;
}

} // namespace sigillo::domain
