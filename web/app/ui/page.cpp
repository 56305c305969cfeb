#include "web/app/ui/buttons.hpp"
#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

#include <algorithm>
#include <vector>

namespace sigillo::app::ui {

namespace {

struct Frame {
    Core& core;
    const Page& page;
    PageEvents events;
    float margin = 0; // left and right of the content
    float width = 0;  // of the content
    float y = 0;

    const theme::Palette& palette() const { return core.palette(); }
    float full() const { return core.environment().width; }

    void links_and_switches(float top) {
        // Language and view at the right of the slim bar, in reading order.
        const auto& p = palette();
        const Texts& words = core.words();
        const std::string_view plain = core.environment().canvas ? words.plain_on : words.plain_off;
        const float plain_width = core.text_width(Style::small, plain);
        float x = margin + width - plain_width - 2 * 46 - 24;
        {
            const Element languages = core.element("div", "languages");
            languages->set("role", "group");
            languages->set("aria-label", std::string{words.languages});
            languages->set("class", "languages");
            languages->rect = Rect{x, top, 92, 40};
            for (const Language language : {Language::italian, Language::english}) {
                const bool chosen = language == page.language;
                const std::string_view label = language == Language::italian ? "ITA" : "ENG";
                const Rect rect{x, top, 44, 40};
                const Style style = chosen ? Style::label : Style::small;
                const float text = core.text_width(style, label);
                paint::text(core, style, x + (44 - text) / 2, top + 10, label, p.on_slim);
                if (chosen || core.hovered(rect)) {
                    paint::fill(core, {x + (44 - text) / 2, top + 30, text, 2}, p.on_slim);
                }
                const Element button = core.keyed("button", label);
                button->text = std::string{label};
                button->set("type", "button");
                button->set("class", "slim-button");
                button->set("lang", language == Language::italian ? "it" : "en");
                button->set("aria-label", language == Language::italian ? "ITA, Italiano" : "ENG, English");
                button->set("aria-pressed", chosen ? "true" : "false");
                button->rect = rect;
                x += 46;
                if (core.took(EventKind::click, button.id())) {
                    events.language = language;
                }
            }
        }
        const Rect rect{x + 12, top, plain_width + 12, 40};
        paint::text(core, Style::small, rect.x + 6, top + 10, plain, p.on_slim);
        paint::fill(core, {rect.x + 6, top + 28, plain_width, 1}, p.on_slim);
        const Element button = core.keyed("button", "plain");
        button->text = std::string{plain};
        button->set("type", "button");
        button->set("class", "slim-button");
        button->set("data-action", "plain");
        button->rect = rect;
    }

    void slim() {
        const auto& p = palette();
        const Element bar = core.element("div", "slim");
        bar->set("class", "slim");
        core.deeper();
        const float top = y;
        if (!page.authority.empty() && !core.narrow()) {
            core.text("span", Style::small, page.authority, {margin, top + 10, width - 320, 20}, p.on_slim,
                      "authority");
        }
        links_and_switches(top);
        core.shallower();
        y += 40;
        bar->rect = Rect{0, top, full(), 40};
        paint::fill(core, bar->rect, p.slim);
    }

    // The seal: a disc with a rim and a tick, drawn, so that no picture has to load.
    void seal(float x, float centre, float radius) const {
        const auto& p = palette();
        paint::circle(core, x + radius, centre, radius, p.on_header);
        paint::ring(core, x + radius, centre, radius - 4, p.header, 1.5F);
        paint::icon(core, paint::Icon::check, x + radius, centre, radius * 1.1F, p.header);
    }

    void brand() {
        const auto& p = palette();
        const bool phone = core.narrow();
        const float top = y;
        const Element bar = core.element("div", "brand");
        bar->set("class", "brand");
        core.deeper();
        const float radius = phone ? 20 : 26;
        const Style style = phone ? Style::site_small : Style::site;
        const float text_x = margin + 2 * radius + (phone ? 12 : 16);
        const float user = phone || page.user_name.empty() ? 0 : 320;
        const float room = margin + width - text_x - user;
        const float name_height = core.text_height(style, page.site, room);
        const float note_height =
            page.site_note.empty() ? 0 : core.text_height(Style::small, page.site_note, room);
        const float inner = std::max(2 * radius, name_height + note_height);
        const float padding = phone ? 12 : 22;
        {
            const Element home = core.keyed("a", "home");
            home->set("href", std::string{page.home_href});
            home->set("class", "home");
            home->rect = Rect{margin, top + padding, text_x + room - margin, inner};
            seal(margin, top + padding + inner / 2, radius);
            float text_y = top + padding + (inner - name_height - note_height) / 2;
            core.text("span", style, page.site, {text_x, text_y, room, name_height}, p.on_header);
            text_y += name_height;
            if (note_height > 0) {
                core.text("span", Style::small, page.site_note, {text_x, text_y, room, note_height},
                          p.on_header);
            }
            if (core.took(EventKind::click, home.id())) {
                events.href = std::string{page.home_href};
            }
        }
        y += inner + 2 * padding;
        if (!page.user_name.empty()) {
            who(phone ? y - padding + 4 : top, phone ? 52 : inner + 2 * padding, phone);
            y += phone ? 52 - padding + 8 : 0;
        }
        core.shallower();
        bar->rect = Rect{0, top, full(), y - top};
        paint::fill(core, bar->rect, p.header);
    }

    void who(float top, float height, bool phone) {
        const auto& p = palette();
        const Element user = core.element("div", "user");
        user->set("class", "user");
        const float button = core.text_width(Style::strong, core.words().sign_out) + 28;
        const float right = margin + width;
        const float room = phone ? width - button - 16 : 320 - button - 16;
        const float name = std::min(core.text_width(Style::label, page.user_name) + 1, room);
        const float role = std::min(core.text_width(Style::small, page.user_role) + 1, room);
        const float left = phone ? margin : right - button - 16 - std::max(name, role);
        const float text_y = top + (height - (page.user_role.empty() ? 20.0F : 40.0F)) / 2;
        core.text("span", Style::label, page.user_name, {left, text_y, name, 20}, p.on_header);
        if (!page.user_role.empty()) {
            core.text("span", Style::small, page.user_role, {left, text_y + 20, role, 20}, p.on_header);
        }
        user->rect = Rect{left, top, right - left, height};
        core.push_flow({.left = right - button, .width = button, .y = top + (height - 36) / 2});
        events.sign_out = draw_button(core, "sign-out", core.words().sign_out,
                                      {.kind = ButtonKind::secondary, .compact = true}, false, Ground::header)
                              .clicked;
        core.pop_flow();
    }

    void navigation() {
        if (page.navigation.empty()) {
            return;
        }
        const auto& p = palette();
        const float top = y;
        const Element nav = core.element("nav");
        nav->set("aria-label", std::string{core.words().navigation});
        nav->set("class", "nav");
        core.deeper();
        const float indent = core.narrow() ? 12 : 16;
        float x = margin - indent;
        for (const NavigationItem& item : page.navigation) {
            const Style style = item.current ? Style::strong : Style::body;
            const float text = core.text_width(style, item.label);
            if (x > margin && x + text + 2 * indent > margin + width + indent) {
                x = margin - indent;
                y += 48;
            }
            const Rect rect{x, y, text + 2 * indent, 48};
            if (item.current) {
                paint::fill(core, {x + indent, y + 44, text, 4}, p.on_header);
            }
            if (draw_link(core, item.key, item.label, item.href, rect, style, p.on_header, false, "nav-link",
                          item.current)) {
                events.href = std::string{item.href};
            }
            x += rect.width;
        }
        y += 48;
        core.shallower();
        nav->rect = Rect{0, top, full(), y - top};
        paint::fill(core, nav->rect, p.nav);
    }

    void busy() {
        if (page.busy.empty()) {
            return;
        }
        const auto& p = palette();
        const float top = y;
        const Element bar = core.element("div", "busy");
        bar->set("role", "status");
        bar->set("class", "busy-bar");
        core.deeper();
        const float height = core.text_height(Style::strong, page.busy, width - 36);
        paint::icon(core, paint::Icon::warning, margin + 10, top + 22, 20, p.warning_text);
        core.text("p", Style::strong, page.busy, {margin + 32, top + 10, width - 36, height}, p.warning_text);
        core.shallower();
        y += height + 20;
        bar->rect = Rect{0, top, full(), y - top};
        paint::fill(core, bar->rect, p.warning_tint);
    }

    void main(Body body) {
        const auto& p = palette();
        const bool phone = core.narrow();
        const bool moved = core.screen_changed(page.key);
        const float top = y;
        const Element main = core.keyed("main", page.key);
        main->set("id", "contenuto");
        main->set("tabindex", "-1");
        if (page.wide) {
            main->set("class", "wide");
        }
        const float gap = phone ? measure::gap : measure::gap_sections;
        const float height = core.boxed(
            margin, top, width, 0, phone ? 24 : 48,
            [&] {
                if (page.show_title) {
                    const Rect rect = core.place(width, core.text_height(Style::h1, page.title, width));
                    const Id id = core.text("h1", Style::h1, page.title, rect, p.heading);
                    core.last_node().set("tabindex", "-1");
                    if (moved) {
                        core.focus_id(id);
                    }
                    if (!page.lead.empty()) {
                        core.space(8 - gap);
                        const float lead_width = std::min(width, 720.0F);
                        const Rect lead =
                            core.place(lead_width, core.text_height(Style::lead, page.lead, lead_width));
                        core.text("p", Style::lead, page.lead, lead, p.text_soft);
                    }
                }
                body();
            },
            gap);
        main->rect = Rect{0, top, full(), height};
        y = top + height;
    }

    void footer() {
        const auto& p = palette();
        const float padding = 28;
        const float text_height =
            page.footer.empty() ? 0 : core.text_height(Style::small, page.footer, width);
        // On a phone the links wrap.
        std::vector<Rect> links;
        for (const NavigationItem& item : page.footer_links) {
            const float text = core.text_width(Style::strong, item.label);
            Rect at{margin, 0, text + 1, 40};
            if (!links.empty()) {
                at.x = links.back().x + links.back().width + 27;
                at.y = links.back().y;
                if (at.x + text > margin + width) {
                    at.x = margin;
                    at.y += 40;
                }
            }
            links.push_back(at);
        }
        const float links_height = links.empty() ? 0 : links.back().y + 40;
        const float height = 2 * padding + text_height + links_height;
        const float top = std::max(y + 16, core.environment().height - height);
        const Element footer = core.element("footer");
        footer->set("class", "footer");
        core.deeper();
        for (std::size_t i = 0; i < links.size(); ++i) {
            const NavigationItem& item = page.footer_links[i];
            Rect at = links[i];
            at.y += top + padding - 8;
            if (draw_link(core, item.key, item.label, item.href, at, Style::strong, p.on_footer, true,
                          "footer-link")) {
                events.href = std::string{item.href};
            }
        }
        if (text_height > 0) {
            core.text("p", Style::small, page.footer,
                      {margin, top + padding + links_height, width, text_height}, p.on_footer);
        }
        core.shallower();
        footer->rect = Rect{0, top, full(), height};
        paint::fill(core, footer->rect, p.footer);
        core.grow_page(top + height);
    }
};

} // namespace

PageEvents Ui::page(const Page& page, Body body) {
    Core& core = core_;
    core.set_language(page.language);
    core.set_title(page.site.empty() ? std::string{page.title}
                                     : std::string{page.title} + " - " + std::string{page.site});
    const float full = core.environment().width;
    const float side = core.narrow() ? 16 : 32;
    const float width = std::min(full - 2 * side, page.wide ? measure::table_column : measure::form_column);
    const float bar = std::min(full - 2 * side, measure::table_column);
    Frame frame{core, page, {}, (full - bar) / 2, bar};
    paint::fill(core, {0, 0, full, 200000}, core.palette().page);
    core.deeper();
    {
        const Element skip = core.keyed("a", "skip");
        skip->text = std::string{core.words().skip};
        skip->set("href", "#contenuto");
        skip->set("class", "skip");
        skip->rect = Rect{8, 8, 200, 44};
    }
    {
        const Element header = core.element("header");
        header->set("class", "header");
        frame.slim();
        frame.brand();
        frame.navigation();
        frame.busy();
        header->rect = Rect{0, 0, full, frame.y};
    }
    frame.margin = (full - width) / 2;
    frame.width = width;
    frame.main(body);
    frame.margin = (full - bar) / 2;
    frame.width = bar;
    frame.footer();
    core.shallower();
    return std::move(frame.events);
}

} // namespace sigillo::app::ui
