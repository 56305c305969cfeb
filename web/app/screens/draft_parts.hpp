#pragma once

#include "web/app/screens/parts.hpp"

// The parts of the wizard. It knows no convention: pages, fields, options, sentences and prices are the
// draft's.
namespace sigillo::app::screens {

/// One field, with its fault where `faults` says so, and what the register has instead (R120).
void draft_field(View& view, const portal::DraftField& field, bool faults);
/// What the page's field says in words: an option's label, a day written out, a place's name.
std::string_view shown_value(View& view, const portal::DraftField& field);
/// Net, VAT and total, line by line.
void price_lines(View& view, const std::vector<portal::PriceLine>& price, std::int64_t net, std::int64_t vat,
                 std::int64_t total);
/// The facts that the convention states there.
void statements(View& view, const std::vector<portal::StatementView>& list);
/// Each clause accepted by itself, the onerous ones apart.
void clauses(View& view, const std::vector<portal::ClauseView>& list);
/// The last page: everything once more, the clauses, the order (R6, R38, R39).
void draft_summary(View& view, const portal::Draft& draft);
/// The photograph (X4).
void photo_field(View& view, const portal::DraftField& field, std::string_view fault);

} // namespace sigillo::app::screens
