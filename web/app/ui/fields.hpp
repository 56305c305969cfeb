#pragma once

#include "web/app/ui/core.hpp"

namespace sigillo::app::ui {

// What every field has around its control: label, hint, error, tied together. The control's node is the
// caller's: `control` is called with the rectangle for it and the ids that describe it.
struct FieldFrame {
    std::string_view label, hint, error;
    bool required = false;
    std::string_view disabled_reason{};
    float width = 0;
    float control_height = measure::control;
};

struct FieldLinks {
    Rect rect;              // of the control
    std::string described;  // aria-describedby
    std::size_t label_node; // whose "for" the control's id becomes
};

void draw_field(Core& core, const FieldFrame& frame, FunctionRef<Id(const FieldLinks&)> control);
// Sets what all controls have in common.
void mark_control(Node& node, const FieldFrame& frame, const FieldLinks& links);
// The box behind an input or select.
void paint_box(const Core& core, const Rect& rect, bool invalid, bool disabled);

} // namespace sigillo::app::ui
