#include "web/app/screens/mail.hpp"

#include "shared/domain/instant.hpp"

#include <cstdint>

namespace sigillo::app::screens {

namespace {

std::string escape(std::string_view text) {
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    constexpr std::string_view unreserved = "-._~@";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           unreserved.find(c) != std::string_view::npos;
        if (plain) {
            out += c;
        } else if (c == '\n') {
            out += "%0D%0A";
        } else {
            const auto byte = static_cast<std::uint8_t>(c);
            out += '%';
            out += hexadecimal[byte >> 4U];
            out += hexadecimal[byte & 15U];
        }
    }
    return out;
}

std::string value_of(const portal::RequestView& request, std::string_view field) {
    for (const auto& line : request.comparison) {
        if (line.field == field) {
            return line.in_certificate;
        }
    }
    return {};
}

texts::Parameters parameters_of(const portal::RequestView& request) {
    texts::Parameters parameters{{"convention", request.row.convention},
                                 {"expires_at", domain::to_rfc3339({request.row.certificate_expires})},
                                 {"given_name", value_of(request, "given_name")},
                                 {"surname", value_of(request, "surname")},
                                 {"codice_fiscale", request.row.codice_fiscale},
                                 {"card_number", request.card_serial}};
    if (parameters["given_name"].empty()) {
        parameters["given_name"] = request.row.holder;
    }
    if (request.purchase) { // R142: always the convention and the code used
        parameters["convention_title"] = request.convention_name;
        parameters["request"] = request.row.id;
        parameters["product"] = request.purchase->product;
    }
    return parameters;
}

std::string key_for(const portal::RequestView& request, const char* part) {
    return std::string(request.purchase ? "domain.support.purchase." : "domain.support.") + part;
}

} // namespace

std::string report_text(const texts::Book& book, const State& state, const portal::RequestView& request) {
    texts::Parameters about{{"request", request.row.id}, {"at", domain::to_rfc3339({state.now})}};
    if (state.trouble) {
        about["trouble"] = book.error(*state.trouble).what;
    }
    return book.text(key_for(request, "body"), parameters_of(request)) + "\n\n" +
           book.text("app.support.about", about);
}

std::string support_mail(const texts::Book& book, const State& state, const portal::RequestView& request) {
    std::string address = "mailto:" + escape(request.support.email) + "?subject=" +
                          escape(book.text(key_for(request, "subject"), parameters_of(request)));
    if (!request.support.copy_to.empty()) {
        address += "&cc=" + escape(request.support.copy_to);
    }
    return address + "&body=" + escape(report_text(book, state, request));
}

} // namespace sigillo::app::screens
