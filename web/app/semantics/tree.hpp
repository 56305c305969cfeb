#pragma once

// What a frame shows, as the browser's document needs it: a tree of elements in document order.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::app::semantics {

using Id = std::uint32_t; // stable from frame to frame; 0: none (as a parent: the page's root)

struct Rect {
    float x = 0, y = 0, width = 0, height = 0; // CSS px, on the page
    friend bool operator==(const Rect& a, const Rect& b) {
        return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
    }
    friend bool operator!=(const Rect& a, const Rect& b) { return !(a == b); }
};

struct Attribute {
    std::string_view name; // a literal
    std::string value;
    friend bool operator==(const Attribute& a, const Attribute& b) {
        return a.name == b.name && a.value == b.value;
    }
};

struct Node {
    Id id = 0;
    Id parent = 0;
    std::string_view tag; // HTML element name, a literal
    std::string text;     // of a leaf
    std::vector<Attribute> attributes;
    std::optional<std::string> value; // of <input>, <textarea>, <select>
    std::optional<bool> checked;      // of a check box or radio button
    Rect rect;

    const std::string* attribute(std::string_view name) const;
    void set(std::string_view name, std::string value);
};

// Preorder: a parent stands before its children, siblings stand in reading order.
struct Tree {
    std::vector<Node> nodes;
    std::string title;
    std::string language;
    float height = 0; // of the whole page, CSS px

    const Node* find(Id id) const;
};

} // namespace sigillo::app::semantics
