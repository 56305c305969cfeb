#include "web/portal/issuer/embedded_bureau.hpp"

#include "shared/pki/utf8.hpp"
#include "web/portal/config/files.hpp"
#include "web/portal/issuer/kit_folder.hpp"

#include <nlohmann/json.hpp>
#include <openssl/rand.h>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
namespace fs = std::filesystem;

namespace {

constexpr int key_bits = 2048;
constexpr std::size_t code_digits = 8;
constexpr std::string_view card_prefix = "7420";
constexpr std::size_t card_digits = 16;
constexpr std::size_t longest_name = 64; // RFC 5280 ub-common-name

Error refused(std::string reason) {
    return Error(ErrorId::issuer_refused, {{"reason", std::move(reason)}});
}

Error unavailable(const char* reason) {
    return Error(ErrorId::issuer_unavailable, {{"reason", reason}});
}

/// Uniform digits from the system's randomness; fewer than asked for where it fails.
std::string random_digits(std::size_t count) {
    std::string digits;
    digits.reserve(count);
    unsigned char byte = 0;
    while (digits.size() < count && RAND_bytes(&byte, 1) == 1) {
        if (byte < 250) {
            digits.push_back(static_cast<char>('0' + byte % 10));
        }
    }
    return digits;
}

/// The first 64 characters of "Name Surname", which is as much as a common name holds.
std::string common_name_of(const KitHolder& holder) {
    std::string name = holder.given_name + " " + holder.surname;
    while (pki::count_code_points(name).value_or(0) > longest_name) {
        while ((static_cast<unsigned char>(name.back()) & 0xc0U) == 0x80U) {
            name.pop_back();
        }
        name.pop_back();
    }
    return name;
}

/// What an order is about. Not its instants: an order sent again may come at another time.
std::string digest_of(const KitOrder& order) {
    const pki::RoleData role = order.role.value_or(pki::RoleData{});
    const nlohmann::json json = {domain::text_of(order.certificates),
                                 order.on_card,
                                 order.holder.codice_fiscale,
                                 order.holder.given_name,
                                 order.holder.surname,
                                 order.role.has_value(),
                                 role.order,
                                 role.title,
                                 role.section,
                                 role.sector,
                                 role.number,
                                 role.registration_date,
                                 role.qualification_date};
    const std::string text = json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    return pki::sha256_hex(pki::view_of(text));
}

/// A key made for one certificate. The key's PEM is wiped with the object.
struct Certified {
    SecretText key_pem;
    pki::Certificate certificate;
};

class EmbeddedBureau final : public Bureau {
  public:
    EmbeddedBureau(EmbeddedBureauSettings settings, EmbeddedIssuer& issuer)
        : settings_(std::move(settings)), issuer_(issuer) {}

    domain::Result<Kit> make(const KitOrder& order, domain::Instant now) override {
        const auto name = kit_name(order.request);
        if (!name) {
            return refused("request");
        }
        if (order.certificates == domain::CertificateSet::none) {
            return refused("no certificates");
        }
        std::error_code error;
        if (!fs::exists(settings_.kits / *name, error)) {
            if (const auto made = produce(order, *name, now); !made) {
                return made.error();
            }
        }
        return read(*name, digest_of(order));
    }

    domain::Status forget_codes(const domain::RequestId& request) override {
        const auto name = kit_name(request);
        std::error_code error;
        if (name) {
            fs::remove(settings_.kits / *name / "codes", error);
        }
        return error ? unavailable("codes") : domain::Status(domain::Done{});
    }

  private:
    domain::Result<Certified> certified(pki::Profile profile, const pki::Subject& subject,
                                        domain::Instant from, domain::Instant to) {
        const auto key = pki::PrivateKey::generate_rsa(key_bits);
        if (!key) {
            return unavailable("key");
        }
        auto certificate = issuer_.draft({profile, subject, key->public_key(), from.seconds, to.seconds,
                                          pki::random_serial(), issuer_.crl_url()});
        if (!certificate) {
            const auto& details = certificate.error().details;
            const auto field = details.find("field");
            return refused(field == details.end() ? std::string(domain::text_of(certificate.error().id))
                                                  : field->second);
        }
        return Certified{SecretText(key->pem()), std::move(*certificate)};
    }

    /// Puts a whole kit under its name; another process's, made meanwhile, is as good.
    domain::Status produce(const KitOrder& order, const std::string& name, domain::Instant now) {
        pki::Subject subject;
        subject.codice_fiscale = order.holder.codice_fiscale;
        subject.given_name = order.holder.given_name;
        subject.surname = order.holder.surname;
        const std::string number =
            order.on_card ? std::string(card_prefix) + random_digits(card_digits - card_prefix.size()) : "";
        const SecretText pin(random_digits(code_digits));
        const SecretText puk(random_digits(code_digits));
        if ((order.on_card && number.size() != card_digits) || pin.view().size() != code_digits ||
            puk.view().size() != code_digits) {
            return unavailable("randomness");
        }
        auto draft = KitDraft::begin(settings_.kits);
        if (!draft) {
            return draft.error();
        }
        const std::string keys = order.on_card ? "card/" : "remote/";
        if (order.certificates == domain::CertificateSet::cns_and_signature) {
            pki::Subject cns = subject;
            // The form of a CNS: CF/number.
            cns.common_name = order.holder.codice_fiscale + "/" + number;
            const auto made = certified(pki::Profile::cns_authentication, cns, now, order.not_after);
            if (!made) {
                return made.error();
            }
            if (auto kept = keep(*draft, keys, "authentication", *made); !kept) {
                return kept;
            }
        }
        subject.common_name = common_name_of(order.holder);
        subject.role = order.role;
        const auto made = certified(pki::Profile::signature, subject, now, order.not_after);
        if (!made) {
            return made.error();
        }
        if (auto kept = keep(*draft, keys, "signature", *made); !kept) {
            return kept;
        }
        return finish(*draft, order, name, number, pin, puk, now);
    }

    static domain::Status keep(KitDraft& draft, const std::string& keys, const std::string& role,
                               const Certified& made) {
        if (auto put = draft.put(role + ".pem", made.certificate.pem()); !put) {
            return put;
        }
        return draft.put(keys + role + ".key.pem", made.key_pem.view());
    }

    static domain::Status finish(KitDraft& draft, const KitOrder& order, const std::string& name,
                                 const std::string& number, const SecretText& pin, const SecretText& puk,
                                 domain::Instant now) {
        const nlohmann::json about = {{"format", "sigillo.kit/1"},
                                      {"demo", true},
                                      {"order", digest_of(order)},
                                      {"request", order.request.value},
                                      {"card_number", number},
                                      {"given_name", order.holder.given_name},
                                      {"surname", order.holder.surname},
                                      {"codice_fiscale", order.holder.codice_fiscale},
                                      {"issued_at", domain::to_rfc3339(now)},
                                      {"expires_at", domain::to_rfc3339(order.not_after)},
                                      {"codes_in_kit", order.codes_in_kit},
                                      {"photo", !order.photo.empty()}};
        std::string both;
        both.reserve(pin.view().size() + puk.view().size() + 2);
        both.append(pin.view()).append("\n").append(puk.view()).append("\n");
        const SecretText codes(std::move(both));
        const std::string keys = order.on_card ? "card/" : "remote/";
        for (const auto& file : {std::string("codes"), keys + "codes"}) {
            if (auto put = draft.put(file, codes.view()); !put) {
                return put;
            }
        }
        if (!order.photo.empty()) {
            if (auto put = draft.put("photo.jpg", pki::text_of(order.photo)); !put) {
                return put;
            }
        }
        const std::string text = about.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
        if (auto put = draft.put("kit.json", text + "\n"); !put) {
            return put;
        }
        const auto named = draft.finish(name);
        return named ? domain::Status(domain::Done{}) : named.error();
    }

    domain::Result<std::optional<pki::Bytes>> certificate(const fs::path& file) {
        std::error_code error;
        if (!fs::exists(file, error)) {
            return std::optional<pki::Bytes>();
        }
        const auto text = read_file(file);
        const auto read = text ? pki::Certificate::from_pem(*text) : text.error();
        if (!read) {
            return unavailable("kit");
        }
        // Noted here rather than when it was made: until the kit has its name nobody ever sees it.
        if (const auto noted = issuer_.note(*read); !noted) {
            return noted.error();
        }
        return std::optional<pki::Bytes>(read->der());
    }

    domain::Result<Kit> read(const std::string& name, const std::string& digest) {
        const fs::path folder = settings_.kits / name;
        const auto text = read_file(folder / "kit.json");
        const auto about = nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
        if (!about.is_object() || !about.contains("order") || !about.contains("card_number") ||
            !about["card_number"].is_string()) {
            return unavailable("kit");
        }
        if (about["order"] != digest) {
            return refused("another order for this request");
        }
        Kit kit;
        kit.card_number = about["card_number"].get<std::string>();
        kit.device = name;
        auto authentication = certificate(folder / "authentication.pem");
        auto signature = certificate(folder / "signature.pem");
        if (!authentication || !signature) {
            return authentication ? signature.error() : authentication.error();
        }
        kit.authentication = std::move(*authentication);
        kit.signature = std::move(*signature);
        std::error_code error;
        if (fs::exists(folder / "codes", error)) {
            auto codes = read_secret(folder / "codes");
            const auto end = codes ? codes->find('\n') : std::string::npos;
            if (end == std::string::npos) {
                return unavailable("codes");
            }
            kit.pin = SecretText(codes->substr(0, end));
            kit.puk = SecretText(codes->substr(end + 1));
            const SecretText wiped(std::move(*codes));
        }
        return kit;
    }

    EmbeddedBureauSettings settings_;
    EmbeddedIssuer& issuer_;
};

} // namespace

domain::Result<std::unique_ptr<Bureau>> make_embedded_bureau(EmbeddedBureauSettings settings,
                                                             EmbeddedIssuer& issuer) {
    std::error_code error;
    fs::create_directories(settings.kits, error);
    if (!error) {
        fs::permissions(settings.kits, fs::perms::owner_all, error);
    }
    if (error) {
        return Error(ErrorId::configuration_invalid,
                     {{"file", settings.kits.string()}, {"reason", error.message()}});
    }
    remove_old_drafts(settings.kits);
    return std::unique_ptr<Bureau>(std::make_unique<EmbeddedBureau>(std::move(settings), issuer));
}

} // namespace sigillo::portal
