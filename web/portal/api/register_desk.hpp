#pragma once

#include "shared/domain/register_event.hpp"
#include "web/portal/api/caller.hpp"
#include "web/portal/register/register_plan.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <map>

namespace sigillo::portal {

/// The register of the caller's Order: reading it, and bringing it up to date from a file.
class RegisterDesk {
  public:
    RegisterDesk(Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    /// Error: `not_allowed` for whoever is neither secretary nor administrator of an Order.
    domain::Result<wire::ListRegister::Reply> handle(const Caller& caller, const wire::ListRegister& message);
    /// Errors: `not_allowed`, those of `read_register_file`.
    domain::Result<wire::PreviewRegister::Reply> handle(const Caller& caller,
                                                        const wire::PreviewRegister& message);
    /// Errors: as for the preview, `register_changed_meanwhile`, `register_lines_wrong`.
    domain::Result<wire::ImportRegister::Reply> handle(const Caller& caller,
                                                       const wire::ImportRegister& message);

  private:
    /// What a list shows of an Order, in its order, with what it is searched by. Kept until the register
    /// changes.
    struct Listing {
        struct Line {
            domain::RegisterEntry entry;
            std::vector<std::string> words;
        };
        std::int64_t changes = -1;
        std::int64_t version = 0;
        std::vector<Line> lines;
    };
    struct Current {
        std::vector<domain::RegisterEntry> entries;
        std::int64_t version = 0;
        std::int64_t seq = 0;     ///< of the register's stream
        std::int64_t changes = 0; ///< of the register so far
        std::optional<domain::RegisterImported> last;
    };

    domain::Result<const Listing*> listing(const domain::OrderId& order);
    domain::Result<std::optional<domain::RegisterImported>> last_import(const domain::OrderId& order,
                                                                        std::int64_t& seq);
    domain::Result<Current> current(const domain::OrderId& order);
    domain::Result<RegisterPlan> plan(const domain::OrderId& order, const Current& current,
                                      std::string_view file);

    Store& store_;
    const Clock& clock_;
    std::map<domain::OrderId, Listing> listings_;
};

} // namespace sigillo::portal
