#include "tests/virtual_card/provision/new_card.hpp"

#include "tests/virtual_card/itacns_card.hpp"
#include "tests/virtual_card/myeid_card.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>

namespace sigillo::virtual_card {
namespace {

constexpr std::string_view generic_atr = "3BFF1800008131FE45006B020C0100012101434E5311318057";

std::optional<Bytes> certificate_der(const std::string& pem) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr, &X509_free);
    unsigned char* encoded = nullptr;
    const int size = certificate ? i2d_X509(certificate.get(), &encoded) : 0;
    if (size <= 0) {
        return std::nullopt;
    }
    Bytes der(encoded, encoded + size);
    OPENSSL_free(encoded);
    return der;
}

struct Place {
    std::uint8_t key;
    std::uint8_t pin;
    Bytes certificate;
    bool short_key = false; ///< one of 1024 bits may be here
};

std::optional<CardFault> add_role(ItacnsCard::Content& content, const Role& role, const Place& place,
                                  const std::string& name) {
    auto key = PrivateKey::from_pem(role.key_pem);
    if (!key || key->kind() != PrivateKey::Kind::rsa ||
        (key->bits() != 2048 && !(place.short_key && key->bits() == 1024))) {
        return CardFault{"the " + name + " key is no RSA-2048 key in PEM"};
    }
    auto certificate = certificate_der(role.certificate_pem);
    if (!certificate) {
        return CardFault{"the " + name + " certificate is no certificate in PEM"};
    }
    auto pin = padded_code(role.pin);
    auto puk = padded_code(role.puk);
    if (!pin || !puk || role.pin.size() < 4 || role.puk.size() < 4) {
        return CardFault{"the " + name + " PIN and PUK have 4 to 8 characters"};
    }
    content.codes.emplace(place.pin, SecretCode({std::move(*pin), std::move(*puk), 3, 10, 3, 10}));
    content.keys.emplace(place.key, ItacnsCard::Key{std::move(*key), place.pin});
    content.files.emplace(place.certificate, std::move(*certificate));
    return std::nullopt;
}

} // namespace

LoadedCard make_itacns(const ItacnsOrder& order) {
    ItacnsCard::Content content;
    const auto atr = from_hex(order.atr.empty() ? generic_atr : order.atr);
    if (!atr || atr->empty()) {
        return CardFault{"the ATR is not hexadecimal"};
    }
    content.atr = *atr;
    if (order.serial.size() != 16) {
        return CardFault{"the serial number of a CNS has 16 characters"};
    }
    content.files.emplace(Bytes{0x10, 0x00, 0x10, 0x03}, Bytes(order.serial.begin(), order.serial.end()));
    // Birth date, sex and height stay empty: nothing here reads them.
    content.files.emplace(Bytes{0x11, 0x00, 0x11, 0x02},
                          personal_data_file({order.issuer, order.issued, order.expires, order.holder.surname,
                                              order.holder.name, "", "", "", order.holder.codice_fiscale}));
    const bool health_card = !order.signature;
    if (auto fault =
            add_role(content, order.cns, {0x01, 0x10, {0x11, 0x00, 0x11, 0x01}, health_card}, "CNS")) {
        return *fault;
    }
    if (!health_card) {
        content.directories.emplace(Bytes{0x14, 0x00, 0x81, 0x10});
        if (auto fault =
                add_role(content, *order.signature, {0x10, 0x1A, {0x14, 0x00, 0x90, 0x10}}, "signature")) {
            return *fault;
        }
    }
    return std::make_unique<ItacnsCard>(std::move(content));
}

LoadedCard make_blank_myeid(std::string_view serial) {
    MyeidCard::Content content;
    const auto bytes = from_hex(serial);
    if (!bytes || bytes->size() != content.serial.size()) {
        return CardFault{"the serial number of a MyEID card is 20 hexadecimal digits"};
    }
    std::ranges::copy(*bytes, content.serial.begin());
    return std::make_unique<MyeidCard>(std::move(content));
}

} // namespace sigillo::virtual_card
