#pragma once

// ImGui's triangles without a graphics processor: for browsers without WebGL, and for pictures in tests.

#include "web/app/render/renderer.hpp"

#include <cstdint>
#include <vector>

namespace sigillo::app::render {

class CpuRenderer : public Renderer {
  public:
    void draw(ImDrawData& data, int width, int height) override;
    // Of the last draw: rows of RGBA bytes, opaque, top first.
    const std::vector<std::uint32_t>& pixels() const { return pixels_; }

  private:
    std::vector<std::uint32_t> pixels_;
};

} // namespace sigillo::app::render
