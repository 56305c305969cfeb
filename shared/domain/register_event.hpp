#pragma once

#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"

#include <cstdint>
#include <string_view>
#include <variant>

namespace sigillo::domain {

// The history of an Order's register: a stream of its own. Who changed how stands in the register's entries,
// under their people's keys.

struct RegisterImported {
    static constexpr std::string_view name = "register.imported";
    Instant at;
    PersonId by;
    std::int64_t version = 0; ///< that the register has from now on
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t cancelled = 0; ///< members whom the file did not name
    std::int64_t left = 0;      ///< whom it did not name and who stay
    std::int64_t refused = 0;   ///< lines with a fault
    Digest file;
    Digest preview; ///< what was confirmed

    bool operator==(const RegisterImported&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("version", self.version);
        f("added", self.added);
        f("changed", self.changed);
        f("unchanged", self.unchanged);
        f("cancelled", self.cancelled);
        f("left", self.left);
        f("refused", self.refused);
        f("file", self.file);
        f("preview", self.preview);
    }
};

using RegisterEvent = std::variant<RegisterImported>;

} // namespace sigillo::domain
