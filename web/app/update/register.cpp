#include "web/app/update/office.hpp"

namespace sigillo::app {

namespace {

void listed(Turn& turn, portal::ListRegister::Reply&& reply) {
    turn.state.albo.list = std::move(reply);
}

void previewed(Turn& turn, portal::PreviewRegister::Reply&& reply) {
    auto& albo = turn.state.albo;
    turn.state.busy = false;
    albo.part = reply.problems > 0  ? PreviewPart::problems
                : reply.changed > 0 ? PreviewPart::changed
                : reply.added > 0   ? PreviewPart::added
                                    : PreviewPart::missing;
    albo.part_page = 0;
    albo.cancel_missing = albo.cancel_missing && reply.problems == 0;
    albo.preview = std::move(reply);
}

void forget_file(Register& albo) {
    albo.file_name.clear();
    albo.file.clear();
    albo.preview.reset();
    albo.cancel_missing = false;
}

void imported(Turn& turn, portal::ImportRegister::Reply&& reply) {
    auto& albo = turn.state.albo;
    turn.state.busy = false;
    forget_file(albo);
    albo.imported = reply;
    albo.search.clear();
    albo.page = 0;
    load_register(turn);
}

} // namespace

void load_register(Turn& turn) {
    const auto& albo = turn.state.albo;
    if (albo.file.empty()) {
        turn.portal<listed>(portal::ListRegister{albo.search, albo.page});
    } else {
        turn.state.busy = true;
        turn.portal<previewed>(portal::PreviewRegister{albo.file}, Patience::slow);
    }
}

void search_register(Turn& turn) {
    turn.state.albo.page = 0;
    load_register(turn);
}

void choose_register_page(Turn& turn, int page) {
    turn.state.albo.page = page;
    load_register(turn);
}

void pick_register_file(Turn& turn) {
    turn.want(PickFile{".csv,text/csv,text/plain"});
}

void register_file_known(Turn& turn, FileKnown&& file) {
    if (turn.state.route.place != Place::albo || turn.state.busy) {
        return;
    }
    auto& albo = turn.state.albo;
    turn.state.trouble.reset();
    forget_file(albo);
    albo.imported.reset();
    if (file.content.size() > portal::max_register_file) {
        turn.fail({domain::ErrorId::register_file_too_large,
                   {{"limit", std::to_string(portal::max_register_file / 1024 / 1024) + " MiB"}}});
        return;
    }
    if (file.content.empty()) {
        turn.fail(domain::ErrorId::register_file_empty);
        return;
    }
    albo.file_name = std::move(file.name);
    albo.file = std::move(file.content);
    load_register(turn);
}

void drop_register_file(Turn& turn) {
    turn.state.trouble.reset();
    forget_file(turn.state.albo);
    load_register(turn);
}

void choose_preview_part(Turn& turn, const PreviewPartChosen& chosen) {
    turn.state.albo.part = chosen.part;
    turn.state.albo.part_page = chosen.page;
}

void import_register(Turn& turn) {
    State& state = turn.state;
    const auto& albo = state.albo;
    if (!albo.preview || state.busy) {
        return;
    }
    state.busy = true;
    state.trouble.reset();
    turn.portal<imported>(
        portal::ImportRegister{turn.context.fresh_id, albo.file, albo.preview->digest, albo.cancel_missing},
        Patience::slow);
}

} // namespace sigillo::app
