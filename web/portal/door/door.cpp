#include "web/portal/door/door.hpp"

#include "shared/pki/canonical_json.hpp"
#include "shared/pki/verify.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <memory>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr domain::Duration limit_window = domain::Duration::minutes(15);
constexpr int tries_per_account = 10;
constexpr int tries_per_address = 200;
constexpr domain::Duration nonce_lifetime = domain::Duration::minutes(5);
constexpr domain::Duration clock_tolerance = domain::Duration::minutes(5);
constexpr std::string_view nonce_purpose = "sign-in";
constexpr std::string_view address_context = "sign-in/address";

std::string random_text() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string text = pki::base64url_of(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return text;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

} // namespace

Door::Door(Store& store, const Clock& clock, const Passwords& passwords, const TrustStore& trust,
           Background& background, DoorSettings settings)
    : store_(store), clock_(clock), passwords_(passwords), trust_(trust), background_(background),
      settings_(std::move(settings)), log_(store) {}

domain::Status Door::limit(const std::string& key, int attempts) {
    const auto within = store_.count_attempt(key, clock_.now(), limit_window, attempts);
    if (!within) {
        return within.error();
    }
    if (!*within) {
        return Error(ErrorId::sign_in_rate_limited, {{"minutes", std::to_string(limit_window.seconds / 60)}});
    }
    return domain::Done{};
}

void Door::with_password(const protocol::http::PasswordSignIn& message, const std::string& peer,
                         const Answer& answer) {
    const std::string account_key = "account:" + lower(message.user);
    for (const auto& allowed :
         {limit("address:" + peer, tries_per_address), limit(account_key, tries_per_account)}) {
        if (!allowed) {
            answer(allowed.error());
            return;
        }
    }
    auto account = store_.account_by_login(message.user);
    if (!account && account.error().id != ErrorId::not_found && account.error().id != ErrorId::erased) {
        answer(account.error());
        return;
    }
    struct Attempt {
        std::string password;
        std::string hash;
        bool right = false;
        ~Attempt() { sodium_memzero(password.data(), password.size()); }
    };
    auto attempt = std::make_shared<Attempt>();
    attempt->password = message.password;
    attempt->hash = account && !account->disabled ? account->password_hash : std::string();
    const bool started = background_.run(
        [this, attempt] { attempt->right = passwords_.matches(attempt->password, attempt->hash); },
        [this, attempt, account, account_key, peer, answer] {
            if (!attempt->right || !account) {
                if (account) {
                    const auto noted =
                        note(account->person, clock_.now(), "sign-in.failed", "system", "password", peer);
                    if (!noted) {
                        answer(noted.error());
                        return;
                    }
                }
                answer(ErrorId::sign_in_failed);
                return;
            }
            if (const auto forgotten = store_.forget_attempts(account_key); !forgotten) {
                answer(forgotten.error());
                return;
            }
            answer(open_session(*account, "password", peer));
        });
    if (!started) {
        answer(ErrorId::busy);
    }
}

domain::Result<std::string> Door::challenge(const std::string& peer) {
    if (const auto allowed = limit("address:" + peer, tries_per_address); !allowed) {
        return allowed.error();
    }
    std::string nonce = random_text();
    if (const auto kept = store_.add_nonce(nonce_purpose, nonce, clock_.now() + nonce_lifetime); !kept) {
        return kept.error();
    }
    return nonce;
}

domain::Result<Door::SignedIn> Door::with_card(const protocol::Bytes& p7m, const std::string& peer) {
    if (const auto allowed = limit("address:" + peer, tries_per_address); !allowed) {
        return allowed.error();
    }
    const domain::Instant now = clock_.now();
    const auto picture = trust_.picture();
    const auto verified = pki::verify_cades(p7m, picture->trust, picture->revocation,
                                            pki::Purpose::authentication, now.seconds);
    if (!verified) {
        return verified.error();
    }
    const std::string text = pki::text_of(verified->content);
    const auto json = pki::parse_canonical(text);
    if (!json) {
        return json.error();
    }
    if (!json->is_object() || json->size() != 3 || !json->contains("nonce") ||
        !(*json)["nonce"].is_string() || json->value("type", nlohmann::json()) != "sigillo.sign-in/1" ||
        !json->contains("origin")) {
        return ErrorId::act_unknown_type;
    }
    if ((*json)["origin"] != settings_.origin) {
        return Error(ErrorId::act_other_portal);
    }
    const domain::Instant signed_at{verified->signing_time};
    const domain::Duration apart = signed_at < now ? now - signed_at : signed_at - now;
    if (apart > clock_tolerance) {
        return Error(ErrorId::act_clock_off,
                     {{"signed_at", domain::to_rfc3339(signed_at)}, {"now", domain::to_rfc3339(now)}});
    }
    const auto fresh = store_.consume_nonce(nonce_purpose, (*json)["nonce"].get<std::string>(), now);
    if (!fresh) {
        return fresh.error();
    }
    if (!*fresh) {
        return ErrorId::sign_in_challenge_expired;
    }
    const auto account = store_.account_by_login(verified->signer.codice_fiscale());
    if (!account) {
        return account.error().id == ErrorId::not_found || account.error().id == ErrorId::erased
                   ? Error(ErrorId::sign_in_failed)
                   : account.error();
    }
    if (account->disabled) {
        return ErrorId::sign_in_failed;
    }
    return open_session(*account, "card", peer);
}

domain::Status Door::note(const domain::PersonId& person, domain::Instant at, std::string_view type,
                          const std::string& actor, const std::string& method, const std::string& peer) {
    // An address is a datum of the person: it goes with the person's key.
    const auto sealed = store_.vault().seal(person, address_context, peer);
    if (!sealed) {
        return sealed.error();
    }
    return log_.note("sign-in", at, type, actor,
                     {{"person", person.value}, {"method", method}, {"address", pki::base64_of(*sealed)}});
}

domain::Result<Door::SignedIn> Door::open_session(const Account& account, const std::string& method,
                                                  const std::string& peer) {
    const domain::Instant now = clock_.now();
    // If the audit cannot be written nobody comes in.
    if (const auto noted = note(account.person, now, "sign-in.done", account.person.value, method, peer);
        !noted) {
        return noted.error();
    }
    SignedIn in{random_text(), account};
    if (const auto begun =
            store_.begin_session(in.token, {account.person, method, now, now, now + settings_.absolute});
        !begun) {
        return begun.error();
    }
    return in;
}

std::string Door::cookie_name() const {
    return secure() ? "__Host-sigillo" : "sigillo";
}

std::string Door::token_in(std::string_view header) const {
    const std::string name = cookie_name() + "=";
    while (!header.empty()) {
        const auto end = header.find(';');
        std::string_view item = header.substr(0, end);
        header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
        item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
        if (item.substr(0, name.size()) == name) {
            return std::string(item.substr(name.size()));
        }
    }
    return {};
}

domain::Result<Account> Door::holder(const std::string& token) {
    const auto session = store_.use_session(token, clock_.now(), settings_.idle);
    if (!session) {
        return session.error();
    }
    auto account = store_.account(session->person);
    if (!account) {
        return account.error();
    }
    if (account->disabled) {
        return ErrorId::session_expired;
    }
    return account;
}

domain::Result<Door::SignedIn> Door::session(std::string_view cookie_header) {
    std::string token = token_in(cookie_header);
    if (token.empty() || token.size() > 64) {
        return ErrorId::sign_in_required;
    }
    auto account = holder(token);
    if (!account) {
        return account.error();
    }
    return SignedIn{std::move(token), std::move(*account)};
}

domain::Status Door::sign_out(std::string_view cookie_header) {
    const auto in = session(cookie_header);
    if (!in) {
        return domain::Done{};
    }
    if (const auto noted = log_.note("sign-in", clock_.now(), "sign-in.ended", in->account.person.value,
                                     {{"person", in->account.person.value}});
        !noted) {
        return noted;
    }
    return store_.end_session(in->token);
}

std::string Door::cookie(const std::string& token) const {
    return cookie_name() + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" + (secure() ? "; Secure" : "");
}

std::string Door::no_cookie() const {
    return cookie("") + "; Max-Age=0";
}

} // namespace sigillo::portal
