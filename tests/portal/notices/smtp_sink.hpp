#pragma once

#include "tests/portal/notices/line_server.hpp"

#include <vector>

namespace sigillo::portal::test {

struct Mailbox {
    std::vector<std::string> commands;
    std::string message;
};

/// RFC 5321, as far as one message needs it; `recipient_reply` answers RCPT.
inline auto smtp(Mailbox& mailbox, std::string recipient_reply = "250 ok") {
    return [&mailbox, recipient_reply = std::move(recipient_reply)](OneConnection::Peer& peer) {
        peer.say("220 sink ready\r\n");
        for (auto line = peer.line(); !line.empty(); line = peer.line()) {
            mailbox.commands.push_back(line);
            if (line.rfind("RCPT", 0) == 0) {
                peer.say(recipient_reply + "\r\n");
            } else if (line == "DATA") {
                peer.say("354 go on\r\n");
                for (auto text = peer.line(); text != "."; text = peer.line()) {
                    mailbox.message += (text.rfind("..", 0) == 0 ? text.substr(1) : text) + "\r\n";
                }
                peer.say("250 taken\r\n");
            } else if (line == "QUIT") {
                peer.say("221 bye\r\n");
                return;
            } else {
                peer.say("250 ok\r\n");
            }
        }
    };
}

} // namespace sigillo::portal::test
