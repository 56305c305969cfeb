#include "web/portal/api/purchase/draft_desk.hpp"

#include "shared/domain/purchase/fields.hpp"
#include "shared/pki/authority.hpp"
#include "web/portal/api/command_key.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

bool sells_today(const domain::ConventionVersion& convention, const domain::OrderId& order,
                 const domain::Date& today) {
    return convention.purchase && domain::applies(convention, order, today);
}

std::string upper_trimmed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\t') {
            out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return out;
}

std::string random_id(const char* prefix) {
    return prefix + pki::hex_of(pki::random_serial()).substr(0, 20);
}

/// By its name and by what people call it (R57).
std::string label_of(const OrderInfo& order, domain::Language language) {
    return order.name.in(language) + " · " + order.short_name.in(language);
}

/// "Fermo (FM)", "Francia"; empty where the code is of no place.
std::string name_of(const std::optional<Place>& place) {
    if (!place) {
        return {};
    }
    const std::string name(place->name);
    return place->foreign() || place->area.empty() ? name : name + " (" + std::string(place->area) + ")";
}

Error unknown(const std::string& code) {
    return {ErrorId::convention_unknown, {{"convention", code}}};
}

} // namespace

domain::Result<wire::FindConvention::Reply> DraftDesk::handle(const Caller& caller,
                                                              const wire::FindConvention& message) {
    const domain::ConventionCode code(upper_trimmed(message.code));
    const domain::Date today = domain::rome_date(purchases_.now());
    wire::FindConvention::Reply reply;
    reply.code = code.value;
    for (const auto& convention : purchases_.catalogue().conventions()) {
        if (convention.code != code || code.empty()) {
            continue;
        }
        for (const auto& order : convention.orders) {
            const auto* info = purchases_.catalogue().order(order);
            if (info != nullptr && sells_today(convention, order, today)) {
                reply.name = convention.title.in(caller.language);
                reply.orders.push_back({order.value, label_of(*info, caller.language), std::nullopt});
            }
        }
    }
    if (reply.orders.empty()) {
        return unknown(message.code);
    }
    std::sort(reply.orders.begin(), reply.orders.end(),
              [](const auto& a, const auto& b) { return a.label < b.label; });
    return reply;
}

domain::Result<wire::Draft> DraftDesk::show(const Caller& caller, const DraftRow& row) {
    const auto* order = purchases_.catalogue().order(row.order);
    const auto facts =
        purchases_.facts({{}, row.order, row.person}, row.convention, row.form, caller.actor());
    if (!facts) {
        return facts.error();
    }
    if (order == nullptr || !facts->convention || !facts->convention->purchase) {
        return unknown(row.convention.value);
    }
    return wizard({row, *facts->convention, *order, *facts, caller.language});
}

domain::Result<DraftRow> DraftDesk::own(const Caller& caller, const std::string& draft) {
    auto row = purchases_.store().draft(draft);
    if (row && row->person != caller.account.person) {
        return ErrorId::not_found;
    }
    return row;
}

domain::Result<wire::Draft> DraftDesk::keep(const Caller& caller, DraftRow row, std::vector<Write> writes) {
    ++row.seq;
    row.saved = purchases_.now();
    Transaction transaction;
    transaction.writes = std::move(writes);
    transaction.writes.emplace_back(PutDraft{row});
    if (const auto kept = purchases_.store().append(transaction); !kept) {
        return kept.error();
    }
    return show(caller, row);
}

domain::Result<wire::Draft> DraftDesk::handle(const Caller& caller, const wire::OpenDraft& message) {
    const domain::ConventionCode code(upper_trimmed(message.convention));
    const domain::OrderId order(message.order);
    const auto* convention = purchases_.catalogue().find(code, order, domain::rome_date(purchases_.now()));
    if (convention == nullptr || !convention->purchase) {
        return unknown(message.convention);
    }
    const auto drafts = purchases_.store().drafts_of(caller.account.person);
    if (!drafts) {
        return drafts.error();
    }
    for (const auto& draft : *drafts) {
        if (draft.convention == code && draft.order == order) {
            return show(caller, draft);
        }
    }
    DraftRow row;
    row.id = random_id("D-");
    row.person = caller.account.person;
    row.convention = code;
    row.order = order;
    row.form = fresh_form(caller.account);
    return keep(caller, std::move(row), {});
}

domain::Result<wire::Draft> DraftDesk::handle(const Caller& caller, const wire::SaveDraft& message) {
    auto row = own(caller, message.draft);
    if (!row) {
        return row.error();
    }
    if (row->seq != message.seq) {
        return Error(ErrorId::request_changed_meanwhile, {{"seq", std::to_string(row->seq)}});
    }
    for (const auto& value : message.values) {
        if (const auto set = domain::purchase::set_field(row->form, value.name, value.value); !set) {
            return set.error();
        }
    }
    row->form.holder.birth_place_name = name_of(places_.by_code(row->form.holder.birth_place));
    const auto* convention =
        purchases_.catalogue().find(row->convention, row->order, domain::rome_date(purchases_.now()));
    if (convention == nullptr || !convention->purchase) {
        return unknown(row->convention.value);
    }
    settle_choices(row->form, *convention);
    return keep(caller, std::move(*row), {});
}

domain::Result<wire::Draft> DraftDesk::handle(const Caller& caller, const wire::UploadPhoto& message) {
    auto row = own(caller, message.draft);
    if (!row) {
        return row.error();
    }
    if (row->seq != message.seq) {
        return Error(ErrorId::request_changed_meanwhile, {{"seq", std::to_string(row->seq)}});
    }
    if (const auto fits = check_photo(message.jpeg); !fits) {
        return fits.error();
    }
    Document photo;
    photo.sha256 = domain::Digest(pki::sha256_hex(message.jpeg));
    photo.kind = "photo";
    photo.person = caller.account.person;
    photo.content = message.jpeg;
    row->form.photo = photo.sha256;
    std::vector<Write> writes;
    writes.emplace_back(PutDocument{std::move(photo)});
    return keep(caller, std::move(*row), std::move(writes));
}

domain::Result<wire::DiscardDraft::Reply> DraftDesk::handle(const Caller& caller,
                                                            const wire::DiscardDraft& message) {
    const auto row = own(caller, message.draft);
    if (!row) {
        return row.error();
    }
    Transaction transaction;
    transaction.writes.emplace_back(DeleteDraft{row->id});
    const auto removed = purchases_.store().append(transaction);
    return removed ? domain::Result<wire::DiscardDraft::Reply>(wire::DiscardDraft::Reply{})
                   : domain::Result<wire::DiscardDraft::Reply>(removed.error());
}

domain::Result<wire::RequestView> DraftDesk::handle(const Caller& caller, const wire::PlaceDraft& message) {
    const CommandKey key = key_of(caller, message, purchases_.now());
    const auto before = purchases_.store().reply_of(key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return views_.request(domain::RequestId(**before), caller);
    }
    const auto row = own(caller, message.draft);
    if (!row) {
        return row.error();
    }
    if (row->seq != message.seq) {
        return Error(ErrorId::request_changed_meanwhile, {{"seq", std::to_string(row->seq)}});
    }
    // Of the draft and its state, so that two pages that place it at once meet on one stream.
    const Token token =
        purchases_.store().vault().token("purchase", row->id + "/" + std::to_string(row->seq));
    const domain::RequestId id("R-" + pki::hex_of(token).substr(0, 20));
    PurchaseExecution execution;
    execution.key = key;
    execution.request = id;
    execution.actor = caller.actor();
    execution.subject = domain::purchase::Subject{id, row->order, row->person};
    execution.convention = row->convention;
    execution.command = domain::purchase::Place{row->form,
                                                domain::Digest(message.convention_version),
                                                {message.total},
                                                message.clauses_accepted,
                                                message.use_credit};
    execution.writes.emplace_back(DeleteDraft{row->id});
    execution.reply = id.value;
    if (const auto placed = purchases_.execute(std::move(execution)); !placed) {
        return placed.error();
    }
    return views_.request(id, caller);
}

domain::Result<std::vector<wire::DraftRow>> DraftDesk::drafts(const Caller& caller) {
    const auto rows = purchases_.store().drafts_of(caller.account.person);
    if (!rows) {
        return rows.error();
    }
    std::vector<wire::DraftRow> out;
    const domain::Date today = domain::rome_date(purchases_.now());
    for (const auto& row : *rows) {
        const auto* convention = purchases_.catalogue().find(row.convention, row.order, today);
        const auto* order = purchases_.catalogue().order(row.order);
        if (convention == nullptr || order == nullptr) {
            continue;
        }
        const auto* product = domain::product_by_id(*convention, row.form.product);
        out.push_back({row.id, row.convention.value, row.order.value, order->name.in(caller.language),
                       product != nullptr ? product->name.in(caller.language) : std::string(),
                       row.saved.seconds});
    }
    return out;
}

domain::Result<std::vector<wire::ConventionRow>> DraftDesk::conventions(const Caller& caller) {
    const auto entries = purchases_.store().register_rows(caller.account.person);
    if (!entries) {
        return entries.error();
    }
    std::vector<wire::ConventionRow> out;
    const domain::Date today = domain::rome_date(purchases_.now());
    for (const auto& row : *entries) {
        const auto* order = purchases_.catalogue().order(row.entry.order);
        for (const auto* convention : purchases_.catalogue().listed(row.entry.order, today)) {
            if (order != nullptr && convention->purchase && !convention->code.empty()) {
                out.push_back({convention->code.value, convention->title.in(caller.language), order->id.value,
                               order->name.in(caller.language)});
            }
        }
    }
    return out;
}

} // namespace sigillo::portal
