#pragma once

#include "shared/protocol/portal_views.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the provider's operator works through: requests of every Order.
namespace sigillo::protocol::portal {

/// A request, and what is to be done with it.
struct WorkRow {
    RequestRow row;
    std::string order_name;
    std::string next; ///< what is to be done, in the language of the session; empty: nothing
    Responsible who{};
    std::optional<std::int64_t> deadline; ///< by when; then it passes by itself

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("row", self.row, any());
        visit("order_name", self.order_name, text(0, 256));
        visit("next", self.next, text(0, 128));
        visit("who", self.who, any());
        visit("deadline", self.deadline, instant());
    }
};

/// Open requests, the nearest deadline first; what has none comes after, oldest first.
struct ListWork {
    static constexpr std::string_view method = "work.list";
    WorkFilter filter{};
    std::string search; ///< in name, codice fiscale and number
    int page = 0;       ///< from 0; 50 rows a page

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("filter", self.filter, any());
        visit("search", self.search, text(0, 128));
        visit("page", self.page, integer(0, 100'000));
    }

    struct Reply {
        std::vector<WorkRow> rows;
        std::int64_t total = 0;
        std::int64_t due_soon = 0; ///< whose deadline is about to pass, whatever the filter

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("rows", self.rows, list(0, 50));
            visit("total", self.total, integer(0, max_integer));
            visit("due_soon", self.due_soon, integer(0, max_integer));
        }
    };
};

} // namespace sigillo::protocol::portal
