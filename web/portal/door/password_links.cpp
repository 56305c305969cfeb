#include "web/portal/door/password_links.hpp"

#include "shared/domain/transliterate.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/notices/notices.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::size_t shortest_password = 12;
constexpr domain::Duration limit_window = domain::Duration::minutes(15);
constexpr int links_per_account = 3;
constexpr int links_per_address = 30;
constexpr int tries_per_account = 10;
constexpr domain::Duration invitation_lifetime = domain::Duration::days(7);
constexpr domain::Duration forgotten_lifetime = domain::Duration::hours(1);

std::string random_token() {
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

std::size_t characters_in(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// A password on its way to a worker thread: wiped with its owner.
struct Secret {
    std::string text;
    std::string hash;
    bool right = false;
    ~Secret() { sodium_memzero(text.data(), text.size()); }
};

} // namespace

domain::Status acceptable_password(std::string_view password, const Account& account) {
    const std::string small = lower(std::string(password));
    const bool one_character =
        std::all_of(password.begin(), password.end(), [&](char c) { return c == password.front(); });
    const std::string own_names = lower(account.given_name + account.surname);
    const std::string names_turned = lower(account.surname + account.given_name);
    const std::string letters = lower(domain::transliterate(password));
    const bool own = small == lower(account.email) || small == lower(account.codice_fiscale.text()) ||
                     letters == lower(domain::transliterate(own_names)) ||
                     letters == lower(domain::transliterate(names_turned));
    if (characters_in(password) < shortest_password || one_character || own) {
        return ErrorId::password_weak;
    }
    return domain::Done{};
}

domain::Status PasswordLinks::limit(const std::string& key, int attempts) {
    const auto within = store_.count_attempt(key, clock_.now(), limit_window, attempts);
    if (!within) {
        return within.error();
    }
    if (!*within) {
        return Error(ErrorId::sign_in_rate_limited, {{"minutes", std::to_string(limit_window.seconds / 60)}});
    }
    return domain::Done{};
}

std::vector<Write> PasswordLinks::link_for(const Account& account, Occasion occasion,
                                           const std::string& order) const {
    const domain::Instant now = clock_.now();
    const bool invited = occasion == Occasion::invitation;
    const domain::Instant expires = now + (invited ? invitation_lifetime : forgotten_lifetime);
    const std::string token = random_token();
    texts::Parameters parameters{{"given_name", account.given_name},
                                 {"surname", account.surname},
                                 {"portal", settings_.portal},
                                 // Behind the hash it stays out of logs and of Referer.
                                 {"link", settings_.origin + "/office/#/password/" + token},
                                 {"expires_at", domain::to_rfc3339(expires)}};
    if (!order.empty()) {
        parameters["order"] = order;
    }
    const std::string text_key = invited                              ? "notice.account.invitation"
                                 : occasion == Occasion::first_access ? "notice.account.first_access"
                                                                      : "notice.account.forgotten";
    const std::string key =
        "password-link/" + pki::sha256_hex(pki::view_of("sigillo.password-link/" + token)).substr(0, 32);
    Email email;
    const std::string host = settings_.origin.substr(settings_.origin.find("://") + 3);
    email.message_id = key.substr(key.find('/') + 1) + "@" + host.substr(0, host.find_first_of(":/"));
    email.date = now;
    email.to = account.email;
    email.to_name = account.given_name + " " + account.surname;
    email.subject = texts::text(account.language, text_key + ".subject", parameters);
    email.text = texts::text(account.language, text_key + ".body", parameters);
    std::vector<Write> writes;
    writes.emplace_back(PutPasswordLink{account.person, token, expires});
    writes.emplace_back(PutOutboxItem{email_item(key, email, account.person, now)});
    return writes;
}

domain::Status PasswordLinks::send(const Account& account) {
    if (account.disabled || account.email.empty()) {
        return domain::Done{};
    }
    Transaction transaction;
    transaction.writes = link_for(account, Occasion::forgotten, "");
    const auto appended = store_.append(transaction);
    return appended ? domain::Status(domain::Done{}) : domain::Status(appended.error());
}

domain::Status PasswordLinks::enrol(const std::string& login) {
    const auto code = domain::CodiceFiscale::parse(login);
    if (!code) {
        return domain::Done{};
    }
    const auto person = store_.known_person(*code);
    if (!person || !*person) {
        return person ? domain::Status(domain::Done{}) : domain::Status(person.error());
    }
    const auto rows = store_.register_rows(**person);
    if (!rows) {
        return rows.error();
    }
    Account account;
    account.person = **person;
    account.codice_fiscale = *code;
    for (const auto& row : *rows) {
        const auto& entry = row.entry;
        if (entry.status == domain::EnrolmentStatus::cancelled || entry.email.empty()) {
            continue;
        }
        if (account.email.empty()) {
            account.given_name = entry.given_name;
            account.surname = entry.surname;
            account.email = entry.email;
            account.mobile = entry.mobile;
        }
        account.roles.push_back({domain::Role::member, entry.order});
    }
    if (account.email.empty()) {
        return domain::Done{};
    }
    // A contact that somebody else has here already is theirs (X5): the Order has to put that right.
    const auto email_taken = store_.email_is_of_other(account.email, *code);
    const auto mobile_taken = store_.mobile_is_of_other(account.mobile, *code);
    if (!email_taken || !mobile_taken) {
        return email_taken ? mobile_taken.error() : email_taken.error();
    }
    if (*email_taken) {
        return domain::Done{};
    }
    if (*mobile_taken) {
        account.mobile.clear();
    }
    Transaction transaction;
    auto link = link_for(account, Occasion::first_access, "");
    // The account is there before what is sealed under its key.
    transaction.writes.emplace_back(PutAccount{std::move(account)});
    transaction.writes.insert(transaction.writes.end(), std::make_move_iterator(link.begin()),
                              std::make_move_iterator(link.end()));
    const auto appended = store_.append(transaction);
    return appended ? domain::Status(domain::Done{}) : domain::Status(appended.error());
}

domain::Status PasswordLinks::forgotten(const std::string& login, const std::string& peer) {
    if (const auto allowed = limit("forgotten-address:" + peer, links_per_address); !allowed) {
        return allowed;
    }
    // Whoever asks too often for one account is told the same, too; only nothing more is sent.
    const auto allowed = limit("forgotten:" + lower(login), links_per_account);
    if (!allowed) {
        return allowed.error().id == ErrorId::sign_in_rate_limited ? domain::Status(domain::Done{}) : allowed;
    }
    const bool started =
        background_.run([] {},
                        [this, login] {
                            // After the answer has gone: how long it takes tells nothing.
                            if (const auto account = store_.account_by_login(login); account) {
                                (void)send(*account);
                            } else if (account.error().id == ErrorId::not_found) {
                                (void)enrol(login);
                            }
                        });
    return started ? domain::Status(domain::Done{}) : domain::Status(ErrorId::busy);
}

domain::Status PasswordLinks::keep(const domain::PersonId& person, const std::string& hash,
                                   std::vector<Write> writes, std::string_view event) {
    if (hash.empty()) {
        return ErrorId::internal;
    }
    auto account = store_.account(person);
    if (!account) {
        return account.error();
    }
    const StreamId stream{StreamKind::person, person.value + "/password"};
    const auto before = store_.read(stream);
    if (!before) {
        return before.error();
    }
    account->password_hash = hash;
    Transaction transaction;
    transaction.writes = std::move(writes);
    if (event == "password.set") {
        account->email_verified = true; // the link came to it
    }
    transaction.writes.emplace_back(PutAccount{std::move(*account)});
    transaction.writes.emplace_back(EndSessions{person});
    transaction.streams.push_back(
        {stream,
         static_cast<std::int64_t>(before->size()),
         {{std::string(event), 1, clock_.now(), person.value, R"({"fields":{}})"}}});
    const auto appended = store_.append(transaction);
    return appended ? domain::Status(domain::Done{}) : domain::Status(appended.error());
}

void PasswordLinks::set(const std::string& token, const std::string& password, const std::string& peer,
                        const Answer& answer) {
    if (const auto allowed = limit("password-link:" + peer, links_per_address); !allowed) {
        answer(allowed);
        return;
    }
    const auto person = store_.password_link(token, clock_.now());
    if (!person) {
        answer(person.error());
        return;
    }
    const auto account = store_.account(*person);
    if (!account || account->disabled) {
        answer(ErrorId::link_invalid);
        return;
    }
    if (const auto good = acceptable_password(password, *account); !good) {
        answer(good);
        return;
    }
    auto secret = std::make_shared<Secret>();
    secret->text = password;
    const bool started =
        background_.run([this, secret] { secret->hash = passwords_.hash(secret->text); },
                        [this, secret, person = *person, token, answer] {
                            std::vector<Write> writes;
                            writes.emplace_back(UsePasswordLink{person, token, clock_.now()});
                            answer(keep(person, secret->hash, std::move(writes), "password.set"));
                        });
    if (!started) {
        answer(ErrorId::busy);
    }
}

void PasswordLinks::change(const domain::PersonId& person, const std::string& current,
                           const std::string& password, const Answer& answer) {
    if (const auto allowed = limit("password-change:" + person.value, tries_per_account); !allowed) {
        answer(allowed);
        return;
    }
    const auto account = store_.account(person);
    if (!account) {
        answer(account.error());
        return;
    }
    if (const auto good = acceptable_password(password, *account); !good) {
        answer(good);
        return;
    }
    auto before = std::make_shared<Secret>();
    before->text = current;
    before->hash = account->password_hash;
    auto after = std::make_shared<Secret>();
    after->text = password;
    const bool started = background_.run(
        [this, before, after] {
            before->right = passwords_.matches(before->text, before->hash);
            if (before->right) {
                after->hash = passwords_.hash(after->text);
            }
        },
        [this, before, after, person, answer] {
            answer(before->right ? keep(person, after->hash, {}, "password.changed")
                                 : domain::Status(ErrorId::password_wrong));
        });
    if (!started) {
        answer(ErrorId::busy);
    }
}

} // namespace sigillo::portal
