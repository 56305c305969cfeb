#include "agent/consent/consent_message.hpp"

#include "shared/protocol/json.hpp"

#include <nlohmann/json.hpp>

namespace sigillo::agent {

using protocol::Json;

namespace {

constexpr protocol::JsonLimits limits{.max_bytes = 8 * 1024 * 1024, .max_depth = 8};

Bytes to_bytes(const std::string& text) {
    return {text.begin(), text.end()};
}

std::string text_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

domain::Result<Json> read_object(ByteView frame) {
    auto json = protocol::parse_bounded({reinterpret_cast<const char*>(frame.data()), frame.size()}, limits);
    if (json && !json->is_object()) {
        return domain::ErrorId::message_malformed;
    }
    return json;
}

} // namespace

Bytes write_question(const ConsentQuestion& question) {
    Json items = Json::array();
    for (const auto& item : question.items) {
        Json fields = Json::array();
        for (const auto& [name, value] : item.fields) {
            fields.push_back(Json::array({name, value}));
        }
        items.push_back(Json{{"title", item.title}, {"fields", std::move(fields)}});
    }
    return to_bytes(protocol::dump(Json{{"language", question.language == Language::it ? "it" : "en"},
                                        {"title", question.title},
                                        {"text", question.text},
                                        {"warning", question.warning},
                                        {"items", std::move(items)},
                                        {"accept", question.accept},
                                        {"decline", question.decline}}));
}

domain::Result<ConsentQuestion> read_question(ByteView frame) {
    auto json = read_object(frame);
    if (!json) {
        return json.error();
    }
    ConsentQuestion question;
    question.language = text_at(*json, "language") == "en" ? Language::en : Language::it;
    question.title = text_at(*json, "title");
    question.text = text_at(*json, "text");
    question.warning = text_at(*json, "warning");
    question.accept = text_at(*json, "accept");
    question.decline = text_at(*json, "decline");
    const auto items = json->find("items");
    if (items == json->end() || !items->is_array()) {
        return domain::ErrorId::message_malformed;
    }
    for (const auto& item : *items) {
        if (!item.is_object() || !item.contains("fields") || !item["fields"].is_array()) {
            return domain::ErrorId::message_malformed;
        }
        ConsentItem read{text_at(item, "title"), {}};
        for (const auto& field : item["fields"]) {
            if (!field.is_array() || field.size() != 2 || !field[0].is_string() || !field[1].is_string()) {
                return domain::ErrorId::message_malformed;
            }
            read.fields.emplace_back(field[0].get<std::string>(), field[1].get<std::string>());
        }
        question.items.push_back(std::move(read));
    }
    return question;
}

Bytes write_answer(bool accepted) {
    return to_bytes(protocol::dump(Json{{"accepted", accepted}}));
}

domain::Result<bool> read_answer(ByteView frame) {
    auto json = read_object(frame);
    if (!json) {
        return json.error();
    }
    const auto accepted = json->find("accepted");
    if (accepted == json->end() || !accepted->is_boolean()) {
        return domain::ErrorId::message_malformed;
    }
    return accepted->get<bool>();
}

} // namespace sigillo::agent
