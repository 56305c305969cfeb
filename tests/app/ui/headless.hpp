#pragma once

// Draws a screen without a window or browser and plays the person in front of it, who finds things by role
// and name as assistive technology does:
//
//     Headless page{390};
//     page.draw(screen);                       // screen: void(Ui&), drawn until it settles
//     page.click("button", "Ordina");          // then draws again
//     page.type("textbox", "E-mail", "a@b.it");
//     CHECK(page.find("alert", "...") != nullptr);

#include "web/app/semantics/accessible.hpp"
#include "web/app/ui/core.hpp"
#include "web/app/ui/ui.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace sigillo::app::ui::testing {

class Headless {
  public:
    explicit Headless(float width = 1280, float height = 900);

    // Keeps `screen` and draws it: once for what is waiting, once more for what followed from it.
    const semantics::Tree& draw(std::function<void(Ui&)> screen);
    const semantics::Tree& redraw();

    // Each throws std::runtime_error, with the page's outline, when there is no such node or it is disabled.
    void click(std::string_view role, std::string_view name);
    void type(std::string_view role, std::string_view name, std::string_view text);
    void toggle(std::string_view role, std::string_view name, bool checked);
    void choose(std::string_view name, std::string_view value); // of a <select>
    void submit(std::string_view form_name);
    void dismiss(std::string_view dialog_name);

    const semantics::Node* find(std::string_view role, std::string_view name) const;
    const semantics::Node& get(std::string_view role, std::string_view name) const;
    std::string description(const semantics::Node& node) const {
        return semantics::description(tree(), node);
    }
    const semantics::Tree& tree() const { return core.tree(); }
    std::string outline() const { return semantics::outline(tree()); }

    Core core;
    Environment environment;
    semantics::Operations last; // what the last frame changed

  private:
    const semantics::Node& usable(std::string_view role, std::string_view name) const;
    std::function<void(Ui&)> screen_;
};

} // namespace sigillo::app::ui::testing
