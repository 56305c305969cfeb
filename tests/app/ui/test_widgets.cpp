#include "tests/app/ui/headless.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <functional>

using namespace sigillo::app;
using namespace sigillo::app::ui;
using ui::testing::Headless;

namespace {

std::function<void(Ui&)> on_page(std::function<void(Ui&)> body) {
    return [body](Ui& ui) {
        ui.page({.key = "test", .title = "Titolo", .site = "Ordine", .user_name = "Maria Rossi"},
                [&] { body(ui); });
    };
}

bool has(const semantics::Node& node, std::string_view name, std::string_view value) {
    const std::string* found = node.attribute(name);
    return found != nullptr && *found == value;
}

} // namespace

TEST_CASE("a button is true once for a click") {
    Headless page;
    int clicks = 0;
    page.draw(on_page([&](Ui& ui) { clicks += ui.button("go", "Vai") ? 1 : 0; }));
    page.click("button", "Vai");
    CHECK(clicks == 1);
}

TEST_CASE("a disabled button can be reached, tells its reason and ignores a click") {
    Headless page;
    int clicks = 0;
    page.draw(on_page([&](Ui& ui) {
        clicks += ui.button("sign", "Firma", {.disabled_reason = "Serve la carta."}) ? 1 : 0;
    }));
    const semantics::Node& button = page.get("button", "Firma");
    CHECK(has(button, "aria-disabled", "true"));
    CHECK(semantics::focusable(button));
    CHECK(page.description(button) == "Serve la carta.");
    page.core.post({EventKind::click, button.id, {}, false});
    page.redraw();
    CHECK(clicks == 0);
}

TEST_CASE("a link or button that is longer than its page takes another line, in a row too") {
    const bool row = GENERATE(false, true);
    const std::string name = "Guida per l'attivazione dei servizi aggiuntivi della PEC";
    Headless page{390};
    page.draw(on_page([&](Ui& ui) {
        const auto both = [&] {
            (void)ui.link("guide", name, "https://example.it/", {.new_tab = true});
            (void)ui.button("go", "Vai", {.kind = ButtonKind::secondary});
            (void)ui.button("long", name + ", e poi ancora", {.kind = ButtonKind::secondary});
        };
        row ? ui.actions(both) : both();
    }));
    const auto& go = page.get("button", "Vai").rect;
    const auto& link = page.get("link", name).rect;
    const auto& button = page.get("button", name + ", e poi ancora").rect;
    CHECK(link.x + link.width <= 390);
    CHECK(link.height > 40);
    CHECK(button.x + button.width <= 390);
    CHECK(button.height > go.height);
}

TEST_CASE("why buttons of a row are disabled is said below them, across the row") {
    const std::string why = "I dati del certificato non coincidono con quelli dell'Albo, quindi la richiesta "
                            "non si può validare: indica come motivo i dati errati.";
    const bool both = GENERATE(false, true);
    Headless page;
    page.draw(on_page([&](Ui& ui) {
        ui.actions([&] {
            (void)ui.button("sign", "Firma", {.disabled_reason = why});
            (void)ui.button(
                "refuse", "Rifiuta",
                {.disabled_reason = both ? std::string_view("Manca il motivo.") : std::string_view{}});
        });
    }));
    const auto& sign = page.get("button", "Firma");
    const auto& refuse = page.get("button", "Rifiuta");
    CHECK(refuse.rect.y == sign.rect.y);
    CHECK(refuse.rect.x == sign.rect.x + sign.rect.width + 12);
    // Where two are disabled each reason names its button.
    CHECK(page.description(sign) == (both ? "Firma: " + why : why));
    const auto& said = page.get("paragraph", both ? "Firma: " + why : why);
    CHECK(said.rect.y > sign.rect.y + sign.rect.height);
    CHECK(said.rect.width > 800);
}

TEST_CASE("what is waited for may take more than a line: the button after it stands below") {
    const auto top_of_button = [](std::string_view text) {
        Headless page;
        page.draw(on_page([text](Ui& ui) {
            ui.spinner(text);
            static_cast<void>(ui.button("go", "Vai"));
        }));
        return page.get("button", "Vai").rect.y;
    };
    std::string long_text = "Conferma nella finestra del programma di firma e scrivi il PIN.";
    for (int i = 0; i < 3; ++i) {
        long_text += " " + long_text;
    }
    CHECK(top_of_button(long_text) > top_of_button("Attendi.") + 40);
}

TEST_CASE("a field's hint and error describe it, and the error marks it invalid") {
    Headless page;
    page.draw(on_page([&](Ui& ui) {
        (void)ui.text_field("email", "E-mail", "",
                            {.hint = "Ti scriviamo qui.",
                             .error = "Manca la chiocciola.",
                             .autocomplete = "email",
                             .kind = FieldKind::email,
                             .required = true});
    }));
    const semantics::Node& field = page.get("textbox", "E-mail");
    CHECK(page.description(field) == "Ti scriviamo qui. Manca la chiocciola.");
    CHECK(has(field, "aria-invalid", "true"));
    CHECK(has(field, "aria-required", "true"));
    CHECK(has(field, "autocomplete", "email"));
}

TEST_CASE("typed text comes back once, and a state that keeps it shows it") {
    Headless page;
    std::string email = "a";
    int changes = 0;
    page.draw(on_page([&](Ui& ui) {
        if (auto text = ui.text_field("email", "E-mail", email)) {
            email = *text;
            ++changes;
        }
    }));
    page.type("textbox", "E-mail", "maria@example.it");
    CHECK(changes == 1);
    CHECK(page.get("textbox", "E-mail").value == "maria@example.it");
    CHECK(page.last.empty());
}

TEST_CASE("a form is sent by its submit button and by Enter alike") {
    Headless page;
    int sent = 0;
    page.draw(on_page([&](Ui& ui) {
        sent += ui.form("login", "Accesso",
                        [&] {
                            (void)ui.password_field("password", "Password", "");
                            ui.submit("enter", "Entra");
                        })
                    ? 1
                    : 0;
    }));
    page.click("button", "Entra");
    page.submit("Accesso");
    CHECK(sent == 2);
}

TEST_CASE("radio buttons form one named group of one choice") {
    Headless page;
    std::string how = "spid";
    const std::array<Choice, 2> ways{{{"spid", "SPID", "livello 2"}, {"card", "Carta"}}};
    page.draw(on_page([&](Ui& ui) {
        if (auto value = ui.radio("how", "Come ti identifichi", ways, how)) {
            how = *value;
        }
    }));
    CHECK(page.find("radiogroup", "Come ti identifichi") != nullptr);
    page.toggle("radio", "Carta", true);
    CHECK(how == "card");
    CHECK(page.get("radio", "Carta").checked == true);
    CHECK(page.get("radio", "SPID").checked == false);
    CHECK(page.description(page.get("radio", "SPID")) == "livello 2");
}

TEST_CASE("a check box that the state refuses to tick goes back") {
    Headless page;
    page.draw(on_page([&](Ui& ui) { (void)ui.checkbox("agree", "Accetto", false); }));
    page.core.post({EventKind::toggle, page.get("checkbox", "Accetto").id, {}, true});
    page.core.begin(page.environment);
    Ui ui{page.core};
    ui.page({.key = "test", .title = "Titolo", .site = "Ordine", .user_name = "Maria Rossi"},
            [&] { (void)ui.checkbox("agree", "Accetto", false); });
    semantics::Operations out;
    page.core.end(out);
    page.core.settle_textures();
    CHECK_FALSE(out.empty());
}

TEST_CASE("a selection list offers its choices and gives back the chosen value") {
    Headless page;
    std::string order = "to";
    const std::array<Choice, 2> orders{{{"to", "Torino"}, {"ge", "Genova"}}};
    page.draw(on_page([&](Ui& ui) {
        if (auto value = ui.select("order", "Ordine", orders, order)) {
            order = *value;
        }
    }));
    page.choose("Ordine", "ge");
    CHECK(order == "ge");
    CHECK(page.find("option", "Genova") != nullptr);
}

TEST_CASE("on a phone an equal datum is seen once and a different one in both its values") {
    Headless page{390};
    page.draw(on_page([](Ui& ui) {
        const std::array<Comparison, 2> rows{
            {{"Nome", "Luca", "Luca", false}, {"Cognome", "Neri", "Neri Bossi", true}}};
        ui.comparison("data", "Dati", "Nell'Albo", "Nel certificato", rows);
    }));
    const auto seen = [&](std::string_view text) {
        std::size_t count = 0;
        for (const auto& node : page.tree().nodes) {
            const auto* classes = node.attribute("class");
            const bool hidden = classes != nullptr && classes->find("vh") != std::string::npos;
            count += node.text == text && !hidden ? 1U : 0U;
        }
        return count;
    };
    CHECK(seen("Luca") == 1);
    CHECK(seen("Neri") == 1);
    CHECK(seen("Neri Bossi") == 1);
    // Assistive technology reads every cell of both rows.
    std::size_t cells = 0;
    for (const auto& node : page.tree().nodes) {
        const auto* role = node.attribute("role");
        cells += role != nullptr && *role == "cell" ? 1U : 0U;
    }
    CHECK(cells == 8);
}

TEST_CASE("on a phone an empty cell shows no label") {
    Headless page{390};
    page.draw(on_page([](Ui& ui) {
        const std::array<Column, 2> columns{{{.label = "Nome"}, {.label = "Azioni"}}};
        (void)ui.table("people", "Persone", columns, 2, [&](std::size_t row, std::size_t column) {
            if (column == 0) {
                ui.paragraph(row == 0 ? "Maria" : "Luca");
            } else if (row == 0) {
                (void)ui.button("withdraw", "Revoca", {.compact = true});
            }
        });
    }));
    std::size_t labels = 0;
    for (const auto& node : page.tree().nodes) {
        labels += node.tag == "span" && node.text == "Azioni" ? 1U : 0U;
    }
    CHECK(labels == 1);
}

TEST_CASE("keys that two widgets share are reported") {
    Headless page;
    CHECK_THROWS(page.draw(on_page([&](Ui& ui) {
        (void)ui.button("same", "Uno");
        (void)ui.button("same", "Due");
    })));
}

TEST_CASE("a field keeps its identity when something appears above it") {
    Headless page;
    bool failed = false;
    page.draw(on_page([&](Ui& ui) {
        if (failed) {
            ui.notice(Tone::danger, "Non e' andata.", {.live = true});
        }
        ui.card({.title = "Dati"}, [&] { (void)ui.text_field("email", "E-mail", ""); });
    }));
    const semantics::Id before = page.get("textbox", "E-mail").id;
    failed = true;
    page.redraw();
    CHECK(page.get("textbox", "E-mail").id == before);
    CHECK(page.find("alert", "Non e' andata.") != nullptr);
}

TEST_CASE("the focus goes where the screen asks") {
    Headless page;
    bool ask = false;
    page.draw(on_page([&](Ui& ui) {
        if (ask) {
            ui.focus("email");
            ask = false;
        }
        (void)ui.text_field("email", "E-mail", "");
    }));
    ask = true;
    page.core.begin(page.environment);
    Ui ui{page.core};
    ui.page({.key = "test", .title = "Titolo", .site = "Ordine", .user_name = "Maria Rossi"}, [&] {
        ui.focus("email");
        (void)ui.text_field("email", "E-mail", "");
    });
    semantics::Operations out;
    page.core.end(out);
    page.core.settle_textures();
    REQUIRE(out.bytes().size() == 5);
    CHECK(out.bytes()[0] == static_cast<std::uint8_t>(semantics::Operation::focus));
}
