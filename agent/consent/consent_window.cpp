#include "agent/consent/consent_window.hpp"

#include <gtk/gtk.h>

#include <algorithm>

namespace sigillo::agent {

namespace {

constexpr int narrow_width = 560;
constexpr int wide_width = 720;
constexpr int border = 20;
constexpr int list_height = 380;
// Characters. A label that may wrap asks for the height that it had at its narrowest, so that the window
// would be tall and empty.
constexpr int line_of_text = 50;
constexpr int line_of_value = 36;

constexpr const char* style = R"(
.sigillo-title { font-weight: 700; font-size: 150%; }
.sigillo-warning { padding: 10px; border-radius: 8px; border: 1px solid #b36a00; }
.sigillo-item { font-weight: 600; }
)";

GtkWidget* label(const std::string& text, const char* style_class = nullptr) {
    GtkWidget* widget = gtk_label_new(text.c_str());
    gtk_label_set_line_wrap(GTK_LABEL(widget), TRUE);
    gtk_label_set_line_wrap_mode(GTK_LABEL(widget), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_xalign(GTK_LABEL(widget), 0);
    gtk_label_set_selectable(GTK_LABEL(widget), FALSE);
    if (style_class != nullptr) {
        gtk_style_context_add_class(gtk_widget_get_style_context(widget), style_class);
    }
    return widget;
}

GtkWidget* fields_of(const ConsentItem& item) {
    GtkWidget* grid = gtk_grid_new();
    gtk_grid_set_column_spacing(GTK_GRID(grid), 16);
    gtk_grid_set_row_spacing(GTK_GRID(grid), 4);
    gtk_widget_set_margin_start(grid, 12);
    gtk_widget_set_margin_bottom(grid, 8);
    int row = 0;
    for (const auto& [name, value] : item.fields) {
        GtkWidget* left = label(name);
        gtk_label_set_line_wrap(GTK_LABEL(left), FALSE);
        GtkWidget* right = label(value);
        gtk_label_set_width_chars(GTK_LABEL(right), line_of_value);
        gtk_widget_set_valign(left, GTK_ALIGN_START);
        gtk_widget_set_hexpand(right, TRUE);
        // A screen reader says the name with its value.
        atk_object_add_relationship(gtk_widget_get_accessible(right), ATK_RELATION_LABELLED_BY,
                                    gtk_widget_get_accessible(left));
        gtk_grid_attach(GTK_GRID(grid), left, 0, row, 1, 1);
        gtk_grid_attach(GTK_GRID(grid), right, 1, row, 1, 1);
        ++row;
    }
    return grid;
}

void name_as(GtkWidget* widget, AtkRole role, const std::string& name) {
    AtkObject* accessible = gtk_widget_get_accessible(widget);
    atk_object_set_role(accessible, role);
    atk_object_set_name(accessible, name.c_str());
}

// One act is laid open; of many each is a line that opens. To assistive technology it is a list of items.
GtkWidget* list_of(const ConsentQuestion& question) {
    GtkWidget* box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    name_as(box, ATK_ROLE_LIST, question.title);
    for (const auto& item : question.items) {
        GtkWidget* row = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
        name_as(row, ATK_ROLE_LIST_ITEM, item.title);
        gtk_box_pack_start(GTK_BOX(box), row, FALSE, FALSE, 0);
        if (question.items.size() > 1) {
            GtkWidget* expander = gtk_expander_new(item.title.c_str());
            gtk_container_add(GTK_CONTAINER(expander), fields_of(item));
            gtk_box_pack_start(GTK_BOX(row), expander, FALSE, FALSE, 0);
            continue;
        }
        if (!item.title.empty()) {
            gtk_box_pack_start(GTK_BOX(row), label(item.title, "sigillo-item"), FALSE, FALSE, 0);
        }
        gtk_box_pack_start(GTK_BOX(row), fields_of(item), FALSE, FALSE, 0);
    }
    GtkWidget* scrolled = gtk_scrolled_window_new(nullptr, nullptr);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    // All that is signed is in sight, as far as the height allows.
    const int width = (question.items.size() > 1 ? wide_width : narrow_width) - 2 * border;
    int height = 0;
    gtk_widget_show_all(box);
    gtk_widget_get_preferred_height_for_width(box, width, nullptr, &height);
    gtk_scrolled_window_set_min_content_height(GTK_SCROLLED_WINDOW(scrolled), std::min(height, list_height));
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scrolled), TRUE);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(scrolled), list_height);
    gtk_container_add(GTK_CONTAINER(scrolled), box);
    return scrolled;
}

void use_style() {
    GtkCssProvider* provider = gtk_css_provider_new();
    gtk_css_provider_load_from_data(provider, style, -1, nullptr);
    gtk_style_context_add_provider_for_screen(gdk_screen_get_default(), GTK_STYLE_PROVIDER(provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    g_object_unref(provider);
}

} // namespace

WindowAnswer show_consent_window(const ConsentQuestion& question) {
    if (gtk_init_check(nullptr, nullptr) == FALSE) {
        return {};
    }
    use_style();
    GtkWidget* dialog = gtk_dialog_new();
    gtk_window_set_title(GTK_WINDOW(dialog), "Sigillo");
    gtk_window_set_default_size(GTK_WINDOW(dialog), question.items.size() > 1 ? wide_width : narrow_width,
                                -1);
    gtk_window_set_position(GTK_WINDOW(dialog), GTK_WIN_POS_CENTER);
    gtk_window_set_keep_above(GTK_WINDOW(dialog), TRUE);
    gtk_window_set_urgency_hint(GTK_WINDOW(dialog), TRUE);
    GtkWidget* decline =
        gtk_dialog_add_button(GTK_DIALOG(dialog), question.decline.c_str(), GTK_RESPONSE_CANCEL);
    GtkWidget* accept = gtk_dialog_add_button(GTK_DIALOG(dialog), question.accept.c_str(), GTK_RESPONSE_OK);
    gtk_style_context_add_class(gtk_widget_get_style_context(accept), "suggested-action");
    // What is easiest to hit by mistake is the answer that changes nothing.
    gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_CANCEL);

    GtkWidget* content = gtk_dialog_get_content_area(GTK_DIALOG(dialog));
    gtk_box_set_spacing(GTK_BOX(content), 12);
    gtk_container_set_border_width(GTK_CONTAINER(content), border);
    gtk_box_pack_start(GTK_BOX(content), label(question.title, "sigillo-title"), FALSE, FALSE, 0);
    GtkWidget* text = label(question.text);
    gtk_label_set_width_chars(GTK_LABEL(text), line_of_text);
    gtk_box_pack_start(GTK_BOX(content), text, FALSE, FALSE, 0);
    if (!question.warning.empty()) {
        gtk_box_pack_start(GTK_BOX(content), label(question.warning, "sigillo-warning"), FALSE, FALSE, 0);
    }
    if (!question.items.empty()) {
        gtk_box_pack_start(GTK_BOX(content), list_of(question), TRUE, TRUE, 0);
    }
    AtkObject* accessible = gtk_widget_get_accessible(dialog);
    atk_object_set_name(accessible, question.title.c_str());
    atk_object_set_description(accessible, question.text.c_str());

    // Otherwise the first of many acts had it, and the other button were as many steps away.
    gtk_widget_grab_focus(decline);
    gtk_widget_show_all(dialog);
    const int response = gtk_dialog_run(GTK_DIALOG(dialog));
    gtk_widget_destroy(dialog);
    while (gtk_events_pending() != FALSE) {
        gtk_main_iteration();
    }
    return {.shown = true, .accepted = response == GTK_RESPONSE_OK};
}

} // namespace sigillo::agent
