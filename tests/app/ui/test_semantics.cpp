#include "tests/support/catch.hpp"
#include "web/app/semantics/accessible.hpp"
#include "web/app/semantics/differ.hpp"

#include <map>
#include <string>

using namespace sigillo::app::semantics;

namespace {

Node element(Id id, Id parent, std::string_view tag, std::string text = {}) {
    Node node;
    node.id = id;
    node.parent = parent;
    node.tag = tag;
    node.text = std::move(text);
    return node;
}

Tree tree(std::vector<Node> nodes) {
    Tree out;
    out.nodes = std::move(nodes);
    return out;
}

// What the page's JavaScript does with an operation, in small: enough to see that the document ends up equal.
class Page {
  public:
    std::map<Id, std::vector<Id>> children;
    std::map<Id, std::string> texts, values;
    std::map<Operation, int> count;

    void apply(const Operations& operations) {
        count.clear();
        bytes_ = operations.bytes();
        at_ = 0;
        while (at_ < bytes_.size()) {
            const auto operation = static_cast<Operation>(bytes_[at_++]);
            ++count[operation];
            step(operation);
        }
    }

  private:
    std::uint32_t u32() {
        std::uint32_t out = 0;
        for (unsigned shift = 0; shift < 32; shift += 8) {
            out |= static_cast<std::uint32_t>(bytes_.at(at_++)) << shift;
        }
        return out;
    }
    std::string text() {
        const std::uint32_t size = u32();
        std::string out(bytes_.begin() + static_cast<std::ptrdiff_t>(at_),
                        bytes_.begin() + static_cast<std::ptrdiff_t>(at_ + size));
        at_ += size;
        return out;
    }
    void put(Id id, Id parent, Id before) {
        auto& list = children[parent];
        std::erase(list, id);
        const auto after = before == 0 ? list.begin() : std::find(list.begin(), list.end(), before) + 1;
        list.insert(after, id);
    }
    void step(Operation operation) {
        switch (operation) {
        case Operation::create: {
            const Id id = u32(), parent = u32(), before = u32();
            text();
            put(id, parent, before);
            return;
        }
        case Operation::move: {
            const Id id = u32(), parent = u32();
            put(id, parent, u32());
            return;
        }
        case Operation::remove: {
            const Id id = u32();
            for (auto& list : children) {
                std::erase(list.second, id);
            }
            return;
        }
        case Operation::text: {
            const Id id = u32();
            texts[id] = text();
            return;
        }
        case Operation::value: {
            const Id id = u32();
            values[id] = text();
            return;
        }
        case Operation::set:
            u32();
            text();
            text();
            return;
        case Operation::unset:
            u32();
            text();
            return;
        case Operation::rect:
            at_ += 20;
            return;
        case Operation::checked:
        case Operation::announce:
            u32();
            if (operation == Operation::announce) {
                text();
            } else {
                u32();
            }
            return;
        case Operation::focus:
        case Operation::height:
            at_ += 4;
            return;
        case Operation::title:
        case Operation::language:
            text();
            return;
        case Operation::end:
            return;
        }
    }
    std::vector<std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

std::vector<Id> order(const Tree& of, Id parent) {
    std::vector<Id> out;
    for (const Node& node : of.nodes) {
        if (node.parent == parent) {
            out.push_back(node.id);
        }
    }
    return out;
}

} // namespace

TEST_CASE("a page that did not change gives no operation") {
    Differ differ;
    Operations out;
    const Tree shown = tree({element(1, 0, "p", "uno"), element(2, 0, "p", "due")});
    differ.next(shown, out);
    CHECK_FALSE(out.empty());
    out.clear();
    differ.next(shown, out);
    CHECK(out.empty());
}

TEST_CASE("whatever is added, removed and reordered, the document ends in the tree's order") {
    Differ differ;
    Page page;
    const std::vector<std::vector<Id>> states{{1, 2, 3, 4, 5}, {5, 1, 2, 3, 4}, {4, 6, 2}, {2, 6, 7, 4}, {},
                                              {9, 8, 7}};
    for (const auto& ids : states) {
        std::vector<Node> nodes{element(100, 0, "ul")};
        for (const Id id : ids) {
            nodes.push_back(element(id, 100, "li", std::to_string(id)));
        }
        const Tree next = tree(std::move(nodes));
        Operations out;
        differ.next(next, out);
        page.apply(out);
        CHECK(page.children[100] == order(next, 100));
    }
}

TEST_CASE("a node that only its neighbours moved around stays in the document, so that it keeps the focus") {
    Differ differ;
    Operations out;
    differ.next(tree({element(1, 0, "input"), element(2, 0, "input"), element(3, 0, "input")}), out);
    out.clear();
    differ.next(tree({element(3, 0, "input"), element(1, 0, "input"), element(2, 0, "input")}), out);
    Page page;
    page.children[0] = {1, 2, 3};
    page.apply(out);
    CHECK(page.count[Operation::move] == 1);
    CHECK(page.children[0] == std::vector<Id>{3, 1, 2});
}

TEST_CASE("a container that goes takes what is in it along in one operation") {
    Differ differ;
    Operations out;
    differ.next(tree({element(1, 0, "div"), element(2, 1, "div"), element(3, 2, "p", "x")}), out);
    out.clear();
    differ.next(tree({}), out);
    Page page;
    page.apply(out);
    CHECK(page.count[Operation::remove] == 1);
}

TEST_CASE("what the person typed is not written back, what the state refuses is") {
    Differ differ;
    Operations out;
    const auto field = [](std::string value) {
        Node node = element(1, 0, "input");
        node.value = std::move(value);
        return tree({node});
    };
    differ.next(field("a"), out);
    differ.page_has_value(1, "ab");
    out.clear();
    differ.next(field("ab"), out);
    CHECK(out.empty());
    differ.page_has_value(1, "ab!");
    out.clear();
    differ.next(field("ab"), out);
    Page page;
    page.apply(out);
    CHECK(page.values[1] == "ab");
}

TEST_CASE("names and descriptions are found where HTML has them") {
    Node label = element(1, 0, "label", "E-mail");
    label.set("for", "n2");
    Node input = element(2, 0, "input");
    input.set("type", "email");
    input.set("aria-describedby", "n3");
    const Tree page = tree({label, input, element(3, 0, "p", "Ti scriviamo qui.")});
    const Node* found = find(page, "textbox", "E-mail");
    REQUIRE(found != nullptr);
    CHECK(description(page, *found) == "Ti scriviamo qui.");
}
