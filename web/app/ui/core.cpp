#include "web/app/ui/core.hpp"

#include <imgui.h>

#include <algorithm>
#include <utility>

namespace sigillo::app::ui {

namespace {

constexpr float endless = 200000; // CSS px: the page's height is known only when it is drawn
constexpr int layers = 24;
constexpr int dialog_layer = 12;

Id hash(Id seed, std::string_view text) { // FNV-1a
    Id value = 2166136261U ^ (seed * 16777619U);
    for (const char c : text) {
        value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return value == 0 ? 1 : value;
}

} // namespace

std::string semantics_id(Id id) {
    return "n" + std::to_string(id);
}

Element::~Element() {
    core_.close_element();
}
Node* Element::operator->() const {
    return &core_.node(index_);
}

Core::Core() : context_{ImGui::CreateContext()}, splitter_{std::make_unique<ImDrawListSplitter>()} {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
}

Core::~Core() {
    ImGui::SetCurrentContext(context_);
    splitter_.reset();
    ImGui::DestroyContext(context_);
}

void Core::post(Event event) {
    switch (event.kind) {
    case EventKind::input:
        differ_.page_has_value(event.id, event.text);
        // Several key strokes before a frame: the last text has them all.
        for (Event& earlier : events_) {
            if (earlier.kind == EventKind::input && earlier.id == event.id) {
                earlier.text = std::move(event.text);
                return;
            }
        }
        break;
    case EventKind::toggle:
        differ_.page_has_checked(event.id, event.checked);
        break;
    case EventKind::click:
    case EventKind::submit:
    case EventKind::dismiss:
        break;
    }
    events_.push_back(std::move(event));
}

void Core::begin(const Environment& environment) {
    ImGui::SetCurrentContext(context_);
    environment_ = environment;
    ImGuiIO& io = ImGui::GetIO();
#ifdef IMGUI_HAS_TEXTURES
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures; // a renderer that ends takes it away
#endif
    fonts_.prepare(environment.density);
    io.DisplaySize = ImVec2{environment.width, endless};
    io.DisplayFramebufferScale = ImVec2{environment.density, environment.density};
    io.DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    fonts_.begin_frame();
    canvas_ = ImGui::GetBackgroundDrawList();
    splitter_->Split(canvas_, layers);
    layer_ = 0;
    nodes_.clear();
    open_.clear();
    open_.push_back({SIZE_MAX, {}});
    seen_.clear();
    problems_.clear();
    flows_.clear();
    flows_.push_back({.left = 0, .width = environment.width, .gap = 0});
    height_ = environment.height;
    modal_now_ = false;
    in_dialog_ = false;
    form_ = 0;
}

bool Core::end(semantics::Operations& out) {
    splitter_->SetCurrentChannel(canvas_, 0);
    splitter_->Merge(canvas_);
    ImGui::Render();
    ImDrawData* data = ImGui::GetDrawData();
    data->DisplaySize.y = height_;
    differ_.next(semantics::Tree{std::move(nodes_), title_, std::string{words().code}, height_}, out);
    nodes_ = {};
    if (focus_ != 0) {
        out.begin(semantics::Operation::focus).id(focus_);
        focus_ = 0;
    }
    if (!focus_key_.empty() && ++focus_frames_ > 2) {
        focus_key_.clear();
    }
    if (!pending_.empty()) {
        out.append(pending_.bytes());
        pending_.clear();
    }
    events_.clear();
    const bool again = modal_now_ != modal_before_;
    modal_before_ = modal_now_;
    return again;
}

ImDrawData* Core::draw_data() const {
    return ImGui::GetDrawData();
}

void Core::settle_textures() {
#ifdef IMGUI_HAS_TEXTURES
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed
                                                                          : ImTextureStatus_OK);
    }
#endif
}

// ---- Nodes
// ----------------------------------------------------------------------------------------------------

void Core::revive_textures() {
#ifdef IMGUI_HAS_TEXTURES
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_OK && texture->TexID == ImTextureID_Invalid) {
            texture->SetStatus(ImTextureStatus_WantCreate);
        }
    }
#endif
}

Element Core::open(std::string_view tag, Id id, bool at_root) {
    while (!seen_.insert(id).second) {
        ++id;
    }
    Node created;
    created.id = id;
    created.parent = at_root || open_.back().node == SIZE_MAX ? 0 : nodes_[open_.back().node].id;
    created.tag = tag;
    nodes_.push_back(std::move(created));
    open_.push_back({nodes_.size() - 1, {}});
    return Element{*this, nodes_.size() - 1};
}

Element Core::element(std::string_view tag, std::string_view kind) {
    Open& parent = open_.back();
    const Id parent_id = parent.node == SIZE_MAX ? 0 : nodes_[parent.node].id;
    const std::string label = std::string{tag} + '/' + std::string{kind};
    auto at = std::find_if(parent.kinds.begin(), parent.kinds.end(),
                           [&](const auto& counted) { return counted.first == label; });
    if (at == parent.kinds.end()) {
        parent.kinds.emplace_back(label, 0);
        at = parent.kinds.end() - 1;
    }
    const int ordinal = at->second++;
    return open(tag, hash(hash(parent_id, label), std::to_string(ordinal)));
}

Element Core::keyed(std::string_view tag, std::string_view key) {
    const Id parent_id = open_.back().node == SIZE_MAX ? 0 : nodes_[open_.back().node].id;
    const Id id = hash(hash(parent_id, "key"), key);
    if (seen_.find(id) != seen_.end()) {
        problem("two widgets have the key '" + std::string{key} + "'");
    }
    if (!focus_key_.empty() && focus_key_ == key) {
        focus_ = id;
        focus_key_.clear();
    }
    return open(tag, id);
}

Element Core::top_level(std::string_view tag, std::string_view key) {
    return open(tag, hash(hash(0, "top"), key), true);
}

void Core::close_element() {
    open_.pop_back();
}

Id Core::hidden_text(std::string_view tag, std::string_view text, std::string_view kind) {
    const Element leaf = element(tag, kind);
    leaf->text = std::string{text};
    leaf->set("class", "vh");
    leaf->rect = Rect{flow().left, flow().y, 1, 1};
    return leaf.id();
}

// ---- Events
// ---------------------------------------------------------------------------------------------------

std::optional<Event> Core::take(EventKind kind, Id id) {
    for (auto at = events_.begin(); at != events_.end(); ++at) {
        if (at->kind == kind && at->id == id) {
            Event event = std::move(*at);
            events_.erase(at);
            return event;
        }
    }
    return std::nullopt;
}

bool Core::hovered(const Rect& rect) const {
    if (modal_before_ && !in_dialog_) {
        return false;
    }
    return environment_.pointer_x >= rect.x && environment_.pointer_x < rect.x + rect.width &&
           environment_.pointer_y >= rect.y && environment_.pointer_y < rect.y + rect.height;
}

void Core::focus_key(std::string_view key) {
    focus_key_ = std::string{key};
    focus_frames_ = 0;
}

void Core::announce(std::string_view text, bool assertive) {
    if (announced_ == text) {
        return;
    }
    announced_ = std::string{text};
    pending_.begin(semantics::Operation::announce).u32(assertive ? 1 : 0).text(text);
}

bool Core::screen_changed(std::string_view key) {
    const bool changed = !screen_.empty() && screen_ != key;
    screen_ = std::string{key};
    return changed;
}

// ---- Flow
// -----------------------------------------------------------------------------------------------------

Rect Core::place(float width, float height) {
    Flow& to = flow();
    if (to.row) {
        width = std::min(width, to.width);
        if (to.x > to.left && to.x + width > to.left + to.width + 0.5F) {
            to.y += to.line_height + to.gap;
            to.x = to.left;
            to.line_height = 0;
        }
        const Rect out{to.x, to.y, width, height};
        to.x += width + to.gap;
        to.line_height = std::max(to.line_height, height);
        to.empty = false;
        return out;
    }
    if (!to.empty) {
        to.y += to.gap;
    }
    to.empty = false;
    const Rect out{to.left, to.y, width, height};
    to.y += height;
    return out;
}

void Core::space(float pixels) {
    if (!flow().empty && !flow().row) {
        flow().y += pixels;
    }
}

void Core::end_row() {
    Flow& row = flow();
    if (row.row) {
        row.y += row.line_height;
        row.row = false;
        say_reasons();
    }
}

void Core::say_reasons() {
    const auto reasons = std::exchange(reasons_, {});
    for (const Reason& reason : reasons) {
        const std::string text =
            reasons.size() > 1 ? node(reason.button).text + ": " + reason.text : reason.text;
        Flow& to = flow();
        const float height = text_height(Style::small, text, to.width);
        const Id said = this->text("p", Style::small, text, {to.left, to.y + 6, to.width, height},
                                   palette().text_soft, "reason");
        to.y += height + 6;
        node(reason.button).set("aria-describedby", semantics_id(said));
    }
}

Core::Flow Core::pop_flow() {
    Flow out = flows_.back();
    flows_.pop_back();
    if (out.row) {
        out.y += out.line_height;
    }
    return out;
}

float Core::boxed(float left, float top, float width, float padding_x, float padding_y, Body body,
                  float gap) {
    push_flow({.left = left + padding_x,
               .width = std::max(width - 2 * padding_x, 1.0F),
               .y = top + padding_y,
               .gap = gap,
               .top = top});
    body();
    const Flow inner = pop_flow();
    return inner.y - top + padding_y;
}

void Core::deeper() {
    layer_ = std::min(layer_ + 1, layers - 1);
    splitter_->SetCurrentChannel(canvas_, layer_);
}

void Core::shallower() {
    layer_ = std::max(layer_ - 1, 0);
    splitter_->SetCurrentChannel(canvas_, layer_);
}

void Core::enter_dialog() {
    modal_now_ = true;
    in_dialog_ = true;
    layer_ += dialog_layer;
    splitter_->SetCurrentChannel(canvas_, std::min(layer_, layers - 1));
}

void Core::leave_dialog() {
    in_dialog_ = false;
    layer_ -= dialog_layer;
    splitter_->SetCurrentChannel(canvas_, layer_);
}

} // namespace sigillo::app::ui
