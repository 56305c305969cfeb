#include "web/app/render/webgl.hpp"

#include <GLES3/gl3.h>
#include <backends/imgui_impl_opengl3.h>
#include <emscripten/html5.h>
#include <imgui.h>

#include <algorithm>

extern "C" void sigillo_js_remember_state();

namespace sigillo::app::render {

namespace {

class WebGl : public Renderer {
  public:
    explicit WebGl(EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context) : context_{context} {
        emscripten_webgl_make_context_current(context_);
        sigillo_js_remember_state();
        ImGui_ImplOpenGL3_Init("#version 300 es");
    }
    ~WebGl() override {
        ImGui_ImplOpenGL3_Shutdown();
        emscripten_webgl_destroy_context(context_);
    }
    WebGl(const WebGl&) = delete;
    WebGl& operator=(const WebGl&) = delete;

    void draw(ImDrawData& data, int width, int height) override {
        emscripten_webgl_make_context_current(context_);
        ImGui_ImplOpenGL3_NewFrame();
        glViewport(0, 0, width, height);
        glClearColor(1, 1, 1, 1);
        glClear(GL_COLOR_BUFFER_BIT);
#ifndef IMGUI_HAS_TEXTURES
        // Before 1.92 the atlas changes only as a whole, with the density.
        if (ImGui::GetIO().Fonts->TexID == nullptr) {
            ImGui_ImplOpenGL3_DestroyFontsTexture();
            ImGui_ImplOpenGL3_CreateFontsTexture();
        }
#endif
        ImGui_ImplOpenGL3_RenderDrawData(&data);
    }

  private:
    EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_;
};

} // namespace

std::unique_ptr<Renderer> make_webgl() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.alpha = false;
    attributes.depth = false;
    attributes.stencil = false;
    attributes.antialias = false; // ImGui smooths its own edges
    attributes.majorVersion = 2;
    attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context("#canvas", &attributes);
    if (context <= 0) {
        return nullptr;
    }
    return std::make_unique<WebGl>(context);
}

int webgl_limit() {
    GLint buffer = 0;
    GLint viewport[2] = {};
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &buffer);
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, viewport);
    return std::max(std::min({buffer, viewport[0], viewport[1], 16384}), 1024);
}

} // namespace sigillo::app::render
