#include "tests/app/ui/headless.hpp"
#include "tests/support/catch.hpp"
#include "web/app/gallery/gallery.hpp"

#include <array>

using namespace sigillo::app;
using namespace sigillo::app::ui;
using ui::testing::Headless;

namespace {

struct Drawn {
    gallery::Gallery gallery;
    Headless page;
    explicit Drawn(float width) : page{width} {
        page.draw([this](Ui& ui) { (void)gallery.draw(ui); });
    }
};

bool has(const semantics::Node& node, std::string_view name, std::string_view value) {
    const std::string* found = node.attribute(name);
    return found != nullptr && *found == value;
}

} // namespace

TEST_CASE("every page has its landmarks, one first heading, a language and a title") {
    const Drawn drawn{1280};
    for (const std::string_view landmark : {"banner", "main", "contentinfo"}) {
        CHECK(semantics::find_all(drawn.page.tree(), landmark).size() == 1);
    }
    CHECK(drawn.page.find("navigation", "Navigazione principale") != nullptr);
    CHECK(drawn.page.find("heading", "Rinnova i certificati della tua carta")->tag == "h1");
    CHECK(drawn.page.tree().language == "it");
    CHECK(drawn.page.tree().title == "Rinnova i certificati della tua carta - Ordine dei Medici di Torino");
}

TEST_CASE("the keyboard meets the skip link, the header, the content, the footer, in this order") {
    const Drawn drawn{1280};
    std::vector<std::string> stops;
    for (const semantics::Node& node : drawn.page.tree().nodes) {
        if (semantics::focusable(node)) {
            stops.push_back(semantics::name(drawn.page.tree(), node));
        }
    }
    const std::vector<std::string> first{"Vai al contenuto", "ITA, Italiano", "ENG, English",
                                         "Versione semplice"};
    REQUIRE(stops.size() > first.size());
    CHECK(std::vector<std::string>(stops.begin(), stops.begin() + 4) == first);
    CHECK(stops.back() == "Accessibilità");
}

TEST_CASE("every control has a name") {
    for (const float width : {390.0F, 1280.0F}) {
        const Drawn drawn{width};
        for (const semantics::Node& node : drawn.page.tree().nodes) {
            if (semantics::focusable(node)) {
                INFO(semantics::role(node) << " " << node.id);
                CHECK_FALSE(semantics::name(drawn.page.tree(), node).empty());
            }
        }
    }
}

TEST_CASE("nothing is drawn outside of the page's width, at any width") {
    for (const float width : {320.0F, 390.0F, 768.0F, 1024.0F, 1280.0F}) {
        const Drawn drawn{width};
        for (const semantics::Node& node : drawn.page.tree().nodes) {
            INFO(width << " " << node.tag << " " << node.text);
            CHECK(node.rect.x >= -0.5F);
            CHECK(node.rect.x + node.rect.width <= width + 0.5F);
        }
    }
}

TEST_CASE("no two controls lie over each other") {
    for (const float width : {320.0F, 390.0F, 1280.0F}) {
        const Drawn drawn{width};
        std::vector<const semantics::Node*> controls;
        for (const semantics::Node& node : drawn.page.tree().nodes) {
            const std::string* classes = node.attribute("class");
            if (semantics::focusable(node) && (classes == nullptr || *classes != "skip")) {
                controls.push_back(&node);
            }
        }
        for (const auto* a : controls) {
            for (const auto* b : controls) {
                const bool apart = a == b || a->rect.x + a->rect.width <= b->rect.x + 0.5F ||
                                   b->rect.x + b->rect.width <= a->rect.x + 0.5F ||
                                   a->rect.y + a->rect.height <= b->rect.y + 0.5F ||
                                   b->rect.y + b->rect.height <= a->rect.y + 0.5F;
                INFO(width << ": " << semantics::name(drawn.page.tree(), *a) << " / "
                           << semantics::name(drawn.page.tree(), *b));
                CHECK(apart);
            }
        }
    }
}

TEST_CASE("targets are at least 22 px high, and buttons 36") {
    const Drawn drawn{390};
    for (const semantics::Node& node : drawn.page.tree().nodes) {
        if (semantics::focusable(node)) {
            INFO(semantics::name(drawn.page.tree(), node));
            CHECK(node.rect.height >= (node.tag == "button" ? 36.0F : 22.0F));
        }
    }
}

TEST_CASE("a table says its rows, headers and cells, and a check box selects a row by name") {
    Drawn drawn{1280};
    const auto& table = drawn.page.get("table", "Richieste da convalidare");
    int rows = 0;
    for (const semantics::Node& node : drawn.page.tree().nodes) {
        rows += node.parent == table.id && semantics::role(node) == "row" ? 1 : 0;
    }
    CHECK(rows == 5);
    CHECK(drawn.page.find("columnheader", "Codice fiscale") != nullptr);
    CHECK(drawn.page.find("cell", "RSSMRA80A41L219M") != nullptr);
    drawn.page.toggle("checkbox", "Rossi Maria", true);
    CHECK(drawn.page.get("checkbox", "Rossi Maria").checked == true);
    drawn.page.toggle("checkbox", "Seleziona tutte le righe", true);
    CHECK(drawn.page.get("checkbox", "Fò Dario").checked == true);
}

TEST_CASE("on a phone each row of a table carries its labels, and stays a row") {
    const Drawn drawn{390};
    const auto rows = semantics::find_all(drawn.page.tree(), "row");
    CHECK(rows.size() == 9);
    CHECK(drawn.page.find("columnheader", "Codice fiscale") != nullptr);
}

TEST_CASE("a difference between certificate and register is said in words") {
    const Drawn drawn{1280};
    CHECK(drawn.page.find("row", "Nome MARIA MARIA GRAZIA Diverso") != nullptr);
    CHECK(drawn.page.find("row", "Cognome ROSSI ROSSI Uguale") != nullptr);
}

TEST_CASE("a stepper is a list that says which step is the current one") {
    for (const float width : {390.0F, 1280.0F}) {
        const Drawn drawn{width};
        const auto* current = drawn.page.find("listitem", "Convalida dell'Ordine in attesa in corso");
        REQUIRE(current != nullptr);
        CHECK(has(*current, "aria-current", "step"));
        CHECK(drawn.page.find("listitem", "Pagamento completato") != nullptr);
    }
}

TEST_CASE("progress says how far and at what") {
    const Drawn drawn{1280};
    const auto& bar = drawn.page.get("progressbar", "Scrittura sulla carta");
    CHECK(has(bar, "aria-valuenow", "42"));
    CHECK(has(bar, "aria-valuetext", "42%, Scrivo il certificato di firma"));
}

TEST_CASE("a dialog is named by its title and closes by Escape and by its button") {
    Drawn drawn{1280};
    for (const bool escape : {true, false}) {
        drawn.page.click("button", "Apri la finestra");
        REQUIRE(drawn.page.find("dialog", "Respingere la richiesta?") != nullptr);
        if (escape) {
            drawn.page.dismiss("Respingere la richiesta?");
        } else {
            drawn.page.click("button", "Annulla");
        }
        CHECK(drawn.page.find("dialog", "Respingere la richiesta?") == nullptr);
    }
}

TEST_CASE("the language switch says what it does, and the page follows") {
    Drawn drawn{390};
    drawn.page.click("button", "ENG, English");
    CHECK(drawn.page.tree().language == "en");
    CHECK(drawn.page.find("link", "Skip to content") != nullptr);
}

TEST_CASE("a new screen puts the focus on its heading") {
    Headless page;
    std::string key = "one";
    const auto screen = [&](Ui& ui) { ui.page({.key = key, .title = "Titolo"}, [] {}); };
    page.draw(screen);
    key = "two";
    page.core.begin(page.environment);
    Ui ui{page.core};
    screen(ui);
    semantics::Operations out;
    page.core.end(out);
    page.core.settle_textures();
    const auto& bytes = out.bytes();
    const semantics::Id heading = page.get("heading", "Titolo").id;
    REQUIRE(bytes.size() > 5);
    CHECK(bytes[bytes.size() - 5] == static_cast<std::uint8_t>(semantics::Operation::focus));
    CHECK(bytes[bytes.size() - 4] == (heading & 0xFFU));
}

TEST_CASE("a page that nothing happened to sends nothing to the document") {
    Drawn drawn{1280};
    drawn.page.redraw();
    CHECK(drawn.page.last.empty());
}
