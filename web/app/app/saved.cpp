#include "web/app/app/saved.hpp"

#include "shared/protocol/codec.hpp"
#include "shared/protocol/limits.hpp"

namespace sigillo::app {

namespace {

constexpr std::size_t most_bytes = 64 * protocol::kibibytes;

/// Described like a message, so that the codec checks what comes back: the storage is the page's, but an
/// older version may have written it.
struct Saved {
    struct Row {
        std::string request;
        std::string holder;
        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("request", self.request, protocol::text(1, 64));
            visit("holder", self.holder, protocol::text(0, 128));
        }
    };
    std::string user;
    int accepted = 0; ///< a bit a clause
    portal::QueueFilter filter = portal::QueueFilter::to_validate;
    std::string search;
    int page = 0;
    std::vector<Row> selected;
    std::optional<std::string> note;
    portal::RejectReason reason = portal::RejectReason::data_wrong;
    std::string code;
    std::string typed_for;
    std::vector<portal::FieldValue> typed;
    std::optional<std::string> away_for;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("user", self.user, protocol::text(0, 256));
        visit("clauses", self.accepted, protocol::integer(0, 31));
        visit("filter", self.filter, protocol::any());
        visit("search", self.search, protocol::text(0, 128));
        visit("page", self.page, protocol::integer(0, 100'000));
        visit("selected", self.selected, protocol::list(0, 200));
        visit("note", self.note, protocol::text(0, 1000));
        visit("reason", self.reason, protocol::any());
        visit("code", self.code, protocol::text(0, 32));
        visit("typed_for", self.typed_for, protocol::text(0, 128));
        visit("typed", self.typed, protocol::list(0, 100));
        visit("away_for", self.away_for, protocol::text(1, 64));
    }
};

} // namespace

std::string save(const State& state) {
    Saved saved;
    saved.user = state.sign_in.user;
    for (std::size_t i = 0; i < state.accepted.size(); ++i) {
        saved.accepted |= state.accepted.at(i) ? 1 << i : 0;
    }
    saved.filter = state.queue.filter;
    saved.search = state.queue.search;
    saved.page = state.queue.page;
    for (const auto& chosen : state.queue.selected) {
        saved.selected.push_back({chosen.request, chosen.holder});
    }
    if (state.rejecting) {
        saved.note = state.rejecting->note;
        saved.reason = state.rejecting->reason;
    }
    saved.code = state.buying.code;
    saved.typed_for = state.buying.typed_for;
    for (const auto& [name, value] : state.buying.typed) {
        saved.typed.push_back({name, value});
    }
    if (!state.away_for.empty()) {
        saved.away_for = state.away_for;
    }
    const auto json = protocol::encode(saved);
    return json == protocol::encode(Saved{}) ? std::string{} : protocol::dump(json);
}

void restore(std::string_view text, State& state) {
    const auto json = protocol::parse_bounded(text, {most_bytes});
    if (!json) {
        return;
    }
    auto saved = protocol::decode<Saved>(*json);
    if (!saved) {
        return;
    }
    state.sign_in.user = std::move(saved->user);
    for (std::size_t i = 0; i < state.accepted.size(); ++i) {
        state.accepted.at(i) = (saved->accepted >> i & 1) != 0;
    }
    state.queue.filter = saved->filter;
    state.queue.search = std::move(saved->search);
    state.queue.page = saved->page;
    for (auto& row : saved->selected) {
        state.queue.selected.push_back({std::move(row.request), std::move(row.holder)});
    }
    state.buying.code = std::move(saved->code);
    state.buying.typed_for = std::move(saved->typed_for);
    for (auto& field : saved->typed) {
        state.buying.typed[field.name] = std::move(field.value);
    }
    state.away_for = saved->away_for.value_or(std::string{});
    if (saved->note) {
        state.rejecting = Rejecting{saved->reason, std::move(*saved->note)};
    }
}

} // namespace sigillo::app
