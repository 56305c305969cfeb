#include "agent/config/config.hpp"

#include "agent/dispatch/origin_policy.hpp"
#include "shared/protocol/json.hpp"

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
using protocol::Json;

namespace {

constexpr std::size_t longest_file = 64 * 1024;
constexpr int lowest_port = 1024;
constexpr int highest_port = 65535;

/// The first thing that is wrong, if any.
class Reader {
  public:
    Reader(const Json& object, std::string file) : object_(object), file_(std::move(file)) {}

    void fail(const std::string& field, const std::string& reason) {
        if (!error_) {
            error_ = Error(ErrorId::configuration_invalid,
                           {{"file", file_}, {"field", field}, {"reason", reason}});
        }
    }
    const Json* at(const char* field) {
        known_.push_back(field);
        const auto found = object_.find(field);
        return found == object_.end() ? nullptr : &*found;
    }
    void text(const char* field, std::string& out) {
        if (const Json* value = at(field); value != nullptr) {
            if (!value->is_string() || value->get_ref<const std::string&>().empty()) {
                fail(field, "must be a text that is not empty");
                return;
            }
            out = value->get<std::string>();
        }
    }
    void texts(const char* field, std::vector<std::string>& out) {
        const Json* value = at(field);
        if (value == nullptr) {
            return;
        }
        if (!value->is_array()) {
            fail(field, "must be a list of texts");
            return;
        }
        for (const auto& entry : *value) {
            if (!entry.is_string() || entry.get_ref<const std::string&>().empty()) {
                fail(field, "must be a list of texts that are not empty");
                return;
            }
            out.push_back(entry.get<std::string>());
        }
    }
    void path(const char* field, std::filesystem::path& out) {
        std::string value;
        text(field, value);
        if (!value.empty()) {
            out = value;
            if (!out.is_absolute()) {
                fail(field, "must be an absolute path");
            }
        }
    }
    void refuse_unknown() {
        for (const auto& entry : object_.items()) {
            bool known = false;
            for (const auto& name : known_) {
                known = known || name == entry.key();
            }
            if (!known) {
                fail(entry.key(), "is no field of this file");
            }
        }
    }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    const Json& object_;
    std::string file_;
    std::vector<std::string> known_;
    std::optional<Error> error_;
};

} // namespace

domain::Result<Config> read_config(std::string_view text, const std::string& file) {
    const auto json = protocol::parse_bounded(text, {.max_bytes = longest_file, .max_depth = 4});
    if (!json || !json->is_object()) {
        const std::string reason =
            json ? "must be one JSON object" : std::string(domain::text_of(json.error().id));
        return Error(ErrorId::configuration_invalid, {{"file", file}, {"field", ""}, {"reason", reason}});
    }
    Config config;
    Reader reader(*json, file);
    if (const Json* port = reader.at("port"); port != nullptr) {
        if (!port->is_number_integer() || port->get<std::int64_t>() < lowest_port ||
            port->get<std::int64_t>() > highest_port) {
            reader.fail("port", "must be a number from 1024 to 65535");
        } else {
            config.port = port->get<int>();
        }
    }
    reader.path("state", config.state);
    reader.texts("origins", config.origins);
    for (const auto& origin : config.origins) {
        if (!is_origin_to_ask_about(origin)) {
            reader.fail("origins",
                        origin + " is no origin such as https://portal.example (http only for this machine)");
        }
    }
    std::filesystem::path module;
    reader.path("module", module);
    if (!module.empty()) {
        config.module = module;
    }
    if (const Json* pcsc = reader.at("pcsc"); pcsc != nullptr) {
        if (!pcsc->is_boolean()) {
            reader.fail("pcsc", "must be true or false");
        } else {
            config.pcsc = pcsc->get<bool>();
        }
    }
    reader.texts("consent", config.consent);
    reader.text("pinentry", config.pinentry);
    if (!config.pcsc && !config.module) {
        reader.fail("pcsc", "may be false only where \"module\" is given");
    }
    reader.refuse_unknown();
    if (reader.error()) {
        return *reader.error();
    }
    return config;
}

domain::Result<Config> load_config(Platform& platform, const std::filesystem::path& file) {
    const auto content = platform.read_file(file, longest_file);
    if (!content) {
        return Error(content.error().id, {{"file", file.string()}});
    }
    if (platform.anyone_may_write(file)) {
        return Error(ErrorId::configuration_invalid,
                     {{"file", file.string()},
                      {"field", ""},
                      {"reason", "may be changed by every user of this computer (chmod o-w)"}});
    }
    return read_config(pki::text_of(*content), file.string());
}

} // namespace sigillo::agent
