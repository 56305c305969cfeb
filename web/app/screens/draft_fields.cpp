#include "shared/domain/codice_fiscale.hpp"
#include "web/app/screens/draft_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sigillo::app::screens {

using portal::FieldKind;
using ui::ButtonKind;
using ui::Tone;

namespace {

constexpr std::size_t most_radios = 6;
constexpr std::size_t most_priced = 8; // prices are compared side by side

std::string_view leaf(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

/// The field of the same group: "holder.email" beside "holder.birth".
std::string sibling(std::string_view name, std::string_view other) {
    const auto dot = name.rfind('.');
    return std::string(dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot + 1)) +
           std::string(other);
}

/// What browsers can fill in by themselves: only of the person at the keyboard.
std::string_view autocomplete(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> tokens{
        {{"given_name", "given-name"},
         {"surname", "family-name"},
         {"birth", "bday"},
         {"email", "email"},
         {"mobile", "tel"},
         {"street", "street-address"},
         {"postcode", "postal-code"},
         {"municipality", "address-level2"},
         {"country", "country"}}};
    if (name.substr(0, 7) != "holder.") {
        return {};
    }
    for (const auto& [field, token] : tokens) {
        if (leaf(name) == field) {
            return token;
        }
    }
    return {};
}

std::string_view fault_of(View& view, const portal::DraftField& field, bool faults) {
    if (!faults || !field.problem || view.state.buying.typed.count(field.name) > 0) {
        return {};
    }
    if (field.problem->error == domain::text_of(domain::ErrorId::field_missing)) {
        return view.t("app.mailbox.missing"); // as often as there are fields: in short
    }
    const auto sentences = view.book.error(protocol::to_error(*field.problem));
    return view.keep(sentences.what + " " + sentences.next);
}

/// A field is as wide as what goes into it.
float width_of(std::string_view name) {
    const auto part = leaf(name);
    if (part == "postcode" || part == "province") {
        return 140;
    }
    return part == "number" || part == "tax_code" ? 320 : 560;
}

void typed(View& view, const portal::DraftField& field, std::optional<std::string> text) {
    if (text) {
        view.say(DraftTyped{field.name, std::move(*text)});
    }
}

std::string_view label_of(View& view, const portal::DraftField& field, const portal::FieldOption& option) {
    const bool priced = std::any_of(field.options.begin(), field.options.end(),
                                    [](const auto& one) { return one.net.value_or(0) > 0; });
    if (!priced || !option.net) {
        return option.label;
    }
    return view.keep(option.label + " · " +
                     std::string(*option.net == 0
                                     ? view.t("app.buy.free")
                                     : view.t("app.buy.net_price", {{"net", std::to_string(*option.net)}})));
}

void choice(View& view, const portal::DraftField& field, std::string_view fault) {
    const auto value = value_in(view.state.buying, field);
    const ui::ChoiceOptions options{
        .hint = field.hint, .error = fault, .required = field.required, .width = 560};
    std::vector<ui::Choice> choices;
    const bool priced = std::any_of(field.options.begin(), field.options.end(),
                                    [](const auto& option) { return option.net.has_value(); });
    // Title and section are drop-downs however few there are (R13, R15).
    const bool enrolment = field.name.substr(0, field.name.find('.')) == "enrolment";
    const bool open = !enrolment && field.options.size() <= (priced ? most_priced : most_radios);
    if (!open && value.empty()) {
        choices.push_back({"", view.t("app.buy.choose")});
    }
    for (const auto& option : field.options) {
        choices.push_back({option.value, label_of(view, field, option)});
    }
    typed(view, field,
          open ? view.ui.radio(field.name, field.label, choices, value, options)
               : view.ui.select(field.name, field.label, choices, value, options));
}

std::string_view place_name(const Buying& buying, const portal::DraftField& field) {
    const auto value = value_in(buying, field);
    const auto known = buying.place_names.find(std::string(value));
    if (known != buying.place_names.end()) {
        return known->second;
    }
    return value == field.value && !field.shown.empty() ? std::string_view(field.shown) : value;
}

std::string_view place_line(View& view, const portal::Place& place) {
    std::string line = place.name;
    if (place.province) {
        line += " (" + *place.province + ")";
    }
    if (place.until) {
        line += " " + std::string(view.t("app.buy.place_until", {{"until", *place.until}}));
    }
    if (!place.on_birth_date) {
        line += " · " + std::string(view.t("app.buy.place_not_then"));
    }
    return view.keep(std::move(line));
}

/// Found while one types; what is found are buttons, in reach of every keyboard and screen reader.
void place(View& view, const portal::DraftField& field, std::string_view fault) {
    const auto& buying = view.state.buying;
    const bool seeking = buying.place_field == field.name;
    const std::string_view shown = seeking ? std::string_view(buying.place_text) : place_name(buying, field);
    if (auto text = view.ui.text_field(
            field.name, field.label, shown,
            {.hint = field.hint.empty() ? view.t("app.buy.place_hint") : std::string_view(field.hint),
             .error = fault,
             .required = field.required,
             .max_length = 64,
             .width = 480})) {
        view.say(PlaceSought{field.name, std::move(*text),
                             std::string(value_of(buying, sibling(field.name, "birth")))});
    }
    if (!seeking || !buying.places_known) {
        return;
    }
    const auto found = view.count("app.buy.places", buying.places.size());
    view.ui.announce(found);
    view.ui.panel(Tone::neutral, [&] {
        view.ui.small(found);
        for (const auto& one : buying.places) {
            if (view.ui.button(one.code, place_line(view, one),
                               {.kind = ButtonKind::plain, .compact = true})) {
                view.say(PlaceChosen{one.code});
            }
        }
    });
}

/// Computed from the data around it, and held against what was typed.
void codice_fiscale(View& view, const portal::DraftField& field, std::string_view fault) {
    const auto& buying = view.state.buying;
    const auto value = value_in(buying, field);
    typed(view, field,
          view.ui.text_field(field.name, field.label, value,
                             {.hint = field.hint,
                              .error = fault,
                              .required = field.required,
                              .max_length = 16,
                              .width = 320}));
    const auto of = [&](std::string_view name) { return value_of(buying, sibling(field.name, name)); };
    const auto birth = domain::parse_date(of("birth"));
    const auto sex = of("sex");
    if (!birth || sex.empty()) {
        return;
    }
    const auto computed = domain::compute_codice_fiscale(
        {std::string(of("given_name")), std::string(of("surname")),
         sex == "F" ? domain::Sex::female : domain::Sex::male, *birth, std::string(of("birth_place"))});
    if (!computed) {
        return;
    }
    const auto code = domain::CodiceFiscale::parse(value);
    if (code && domain::content_of(*code).surname_letters == domain::content_of(*computed).surname_letters &&
        code->text() == computed->text()) {
        view.ui.small(view.t("app.buy.code_agrees"));
        return;
    }
    const bool whole = value.size() >= 16;
    view.ui.panel(whole ? Tone::warning : Tone::info, [&] {
        view.ui.paragraph(view.t(whole ? "app.buy.code_differs" : "app.buy.code_computed",
                                 {{"computed", computed->text()}}));
        if (view.ui.button("use-computed", view.t("app.buy.code_use", {{"computed", computed->text()}}),
                           {.kind = ButtonKind::secondary, .compact = true})) {
            view.say(DraftTyped{field.name, computed->text()});
        }
    });
}

/// What the member states is not what the Order's register says: seen at once, with what to do (R120).
void register_says(View& view, const portal::DraftField& field) {
    if (field.register_value.empty() || view.state.buying.typed.count(field.name) > 0) {
        return;
    }
    const auto shown = view.date(field.register_value);
    view.ui.panel(Tone::warning, [&] {
        view.ui.strong(view.t("app.buy.register_says", {{"register", std::string(shown)}}));
        view.ui.paragraph(view.t("app.buy.register_next"));
        if (!field.locked &&
            view.ui.button("use-register", view.t("app.buy.register_use", {{"register", std::string(shown)}}),
                           {.kind = ButtonKind::secondary, .compact = true})) {
            view.say(DraftTyped{field.name, field.register_value});
        }
    });
}

void plain(View& view, const portal::DraftField& field, std::string_view fault, ui::FieldKind kind,
           float width) {
    typed(view, field,
          view.ui.text_field(field.name, field.label, value_in(view.state.buying, field),
                             {.hint = field.hint,
                              .error = fault,
                              .autocomplete = autocomplete(field.name),
                              .kind = kind,
                              .required = field.required,
                              .max_length = kind == ui::FieldKind::date ? 0 : 256,
                              .width = width}));
}

} // namespace

std::string_view shown_value(View& view, const portal::DraftField& field) {
    const auto value = value_in(view.state.buying, field);
    for (const auto& option : field.options) {
        if (option.value == value) {
            return label_of(view, field, option);
        }
    }
    switch (field.kind) {
    case FieldKind::date:
        return view.date(value);
    case FieldKind::place:
        return place_name(view.state.buying, field);
    case FieldKind::checkbox:
        return view.t(value == "true" ? "app.buy.yes" : "app.buy.no");
    case FieldKind::photo:
        return value.empty() ? std::string_view{} : view.t("app.buy.photo_there");
    case FieldKind::text:
    case FieldKind::email:
    case FieldKind::phone:
    case FieldKind::choice:
    case FieldKind::codice_fiscale:
        return field.shown.empty() || value != field.value ? value : std::string_view(field.shown);
    }
    return value;
}

void draft_field(View& view, const portal::DraftField& field, bool faults) {
    const auto fault = fault_of(view, field, faults);
    if (field.locked) {
        (void)view.ui.text_field(
            field.name, field.label, shown_value(view, field),
            {.disabled_reason = field.hint.empty() ? view.t("app.buy.locked") : std::string_view(field.hint),
             .width = 560});
        register_says(view, field);
        return;
    }
    switch (field.kind) {
    case FieldKind::text:
        plain(view, field, fault, ui::FieldKind::text, width_of(field.name));
        break;
    case FieldKind::email:
        plain(view, field, fault, ui::FieldKind::email, 480);
        break;
    case FieldKind::phone:
        plain(view, field, fault, ui::FieldKind::telephone, 320);
        break;
    case FieldKind::date:
        plain(view, field, fault, ui::FieldKind::date, 240);
        break;
    case FieldKind::choice:
        choice(view, field, fault);
        break;
    case FieldKind::place:
        place(view, field, fault);
        break;
    case FieldKind::codice_fiscale:
        codice_fiscale(view, field, fault);
        break;
    case FieldKind::checkbox:
        if (const auto on =
                view.ui.checkbox(field.name, field.label, value_in(view.state.buying, field) == "true",
                                 {.hint = field.hint, .error = fault, .required = field.required})) {
            view.say(DraftTyped{field.name, *on ? "true" : "false"});
        }
        break;
    case FieldKind::photo:
        photo_field(view, field, fault);
        break;
    }
    register_says(view, field);
}

} // namespace sigillo::app::screens
