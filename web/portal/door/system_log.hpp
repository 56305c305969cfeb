#pragma once

#include "web/portal/store/store.hpp"

#include <map>
#include <string>
#include <string_view>

namespace sigillo::portal {

/// Appends to streams that belong to no request, whose length nobody needs to know. One thread.
class SystemLog {
  public:
    explicit SystemLog(Store& store) : store_(store) {}
    /// Without personal data: `person` is an id. Error: those of the store; then what was to be noted must
    /// not happen.
    domain::Status note(std::string_view stream, domain::Instant at, std::string_view type,
                        const std::string& actor, std::map<std::string, std::string> fields);

  private:
    Store& store_;
    std::map<std::string, std::int64_t> seen_;
};

} // namespace sigillo::portal
