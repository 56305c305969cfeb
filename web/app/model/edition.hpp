#pragma once

#include "web/app/model/message.hpp"

#include <span>

// An edition of the app is the program that one kind of people need: a member's, and that of those who work
// for an Order or the provider. All are made of the same sources; an edition is a table of what it has, and
// what no table of a program names is not linked into it.
namespace sigillo::app {

struct Turn;
namespace screens {
struct View;
struct Screen;
} // namespace screens

/// Which changes of requests make a room ask again for what it shows.
enum class Heed { none, every_request, its_request };

struct Room {
    Place place;
    screens::Screen (*screen)(screens::View&);
    void (*load)(Turn&) = nullptr; ///< asks the portal for what it shows
    Heed heed = Heed::none;
    Place under = Place::unknown;   ///< whose sign in the navigation is marked as here
    void (*leave)(Turn&) = nullptr; ///< before the person goes to another place
};

/// What a command does.
struct Deed {
    Command command;
    void (*run)(Turn&);
};

/// What a job with the agent does at the turns that all jobs have.
struct JobKind {
    Job job;
    void (*cards)(Turn&);                                   ///< the readers are known
    void (*retry)(Turn&);                                   ///< the person tries again
    void (*refused)(Turn&, const domain::Error&) = nullptr; ///< the portal refused a call of it
    void (*agent_back)(Turn&) = nullptr;                    ///< the agent went away a moment ago
};

/// An entry of the navigation.
struct Sign {
    std::string_view key;
    std::string_view text; ///< key of its label
    Place place;
    bool (*shown)(const State&);
    bool elsewhere = false; ///< the place of that name in the other edition's document
};

struct Edition {
    std::string_view base;  ///< path of its document, with a closing slash
    std::string_view other; ///< of the other edition's
    bool of_members;        ///< a person's own requests are shown here, other people's in the other edition
    std::span<const Room> rooms;
    std::span<const Deed> deeds;
    std::span<const JobKind> jobs;
    std::span<const Sign> signs;
    Place (*first)(const State&); ///< where whoever signed in begins
    bool (*serves)(const State&); ///< whether this person has anything to do here
    void (*member)(Turn&, MemberMessage&&) = nullptr;
    void (*office)(Turn&, OfficeMessage&&) = nullptr;
};

/// Whether the edition's document shows that place; it shows something for every first page and every
/// mistyped one.
bool has(const Edition& edition, Place place);
/// Null where the edition has no such room.
const Room* room_of(const Edition& edition, Place place);
const JobKind* kind_of(const Edition& edition, Job job);
/// The address of a place, in the document that has it.
std::string address_of(const Edition& edition, const Route& route);

} // namespace sigillo::app
