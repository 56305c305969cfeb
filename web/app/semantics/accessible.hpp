#pragma once

// How assistive technology names what a tree shows: HTML-AAM's implicit roles and the accessible name and
// description computation, for the elements that `ui` emits. Tests look for widgets by it.

#include "web/app/semantics/tree.hpp"

namespace sigillo::app::semantics {

std::string role(const Node& node); // "button", "textbox", "heading"...; "generic" for none
std::string name(const Tree& tree, const Node& node);
std::string description(const Tree& tree, const Node& node);
// The element and all in it, as one text.
std::string text_of(const Tree& tree, const Node& node);
bool focusable(const Node& node);
const Node* find(const Tree& tree, std::string_view role, std::string_view name);
std::vector<const Node*> find_all(const Tree& tree, std::string_view role);
// What a person looking at a failed test needs: role, name and state, indented.
std::string outline(const Tree& tree);
std::string element_id(Id id); // the HTML id: "n123"

} // namespace sigillo::app::semantics
