#include "web/app/screens/parts.hpp"

#include <algorithm>
#include <array>

namespace sigillo::app::screens {

using ui::ButtonKind;
using ui::Tone;

namespace {

constexpr std::size_t rows_a_page = 50;

std::size_t pages_of(std::size_t rows) {
    return (rows + rows_a_page - 1) / rows_a_page;
}

void search(View& view) {
    const auto& albo = view.state.albo;
    const bool sent = view.ui.form("search-form", view.t("app.register.search_form"), [&] {
        const auto field = [&] {
            if (auto text = view.ui.text_field("search", view.t("app.register.search"), albo.search,
                                               {.kind = ui::FieldKind::search, .max_length = 128})) {
                view.say(RegisterTyped{std::move(*text)});
            }
        };
        const auto submit = [&] {
            view.ui.beside_field();
            view.ui.submit("go", view.t("app.register.search_submit"), {.kind = ButtonKind::secondary});
        };
        view.ui.columns({3, 1}, {field, submit});
    });
    if (sent) {
        view.press(Command::search_register);
    }
}

void standing(View& view, portal::EnrolmentStatus status) {
    const Tone tone = status == portal::EnrolmentStatus::enrolled    ? Tone::success
                      : status == portal::EnrolmentStatus::suspended ? Tone::warning
                                                                     : Tone::neutral;
    view.ui.badge(tone, view.t(key_of("domain.enrolment.", status)));
}

void dues(View& view, const portal::RegisterEntry& entry) {
    if (!entry.dues_paid_up_to) {
        view.ui.badge(Tone::warning, view.t("app.register.dues_never"));
        return;
    }
    view.ui.badge(entry.dues_paid ? Tone::success : Tone::danger,
                  view.t(entry.dues_paid ? "app.register.dues_paid" : "app.register.dues_over"));
    view.ui.small(
        view.t("app.register.dues_until", {{"date", std::string(view.date(*entry.dues_paid_up_to))}}));
}

void registration(View& view, const portal::RegisterEntry& entry) {
    view.ui.paragraph(view.t("app.register.number", {{"number", entry.number}}));
    std::string rest;
    for (const auto& text :
         {entry.title,
          entry.section.empty() ? std::string()
                                : std::string(view.t("app.register.section", {{"section", entry.section}})),
          entry.sector}) {
        if (!text.empty()) {
            rest += (rest.empty() ? "" : " · ") + text;
        }
    }
    if (!rest.empty()) {
        view.ui.small(view.keep(std::move(rest)));
    }
}

void members(View& view, const portal::ListRegister::Reply& list) {
    const std::array<ui::Column, 5> columns{{{view.t("app.register.member"), 2.2F},
                                             {view.t("app.register.registration"), 2.4F},
                                             {view.t("app.register.contacts"), 2.4F},
                                             {view.t("app.register.status"), 1.2F},
                                             {view.t("app.register.dues"), 1.8F}}};
    const auto cell = [&](std::size_t at, std::size_t column) {
        const auto& one = list.entries[at];
        switch (column) {
        case 0:
            view.ui.strong(view.keep(one.surname + " " + one.given_name));
            view.ui.code(one.codice_fiscale);
            return;
        case 1:
            registration(view, one);
            return;
        case 2:
            view.ui.paragraph(one.email.empty() ? view.t("app.register.no_email")
                                                : std::string_view(one.email));
            if (!one.mobile.empty()) {
                view.ui.small(one.mobile);
            }
            return;
        case 3:
            standing(view, one.status);
            return;
        default: // the fifth column
            dues(view, one);
            return;
        }
    };
    view.ui.table("members", view.t("app.register.table"), columns, list.entries.size(), cell);
}

void file_button(View& view, ButtonKind kind, std::string_view label) {
    if (view.ui.button("pick", view.t(label), {.kind = kind, .busy = view.state.busy})) {
        view.press(Command::pick_register_file);
    }
}

void list_page(View& view) {
    const auto& albo = view.state.albo;
    if (albo.imported) {
        view.ui.notice(
            Tone::success,
            view.t("app.register.imported", {{"added", std::to_string(albo.imported->added)},
                                             {"changed", std::to_string(albo.imported->changed)},
                                             {"cancelled", std::to_string(albo.imported->cancelled)}}),
            {.live = true});
    }
    view.ui.card({.title = view.t("app.register.file_card")}, [&] {
        view.ui.paragraph(view.t("app.register.file_text"));
        view.ui.small(view.t("app.register.file_columns"));
        view.ui.actions([&] { file_button(view, ButtonKind::primary, "app.register.pick"); });
    });
    search(view);
    if (!albo.list) {
        loading(view);
        return;
    }
    const auto& list = *albo.list;
    if (list.entries.empty()) {
        view.ui.empty_state(
            view.t(list.members == 0 ? "app.register.none" : "app.register.not_found"),
            view.t(list.members == 0 ? "app.register.none_text" : "app.register.not_found_text"));
        return;
    }
    view.ui.small(view.count("app.register.found", static_cast<std::size_t>(list.total)));
    view.ui.card([&] { members(view, list); });
    const auto pages = pages_of(static_cast<std::size_t>(list.total));
    if (pages > 1) {
        if (const auto page = view.ui.pagination("pages", static_cast<std::size_t>(albo.page), pages)) {
            view.say(RegisterPageChosen{static_cast<int>(*page)});
        }
    }
}

/// What the file would change, before anything is written.

std::string_view value(View& view, const portal::RegisterFieldChange& change, const std::string& text) {
    if (text.empty()) {
        return view.t("app.register.empty_value");
    }
    if (change.field == "status") {
        return view.t("domain.enrolment." + text);
    }
    return view.date(text);
}

struct Part {
    PreviewPart part;
    std::string_view label;
    int count;         ///< of all
    std::size_t shown; ///< of them
};

void part_table(View& view, const Part& part, const portal::PreviewRegister::Reply& preview) {
    const std::size_t first = view.state.albo.part_page * rows_a_page;
    const std::size_t rows = std::min(rows_a_page, part.shown - std::min(first, part.shown));
    const auto table = [&](std::initializer_list<ui::Column> columns, const auto& cell) {
        view.ui.table("part", view.t(part.label), std::vector<ui::Column>(columns), rows,
                      [&](std::size_t at, std::size_t column) { cell(first + at, column); });
    };
    const auto member = [&](const portal::RegisterMember& one, std::size_t column) {
        if (column == 0) {
            view.ui.strong(one.name);
            view.ui.code(one.codice_fiscale);
        } else {
            view.ui.paragraph(view.t("app.register.number", {{"number", one.number}}));
        }
    };
    const auto line = [&](int number) { view.ui.paragraph(view.keep(std::to_string(number))); };
    const ui::Column line_column{view.t("app.register.line"), 0.6F};
    const ui::Column member_column{view.t("app.register.member"), 2};
    const ui::Column number_column{view.t("app.register.registration"), 2};
    switch (part.part) {
    case PreviewPart::problems:
        table({line_column, {view.t("app.register.column"), 1.4F}, {view.t("app.register.problem"), 4}},
              [&](std::size_t at, std::size_t column) {
                  const auto& one = preview.first_problems[at];
                  switch (column) {
                  case 0:
                      line(one.line);
                      return;
                  case 1:
                      view.ui.paragraph(one.column.empty() ? view.t("app.register.whole_line")
                                                           : std::string_view(one.column));
                      return;
                  default: // the third column
                      view.ui.paragraph(both_sentences(view, one.failure));
                      return;
                  }
              });
        return;
    case PreviewPart::changed:
        table({line_column, member_column, {view.t("app.register.change"), 3.4F}}, [&](std::size_t at,
                                                                                       std::size_t column) {
            const auto& one = preview.first_changed[at];
            if (column == 0) {
                line(one.member.line);
            } else if (column == 1) {
                member(one.member, 0);
            } else {
                for (const auto& field : one.fields) {
                    view.ui.paragraph(view.t("app.register.from_to",
                                             {{"field", std::string(view.t("domain.field." + field.field))},
                                              {"before", std::string(value(view, field, field.before))},
                                              {"after", std::string(value(view, field, field.after))}}));
                }
            }
        });
        return;
    case PreviewPart::added:
        table({line_column, member_column, number_column}, [&](std::size_t at, std::size_t column) {
            const auto& one = preview.first_added[at];
            if (column == 0) {
                line(one.line);
            } else {
                member(one, column - 1);
            }
        });
        return;
    case PreviewPart::missing:
        table({member_column, number_column},
              [&](std::size_t at, std::size_t column) { member(preview.first_missing[at], column); });
        return;
    }
}

void parts(View& view, const portal::PreviewRegister::Reply& preview) {
    const auto& albo = view.state.albo;
    std::vector<Part> all;
    const auto offer = [&](PreviewPart part, std::string_view label, int count, std::size_t shown) {
        if (count > 0) {
            all.push_back({part, label, count, shown});
        }
    };
    offer(PreviewPart::problems, "app.register.problems", preview.problems, preview.first_problems.size());
    offer(PreviewPart::changed, "app.register.changed", preview.changed, preview.first_changed.size());
    offer(PreviewPart::added, "app.register.added", preview.added, preview.first_added.size());
    offer(PreviewPart::missing, "app.register.missing", preview.missing, preview.first_missing.size());
    if (all.empty()) {
        return;
    }
    std::vector<std::string_view> labels;
    std::size_t current = 0;
    for (std::size_t at = 0; at < all.size(); ++at) {
        labels.push_back(
            view.keep(std::string(view.t(all[at].label)) + " (" + std::to_string(all[at].count) + ")"));
        current = all[at].part == albo.part ? at : current;
    }
    view.ui.card({.title = view.t("app.register.parts")}, [&] {
        if (const auto chosen = view.ui.tabs("parts", view.t("app.register.parts"), labels, current)) {
            view.say(PreviewPartChosen{all[*chosen].part, 0});
        }
        const Part& part = all[current];
        if (static_cast<std::size_t>(part.count) > part.shown) {
            view.ui.small(view.t("app.register.first_shown", {{"shown", std::to_string(part.shown)},
                                                              {"count", std::to_string(part.count)}}));
        }
        part_table(view, part, preview);
        const auto pages = pages_of(part.shown);
        if (pages > 1) {
            if (const auto page = view.ui.pagination("part-pages", albo.part_page, pages)) {
                view.say(PreviewPartChosen{part.part, *page});
            }
        }
    });
}

void confirmation(View& view, const portal::PreviewRegister::Reply& preview) {
    const auto& albo = view.state.albo;
    if (preview.missing > 0) {
        const auto label =
            view.count("app.register.cancel_missing", static_cast<std::size_t>(preview.missing));
        ui::ChoiceOptions options{.hint = view.t("app.register.cancel_missing_hint")};
        if (preview.problems > 0) {
            options.disabled_reason = view.t("app.register.cancel_missing_not");
        }
        if (const auto on = view.ui.checkbox("cancel-missing", label, albo.cancel_missing, options)) {
            view.say(CancelMissingTicked{*on});
        }
    }
    const int changes = preview.added + preview.changed + (albo.cancel_missing ? preview.missing : 0);
    if (preview.problems > 0 && changes > 0) {
        view.ui.notice(Tone::warning,
                       view.count("app.register.lines_left_out", static_cast<std::size_t>(preview.problems)));
    }
    view.ui.actions([&] {
        if (view.ui.button("import", view.count("app.register.import", static_cast<std::size_t>(changes)),
                           {.disabled_reason =
                                changes == 0 ? view.t("app.register.nothing_to_import") : std::string_view{},
                            .busy = view.state.busy})) {
            view.press(Command::import_register);
        }
        file_button(view, ButtonKind::secondary, "app.register.pick_other");
        if (view.ui.button("drop", view.t("app.action.cancel"), {.kind = ButtonKind::plain})) {
            view.press(Command::drop_register_file);
        }
    });
}

void preview_page(View& view) {
    const auto& albo = view.state.albo;
    if (!albo.preview) {
        loading(view);
        if (view.state.trouble) {
            view.ui.actions([&] {
                file_button(view, ButtonKind::primary, "app.register.pick_other");
                if (view.ui.button("drop", view.t("app.register.back"), {.kind = ButtonKind::secondary})) {
                    view.press(Command::drop_register_file);
                }
            });
        }
        return;
    }
    const auto& preview = *albo.preview;
    view.ui.card({.title = view.t("app.register.preview", {{"file", albo.file_name}})}, [&] {
        view.ui.paragraph(view.t("app.register.nothing_yet"));
        const auto number = [&](int count) { return view.keep(std::to_string(count)); };
        std::vector<ui::Definition> counts{{view.t("app.register.added"), number(preview.added)},
                                           {view.t("app.register.changed"), number(preview.changed)},
                                           {view.t("app.register.unchanged"), number(preview.unchanged)},
                                           {view.t("app.register.missing"), number(preview.missing),
                                            preview.missing > 0 && !albo.cancel_missing
                                                ? view.t("app.register.missing_stay")
                                                : std::string_view{}},
                                           {view.t("app.register.problems"),
                                            number(preview.problems),
                                            {},
                                            preview.problems > 0 ? Tone::danger : Tone::neutral}};
        view.ui.definitions(counts);
        if (!preview.ignored_columns.empty()) {
            std::string names;
            for (const auto& name : preview.ignored_columns) {
                names += (names.empty() ? "" : ", ") + name;
            }
            view.ui.notice(Tone::info, view.t("app.register.ignored", {{"columns", names}}));
        }
    });
    parts(view, preview);
    confirmation(view, preview);
}

void draw(View& view) {
    const auto& albo = view.state.albo;
    trouble(view, !albo.list || !albo.file.empty());
    if (albo.file.empty()) {
        list_page(view);
    } else {
        preview_page(view);
    }
}

std::string_view lead(View& view) {
    const auto& list = view.state.albo.list;
    if (!list) {
        return {};
    }
    const auto members = view.count("app.register.lead", static_cast<std::size_t>(list->members));
    if (!list->imported) {
        return members;
    }
    return view.keep(std::string(members) + " " +
                     std::string(view.t("app.register.last_import", {{"date", instant(list->imported->at)},
                                                                     {"name", list->imported->by}})));
}

} // namespace

Screen register_screen(View& view) {
    return {"register", view.t("app.register.title"), lead(view), true, draw};
}

} // namespace sigillo::app::screens
