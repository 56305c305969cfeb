#include "web/app/gallery/gallery.hpp"

#include <array>

namespace sigillo::app::gallery {

using namespace ui;

bool Gallery::draw(Ui& ui) {
    bool changed = false;
    const std::array<NavigationItem, 3> navigation{{{"home", "Le mie pratiche", "/", true},
                                                    {"cards", "Carte", "/carte", false},
                                                    {"help", "Assistenza", "/assistenza", false}}};
    const std::array<NavigationItem, 2> links{
        {{"privacy", "Privacy", "/privacy", false}, {"access", "Accessibilità", "/accessibilita", false}}};
    const auto events =
        ui.page({.key = "gallery",
                 .title = "Rinnova i certificati della tua carta",
                 .lead = "I certificati scadono il 14 gennaio 2027. Il rinnovo li prolunga di tre "
                         "anni, senza perdere un giorno.",
                 .language = language_,
                 .authority = "Federazione nazionale degli Ordini",
                 .site = "Ordine dei Medici di Torino",
                 .site_note = "Firma digitale e carta professionale",
                 .navigation = navigation,
                 .user_name = "Maria Rossi",
                 .user_role = "Iscritta",
                 .footer = "Ordine dei Medici Chirurghi e degli Odontoiatri della Provincia di Torino",
                 .footer_links = links,
                 .wide = true,
                 .busy = online_ ? "" : "Connessione assente: riprovo."},
                [&] {
                    changed |= cards(ui);
                    ui.columns({3, 2}, {[&] { changed |= fields(ui); }, [&] { changed |= overlays(ui); }});
                    changed |= lists(ui);
                });
    if (events.language) {
        language_ = *events.language;
        changed = true;
    }
    return changed;
}

bool Gallery::cards(Ui& ui) {
    const std::array<Step, 5> steps{{{"Dati", StepState::done, "confermati"},
                                     {"Pagamento", StepState::done},
                                     {"Convalida dell'Ordine", StepState::current, "in attesa"},
                                     {"Nuove chiavi", StepState::to_do},
                                     {"Certificati", StepState::to_do}}};
    ui.card([&] { ui.stepper("steps", "Avanzamento del rinnovo", steps); });
    ui.notice(Tone::success,
              "Abbiamo ricevuto 21,96 euro. L'Ordine esamina la richiesta di solito entro due giorni.",
              {.title = "Pagamento ricevuto"});
    ui.notice(Tone::warning, "Collega il lettore e inserisci la carta prima di continuare.",
              {.title = "Nessuna carta"});
    ui.columns({1, 1},
               {[&] {
                    ui.notice(Tone::danger, "Il PIN non è corretto. Hai ancora 2 tentativi.",
                              {.title = "PIN errato", .live = true});
                },
                [&] { ui.notice(Tone::info, "Puoi pagare e seguire la pratica anche dal telefono."); }});
    const std::array<Definition, 4> data{{{"Nome e cognome", "Maria Rossi"},
                                          {"Codice fiscale", "RSSMRA80A41L219M", "dal certificato di firma"},
                                          {"Scadenza", "14 gennaio 2027", "fra 53 giorni", Tone::warning},
                                          {"Prezzo", "18,00 € + IVA 22% = 21,96 €"}}};
    ui.card({.title = "La tua carta"}, [&] {
        ui.inline_row([&] {
            ui.badge(Tone::info, "CNS");
            ui.badge(Tone::success, "Valida");
            ui.badge(Tone::warning, "In scadenza");
            ui.badge(Tone::danger, "Revocata");
            ui.badge(Tone::neutral, "Bozza");
        });
        ui.definitions(data);
        ui.panel(Tone::neutral, [&] {
            ui.strong("Che cosa cambia");
            ui.paragraph(
                "Sulla carta vengono aggiunti due certificati nuovi. Niente di quello che c'è viene tolto.");
        });
        (void)ui.link("rules", "Leggi le condizioni del servizio", "https://example.org/", {.new_tab = true});
    });
    return false;
}

bool Gallery::fields(Ui& ui) {
    bool changed = false;
    const std::array<Choice, 3> orders{
        {{"to", "Ordine di Torino"}, {"ge", "Ordine di Genova"}, {"mi", "Ordine di Milano"}}};
    const std::array<Choice, 3> ways{{{"spid", "SPID", "con il livello 2"},
                                      {"card", "Carta con certificato CNS"},
                                      {"visu", "Di persona, in segreteria"}}};
    ui.card({.title = "Moduli"}, [&] {
        const bool sent = ui.form("form", "Modulo di prova", [&] {
            if (auto text = ui.text_field("email", "Indirizzo e-mail", email_,
                                          {.hint = "Ti scriviamo qui a ogni passo.",
                                           .autocomplete = "email",
                                           .kind = FieldKind::email,
                                           .required = true})) {
                email_ = *text;
                changed = true;
            }
            if (auto text = ui.password_field("password", "Password", password_,
                                              {.error = failed_ ? "Scrivi la password." : "",
                                               .autocomplete = "current-password",
                                               .required = true})) {
                password_ = *text;
                changed = true;
            }
            if (auto value = ui.select("order", "Ordine", orders, order_)) {
                order_ = *value;
                changed = true;
            }
            (void)ui.text_field("fixed", "Numero di iscrizione", "TO-12345",
                                {.disabled_reason = "Lo può cambiare solo la segreteria."});
            if (auto text = ui.text_field("note", "Messaggio per la segreteria", note_, {.rows = 3})) {
                note_ = *text;
                changed = true;
            }
            if (auto value = ui.radio("how", "Come ti identifichi", ways, identification_)) {
                identification_ = *value;
                changed = true;
            }
            if (auto value = ui.checkbox("agree", "Ho letto le condizioni e le accetto", agreed_)) {
                agreed_ = *value;
                changed = true;
            }
            ui.actions([&] {
                ui.submit("send", "Invia la richiesta");
                (void)ui.button("later", "Salva per dopo", {.kind = ButtonKind::secondary});
            });
        });
        if (sent) {
            failed_ = password_.empty();
            if (failed_) {
                ui.focus("password");
            } else {
                toast_ = true;
            }
            changed = true;
        }
    });
    return changed;
}

bool Gallery::overlays(Ui& ui) {
    bool changed = false;
    ui.card({.title = "Azioni"}, [&] {
        if (ui.button("dialog", "Apri la finestra", {.kind = ButtonKind::secondary})) {
            dialog_ = true;
            changed = true;
        }
        if (ui.button("toast", "Mostra un avviso", {.kind = ButtonKind::secondary})) {
            toast_ = true;
            changed = true;
        }
        (void)ui.button("off", "Firma", {.disabled_reason = "Serve la carta del firmatario."});
        (void)ui.button("busy", "Attendo la carta", {.busy = true});
        (void)ui.button("refuse", "Respingi", {.kind = ButtonKind::danger});
        (void)ui.button("plain", "Mostra i dettagli", {.kind = ButtonKind::plain});
        ui.divider();
        ui.progress("writing", "Scrittura sulla carta", 0.42F, {.text = "Scrivo il certificato di firma"});
        ui.spinner("Cerco la carta nel lettore");
    });
    const std::array<TimelineEntry, 3> history{
        {{"22 novembre 2026, 09:14", "Pagamento ricevuto", "21,96 € con carta", Tone::success},
         {"22 novembre 2026, 09:10", "Richiesta inviata", "", Tone::info},
         {"20 novembre 2026", "Invito al rinnovo", "E-mail a maria.rossi@example.it"}}};
    ui.card({.title = "Storia"}, [&] { ui.timeline("history", "Storia della pratica", history); });
    if (dialog_) {
        bool close = false;
        const bool dismissed =
            ui.dialog("confirm", "Respingere la richiesta?",
                      [&] {
                          ui.paragraph("La richiesta di Maria Rossi torna alla persona con il motivo che "
                                       "scrivi qui. Il pagamento le viene reso.");
                          if (auto text = ui.text_field("reason", "Motivo", note_, {.required = true})) {
                              note_ = *text;
                              changed = true;
                          }
                          ui.actions([&] {
                              close |= ui.button("yes", "Respingi", {.kind = ButtonKind::danger});
                              close |= ui.button("no", "Annulla", {.kind = ButtonKind::secondary});
                          });
                      },
                      {.tone = Tone::danger});
        if (close || dismissed) {
            dialog_ = false;
            changed = true;
        }
    }
    if (toast_ && ui.toast("saved", Tone::success, "La richiesta è stata inviata.")) {
        toast_ = false;
        changed = true;
    }
    return changed;
}

bool Gallery::lists(Ui& ui) {
    bool changed = false;
    static constexpr std::array<std::array<std::string_view, 4>, 4> people{
        {{"Rossi Maria", "RSSMRA80A41L219M", "22 novembre", "21,96 €"},
         {"Çelik Ayşe", "CLKYSA85B50Z243K", "22 novembre", "21,96 €"},
         {"Fò Dario", "FOXDRA70C15D969W", "21 novembre", "43,92 €"},
         {"Esposito Giuseppe", "SPSGPP75D10F839S", "20 novembre", "21,96 €"}}};
    const std::array<Column, 5> columns{{{"Iscritto", 2},
                                         {"Codice fiscale", 2},
                                         {"Ricevuta il", 1.3F},
                                         {"Stato", 1.4F},
                                         {"Prezzo", 1, Align::right}}};
    ui.card({.title = "Da convalidare"}, [&] {
        const std::array<std::string_view, 3> tabs{"Da firmare", "In attesa", "Respinte"};
        if (auto chosen = ui.tabs("views", "Elenchi", tabs, tab_)) {
            tab_ = *chosen;
            changed = true;
        }
        const auto events =
            ui.table("queue", "Richieste da convalidare", columns, tab_ == 0 ? people.size() : 0,
                     [&](std::size_t row, std::size_t column) {
                         if (column == 3) {
                             ui.badge(row == 2 ? Tone::warning : Tone::success,
                                      row == 2 ? "1 differenza" : "Dati uguali");
                         } else if (column == 0) {
                             (void)ui.link("open", people[row][0], "/richiesta");
                         } else {
                             ui.paragraph(people[row][column == 4 ? 3 : column]);
                         }
                     },
                     {.selected = [&](std::size_t row) { return chosen_.count(row) > 0; },
                      .row_name = [&](std::size_t row) { return people[row][0]; },
                      .empty_text = "Nessuna richiesta in questo elenco."});
        if (events.toggled) {
            changed = true;
            if (chosen_.erase(*events.toggled) == 0) {
                chosen_.insert(*events.toggled);
            }
        }
        if (events.all) {
            changed = true;
            chosen_.clear();
            for (std::size_t row = 0; *events.all && row < people.size(); ++row) {
                chosen_.insert(row);
            }
        }
        if (auto to = ui.pagination("pages", page_, 7)) {
            page_ = *to;
            changed = true;
        }
    });
    const std::array<Comparison, 3> rows{{{"Cognome", "ROSSI", "ROSSI", false},
                                          {"Nome", "MARIA", "MARIA GRAZIA", true},
                                          {"Codice fiscale", "RSSMRA80A41L219M", "RSSMRA80A41L219M", false}}};
    ui.card({.title = "Certificato e albo"}, [&] {
        ui.comparison("compare", "Dati del certificato e dell'albo", "Certificato", "Albo", rows);
    });
    const std::array<std::string_view, 2> items{"Tieni la carta nel lettore fino alla fine.",
                                                "Se la togli, la procedura riprende da dove era."};
    ui.card({.title = "Prima di cominciare"}, [&] { ui.bullets(items); });
    ui.empty_state("Nessuna pratica chiusa", "Qui trovi i rinnovi conclusi, con le ricevute.");
    return changed;
}

} // namespace sigillo::app::gallery
