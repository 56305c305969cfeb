#include "web/app/semantics/tree.hpp"

#include <algorithm>

namespace sigillo::app::semantics {

const std::string* Node::attribute(std::string_view name) const {
    for (const Attribute& attribute : attributes) {
        if (attribute.name == name) {
            return &attribute.value;
        }
    }
    return nullptr;
}

void Node::set(std::string_view name, std::string new_value) {
    for (Attribute& attribute : attributes) {
        if (attribute.name == name) {
            attribute.value = std::move(new_value);
            return;
        }
    }
    attributes.push_back({name, std::move(new_value)});
}

const Node* Tree::find(Id id) const {
    const auto at =
        std::find_if(nodes.begin(), nodes.end(), [id](const Node& node) { return node.id == id; });
    return at == nodes.end() ? nullptr : &*at;
}

} // namespace sigillo::app::semantics
