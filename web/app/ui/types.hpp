#pragma once

// The values that the widgets of ui.hpp take and give. Strings are views: they need to live until the call
// returns. Every text is already in the reader's language.

#include "web/app/ui/function_ref.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sigillo::app::ui {

using Body = FunctionRef<void()>;

enum class Tone { neutral, info, success, warning, danger };

enum class Language { italian, english };

enum class ButtonKind {
    primary,   // the one thing this screen is for
    secondary, // any other action
    danger,    // destroys or refuses something
    plain      // reads as a link, but acts: it never changes the address
};

struct ButtonOptions {
    ButtonKind kind = ButtonKind::primary;
    // A disabled button stays reachable with the keyboard (aria-disabled) and shows this reason under it.
    // Empty: the button is enabled.
    std::string_view disabled_reason{};
    // Added to the name for assistive technology where the label alone is ambiguous ("Apri" in every row).
    std::string_view description{};
    bool busy = false;    // shows that the action runs; a click is not reported meanwhile
    bool compact = false; // 36 px high, for rows of a table
};

enum class FieldKind { text, email, telephone, digits, date, search };

struct FieldOptions {
    std::string_view hint{};         // shown under the label, linked by aria-describedby
    std::string_view error{};        // not empty: the field is invalid (aria-invalid, linked, announced)
    std::string_view autocomplete{}; // the HTML token: "username", "current-password", "email"...
    FieldKind kind = FieldKind::text;
    bool required = false;
    bool read_only = false;
    std::string_view disabled_reason{}; // not empty: disabled, and the reason stands in place of the hint
    int max_length = 0;                 // characters; 0: as many as the person likes
    float width = 0;                    // greatest width in px; 0: the width of the column
    int rows = 1;                       // more than 1: several lines of text
};

struct ChoiceOptions {
    std::string_view hint{};
    std::string_view error{};
    bool required = false;
    std::string_view disabled_reason{};
    float width = 0;
};

struct Choice {
    std::string_view value{}; // what comes back
    std::string_view label{}; // what is read
    std::string_view hint{};  // radio buttons only
};

struct Definition {
    std::string_view term{};
    std::string_view value{};
    std::string_view note{}; // small print under the value
    Tone tone = Tone::neutral;
};

// One line of two sources held side by side: the certificate's datum and the register's.
struct Comparison {
    std::string_view label{};
    std::string_view left{};
    std::string_view right{};
    bool differs = false;
};

enum class StepState { done, current, to_do, problem };

struct Step {
    std::string_view label{};
    StepState state = StepState::to_do;
    std::string_view detail{};
};

struct TimelineEntry {
    std::string_view when{};
    std::string_view title{};
    std::string_view text{};
    Tone tone = Tone::neutral;
};

enum class Align { left, right };

struct Column {
    std::string_view label{};
    float weight = 1; // share of the width left over
    Align align = Align::left;
};

struct TableOptions {
    // With `selected` each row begins with a check box, the header with one for all rows of the page.
    FunctionRef<bool(std::size_t row)> selected{};
    // The name of the row's check box ("Seleziona Rossi Maria"). Needed with `selected`; must return a view
    // of something that outlives the frame's call of table().
    FunctionRef<std::string_view(std::size_t row)> row_name{};
    FunctionRef<bool(std::size_t row)> selectable{}; // rows without it are all selectable
    std::string_view empty_text{};                   // shown in place of no rows
};

struct TableEvents {
    std::optional<std::size_t> toggled; // this row's check box was clicked
    std::optional<bool> all;            // the header's check box was clicked: select or clear all
};

struct LinkOptions {
    bool new_tab = false;
    std::string_view description{};
};

struct NoticeOptions {
    std::string_view title{};
    // Announced when it appears or changes: role=alert for danger, role=status otherwise. Off for what stood
    // on the page from the start.
    bool live = false;
};

struct NavigationItem {
    std::string_view key{};
    std::string_view label{};
    std::string_view href{};
    bool current = false;
};

struct CardOptions {
    std::string_view title{}; // not empty: an <h2>, and the card is a named region
    Tone tone = Tone::neutral;
    int level = 2; // of the title
    // What its widgets are known by instead of the title, where that is data which comes in another language
    // later: what was typed meanwhile would belong to no widget.
    std::string_view key{};
};

struct DialogOptions {
    Tone tone = Tone::neutral;
    float width = 560;
    bool closable = true; // Escape and the close button; a dialog that must be answered says false
};

struct ProgressOptions {
    std::string_view text{}; // beside the bar: "3 di 7", "Scrivo il certificato di firma"
};

// What surrounds every screen.
struct Page {
    std::string_view key{};   // of the screen; when it changes the focus goes to the <h1>
    std::string_view title{}; // <h1> and, with the site's name, the document's title
    std::string_view lead{};  // one or two sentences under it
    Language language = Language::italian;
    std::string_view authority{}; // slim bar: the body above ("Consiglio Nazionale ...")
    std::string_view site{};      // the portal's or the Order's name
    std::string_view site_note{}; // small, under the name
    std::string_view home_href = "/";
    std::span<const NavigationItem> navigation{};
    std::string_view user_name{}; // empty: nobody is signed in
    std::string_view user_role{};
    std::string_view footer{};
    std::span<const NavigationItem> footer_links{};
    bool wide = false;      // 1240 px (tables) instead of 860 (forms)
    bool show_title = true; // off for a screen that draws its own <h1>
    std::string_view
        busy{}; // not empty: the connection is lost, or something else that concerns all of the page
};

struct PageEvents {
    std::optional<Language> language; // the person chose it
    bool sign_out = false;
    std::string href; // an internal link of header, navigation or footer was followed; empty: none
};

} // namespace sigillo::app::ui
