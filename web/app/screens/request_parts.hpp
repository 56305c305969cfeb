#pragma once

#include "web/app/screens/parts.hpp"

// What the pages of a request have in common: the member's and the Order's.
namespace sigillo::app::screens {

bool has_ended_early(portal::Stage stage);
/// Null where it has not happened.
const portal::TimelineEntry* event(const portal::RequestView& request, std::string_view name);
std::string detail(const portal::TimelineEntry* entry, const std::string& name);
/// A button for what the portal permits; what it refuses for another reason than the stage is shown with it.
void action(View& view, const portal::Permission* given, std::string_view key, std::string_view label,
            ui::ButtonKind kind, Command command);
/// What is next, who must act, by when, and the buttons for it.
void next_step(View& view, const portal::RequestView& request, bool own, ui::Body buttons);
/// The Order sees every line; the member, who can change none of them, those that differ.
void comparison(View& view, const portal::RequestView& request, bool own);
/// How far it is, what went wrong (where `with_trouble`), how it ended.
void request_head(View& view, const portal::RequestView& request, bool with_trouble = true);
/// Its data and its history.
void request_facts(View& view, const portal::RequestView& request);
/// What the member does for a purchase: pays elsewhere, is identified, activates.
void purchase_steps(View& view, const portal::RequestView& request);
/// What the Order and the provider do for a purchase; each part stands where the portal permits it.
void office_steps(View& view, const portal::RequestView& request);
/// Steps that are no more than a button.
void office_buttons(View& view, const portal::RequestView& request);
/// Registration data set right by the Order, where the convention lets it (X6).
void office_correction(View& view, const portal::RequestView& request);
/// The certificates' state, and what the Order asks for (X9, X15).
void office_certificates(View& view, const portal::RequestView& request);
/// What went wrong is shown beside the step that it is about.
bool has_own_trouble(const View& view, const portal::RequestView& request);
Screen request_screen(View& view, void (*draw)(View&));

} // namespace sigillo::app::screens
