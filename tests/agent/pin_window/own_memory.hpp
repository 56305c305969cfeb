#pragma once

#include <string>
#include <string_view>

namespace sigillo::test {

/// A text that can be looked for without being one more place where it is found.
std::string masked(std::string_view text);

/// How often the text is found in the memory of this process, all of it.
int places_in_own_memory(const std::string& masked);

} // namespace sigillo::test
