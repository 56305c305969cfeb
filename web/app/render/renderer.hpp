#pragma once

struct ImDrawData;

namespace sigillo::app::render {

// Paints what a frame drew on the page's canvas. `width` and `height`: the canvas, in device pixels.
class Renderer {
  public:
    virtual ~Renderer() = default;
    virtual void draw(ImDrawData& data, int width, int height) = 0;
};

} // namespace sigillo::app::render
