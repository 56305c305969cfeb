#include "web/app/semantics/differ.hpp"

#include <algorithm>
#include <unordered_set>

namespace sigillo::app::semantics {

namespace {

// The longest run of nodes that keep their order: the others move. Moving a focused element would blur it, so
// as few as possible do.
std::unordered_set<Id> steady(const std::vector<std::pair<Id, std::size_t>>& old_positions) {
    std::vector<std::size_t> tails;
    std::vector<std::size_t> previous(old_positions.size(), SIZE_MAX);
    for (std::size_t i = 0; i < old_positions.size(); ++i) {
        const auto at =
            std::lower_bound(tails.begin(), tails.end(), i, [&](std::size_t tail, std::size_t candidate) {
                return old_positions[tail].second < old_positions[candidate].second;
            });
        if (at != tails.begin()) {
            previous[i] = *(at - 1);
        }
        if (at == tails.end()) {
            tails.push_back(i);
        } else {
            *at = i;
        }
    }
    std::unordered_set<Id> out;
    for (std::size_t i = tails.empty() ? SIZE_MAX : tails.back(); i != SIZE_MAX; i = previous[i]) {
        out.insert(old_positions[i].first);
    }
    return out;
}

bool same_element(const Node& a, const Node& b) {
    return a.tag == b.tag && a.parent == b.parent;
}

} // namespace

void Differ::structure(const Tree& tree, Operations& out) {
    std::unordered_map<Id, std::size_t> next_index;
    next_index.reserve(tree.nodes.size());
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        next_index.emplace(tree.nodes[i].id, i);
    }
    std::unordered_set<Id> gone;
    for (const Node& node : shown_.nodes) {
        const auto at = next_index.find(node.id);
        const bool stays = at != next_index.end() && same_element(node, tree.nodes[at->second]) &&
                           gone.find(node.parent) == gone.end();
        if (stays) {
            continue;
        }
        if (gone.find(node.parent) == gone.end()) {
            out.begin(Operation::remove).id(node.id);
        }
        gone.insert(node.id);
    }
    for (const Id id : gone) {
        index_.erase(id);
    }

    std::unordered_map<Id, std::vector<std::pair<Id, std::size_t>>> survivors;
    for (const Node& node : tree.nodes) {
        if (const auto at = index_.find(node.id); at != index_.end()) {
            survivors[node.parent].emplace_back(node.id, at->second);
        }
    }
    std::unordered_set<Id> moved;
    for (const auto& [parent, children] : survivors) {
        const bool in_order =
            std::is_sorted(children.begin(), children.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (in_order) {
            continue;
        }
        const auto fixed = steady(children);
        for (const auto& child : children) {
            if (fixed.find(child.first) == fixed.end()) {
                moved.insert(child.first);
            }
        }
    }
    std::unordered_map<Id, Id> last_child;
    for (const Node& node : tree.nodes) {
        const Id before = last_child[node.parent];
        if (index_.find(node.id) == index_.end()) {
            out.begin(Operation::create).id(node.id).id(node.parent).id(before).text(node.tag);
        } else if (moved.find(node.id) != moved.end()) {
            out.begin(Operation::move).id(node.id).id(node.parent).id(before);
        }
        last_child[node.parent] = node.id;
    }
}

void Differ::contents(const Node* before, const Rect* parent_before, const Node& node, const Rect* parent,
                      Operations& out) {
    if (before == nullptr ? !node.text.empty() : before->text != node.text) {
        out.begin(Operation::text).id(node.id).text(node.text);
    }
    for (const Attribute& attribute : node.attributes) {
        const std::string* old = before == nullptr ? nullptr : before->attribute(attribute.name);
        if (old == nullptr || *old != attribute.value) {
            out.begin(Operation::set).id(node.id).text(attribute.name).text(attribute.value);
        }
    }
    if (before != nullptr) {
        for (const Attribute& attribute : before->attributes) {
            if (node.attribute(attribute.name) == nullptr) {
                out.begin(Operation::unset).id(node.id).text(attribute.name);
            }
        }
    }
    const auto relative = [](const Rect& rect, const Rect* to) {
        return to == nullptr ? rect : Rect{rect.x - to->x, rect.y - to->y, rect.width, rect.height};
    };
    const Rect now = relative(node.rect, parent);
    if (before == nullptr || relative(before->rect, parent_before) != now) {
        out.begin(Operation::rect).id(node.id).f32(now.x).f32(now.y).f32(now.width).f32(now.height);
    }
}

void Differ::next(Tree tree, Operations& out) {
    structure(tree, out);
    std::unordered_map<Id, const Rect*> rects;
    rects.reserve(tree.nodes.size());
    for (const Node& node : tree.nodes) {
        const auto at = index_.find(node.id);
        const Node* before = at == index_.end() ? nullptr : &shown_.nodes[at->second];
        const Rect* parent_before = nullptr;
        if (before != nullptr) {
            if (const auto old_parent = index_.find(before->parent); old_parent != index_.end()) {
                parent_before = &shown_.nodes[old_parent->second].rect;
            }
        }
        const auto parent = rects.find(node.parent);
        contents(before, parent_before, node, parent == rects.end() ? nullptr : parent->second, out);
        rects.emplace(node.id, &node.rect);
    }
    // A <select> takes its value only once its options are there, so values come last.
    for (const Node& node : tree.nodes) {
        const auto at = index_.find(node.id);
        const Node* before = at == index_.end() ? nullptr : &shown_.nodes[at->second];
        if (node.value && (before == nullptr || before->value != node.value)) {
            out.begin(Operation::value).id(node.id).text(*node.value);
        }
        if (node.checked && (before == nullptr || before->checked != node.checked)) {
            out.begin(Operation::checked).id(node.id).u32(*node.checked ? 1 : 0);
        }
    }
    if (tree.title != shown_.title) {
        out.begin(Operation::title).text(tree.title);
    }
    if (tree.language != shown_.language) {
        out.begin(Operation::language).text(tree.language);
    }
    if (tree.height != shown_.height) {
        out.begin(Operation::height).f32(tree.height);
    }
    shown_ = std::move(tree);
    index_.clear();
    for (std::size_t i = 0; i < shown_.nodes.size(); ++i) {
        index_.emplace(shown_.nodes[i].id, i);
    }
}

void Differ::page_has_value(Id id, std::string value) {
    if (const auto at = index_.find(id); at != index_.end()) {
        shown_.nodes[at->second].value = std::move(value);
    }
}

void Differ::page_has_checked(Id id, bool checked) {
    if (const auto at = index_.find(id); at != index_.end()) {
        shown_.nodes[at->second].checked = checked;
    }
}

} // namespace sigillo::app::semantics
