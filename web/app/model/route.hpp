#pragma once

#include <string>
#include <string_view>

namespace sigillo::app {

enum class Place {
    home,
    check, ///< of the card, first step of an order
    order,
    request,
    install,
    buy,     ///< a code, then the Order
    draft,   ///< the wizard
    pin,     ///< of the member's cards
    mailbox, ///< PEC: one's own, or one of the Order's
    mailboxes,
    mailbox_new, ///< a form that was handed in on paper
    queue,
    work, ///< what an operator works through
    signatories,
    users,
    albo,     ///< the Order's register
    password, ///< to ask for a link, or to choose one by the link that came
    own_password,
    own_data, ///< of a member
    erasure,  ///< of them
    conventions,
    offices,
    privacy,
    accessibility,
    unknown
};

/// Where the person is. Addresses are fragments, so that one document serves all places of an edition and
/// mailed links (`/#/request/R-1`) open the right page.
struct Route {
    Place place = Place::home;
    std::string id{};    ///< of the request, the card's serial, or a convention's code
    std::string order{}; ///< of a draft
    std::string page{};  ///< of a draft; empty: where something is missing

    bool operator==(const Route&) const = default;
};

/// Takes "/", "/#/…", the same of an edition's document ("/office/#/…") and all without the fragment's mark;
/// anything else is `unknown`.
Route parse_route(std::string_view location);
/// The document of an edition that the address is in: "/" or "/office/".
std::string_view document_of(std::string_view location);
/// "#/request/R-1"
std::string fragment_of(const Route& route);
/// Whether it is shown to everybody.
bool is_public(Place place);

} // namespace sigillo::app
