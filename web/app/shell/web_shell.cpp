#include "web/app/shell/shell.hpp"

#include "web/app/render/cpu.hpp"
#include "web/app/render/webgl.hpp"
#include "web/app/shell/page.hpp"
#include "web/app/shell/web_host.hpp"
#include "web/app/theme/font.hpp"
#include "web/app/ui/core.hpp"
#include "web/app/ui/ui.hpp"

#include <emscripten/emscripten.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace sigillo::app::shell {

namespace {

constexpr int canvas_limit = 8192; // of a 2D canvas, device pixels: what every browser allows
constexpr int frames_at_once = 8;  // a state that never settles must not hang the page

// The page calls functions, not objects: this is what they act on, made by run() and never destroyed.
class Shell {
  public:
    explicit Shell(const std::function<std::unique_ptr<Application>(Host&)>& make) : ports_{host.ports()} {
        for (const theme::FontWeight& weight : theme::font().weights) {
            sigillo_js_font(weight.weight, weight.data.data(), weight.data.size());
        }
        if (sigillo_js_wants_cpu() == 0) {
            webgl_ = render::make_webgl();
        }
        if (webgl_) {
            sigillo_js_can_paint(1, render::webgl_limit());
        } else {
            fall_back();
        }
        application = make(ports_);
        application->start();
    }

    void fall_back() {
        webgl_.reset();
        cpu_ = std::make_unique<render::CpuRenderer>();
        const bool works = sigillo_js_new_canvas() != 0;
        if (!works) {
            cpu_.reset();
        }
        sigillo_js_can_paint(works ? 1 : 0, canvas_limit);
    }

    /// False: there is nothing to show yet.
    bool frame(const ui::Environment& environment) {
        if (!application->ready()) {
            return false;
        }
        for (int i = 0; i < frames_at_once; ++i) {
            core.begin(environment);
            ui::Ui ui{core};
            const bool changed = application->draw(ui);
            const bool again = core.end(operations_);
            if (!operations_.empty()) {
                sigillo_js_apply(operations_.bytes().data(), operations_.bytes().size());
                operations_.clear();
            }
            if (!changed && !again) {
                break;
            }
        }
        paint(environment);
        return true;
    }

    WebHost host;
    ui::Core core;
    std::unique_ptr<Application> application;

  private:
    void paint(const ui::Environment& environment) {
        ImDrawData& data = *core.draw_data();
        if (!environment.canvas || (!webgl_ && !cpu_)) {
            core.settle_textures();
            return;
        }
        const float css_height = core.tree().height;
        const int width = std::max(static_cast<int>(std::round(environment.width * environment.density)), 1);
        const int height = std::max(static_cast<int>(std::round(css_height * environment.density)), 1);
        sigillo_js_size(width, height, css_height);
        if (webgl_) {
            core.revive_textures();
            webgl_->draw(data, width, height);
        } else {
            cpu_->draw(data, width, height);
            sigillo_js_put_pixels(cpu_->pixels().data(), width, height);
        }
    }

    Host ports_;
    semantics::Operations operations_;
    std::unique_ptr<render::Renderer> webgl_;
    std::unique_ptr<render::CpuRenderer> cpu_;
};

Shell* shell = nullptr;

std::string text_of(const char* text, std::size_t length) {
    return {text, length};
}

} // namespace

void run(std::function<std::unique_ptr<Application>(Host&)> make) {
    sigillo_js_start();
    shell = new Shell{make}; // NOLINT(cppcoreguidelines-owning-memory): lives as long as the page
    sigillo_js_request();
}

extern "C" {

EMSCRIPTEN_KEEPALIVE int sigillo_frame(float width, float height, float density, float scroll, int flags,
                                       float pointer_x, float pointer_y) {
    const bool drawn = shell->frame({.width = width,
                                     .height = height,
                                     .density = density,
                                     .scroll = scroll,
                                     .dark = (flags & 1) != 0,
                                     .canvas = (flags & 2) != 0,
                                     .pointer_x = pointer_x,
                                     .pointer_y = pointer_y,
                                     .pointer_down = (flags & 4) != 0});
    return drawn ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void sigillo_event(int kind, std::uint32_t id, const char* text, std::size_t length,
                                        int checked) {
    shell->core.post({static_cast<ui::EventKind>(kind), id, text_of(text, length), checked != 0});
}

EMSCRIPTEN_KEEPALIVE void sigillo_fetched(std::uint32_t id, int status, const char* body,
                                          std::size_t length) {
    shell->host.answered(id, {status, text_of(body, length)});
}

EMSCRIPTEN_KEEPALIVE void sigillo_socket(std::uint32_t id, int kind, const char* text, std::size_t length,
                                         int code) {
    shell->host.socket_event(id, kind, text_of(text, length), code);
}

EMSCRIPTEN_KEEPALIVE int sigillo_timer(std::uint32_t id) {
    return shell->host.fired(id) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void sigillo_permission(std::uint32_t id, int state) {
    shell->host.permitted(id, static_cast<Permission>(state));
}

EMSCRIPTEN_KEEPALIVE void sigillo_reported(std::uint32_t id, int done) {
    shell->host.reported(id, done != 0);
}

EMSCRIPTEN_KEEPALIVE void sigillo_photo(std::uint32_t id, const char* url, std::size_t url_length,
                                        const std::uint8_t* jpeg, std::size_t length) {
    shell->host.photographed(id, {length > 0, text_of(url, url_length), {jpeg, jpeg + length}});
}

EMSCRIPTEN_KEEPALIVE void sigillo_file(std::uint32_t id, const char* name, std::size_t name_length,
                                       const std::uint8_t* content, std::size_t length) {
    shell->host.picked(id, {text_of(name, name_length), {content, content + length}});
}

EMSCRIPTEN_KEEPALIVE void sigillo_location() {
    shell->application->location_changed();
}
EMSCRIPTEN_KEEPALIVE void sigillo_online(int on) {
    shell->application->connectivity_changed(on != 0);
}
EMSCRIPTEN_KEEPALIVE void sigillo_context_lost() {
    shell->fall_back();
}
}

} // namespace sigillo::app::shell
