#include "agent/module_host/host_messages.hpp"

#include <utility>

namespace sigillo::agent::host {

using domain::ErrorId;

namespace {

template <std::size_t... Index>
bool decode_alternative(std::uint64_t tag, Decoder& decoder, Request& request,
                        std::index_sequence<Index...>) {
    return ((tag == Index && (decoder(request.emplace<Index>()), true)) || ...);
}

} // namespace

Bytes encode(const Request& request) {
    Encoder encoder;
    encoder(static_cast<std::uint64_t>(request.index()));
    std::visit([&](const auto& message) { encoder(message); }, request);
    return encoder.take();
}

domain::Result<Request> decode_request(ByteView frame) {
    Decoder decoder(frame);
    std::uint64_t tag = 0;
    decoder(tag);
    Request request;
    if (!decode_alternative(tag, decoder, request,
                            std::make_index_sequence<std::variant_size_v<Request>>()) ||
        !decoder.complete()) {
        return ErrorId::message_malformed;
    }
    return request;
}

Bytes encode_failure(const domain::Error& error) {
    Encoder encoder;
    encoder(false);
    encoder(std::string(domain::text_of(error.id)));
    encoder(error.details);
    return encoder.take();
}

std::optional<domain::Error> failure_in(ByteView frame) {
    Decoder decoder(frame);
    bool good = false;
    decoder(good);
    if (decoder.failed()) {
        return domain::Error(ErrorId::message_malformed);
    }
    if (good) {
        return std::nullopt;
    }
    std::string id;
    domain::Error error(ErrorId::message_malformed);
    decoder(id);
    decoder(error.details);
    if (!decoder.complete() || !domain::parse_error_id(id, error.id)) {
        return domain::Error(ErrorId::message_malformed);
    }
    return error;
}

} // namespace sigillo::agent::host
