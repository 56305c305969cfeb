#include "web/portal/api/register_desk.hpp"

#include "shared/protocol/codec.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "web/portal/codec/event_codec.hpp"
#include "web/portal/store/words.hpp"

#include <algorithm>
#include <tuple>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::size_t page_size = 50;
constexpr std::size_t shown = 200;

StreamId register_stream(const domain::OrderId& order) {
    return {StreamKind::order, order.value + "/register"};
}

/// Whose register the caller keeps.
std::optional<domain::OrderId> order_of(const Caller& caller) {
    for (const auto& grant : caller.account.roles) {
        if (grant.role == domain::Role::secretary || grant.role == domain::Role::administrator) {
            return grant.order;
        }
    }
    return std::nullopt;
}

std::string_view text_of(const protocol::Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

wire::EnrolmentStatus status_of(domain::EnrolmentStatus status) {
    switch (status) {
    case domain::EnrolmentStatus::enrolled:
        return wire::EnrolmentStatus::enrolled;
    case domain::EnrolmentStatus::suspended:
        return wire::EnrolmentStatus::suspended;
    case domain::EnrolmentStatus::cancelled:
        return wire::EnrolmentStatus::cancelled;
    }
    return wire::EnrolmentStatus::cancelled;
}

wire::RegisterEntry line_of(const domain::RegisterEntry& entry, const domain::Date& today) {
    wire::RegisterEntry line;
    line.codice_fiscale = entry.codice_fiscale.text();
    line.given_name = entry.given_name;
    line.surname = entry.surname;
    line.title = entry.title;
    line.section = entry.section;
    line.sector = entry.sector;
    line.number = entry.number;
    line.registered_on = domain::to_text(entry.registered_on);
    line.email = entry.email;
    line.mobile = entry.mobile;
    line.status = status_of(entry.status);
    if (entry.dues_paid_up_to.given()) {
        line.dues_paid_up_to = domain::to_text(entry.dues_paid_up_to);
    }
    line.dues_paid = domain::dues_paid(entry, today);
    return line;
}

wire::RegisterMember member_of(const domain::RegisterEntry& entry, int line) {
    return {line, entry.codice_fiscale.text(), entry.surname + " " + entry.given_name, entry.number};
}

wire::RegisterChange change_of(const EntryChange& change) {
    wire::RegisterChange out{member_of(change.after, change.line), {}};
    for (const auto& field : change.fields) {
        out.fields.push_back({field.field, field.before, field.after});
    }
    return out;
}

/// The first ones of a list, each as `show` has it.
template <class From, class To, class Show>
void show_first(const std::vector<From>& from, std::vector<To>& to, Show show) {
    for (std::size_t at = 0; at < std::min(from.size(), shown); ++at) {
        to.push_back(show(from[at]));
    }
}

wire::PreviewRegister::Reply preview_of(const RegisterPlan& plan) {
    wire::PreviewRegister::Reply reply;
    reply.digest = plan.digest;
    reply.version = plan.version;
    reply.added = static_cast<int>(plan.added.size());
    reply.changed = static_cast<int>(plan.changed.size());
    reply.unchanged = static_cast<int>(plan.unchanged);
    reply.missing = static_cast<int>(plan.missing.size());
    reply.problems = static_cast<int>(plan.problems.size());
    show_first(plan.added, reply.first_added,
               [](const EntryChange& change) { return member_of(change.after, change.line); });
    show_first(plan.changed, reply.first_changed, change_of);
    show_first(plan.missing, reply.first_missing,
               [](const domain::RegisterEntry& entry) { return member_of(entry, 0); });
    show_first(plan.problems, reply.first_problems, [](const LineProblem& problem) {
        return wire::RegisterProblem{problem.line, problem.column, protocol::to_failure(problem.error)};
    });
    reply.ignored_columns = plan.ignored_columns;
    return reply;
}

/// Each word of a query begins a word of the line.
bool matches(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& want) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return word.compare(0, want.size(), want) == 0; });
    });
}

domain::Result<wire::ImportRegister::Reply> read_reply(const std::string& stored) {
    const auto json = protocol::parse_bounded(stored, {1024, 4});
    if (!json) {
        return json.error();
    }
    return protocol::decode<wire::ImportRegister::Reply>(*json);
}

} // namespace

domain::Result<std::optional<domain::RegisterImported>>
RegisterDesk::last_import(const domain::OrderId& order, std::int64_t& seq) {
    const auto stored = store_.read(register_stream(order));
    if (!stored) {
        return stored.error();
    }
    seq = static_cast<std::int64_t>(stored->size());
    if (stored->empty()) {
        return std::optional<domain::RegisterImported>();
    }
    const auto event = decode_register(stored->back(), store_.vault());
    if (!event) {
        return event.error();
    }
    return std::visit([](const domain::RegisterImported& e) { return std::optional(e); }, *event);
}

domain::Result<RegisterDesk::Current> RegisterDesk::current(const domain::OrderId& order) {
    Current current;
    auto last = last_import(order, current.seq);
    if (!last) {
        return last.error();
    }
    current.last = std::move(*last);
    if (current.last) {
        current.version = current.last->version;
    }
    const auto changes = store_.register_changes(order);
    if (!changes) {
        return changes.error();
    }
    current.changes = *changes;
    auto rows = store_.register_of(order);
    if (!rows) {
        return rows.error();
    }
    current.entries.reserve(rows->size());
    for (auto& row : *rows) {
        current.version = std::max(current.version, row.entry.version);
        current.entries.push_back(std::move(row.entry));
    }
    return current;
}

domain::Result<const RegisterDesk::Listing*> RegisterDesk::listing(const domain::OrderId& order) {
    const auto changes = store_.register_changes(order);
    if (!changes) {
        return changes.error();
    }
    Listing& listing = listings_[order];
    if (listing.changes == *changes) {
        return &listing;
    }
    auto now = current(order);
    if (!now) {
        return now.error();
    }
    listing.lines.clear();
    listing.version = now->version;
    for (auto& entry : now->entries) {
        auto words = words_of(entry.surname + " " + entry.given_name + " " + entry.number);
        words.push_back(entry.codice_fiscale.text());
        listing.lines.push_back({std::move(entry), std::move(words)});
    }
    std::sort(listing.lines.begin(), listing.lines.end(), [](const auto& a, const auto& b) {
        return std::tie(a.words, a.entry.codice_fiscale) < std::tie(b.words, b.entry.codice_fiscale);
    });
    listing.changes = *changes;
    return &listing;
}

domain::Result<wire::ListRegister::Reply> RegisterDesk::handle(const Caller& caller,
                                                               const wire::ListRegister& message) {
    const auto order = order_of(caller);
    if (!order) {
        return ErrorId::not_allowed;
    }
    const auto lines = listing(*order);
    if (!lines) {
        return lines.error();
    }
    std::int64_t seq = 0;
    const auto last = last_import(*order, seq);
    if (!last) {
        return last.error();
    }
    wire::ListRegister::Reply reply;
    reply.version = (*lines)->version;
    reply.members = static_cast<int>((*lines)->lines.size());
    if (*last) {
        const auto who = store_.account((*last)->by);
        reply.imported = {(*last)->at.seconds, who ? who->given_name + " " + who->surname : std::string()};
    }
    const auto wanted = query_words_of(message.search);
    const domain::Date today = domain::rome_date(clock_.now());
    const std::size_t first = static_cast<std::size_t>(message.page) * page_size;
    std::size_t total = 0;
    for (const auto& line : (*lines)->lines) {
        if (!matches(line.words, wanted)) {
            continue;
        }
        if (total >= first && reply.entries.size() < page_size) {
            reply.entries.push_back(line_of(line.entry, today));
        }
        ++total;
    }
    reply.total = static_cast<int>(total);
    return reply;
}

domain::Result<RegisterPlan> RegisterDesk::plan(const domain::OrderId& order, const Current& current,
                                                std::string_view bytes) {
    auto file = read_register_file(bytes, order);
    if (!file) {
        return file.error();
    }
    std::optional<Error> failed;
    const auto ask = [&failed](const domain::Result<bool>& answer) {
        if (!answer) {
            failed = answer.error();
        }
        return answer && *answer;
    };
    const ContactOwners owners{[&](const std::string& email, const domain::CodiceFiscale& person) {
                                   return ask(store_.email_is_of_other(email, person));
                               },
                               [&](const std::string& mobile, const domain::CodiceFiscale& person) {
                                   return ask(store_.mobile_is_of_other(mobile, person));
                               }};
    auto plan = plan_import(std::move(*file), bytes, order, current.entries, current.version, owners);
    if (failed) {
        return *failed;
    }
    // Whatever changed in the register since, the preview that was confirmed is another one.
    plan.digest = pki::sha256_hex(pki::view_of(plan.digest + "/" + std::to_string(current.changes)));
    return plan;
}

domain::Result<wire::PreviewRegister::Reply> RegisterDesk::handle(const Caller& caller,
                                                                  const wire::PreviewRegister& message) {
    const auto order = order_of(caller);
    if (!order) {
        return ErrorId::not_allowed;
    }
    const auto now = current(*order);
    if (!now) {
        return now.error();
    }
    const auto planned = plan(*order, *now, text_of(message.file));
    if (!planned) {
        return planned.error();
    }
    return preview_of(*planned);
}

domain::Result<wire::ImportRegister::Reply> RegisterDesk::handle(const Caller& caller,
                                                                 const wire::ImportRegister& message) {
    const auto order = order_of(caller);
    if (!order) {
        return ErrorId::not_allowed;
    }
    // The digest stands for the file.
    const std::string content = std::string(wire::ImportRegister::method) + message.digest +
                                (message.cancel_missing ? "/cancel" : "/keep");
    const CommandKey key{caller.account.person.value, message.command, pki::sha256_hex(pki::view_of(content)),
                         clock_.now()};
    const auto before = store_.reply_of(key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return read_reply(**before);
    }
    const auto now = current(*order);
    if (!now) {
        return now.error();
    }
    const auto planned = plan(*order, *now, text_of(message.file));
    if (!planned) {
        return planned.error();
    }
    if (planned->digest != message.digest) {
        return ErrorId::register_changed_meanwhile;
    }
    const auto missing = message.cancel_missing ? MissingMembers::cancel : MissingMembers::keep;
    auto entries = entries_of(*planned, missing);
    if (!entries) {
        return entries.error();
    }
    domain::RegisterImported event;
    event.at = clock_.now();
    event.by = caller.account.person;
    event.version = planned->version + 1;
    event.added = static_cast<std::int64_t>(planned->added.size());
    event.changed = static_cast<std::int64_t>(planned->changed.size());
    event.unchanged = planned->unchanged;
    const auto gone = static_cast<std::int64_t>(planned->missing.size());
    event.cancelled = message.cancel_missing ? gone : 0;
    event.left = message.cancel_missing ? 0 : gone;
    event.refused = static_cast<std::int64_t>(planned->problems.size());
    event.file = domain::Digest(planned->file_sha256);
    event.preview = domain::Digest(planned->digest);
    const StreamId stream = register_stream(*order);
    auto encoded = encode(event, caller.account.person, stream, now->seq + 1, caller.account.person.value,
                          store_.vault());
    if (!encoded) {
        return encoded.error();
    }
    Transaction transaction;
    transaction.command = key;
    transaction.reply = protocol::dump(protocol::encode(
        wire::ImportRegister::Reply{event.version, static_cast<int>(event.added),
                                    static_cast<int>(event.changed), static_cast<int>(event.cancelled)}));
    transaction.streams.push_back({stream, now->seq, {std::move(*encoded)}});
    transaction.writes.emplace_back(PutRegisterEntries{std::move(*entries)});
    const auto appended = store_.append(transaction);
    if (!appended) {
        return appended.error().id == ErrorId::request_changed_meanwhile
                   ? Error(ErrorId::register_changed_meanwhile)
                   : appended.error();
    }
    return read_reply(appended->reply);
}

} // namespace sigillo::portal
