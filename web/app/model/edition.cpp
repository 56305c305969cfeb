#include "web/app/model/edition.hpp"

namespace sigillo::app {

const Room* room_of(const Edition& edition, Place place) {
    for (const Room& room : edition.rooms) {
        if (room.place == place) {
            return &room;
        }
    }
    return nullptr;
}

bool has(const Edition& edition, Place place) {
    return place == Place::home || place == Place::unknown || room_of(edition, place) != nullptr;
}

const JobKind* kind_of(const Edition& edition, Job job) {
    for (const JobKind& kind : edition.jobs) {
        if (kind.job == job) {
            return &kind;
        }
    }
    return nullptr;
}

std::string address_of(const Edition& edition, const Route& route) {
    return std::string(has(edition, route.place) ? edition.base : edition.other) + fragment_of(route);
}

} // namespace sigillo::app
