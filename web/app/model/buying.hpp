#pragma once

#include "shared/protocol/portal/places_messages.hpp"
#include "shared/protocol/portal/purchase_messages.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sigillo::app {

/// An order under a convention while it is filled in. What is typed lies in `typed` until the portal has it.
struct Buying {
    std::string code; ///< as typed
    bool code_asked = false;
    std::optional<protocol::portal::FindConvention::Reply> found;
    std::string order; ///< chosen

    std::optional<protocol::portal::Draft> draft;
    std::map<std::string, std::string> typed; ///< by the field's name
    std::string typed_for;                    ///< of which draft: "CODE/ORDER"
    std::map<std::string, std::string> sent;  ///< of it, what is on its way
    bool saving = false;
    bool timed = false;          ///< a timer will save
    bool stale = false;          ///< the draft changed elsewhere: it is opened anew before anything is saved
    bool going_on = false;       ///< to the next page, once all is kept and nothing on this one is wrong
    bool to_errors = false;      ///< the focus goes to what is wrong
    std::set<std::string> asked; ///< pages whose faults are shown

    std::string place_field; ///< where a place is being looked for
    std::string place_text;
    std::vector<protocol::portal::Place> places;
    bool places_known = false; ///< they are what was found for that text
    std::map<std::string, std::string> place_names;

    std::string photo; ///< address of the picture chosen, not sent yet
    protocol::Bytes photo_jpeg;
    std::string photo_kept; ///< address of what was sent, while this page is open
    bool photo_failed = false;

    std::set<std::string> accepted; ///< clauses
    bool use_credit = false;
};

/// What stands in a field: typed, or as the portal has it.
std::string_view value_in(const Buying& buying, const protocol::portal::DraftField& field);
/// The value of the field of that name; empty where there is none.
std::string_view value_of(const Buying& buying, std::string_view name);
/// Null where the draft has no such page.
const protocol::portal::DraftPage* page_of(const Buying& buying, std::string_view name);
/// The page after that one; empty after the last: the summary.
std::string_view page_after(const Buying& buying, std::string_view name);
std::string_view page_before(const Buying& buying, std::string_view name);

/// The page that follows all of the draft's.
constexpr std::string_view summary_page = "summary";

} // namespace sigillo::app
