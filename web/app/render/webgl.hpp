#pragma once

#include "web/app/render/renderer.hpp"

#include <memory>

namespace sigillo::app::render {

// On the element #canvas. Null where the browser has no WebGL 2.
std::unique_ptr<Renderer> make_webgl();
// The largest side of a canvas that WebGL paints here, device pixels.
int webgl_limit();

} // namespace sigillo::app::render
