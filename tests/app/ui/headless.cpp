#include "tests/app/ui/headless.hpp"

#include <stdexcept>

namespace sigillo::app::ui::testing {

Headless::Headless(float width, float height) {
    environment.width = width;
    environment.height = height;
}

const semantics::Tree& Headless::draw(std::function<void(Ui&)> screen) {
    screen_ = std::move(screen);
    return redraw();
}

const semantics::Tree& Headless::redraw() {
    for (int i = 0; i < 3; ++i) {
        core.begin(environment);
        Ui ui{core};
        screen_(ui);
        const std::vector<std::string> problems = core.problems();
        last.clear();
        core.end(last);
        core.settle_textures();
        if (!problems.empty()) {
            throw std::runtime_error{problems.front() + "\n" + outline()};
        }
    }
    return tree();
}

const semantics::Node* Headless::find(std::string_view role, std::string_view name) const {
    return semantics::find(tree(), role, name);
}

const semantics::Node& Headless::get(std::string_view role, std::string_view name) const {
    const semantics::Node* node = find(role, name);
    if (node == nullptr) {
        throw std::runtime_error{"no " + std::string{role} + " \"" + std::string{name} + "\" in\n" +
                                 outline()};
    }
    return *node;
}

const semantics::Node& Headless::usable(std::string_view role, std::string_view name) const {
    const semantics::Node& node = get(role, name);
    const std::string* disabled = node.attribute("aria-disabled");
    if (node.attribute("disabled") != nullptr || (disabled != nullptr && *disabled == "true")) {
        throw std::runtime_error{std::string{role} + " \"" + std::string{name} + "\" is disabled in\n" +
                                 outline()};
    }
    return node;
}

void Headless::click(std::string_view role, std::string_view name) {
    const semantics::Node& node = usable(role, name);
    const std::string* type = node.attribute("type");
    if (type != nullptr && *type == "submit") {
        semantics::Id at = node.id;
        while (at != 0) {
            const semantics::Node* ancestor = tree().find(at);
            if (ancestor == nullptr || ancestor->tag == "form") {
                break;
            }
            at = ancestor->parent;
        }
        core.post({EventKind::submit, at, {}, false});
    } else {
        core.post({EventKind::click, node.id, {}, false});
    }
    redraw();
}

void Headless::type(std::string_view role, std::string_view name, std::string_view text) {
    core.post({EventKind::input, usable(role, name).id, std::string{text}, false});
    redraw();
}

void Headless::toggle(std::string_view role, std::string_view name, bool checked) {
    core.post({EventKind::toggle, usable(role, name).id, {}, checked});
    redraw();
}

void Headless::choose(std::string_view name, std::string_view value) {
    core.post({EventKind::input, usable("combobox", name).id, std::string{value}, false});
    redraw();
}

void Headless::submit(std::string_view form_name) {
    core.post({EventKind::submit, usable("form", form_name).id, {}, false});
    redraw();
}

void Headless::dismiss(std::string_view dialog_name) {
    core.post({EventKind::dismiss, usable("dialog", dialog_name).id, {}, false});
    redraw();
}

} // namespace sigillo::app::ui::testing
