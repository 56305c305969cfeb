#pragma once

#include "tests/support/catch.hpp"
#include "tests/virtual_card/card.hpp"

#include <string>

// Talking to a card in hexadecimal.
namespace sigillo::tests {

inline virtual_card::Bytes hex(std::string_view text) {
    return virtual_card::from_hex(text).value();
}

/// The card's whole answer to an APDU.
inline std::string ask(virtual_card::Card& card, std::string_view apdu) {
    return virtual_card::to_hex(card.transmit(hex(apdu)));
}

/// An APDU with a body (and Le 256), in the extended form when it is long.
inline std::string with_body(std::string_view header, const virtual_card::Bytes& body) {
    virtual_card::Bytes apdu = hex(header);
    const bool extended = body.size() > 255;
    if (extended) {
        apdu.push_back(0);
        virtual_card::put_be16(apdu, body.size());
    } else {
        apdu.push_back(static_cast<std::uint8_t>(body.size()));
    }
    virtual_card::append(apdu, body);
    if (extended) {
        apdu.push_back(0);
    }
    apdu.push_back(0);
    return virtual_card::to_hex(apdu);
}

/// The data of an answer that must end in 9000.
inline virtual_card::Bytes data_of(const std::string& answer) {
    REQUIRE(answer.size() >= 4);
    REQUIRE(answer.substr(answer.size() - 4) == "9000");
    return hex(answer.substr(0, answer.size() - 4));
}

} // namespace sigillo::tests
