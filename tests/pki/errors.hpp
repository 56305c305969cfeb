#pragma once

#include "shared/domain/result.hpp"

#include <ostream>
#include <string>

namespace sigillo::test {

/// "ok", or the id of the refusal with its reason: "pki-not-cades:detached".
template <class T>
std::string outcome(const domain::Result<T>& result) {
    if (result)
        return "ok";
    std::string text(domain::text_of(result.error().id));
    for (const char* name : {"reason", "field"}) {
        const auto found = result.error().details.find(name);
        if (found != result.error().details.end())
            text += ":" + found->second;
    }
    return text;
}

} // namespace sigillo::test
