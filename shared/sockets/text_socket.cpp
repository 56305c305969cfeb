#include "shared/sockets/text_socket.hpp"

#include <libwebsockets.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace sigillo::sockets {

std::optional<domain::Result<std::string>> TextSocket::receive(std::string_view part) {
    if (closing_) {
        return std::nullopt;
    }
    if (lws_is_first_fragment(wsi_) != 0) {
        incoming_.clear();
        discarding_ = false;
        binary_ = lws_frame_is_binary(wsi_) != 0;
    }
    if (!discarding_ && incoming_.size() + part.size() > limits_.max_message) {
        discarding_ = true;
        std::string().swap(incoming_);
    }
    if (!discarding_) {
        incoming_.append(part);
    }
    if (lws_is_final_fragment(wsi_) == 0 || lws_remaining_packet_payload(wsi_) != 0) {
        return std::nullopt;
    }
    std::string whole;
    whole.swap(incoming_);
    if (std::exchange(discarding_, false)) {
        return domain::Error(domain::ErrorId::message_too_large,
                             {{"limit", std::to_string(limits_.max_message)}});
    }
    if (binary_) {
        return domain::ErrorId::message_not_text;
    }
    return whole;
}

void TextSocket::send(std::string text) {
    if (closing_) {
        return;
    }
    waiting_ += text.size();
    if (waiting_ > limits_.max_waiting) {
        outgoing_.clear();
        closing_ = true;
        // It does not read, so that it never becomes writable either.
        lws_set_timeout(wsi_, PENDING_TIMEOUT_CLOSE_SEND, 1);
    } else {
        outgoing_.push_back(std::move(text));
    }
    lws_callback_on_writable(wsi_);
}

void TextSocket::close() {
    closing_ = true;
    lws_callback_on_writable(wsi_);
}

int TextSocket::write(int closing_status) {
    if (!outgoing_.empty()) {
        const std::string& text = outgoing_.front();
        std::vector<unsigned char> frame(LWS_PRE + text.size());
        std::copy(text.begin(), text.end(), frame.begin() + LWS_PRE);
        if (lws_write(wsi_, frame.data() + LWS_PRE, text.size(), LWS_WRITE_TEXT) < 0) {
            return -1;
        }
        waiting_ -= text.size();
        outgoing_.pop_front();
    }
    if (!outgoing_.empty()) {
        lws_callback_on_writable(wsi_);
        return 0;
    }
    if (closing_) {
        lws_close_reason(wsi_, static_cast<lws_close_status>(closing_status), nullptr, 0);
        return -1;
    }
    return 0;
}

} // namespace sigillo::sockets
