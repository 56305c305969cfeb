#include "agent/dispatch/act_reader.hpp"

#include "shared/pki/canonical_json.hpp"

#include <optional>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
using Json = nlohmann::json;

namespace {

/// Takes each field of the table out of an object.
class FieldReader {
  public:
    explicit FieldReader(const Json& object) : object_(object) {}

    void operator()(const char* name, std::string& value) {
        if (const Json* found = find(name); found != nullptr) {
            if (!found->is_string()) {
                fail(ErrorId::message_wrong_type, name);
                return;
            }
            value = found->get<std::string>();
        }
    }
    void operator()(const char* name, std::int64_t& value) {
        if (const Json* found = find(name); found != nullptr) {
            if (!found->is_number_integer()) {
                fail(ErrorId::message_wrong_type, name);
                return;
            }
            value = found->get<std::int64_t>();
        }
    }
    [[nodiscard]] bool known(const std::string& name) const { return names_.count(name) != 0; }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    const Json* find(const char* name) {
        names_[name] = true;
        const auto found = object_.find(name);
        if (found == object_.end()) {
            fail(ErrorId::message_missing_field, name);
            return nullptr;
        }
        return &*found;
    }
    void fail(ErrorId id, const char* name) {
        if (!error_) {
            error_ = Error(id, {{"field", name}});
        }
    }

    const Json& object_;
    std::map<std::string, bool> names_;
    std::optional<Error> error_;
};

domain::Status check_data_hash(const domain::ValidationAct& act) {
    Json data = Json::object();
    domain::for_each_data_field(act.data, [&](const char* name, const auto& value) { data[name] = value; });
    const auto text = pki::canonical_text(data);
    if (!text) {
        return text.error();
    }
    if (pki::sha256_hex(pki::view_of(*text)) != act.data_hash) {
        return Error(ErrorId::act_content_differs, {{"field", "data_hash"}});
    }
    return domain::Done{};
}

} // namespace

domain::Result<domain::ValidationAct> read_act(ByteView content, const std::string& origin,
                                               const std::string& request) {
    const auto json = pki::parse_canonical(pki::text_of(content));
    if (!json) {
        return json.error();
    }
    // What is no act (a sign-in challenge, say) is called that, not an act with fields missing.
    const auto type = json->is_object() ? json->find("type") : json->end();
    if (!json->is_object() || type == json->end() || *type != domain::ValidationAct::type_of_act) {
        return ErrorId::act_unknown_type;
    }
    domain::ValidationAct act;
    FieldReader reader(*json);
    domain::for_each_field(act, reader);
    if (reader.error()) {
        return *reader.error();
    }
    for (const auto& entry : json->items()) {
        if (!reader.known(entry.key())) {
            return Error(ErrorId::message_unknown_field, {{"field", entry.key()}});
        }
    }
    if (const auto sound = domain::check(act); !sound) {
        return sound.error();
    }
    if (act.portal != origin) {
        return ErrorId::act_other_portal;
    }
    if (act.request != request) {
        return Error(ErrorId::act_content_differs, {{"field", "request"}});
    }
    if (const auto bound = check_data_hash(act); !bound) {
        return bound.error();
    }
    return act;
}

} // namespace sigillo::agent
