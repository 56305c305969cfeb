#include "web/app/semantics/accessible.hpp"

#include <array>
#include <unordered_map>
#include <utility>

namespace sigillo::app::semantics {

namespace {

std::string attribute(const Node& node, std::string_view name) {
    const std::string* value = node.attribute(name);
    return value == nullptr ? std::string{} : *value;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> implicit_roles{{
    {"main", "main"},       {"header", "banner"},  {"footer", "contentinfo"},
    {"nav", "navigation"},  {"h1", "heading"},     {"h2", "heading"},
    {"h3", "heading"},      {"h4", "heading"},     {"p", "paragraph"},
    {"button", "button"},   {"a", "link"},         {"textarea", "textbox"},
    {"select", "combobox"}, {"option", "option"},  {"ul", "list"},
    {"ol", "list"},         {"li", "listitem"},    {"table", "table"},
    {"tr", "row"},          {"td", "cell"},        {"th", "columnheader"},
    {"dialog", "dialog"},   {"fieldset", "group"}, {"img", "img"},
}};

std::string joined(const Tree& tree, const std::string& references) {
    std::string out;
    std::size_t at = 0;
    while (at < references.size()) {
        const std::size_t end = std::min(references.find(' ', at), references.size());
        const std::string token = references.substr(at, end - at);
        for (const Node& node : tree.nodes) {
            if (element_id(node.id) == token) {
                out += (out.empty() ? "" : " ") + text_of(tree, node);
            }
        }
        at = end + 1;
    }
    return out;
}

} // namespace

std::string element_id(Id id) {
    return "n" + std::to_string(id);
}

std::string role(const Node& node) {
    if (std::string explicit_role = attribute(node, "role"); !explicit_role.empty()) {
        return explicit_role;
    }
    if (node.tag == "input") {
        const std::string type = attribute(node, "type");
        if (type == "checkbox" || type == "radio") {
            return type;
        }
        return type == "password" ? "password" : "textbox";
    }
    if ((node.tag == "section" || node.tag == "form") &&
        (node.attribute("aria-label") != nullptr || node.attribute("aria-labelledby") != nullptr)) {
        return node.tag == "form" ? "form" : "region";
    }
    for (const auto& [tag, implied] : implicit_roles) {
        if (node.tag == tag) {
            return std::string{implied};
        }
    }
    return "generic";
}

std::string text_of(const Tree& tree, const Node& node) {
    std::string out = node.text;
    if (node.tag == "select" || node.tag == "textarea") {
        return out;
    }
    for (const Node& child : tree.nodes) {
        if (child.parent == node.id && child.attribute("aria-hidden") == nullptr) {
            const std::string inner = text_of(tree, child);
            if (!inner.empty()) {
                out += (out.empty() ? "" : " ") + inner;
            }
        }
    }
    return out;
}

std::string name(const Tree& tree, const Node& node) {
    if (const std::string* references = node.attribute("aria-labelledby")) {
        return joined(tree, *references);
    }
    if (const std::string* label = node.attribute("aria-label")) {
        return *label;
    }
    if (const std::string* alternative = node.attribute("alt")) {
        return *alternative;
    }
    for (const Node& label : tree.nodes) {
        if (label.tag == "label" && attribute(label, "for") == element_id(node.id)) {
            return text_of(tree, label);
        }
    }
    const std::string kind = role(node);
    constexpr std::array<std::string_view, 15> from_content{
        "button", "link",  "heading", "cell", "columnheader", "rowheader", "row",    "option",
        "tab",    "alert", "status",  "term", "definition",   "paragraph", "generic"};
    for (const std::string_view candidate : from_content) {
        if (kind == candidate) {
            return text_of(tree, node);
        }
    }
    return kind == "listitem" ? text_of(tree, node) : std::string{};
}

std::string description(const Tree& tree, const Node& node) {
    if (const std::string* references = node.attribute("aria-describedby")) {
        return joined(tree, *references);
    }
    return attribute(node, "aria-description");
}

bool focusable(const Node& node) {
    if (const std::string* index = node.attribute("tabindex")) {
        return *index != "-1";
    }
    if (node.attribute("disabled") != nullptr) {
        return false;
    }
    return node.tag == "button" || node.tag == "input" || node.tag == "textarea" || node.tag == "select" ||
           (node.tag == "a" && node.attribute("href") != nullptr);
}

const Node* find(const Tree& tree, std::string_view wanted_role, std::string_view wanted_name) {
    for (const Node& node : tree.nodes) {
        if (role(node) == wanted_role && name(tree, node) == wanted_name) {
            return &node;
        }
    }
    return nullptr;
}

std::vector<const Node*> find_all(const Tree& tree, std::string_view wanted_role) {
    std::vector<const Node*> out;
    for (const Node& node : tree.nodes) {
        if (role(node) == wanted_role) {
            out.push_back(&node);
        }
    }
    return out;
}

std::string outline(const Tree& tree) {
    std::unordered_map<Id, int> depth;
    std::string out;
    for (const Node& node : tree.nodes) {
        const auto parent = depth.find(node.parent);
        const int level = parent == depth.end() ? 0 : parent->second + 1;
        depth[node.id] = level;
        out += std::string(static_cast<std::size_t>(level) * 2, ' ') + role(node);
        if (const std::string label = name(tree, node); !label.empty()) {
            out += " \"" + label + "\"";
        }
        if (node.value) {
            out += " = \"" + (attribute(node, "type") == "password" ? "(hidden)" : *node.value) + "\"";
        }
        if (node.checked) {
            out += *node.checked ? " [checked]" : " [not checked]";
        }
        if (node.attribute("aria-disabled") != nullptr || node.attribute("disabled") != nullptr) {
            out += " [disabled]";
        }
        out += '\n';
    }
    return out;
}

} // namespace sigillo::app::semantics
