#include "web/app/ui/texts.hpp"

namespace sigillo::app::ui {

namespace {

constexpr Texts italian{
    .code = "it",
    .skip = "Vai al contenuto",
    .plain_on = "Versione semplice",
    .plain_off = "Versione grafica",
    .sign_out = "Esci",
    .languages = "Lingua",
    .navigation = "Navigazione principale",
    .footer = "Informazioni",
    .close = "Chiudi",
    .required = "obbligatorio",
    .select_all = "Seleziona tutte le righe",
    .page_of = "Pagina {} di {}",
    .previous = "Precedente",
    .next = "Successiva",
    .pages = "Pagine",
    .done = "completato",
    .current = "in corso",
    .to_do = "da fare",
    .problem = "problema",
    .differs = "Diverso",
    .equal = "Uguale",
    .outcome = "Esito",
    .step_of = "Passo {} di {}",
    .datum = "Dato",
    .new_tab = "si apre in una nuova scheda",
};

constexpr Texts english{
    .code = "en",
    .skip = "Skip to content",
    .plain_on = "Plain version",
    .plain_off = "Graphic version",
    .sign_out = "Sign out",
    .languages = "Language",
    .navigation = "Main navigation",
    .footer = "Information",
    .close = "Close",
    .required = "required",
    .select_all = "Select all rows",
    .page_of = "Page {} of {}",
    .previous = "Previous",
    .next = "Next",
    .pages = "Pages",
    .done = "done",
    .current = "in progress",
    .to_do = "to do",
    .problem = "problem",
    .differs = "Different",
    .equal = "Equal",
    .outcome = "Outcome",
    .step_of = "Step {} of {}",
    .datum = "Field",
    .new_tab = "opens in a new tab",
};

} // namespace

const Texts& texts(Language language) {
    return language == Language::italian ? italian : english;
}

} // namespace sigillo::app::ui
