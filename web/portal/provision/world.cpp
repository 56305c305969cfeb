#include "web/portal/provision/world.hpp"

#include "shared/protocol/codec.hpp"
#include "web/portal/config/files.hpp"

namespace sigillo::portal {

domain::Result<World> load_world(const std::filesystem::path& file) {
    const auto text = read_file(file);
    if (!text) {
        return text.error();
    }
    const auto fail = [&](const domain::Error& error) {
        const auto field = error.details.find("field");
        return domain::Error(domain::ErrorId::configuration_invalid,
                             {{"file", file.string()},
                              {"field", field != error.details.end() ? field->second : std::string()},
                              {"reason", std::string(domain::text_of(error.id))}});
    };
    auto json = protocol::parse_bounded(*text, {64U * 1024 * 1024, 8, 8U * 1024 * 1024});
    if (!json) {
        return fail(json.error());
    }
    if (json->is_object()) {
        for (auto& list : *json) {
            for (auto& item : list) {
                if (item.is_object()) {
                    for (const char* name : {"password", "until"}) {
                        if (item.contains(name) && item[name].is_null()) {
                            item.erase(name);
                        }
                    }
                }
            }
        }
    }
    auto world = protocol::decode<World>(*json);
    if (!world) {
        return fail(world.error());
    }
    return world;
}

} // namespace sigillo::portal
