#include "web/portal/api/places_desk.hpp"

namespace sigillo::portal {

namespace {

constexpr std::size_t most = 20;

std::optional<std::string> text_of(const std::optional<domain::Date>& day) {
    return day ? std::optional<std::string>(domain::to_text(*day)) : std::nullopt;
}

wire::Place shown(const Place& place, const domain::Date& day) {
    wire::Place line;
    line.code = place.code;
    line.name = place.name;
    line.foreign = place.foreign();
    if (!place.area.empty()) {
        (line.foreign ? line.country : line.province) = std::string(place.area);
    }
    line.from = text_of(place.first_day);
    line.until = text_of(place.last_day);
    line.on_birth_date = place.existed_on(day);
    return line;
}

} // namespace

domain::Result<wire::FindPlaces::Reply> PlacesDesk::handle(const wire::FindPlaces& message) const {
    domain::Date day = domain::rome_date(clock_.now());
    if (message.birth_date) {
        const auto birth = domain::parse_date(*message.birth_date);
        if (!birth) {
            return domain::Error(domain::ErrorId::invalid_argument, {{"field", "birth_date"}});
        }
        day = *birth;
    }
    wire::FindPlaces::Reply reply;
    for (const auto& place : places_.find(message.text, day, most)) {
        reply.places.push_back(shown(place, day));
    }
    return reply;
}

} // namespace sigillo::portal
