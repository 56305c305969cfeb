#pragma once

#include "web/app/ui/types.hpp"

#include <string_view>

namespace sigillo::app::ui {

// The few words that belong to the widgets themselves.
struct Texts {
    std::string_view code, skip, plain_on, plain_off, sign_out, languages, navigation, footer, close,
        required, select_all, page_of, previous, next, pages, done, current, to_do, problem, differs, equal,
        outcome, step_of, datum, new_tab;
};

const Texts& texts(Language language);

} // namespace sigillo::app::ui
