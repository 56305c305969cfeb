#include "web/portal/api/users_desk.hpp"

#include "web/portal/api/command_key.hpp"
#include "web/portal/codec/event_codec.hpp"
#include "web/portal/register/register_values.hpp"

#include <algorithm>
#include <tuple>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::Role;

namespace {

StreamId users_stream(const domain::OrderId& order) {
    return {StreamKind::order, order.value + "/users"};
}

std::optional<domain::OrderId> order_of(const Caller& caller) {
    for (const auto& grant : caller.account.roles) {
        if (grant.role == Role::administrator) {
            return grant.order;
        }
    }
    return std::nullopt;
}

Error wrong(const char* field) {
    return {ErrorId::invalid_argument, {{"field", field}}};
}

/// The roles of the Order are replaced, all others stay.
void give_roles(Account& account, const domain::OrderId& order, bool secretary, bool administrator) {
    std::erase_if(account.roles, [&](const domain::RoleGrant& grant) {
        return grant.order == order && (grant.role == Role::secretary || grant.role == Role::administrator);
    });
    if (secretary) {
        account.roles.push_back({Role::secretary, order});
    }
    if (administrator) {
        account.roles.push_back({Role::administrator, order});
    }
}

/// The store's word for somebody else's contact, in ours.
Error said_to_people(const Error& error) {
    const auto field = error.details.find("field");
    const bool contact = error.id == ErrorId::invalid_argument && field != error.details.end() &&
                         (field->second == "email" || field->second == "mobile");
    return contact ? Error(ErrorId::user_contact_taken, {{"field", field->second}}) : error;
}

domain::Status read_contacts(const std::string& email, const std::string& mobile, Account& account) {
    if (!read_email(email, account.email) || account.email.empty()) {
        return wrong("email");
    }
    if (!read_mobile(mobile, account.mobile)) {
        return wrong("mobile");
    }
    return domain::Done{};
}

} // namespace

std::string UsersDesk::name_of(const domain::OrderId& order) const {
    const auto* info = renewals_.catalogue().order(order);
    return info == nullptr ? order.value : info->name.it;
}

domain::Result<UsersDesk::Office> UsersDesk::office(const domain::OrderId& order) {
    Store& store = renewals_.store();
    Office office;
    office.order = order;
    // Roles may also come from the portal's provisioning: the accounts say who works now, the stream who did.
    std::vector<domain::OfficeUser> now;
    for (const Role role : {Role::secretary, Role::administrator}) {
        const auto holders = store.holders_of(role, order);
        if (!holders) {
            return holders.error();
        }
        for (const auto& holder : *holders) {
            auto known = std::find_if(now.begin(), now.end(),
                                      [&](const auto& user) { return user.person == holder.person; });
            if (known == now.end()) {
                known = now.insert(now.end(), {holder.person, false, false, holder.disabled});
            }
            (role == Role::secretary ? known->secretary : known->administrator) = true;
        }
    }
    const auto stored = store.read(users_stream(order));
    if (!stored) {
        return stored.error();
    }
    office.seq = static_cast<std::int64_t>(stored->size());
    for (const auto& event : *stored) {
        const auto decoded = decode_office_user(event, store.vault());
        if (!decoded) {
            return decoded.error();
        }
        office.users = domain::evolve(std::move(office.users), *decoded);
    }
    for (const auto& user : now) {
        std::erase_if(office.users, [&](const auto& known) { return known.person == user.person; });
        office.users.push_back(user);
    }
    for (auto& user : office.users) {
        const bool works = std::any_of(now.begin(), now.end(),
                                       [&](const auto& other) { return other.person == user.person; });
        user.disabled = user.disabled || !works;
    }
    return office;
}

domain::Result<wire::OfficeUserList> UsersDesk::list(const domain::OrderId& order, const Caller& caller) {
    const auto now = office(order);
    if (!now) {
        return now.error();
    }
    wire::OfficeUserList list;
    list.seq = now->seq;
    for (const auto& user : now->users) {
        const auto account = renewals_.store().account(user.person);
        if (!account) {
            if (account.error().id == ErrorId::not_found || account.error().id == ErrorId::erased) {
                continue;
            }
            return account.error();
        }
        wire::OfficeUser line;
        line.codice_fiscale = account->codice_fiscale.text();
        line.given_name = account->given_name;
        line.surname = account->surname;
        line.email = account->email;
        line.mobile = account->mobile;
        line.secretary = user.secretary;
        line.administrator = user.administrator;
        line.disabled = user.disabled;
        line.has_password = !account->password_hash.empty();
        line.oneself = user.person == caller.account.person;
        list.users.push_back(std::move(line));
    }
    std::sort(list.users.begin(), list.users.end(), [](const auto& a, const auto& b) {
        return std::tie(a.disabled, a.surname, a.given_name, a.codice_fiscale) <
               std::tie(b.disabled, b.surname, b.given_name, b.codice_fiscale);
    });
    return list;
}

domain::Status UsersDesk::store(const Caller& caller, const Office& office,
                                const domain::OfficeUserEvent& event, std::optional<CommandKey> key,
                                std::vector<Write> writes) {
    Store& store = renewals_.store();
    const StreamId stream = users_stream(office.order);
    auto encoded = encode(event, caller.account.person, stream, office.seq + 1, caller.account.person.value,
                          store.vault());
    if (!encoded) {
        return encoded.error();
    }
    Transaction transaction;
    transaction.command = std::move(key);
    transaction.streams.push_back({stream, office.seq, {std::move(*encoded)}});
    transaction.writes = std::move(writes);
    const auto appended = store.append(transaction);
    return appended ? domain::Status(domain::Done{}) : domain::Status(said_to_people(appended.error()));
}

domain::Status UsersDesk::invite(const Caller& caller, const domain::OrderId& order,
                                 const wire::InviteUser& message) {
    Store& data = renewals_.store();
    const auto key = key_of(caller, message, renewals_.now());
    if (const auto before = data.reply_of(key); !before || *before) {
        return before ? domain::Status(domain::Done{}) : domain::Status(before.error());
    }
    const auto code = domain::CodiceFiscale::parse(message.codice_fiscale);
    if (!code) {
        return code.error();
    }
    const auto now = office(order);
    if (!now) {
        return now.error();
    }
    if (message.seq != now->seq) {
        return Error(ErrorId::request_changed_meanwhile, {{"seq", std::to_string(now->seq)}});
    }
    const auto person = data.person_of(*code);
    if (!person) {
        return person.error();
    }
    const auto event = domain::decide(
        now->users, domain::InviteOfficeUser{*person, message.secretary, message.administrator},
        {caller.actor(), renewals_.now(), order});
    if (!event) {
        return event.error();
    }
    auto known = data.account(*person);
    if (!known && known.error().id != ErrorId::not_found) {
        return known.error();
    }
    Account account;
    if (known) {
        // Whose account it is already keeps the own data and password.
        account = std::move(*known);
        account.disabled = false;
    } else {
        account.person = *person;
        account.codice_fiscale = *code;
        if (!read_required(message.given_name, 64, account.given_name)) {
            return wrong("given_name");
        }
        if (!read_required(message.surname, 64, account.surname)) {
            return wrong("surname");
        }
        if (const auto read = read_contacts(message.email, message.mobile, account); !read) {
            return read;
        }
        account.language = caller.language;
    }
    give_roles(account, order, message.secretary, message.administrator);
    std::vector<Write> writes;
    if (account.password_hash.empty()) {
        writes = links_.link_for(account, PasswordLinks::Occasion::invitation, name_of(order));
    }
    // The account is there before what is sealed under its key.
    writes.insert(writes.begin(), PutAccount{std::move(account)});
    return store(caller, *now, *event, key, std::move(writes));
}

domain::Status UsersDesk::change(const Caller& caller, const domain::OrderId& order,
                                 const wire::ChangeUser& message) {
    Store& data = renewals_.store();
    const auto key = key_of(caller, message, renewals_.now());
    if (const auto before = data.reply_of(key); !before || *before) {
        return before ? domain::Status(domain::Done{}) : domain::Status(before.error());
    }
    const auto code = domain::CodiceFiscale::parse(message.codice_fiscale);
    if (!code) {
        return code.error();
    }
    const auto now = office(order);
    if (!now) {
        return now.error();
    }
    if (message.seq != now->seq) {
        return Error(ErrorId::request_changed_meanwhile, {{"seq", std::to_string(now->seq)}});
    }
    auto account = data.account_by_login(code->text());
    if (!account) {
        return account.error();
    }
    const Account before = *account;
    if (const auto read = read_contacts(message.email, message.mobile, *account); !read) {
        return read;
    }
    const bool contact_changed = before.email != account->email || before.mobile != account->mobile;
    const auto event =
        domain::decide(now->users,
                       domain::ChangeOfficeUser{account->person, message.secretary, message.administrator,
                                                message.disabled, contact_changed},
                       {caller.actor(), renewals_.now(), order});
    if (!event) {
        return event.error();
    }
    // Who sets an address can have a link sent to it: only for accounts that are nothing but this office's.
    const bool office_alone =
        std::all_of(before.roles.begin(), before.roles.end(), [&](const domain::RoleGrant& grant) {
            return grant.order == order && grant.role != Role::member;
        });
    if (contact_changed && !office_alone) {
        return ErrorId::not_allowed;
    }
    account->email_verified = account->email_verified && before.email == account->email;
    give_roles(*account, order, message.secretary && !message.disabled,
               message.administrator && !message.disabled);
    // Who has another role, a member's say, still comes in for that.
    account->disabled = account->roles.empty();
    std::vector<Write> writes;
    if (message.disabled) {
        writes.emplace_back(EndSessions{account->person});
    }
    writes.insert(writes.begin(), PutAccount{std::move(*account)});
    return store(caller, *now, *event, key, std::move(writes));
}

domain::Result<wire::OfficeUserList> UsersDesk::handle(const Caller& caller, const wire::ListUsers&) {
    const auto order = order_of(caller);
    if (!order) {
        return ErrorId::not_allowed;
    }
    return list(*order, caller);
}

domain::Result<wire::OfficeUserList> UsersDesk::handle(const Caller& caller,
                                                       const wire::InviteUser& message) {
    std::optional<domain::OrderId> order = order_of(caller);
    const bool by_operator = caller.actor().has(Role::operator_staff);
    if (message.order && by_operator) {
        order = domain::OrderId(*message.order);
        if (renewals_.catalogue().order(*order) == nullptr) {
            return wrong("order");
        }
    } else if (message.order) {
        return ErrorId::not_allowed;
    }
    if (!order) {
        return ErrorId::not_allowed;
    }
    if (const auto done = invite(caller, *order, message); !done) {
        return done.error();
    }
    return list(*order, caller);
}

domain::Result<wire::OfficeUserList> UsersDesk::handle(const Caller& caller,
                                                       const wire::ChangeUser& message) {
    const auto order = order_of(caller);
    if (!order) {
        return ErrorId::not_allowed;
    }
    if (const auto done = change(caller, *order, message); !done) {
        return done.error();
    }
    return list(*order, caller);
}

domain::Result<wire::OfficeUserList> UsersDesk::handle(const Caller& caller,
                                                       const wire::InviteUserAgain& message) {
    const auto order = order_of(caller);
    if (!order) {
        return ErrorId::not_allowed;
    }
    Store& data = renewals_.store();
    const auto key = key_of(caller, message, renewals_.now());
    const auto repeated = data.reply_of(key);
    if (!repeated) {
        return repeated.error();
    }
    if (*repeated) {
        return list(*order, caller);
    }
    const auto account = data.account_by_login(message.codice_fiscale);
    const auto now = office(*order);
    if (!account || !now) {
        return account ? now.error() : account.error();
    }
    const bool works = std::any_of(now->users.begin(), now->users.end(), [&](const auto& user) {
        return user.person == account->person && !user.disabled;
    });
    if (!works) {
        return ErrorId::not_found;
    }
    const domain::OfficeUserInvitedAgain event{renewals_.now(), caller.account.person, account->person};
    auto writes = links_.link_for(*account, PasswordLinks::Occasion::invitation, name_of(*order));
    if (const auto done = store(caller, *now, event, key, std::move(writes)); !done) {
        return done.error();
    }
    return list(*order, caller);
}

} // namespace sigillo::portal
