#pragma once

// What is under the widgets: a frame of ImGui, the flow that gives each widget its place, the semantic nodes,
// and the events that come from the page. Screens see Ui only; the shell and the tests' harness drive Core.

#include "web/app/semantics/differ.hpp"
#include "web/app/theme/theme.hpp"
#include "web/app/ui/fonts.hpp"
#include "web/app/ui/texts.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

struct ImDrawData;
struct ImDrawList;
struct ImDrawListSplitter;
struct ImGuiContext;

namespace sigillo::app::ui {

using semantics::Id;
using semantics::Node;
using semantics::Rect;

struct Environment {
    float width = 1280; // of the page, CSS px
    float height = 800; // of the window
    float density = 1;  // device pixels for a CSS pixel
    float scroll = 0;   // of the page, where a dialog opens
    bool dark = false;
    bool canvas = true;      // false: the browser shows the nodes themselves, nothing is painted
    float pointer_x = -1000; // on the page
    float pointer_y = -1000;
    bool pointer_down = false;
};

enum class EventKind { click, input, toggle, submit, dismiss };

struct Event {
    EventKind kind = EventKind::click;
    Id id = 0;
    std::string text;     // input
    bool checked = false; // toggle
};

// The HTML id of a node, for aria-describedby and the like.
std::string semantics_id(Id id);

// An element that is open: what is emitted meanwhile becomes its child.
class Element {
  public:
    Element(class Core& core, std::size_t index) : core_{core}, index_{index} {}
    ~Element();
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;
    Node* operator->() const;
    Id id() const { return (*this)->id; }

  private:
    Core& core_;
    std::size_t index_;
};

class Core {
  public:
    Core();
    ~Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    // ---- A frame, for the shell
    // -----------------------------------------------------------------------------
    void post(Event event);
    void begin(const Environment& environment);
    // Ends the frame and fills `out` with what the page has to change. True: draw again at once (a dialog
    // opened, what was drawn depends on it).
    bool end(semantics::Operations& out);
    ImDrawData* draw_data() const;
    // Where nothing paints (plain view, tests): ImGui is told that its textures arrived.
    void settle_textures();
    // Before a renderer draws that has not seen them: what settle_textures() said is taken back.
    void revive_textures();
    const semantics::Tree& tree() const { return differ_.shown(); }
    Fonts& fonts() { return fonts_; }
    // Mistakes of a screen seen in this frame: two widgets of one key, a control outside of a page.
    const std::vector<std::string>& problems() const { return problems_; }

    // ---- For the widgets
    // ------------------------------------------------------------------------------------
    const Environment& environment() const { return environment_; }
    const theme::Palette& palette() const {
        return environment_.dark ? theme::dark_palette : theme::light_palette;
    }
    const Texts& words() const { return texts(language_); }
    bool narrow() const { return environment_.width < 768; }

    // Nodes. Without a key: the nth of its kind among its siblings.
    Element element(std::string_view tag, std::string_view kind = {});
    Element keyed(std::string_view tag, std::string_view key);
    // Keyed by itself, a child of the page's root: what the browser lays over the page.
    Element top_level(std::string_view tag, std::string_view key);
    // A leaf with text in a style; painted too unless `paint` is false.
    Id text(std::string_view tag, Style style, std::string_view text, Rect rect, theme::Colour colour,
            std::string_view classes = {});
    // Read by assistive technology, not seen.
    Id hidden_text(std::string_view tag, std::string_view text, std::string_view kind = {});
    Node& last_node() { return nodes_.back(); }
    std::size_t node_count() const { return nodes_.size(); }
    void close_element();
    Node& node(std::size_t index) { return nodes_[index]; }
    void problem(std::string text) { problems_.push_back(std::move(text)); }

    bool took(EventKind kind, Id id) { return take(kind, id).has_value(); }
    std::optional<Event> take(EventKind kind, Id id);
    bool hovered(const Rect& rect) const;
    bool held(const Rect& rect) const { return environment_.pointer_down && hovered(rect); }

    // Why a button of a row is disabled; said under the row, where there is room for a sentence.
    struct Reason {
        std::size_t button; // its node
        std::string text;
    };
    // Flow: where the next widget goes.
    struct Flow {
        float left = 0, width = 0;
        float y = 0;                  // where the next line begins, before its gap
        float gap = measure::gap;     // between lines
        bool empty = true;            // nothing placed yet: no gap before the next
        bool row = false;             // side by side, wrapping
        float x = 0, line_height = 0; // of the row being filled
        float top = 0;
    };
    Flow& flow() { return flows_.back(); }
    Rect place(float width, float height);
    // Room above what comes next, if anything is above it.
    void space(float pixels);
    void push_flow(Flow flow) { flows_.push_back(flow); }
    Flow pop_flow();
    // What follows goes below the row again.
    void end_row();
    void give_reason(Reason reason) { reasons_.push_back(std::move(reason)); }
    // Writes why the buttons just placed are disabled across the flow's width, and ties each to its reason.
    void say_reasons();
    // Content inside `outer` width with padding; returns the height that it took, padding included.
    float boxed(float left, float top, float width, float padding_x, float padding_y, Body body,
                float gap = measure::gap);

    // Texts end at the right edge of their place: the numbers of a column.
    void align_text_right(bool on) { text_right_ = on; }

    // Layers: what a container paints behind its content, found only afterwards.
    void deeper();
    void shallower();

    // Text.
    std::vector<std::string_view> lines(Style style, std::string_view text, float width) const;
    float text_width(Style style, std::string_view text) const;
    float text_height(Style style, std::string_view text, float width) const;

    // Dialogs.
    bool modal_before() const { return modal_before_; }
    bool in_dialog() const { return in_dialog_; }
    void enter_dialog();
    void leave_dialog();
    // The page's inputs vanish under a dialog, so ImGui writes what is in them.
    bool paints_field_text() const { return modal_before_ && !in_dialog_; }

    void focus_key(std::string_view key);
    void focus_id(Id id) { focus_ = id; }
    void announce(std::string_view text, bool assertive);
    void set_language(Language language) { language_ = language; }
    Language language() const { return language_; }
    void set_title(std::string title) { title_ = std::move(title); }
    // True when the page shows another screen than in the frame before.
    bool screen_changed(std::string_view key);
    void grow_page(float height) { height_ = height > height_ ? height : height_; }
    ImDrawList& canvas() const { return *canvas_; }
    Id form() const { return form_; }
    void set_form(Id form) { form_ = form; }

  private:
    struct Open {
        std::size_t node;
        std::vector<std::pair<std::string, int>> kinds;
    };
    Element open(std::string_view tag, Id id, bool at_root = false);

    ImGuiContext* context_;
    Fonts fonts_;
    std::unique_ptr<ImDrawListSplitter> splitter_;
    ImDrawList* canvas_ = nullptr;
    Environment environment_;
    semantics::Differ differ_;
    semantics::Operations pending_;
    std::vector<Node> nodes_;
    std::vector<Open> open_;
    std::unordered_set<Id> seen_;
    std::vector<Flow> flows_;
    std::vector<Reason> reasons_; // of the row being filled
    std::vector<Event> events_;
    std::vector<std::string> problems_;
    Language language_ = Language::italian;
    std::string title_;
    std::string screen_;
    std::string focus_key_;
    int focus_frames_ = 0;
    Id focus_ = 0;
    Id form_ = 0;
    std::string announced_;
    float height_ = 0;
    int layer_ = 0;
    bool modal_before_ = false;
    bool modal_now_ = false;
    bool in_dialog_ = false;
    bool text_right_ = false;
};

} // namespace sigillo::app::ui
