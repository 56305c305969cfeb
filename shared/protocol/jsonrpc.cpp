#include "shared/protocol/jsonrpc.hpp"

#include "shared/protocol/utf8.hpp"

#include <initializer_list>

namespace sigillo::protocol {

namespace {

using domain::Error;
using domain::ErrorId;
using domain::Result;

Error wrong(ErrorId id, std::string_view field) {
    return Error(id, {{"field", std::string(field)}});
}

const Json* member(const Json::object_t& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &found->second;
}

/// Null where the field is missing or no text of 1 to 64 bytes; `error` then says which.
const std::string* short_text(const Json::object_t& object, const char* name, std::optional<Error>& error) {
    const Json* value = member(object, name);
    if (value == nullptr) {
        error = wrong(ErrorId::message_missing_field, name);
        return nullptr;
    }
    const auto* text = value->get_ptr<const Json::string_t*>();
    if (text == nullptr) {
        error = wrong(ErrorId::message_wrong_type, name);
        return nullptr;
    }
    if (text->empty() || text->size() > 64) {
        error = wrong(ErrorId::message_value_out_of_range, name);
        return nullptr;
    }
    return text;
}

std::optional<RpcId> read_id(const Json& value, std::optional<Error>& error) {
    if (const auto* text = value.get_ptr<const Json::string_t*>()) {
        if (!text->empty() && text->size() <= 64) {
            return RpcId(*text);
        }
        error = wrong(ErrorId::message_value_out_of_range, "id");
        return std::nullopt;
    }
    if (!value.is_number_integer()) {
        error = wrong(ErrorId::message_wrong_type, "id");
        return std::nullopt;
    }
    const auto* number = value.get_ptr<const Json::number_unsigned_t*>();
    if (number == nullptr || *number > static_cast<std::uint64_t>(max_integer)) {
        error = wrong(ErrorId::message_value_out_of_range, "id");
        return std::nullopt;
    }
    return RpcId(static_cast<std::int64_t>(*number));
}

/// That `jsonrpc` is "2.0" and that nothing but the named fields is there.
std::optional<Error> check_envelope(const Json::object_t& object,
                                    std::initializer_list<std::string_view> known) {
    std::optional<Error> error;
    const std::string* version = short_text(object, "jsonrpc", error);
    if (version == nullptr) {
        return error;
    }
    if (*version != "2.0") {
        return wrong(ErrorId::message_value_out_of_range, "jsonrpc");
    }
    for (const auto& [key, ignored] : object) {
        bool found = key == "jsonrpc";
        for (const std::string_view name : known) {
            found = found || key == name;
        }
        if (!found) {
            return wrong(ErrorId::message_unknown_field, shortened(key, 64));
        }
    }
    return std::nullopt;
}

struct Call {
    std::string method;
    Json params;
};

Result<Call> read_call(Json::object_t& object) {
    std::optional<Error> error;
    const std::string* method = short_text(object, "method", error);
    if (method == nullptr) {
        return *error;
    }
    const auto params = object.find("params");
    if (params == object.end()) {
        return wrong(ErrorId::message_missing_field, "params");
    }
    if (!params->second.is_object()) {
        return wrong(ErrorId::message_wrong_type, "params");
    }
    return Call{*method, std::move(params->second)};
}

Result<Failure> read_remote_error(const Json& value) {
    const auto* object = value.get_ptr<const Json::object_t*>();
    if (object == nullptr) {
        return wrong(ErrorId::message_wrong_type, "error");
    }
    const Json* code = member(*object, "code");
    if (code == nullptr || !code->is_number_integer()) {
        return wrong(code == nullptr ? ErrorId::message_missing_field : ErrorId::message_wrong_type,
                     "error.code");
    }
    std::optional<Error> error;
    const std::string* message = short_text(*object, "message", error);
    if (message == nullptr) {
        return wrong(error->id, "error.message");
    }
    const Json* data = member(*object, "data");
    if (data == nullptr) {
        return Failure{*message, {}};
    }
    if (object->size() != 3) {
        return wrong(ErrorId::message_unknown_field, "error");
    }
    return decode<Failure>(*data);
}

RpcCode code_of(ErrorId id) {
    switch (id) {
    case ErrorId::message_malformed:
    case ErrorId::message_not_text:
    case ErrorId::message_too_deep:
    case ErrorId::message_too_large:
    case ErrorId::message_duplicate_key:
        return RpcCode::unparsable;
    case ErrorId::method_unknown:
        return RpcCode::unknown_method;
    case ErrorId::message_unknown_field:
    case ErrorId::message_missing_field:
    case ErrorId::message_wrong_type:
    case ErrorId::message_value_out_of_range:
        return RpcCode::wrong_params;
    default:
        return RpcCode::application;
    }
}

Json json_of(const std::optional<RpcId>& id) {
    if (!id) {
        return nullptr;
    }
    if (const auto* number = std::get_if<std::int64_t>(&*id)) {
        return *number;
    }
    return *std::get_if<std::string>(&*id);
}

Json::object_t envelope() {
    Json::object_t object;
    object.emplace("jsonrpc", "2.0");
    return object;
}

} // namespace

std::variant<RpcRequest, RpcRefusal> read_request(std::string_view text, std::size_t max_bytes,
                                                  std::size_t (*max_bytes_of)(std::string_view method)) {
    Result<Json> json = parse_bounded(text, {max_bytes});
    if (!json) {
        return RpcRefusal{{}, RpcCode::unparsable, json.error()};
    }
    auto* object = json->get_ptr<Json::object_t*>();
    if (object == nullptr) {
        return RpcRefusal{{}, RpcCode::not_a_request, wrong(ErrorId::message_wrong_type, "")};
    }
    std::optional<Error> error;
    const Json* id_value = member(*object, "id");
    std::optional<RpcId> id;
    if (id_value == nullptr) {
        error = wrong(ErrorId::message_missing_field, "id");
    } else {
        id = read_id(*id_value, error);
    }
    if (!error) {
        error = check_envelope(*object, {"id", "method", "params"});
    }
    if (error) {
        return RpcRefusal{std::move(id), RpcCode::not_a_request, *error};
    }
    Result<Call> call = read_call(*object);
    if (!call) {
        return RpcRefusal{std::move(id), RpcCode::not_a_request, call.error()};
    }
    const std::size_t limit = max_bytes_of(call->method);
    if (text.size() > limit) {
        return RpcRefusal{std::move(id), RpcCode::unparsable,
                          Error(ErrorId::message_too_large, {{"limit", std::to_string(limit)}})};
    }
    return RpcRequest{std::move(*id), std::move(call->method), std::move(call->params)};
}

Result<RpcFromServer> read_from_server(std::string_view text, std::size_t max_bytes) {
    Result<Json> json = parse_bounded(text, {max_bytes});
    if (!json) {
        return json.error();
    }
    auto* object = json->get_ptr<Json::object_t*>();
    if (object == nullptr) {
        return wrong(ErrorId::message_wrong_type, "");
    }
    std::optional<Error> error;
    if (member(*object, "method") != nullptr) {
        error = check_envelope(*object, {"method", "params"});
        if (error) {
            return *error;
        }
        Result<Call> call = read_call(*object);
        if (!call) {
            return call.error();
        }
        return RpcFromServer(RpcNotification{std::move(call->method), std::move(call->params)});
    }
    const Json* failure = member(*object, "error");
    error = check_envelope(*object, {"id", failure == nullptr ? "result" : "error"});
    if (error) {
        return *error;
    }
    const Json* id_value = member(*object, "id");
    const auto result = object->find("result");
    if (id_value == nullptr || (failure == nullptr && result == object->end())) {
        return wrong(ErrorId::message_missing_field, id_value == nullptr ? "id" : "result");
    }
    std::optional<Error> remote;
    if (failure != nullptr) {
        const Result<Failure> read = read_remote_error(*failure);
        if (!read) {
            return read.error();
        }
        remote = to_error(*read);
        if (id_value->is_null()) {
            return RpcFromServer(RpcUnaddressed{std::move(*remote)});
        }
    }
    std::optional<RpcId> id = read_id(*id_value, error);
    if (!id) {
        return *error;
    }
    if (remote) {
        return RpcFromServer(RpcReply{std::move(*id), std::move(*remote)});
    }
    return RpcFromServer(RpcReply{std::move(*id), std::move(result->second)});
}

std::string write_result(const RpcId& id, Json result) {
    Json::object_t message = envelope();
    message.emplace("id", json_of(id));
    message.emplace("result", std::move(result));
    return dump(std::move(message));
}

std::string write_error(const std::optional<RpcId>& id, RpcCode code, const Error& error) {
    Json::object_t object;
    object.emplace("code", static_cast<std::int64_t>(code));
    object.emplace("message", std::string(domain::text_of(error.id)));
    object.emplace("data", encode(to_failure(error)));
    Json::object_t message = envelope();
    message.emplace("id", json_of(id));
    message.emplace("error", std::move(object));
    return dump(std::move(message));
}

std::string write_error(const RpcRefusal& refusal) {
    return write_error(refusal.id, refusal.code, refusal.error);
}

std::string write_error(const RpcId& id, const Error& error) {
    return write_error(std::optional<RpcId>(id), code_of(error.id), error);
}

std::string write_notification(std::string_view method, Json params) {
    Json::object_t message = envelope();
    message.emplace("method", std::string(method));
    message.emplace("params", std::move(params));
    return dump(std::move(message));
}

std::string write_request(const RpcId& id, std::string_view method, Json params) {
    Json::object_t message = envelope();
    message.emplace("id", json_of(id));
    message.emplace("method", std::string(method));
    message.emplace("params", std::move(params));
    return dump(std::move(message));
}

Failure to_failure(const Error& error) {
    return {std::string(domain::text_of(error.id)), error.details};
}

Error to_error(const Failure& failure) {
    ErrorId id{};
    if (domain::parse_error_id(failure.error, id)) {
        return Error(id, failure.details);
    }
    Error unknown(ErrorId::internal, failure.details);
    unknown.details["error"] = failure.error;
    return unknown;
}

} // namespace sigillo::protocol
