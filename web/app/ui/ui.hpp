#pragma once

// The widget layer. A screen is a function that draws a state and returns messages; it talks to nothing but
// Ui:
//
//     std::vector<Message> draw(Ui& ui, const RenewalState& state) {
//         std::vector<Message> out;
//         const auto page = ui.page({.key = "renewal", .title = "Rinnova i certificati", .site = "Ordine
//         ..."}, [&] {
//             ui.stepper("steps", "Avanzamento", steps_of(state));
//             if (!state.error.empty()) {
//                 ui.notice(Tone::danger, state.error, {.title = "Non e' andata", .live = true});
//             }
//             ui.card({.title = "I tuoi dati"}, [&] { ui.definitions(definitions_of(state)); });
//             const bool sent = ui.form("order", "Ordine", [&] {
//                 if (auto text = ui.text_field("email", "E-mail", state.email, {.autocomplete = "email"})) {
//                     out.push_back(EmailTyped{*text});
//                 }
//                 ui.actions([&] {
//                     ui.submit("place", "Ordina", {.disabled_reason = state.refusal});
//                     if (ui.button("back", "Indietro", {.kind = ButtonKind::secondary})) {
//                         out.push_back(BackClicked{});
//                     }
//                 });
//             });
//             if (sent) {
//                 out.push_back(OrderPlaced{});
//             }
//         });
//         if (page.sign_out) {
//             out.push_back(SignOutClicked{});
//         }
//         return out;
//     }
//
// Rules.
// - Each widget draws with ImGui and emits one semantic node; the browser's node owns activation, focus and
// text.
//   So a button returns true only for a real click (mouse, Enter, Space, a screen reader, a voice command),
//   once.
// - Widgets never change the state: they return what the person did, and show what the next draw tells them.
// A
//   text field whose new text the state refuses goes back to the state's.
// - `key` names a widget among its siblings' scope, in no language, and stays the same from frame to frame:
// focus
//   and text follow it. Two widgets of one scope (page, card, form, row of a table, dialog) never share a
//   key. Static text needs none.
// - Content flows downwards with the design system's gaps; `columns` and `actions` place things side by side,
// and
//   below each other on a phone. No screen gives coordinates.
// - Nothing here blocks, allocates callbacks or keeps a view beyond the call.

#include "web/app/ui/types.hpp"

#include <initializer_list>
#include <memory>

namespace sigillo::app::ui {

class Core;

class Ui {
  public:
    explicit Ui(Core& core) : core_{core} {}
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // ---- The page
    // ------------------------------------------------------------------------------------------- Header,
    // skip link, navigation, <main> with the <h1>, footer. Called once a frame; dialogs are drawn inside.
    PageEvents page(const Page& page, Body body);
    bool narrow() const; // a phone's width (< 768 px): content is stacked
    Language language() const;

    // ---- Layout
    // ---------------------------------------------------------------------------------------------
    void card(const CardOptions& options, Body body);
    void card(Body body) { card({}, body); }
    // A tinted area inside a card, without a border of its own.
    void panel(Tone tone, Body body);
    // Columns of the given weights; below each other on a phone. As many bodies as weights.
    void columns(std::initializer_list<float> weights, std::initializer_list<Body> bodies);
    // Buttons and links in a row that wraps; full width on a phone.
    void actions(Body body);
    // Badges, links and short texts in a row that wraps, on phones too.
    void inline_row(Body body);
    // First in a column beside a field: what follows stands level with the field, below the room of its
    // label.
    void beside_field();
    void gap(float pixels = 16);
    void divider();
    // True when the person submits: Enter in a field, or the submit button. Exactly one submit() belongs in
    // it.
    bool form(std::string_view key, std::string_view name, Body body);
    // A scope for keys, where a list draws the same widgets for each of its entries. Draws nothing.
    void scope(std::string_view key, Body body);

    // ---- Text
    // -----------------------------------------------------------------------------------------------
    void heading(int level, std::string_view text); // 2 to 4; the page draws level 1
    void paragraph(std::string_view text, Tone tone = Tone::neutral);
    void strong(std::string_view text); // a paragraph in semibold
    void small(std::string_view text);  // secondary text
    void code(std::string_view text);   // an identifier, kept in one piece where it fits
    void bullets(std::span<const std::string_view> items);
    void definitions(std::span<const Definition> definitions);
    // A table of three columns (what, left, right); differences are marked with colour, an icon and a word.
    void comparison(std::string_view key, std::string_view caption, std::string_view left_title,
                    std::string_view right_title, std::span<const Comparison> rows);
    void badge(Tone tone, std::string_view text);
    void image(std::string_view description, std::string_view url, float width, float height);

    // ---- What is going on
    // -----------------------------------------------------------------------------------
    void notice(Tone tone, std::string_view text, const NoticeOptions& options = {});
    // With content of its own under the text: what to do next, a button.
    void notice(Tone tone, std::string_view text, const NoticeOptions& options, Body body);
    // Over the page's lower edge. True when the person closes it; drawn as long as the state has it.
    bool toast(std::string_view key, Tone tone, std::string_view text);
    // Read out by assistive technology when it changes; not seen.
    void announce(std::string_view text);
    // `fraction` from 0 to 1.
    void progress(std::string_view key, std::string_view label, float fraction,
                  const ProgressOptions& options = {});
    void spinner(std::string_view text);
    void empty_state(std::string_view title, std::string_view text);
    void empty_state(std::string_view title, std::string_view text, Body actions);
    void stepper(std::string_view key, std::string_view name, std::span<const Step> steps);
    void timeline(std::string_view key, std::string_view name, std::span<const TimelineEntry> entries);

    // ---- Controls: what the person did, if anything
    // ---------------------------------------------------------
    [[nodiscard]] bool button(std::string_view key, std::string_view label,
                              const ButtonOptions& options = {});
    // The submit button of the form around it; the form returns the submission.
    void submit(std::string_view key, std::string_view label, const ButtonOptions& options = {});
    // True when an internal link (its href begins with "/") was followed: the app navigates. Other links, and
    // clicks for a new tab, are the browser's.
    bool link(std::string_view key, std::string_view label, std::string_view href,
              const LinkOptions& options = {});
    [[nodiscard]] std::optional<std::string> text_field(std::string_view key, std::string_view label,
                                                        std::string_view value,
                                                        const FieldOptions& options = {});
    [[nodiscard]] std::optional<std::string> password_field(std::string_view key, std::string_view label,
                                                            std::string_view value,
                                                            const FieldOptions& options = {});
    [[nodiscard]] std::optional<std::string> select(std::string_view key, std::string_view label,
                                                    std::span<const Choice> choices,
                                                    std::string_view selected,
                                                    const ChoiceOptions& options = {});
    [[nodiscard]] std::optional<std::string> radio(std::string_view key, std::string_view label,
                                                   std::span<const Choice> choices, std::string_view selected,
                                                   const ChoiceOptions& options = {});
    [[nodiscard]] std::optional<bool> checkbox(std::string_view key, std::string_view label, bool checked,
                                               const ChoiceOptions& options = {});
    // The index of the tab chosen. The caller draws the chosen tab's content after it.
    [[nodiscard]] std::optional<std::size_t> tabs(std::string_view key, std::string_view name,
                                                  std::span<const std::string_view> labels,
                                                  std::size_t current);

    // ---- Tables
    // ---------------------------------------------------------------------------------------------
    // `cell(row, column)` draws the content of a cell with any widget; each row is a scope of its own. On a
    // phone every row becomes a card with the columns' labels. Draw at most 50 rows: paginate.
    TableEvents table(std::string_view key, std::string_view caption, std::span<const Column> columns,
                      std::size_t rows, FunctionRef<void(std::size_t row, std::size_t column)> cell,
                      const TableOptions& options = {});
    // `page` from 0. The page chosen.
    [[nodiscard]] std::optional<std::size_t> pagination(std::string_view key, std::size_t page,
                                                        std::size_t pages);

    // ---- Dialogs
    // -------------------------------------------------------------------------------------------- Modal;
    // drawn in the frames in which it is open. True when the person dismisses it (Escape, close button).
    [[nodiscard]] bool dialog(std::string_view key, std::string_view title, Body body,
                              const DialogOptions& options = {});

    // ---- Focus
    // ---------------------------------------------------------------------------------------------- The
    // control with this key, drawn in this frame or the next, gets the focus: the first field in error.
    void focus(std::string_view key);

  private:
    Core& core_;
};

} // namespace sigillo::app::ui
