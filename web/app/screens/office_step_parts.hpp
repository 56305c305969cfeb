#pragma once

#include "web/app/screens/request_parts.hpp"

// What the steps of an Order and of the provider on the page of a purchase have in common.
namespace sigillo::app::screens {

/// Null where it is not this person's to do, or not its time.
const portal::Permission* at_hand(const portal::RequestView& request, portal::Action action);

/// What was typed into a field of the desk; empty where nothing was.
std::string_view value(const View& view, const std::string& field);
void fill(View& view, const std::string& field, std::optional<std::string> text);

/// Whether the faults of that step's fields are to be seen.
bool is_asked(const View& view, portal::Action action, std::string_view about = {});
/// The sentence `key` where something is wrong and it is time to say so.
std::string_view missing(View& view, portal::Action action, bool wrong,
                         std::string_view key = "app.desk.missing", std::string_view about = {});

/// The step's form; what went wrong with it stands above its button.
void step_form(View& view, const portal::Permission& given, std::string_view name, std::string_view label,
               ui::Body fields, const std::string& about = {}, ui::ButtonKind kind = ui::ButtonKind::primary);

// ---- office_money.cpp: for each of the payments, where there are any
/// Money seen on the provider's account.
void payments_to_record(View& view, const portal::Permission& given,
                        const std::vector<portal::FieldOption>& payments);
/// Money that came from account to account goes back by the operator's hand (X20).
void payments_to_return(View& view, const portal::Permission& given,
                        const std::vector<portal::FieldOption>& payments);

/// Records another document than the one that was named at registration, which the holder cannot bring any
/// more.
void office_document(View& view, const portal::RequestView& request);

} // namespace sigillo::app::screens
