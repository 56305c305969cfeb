#include "web/app/render/cpu.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace sigillo::app::render {

namespace {

struct Texture {
    const std::uint8_t* pixels = nullptr;
    int width = 0, height = 0, bytes_per_pixel = 4;

    // All of ImGui's textures are white with an alpha.
    int alpha(int x, int y) const {
        x = std::clamp(x, 0, width - 1);
        y = std::clamp(y, 0, height - 1);
        const std::uint8_t* at = pixels + (static_cast<std::ptrdiff_t>(y) * width + x) * bytes_per_pixel;
        return at[bytes_per_pixel - 1];
    }
    // Bilinear, in texels.
    float sample(float u, float v) const {
        u -= 0.5F;
        v -= 0.5F;
        const float fx = std::floor(u);
        const float fy = std::floor(v);
        const int x = static_cast<int>(fx);
        const int y = static_cast<int>(fy);
        const float dx = u - fx;
        const float dy = v - fy;
        const auto a = static_cast<float>(alpha(x, y));
        const auto b = static_cast<float>(alpha(x + 1, y));
        const auto c = static_cast<float>(alpha(x, y + 1));
        const auto d = static_cast<float>(alpha(x + 1, y + 1));
        const float top = a + (b - a) * dx;
        return top + ((c + (d - c) * dx) - top) * dy;
    }
};

struct Clip {
    int left, top, right, bottom;
};

struct Target {
    std::uint32_t* pixels;
    int width;

    void blend(int x, int y, ImU32 colour, int alpha) const {
        if (alpha <= 0) {
            return;
        }
        std::uint32_t& at = pixels[static_cast<std::ptrdiff_t>(y) * width + x];
        if (alpha >= 255) {
            at = colour | 0xFF000000U;
            return;
        }
        // Two channels at a time, as 16-bit halves.
        const auto a = static_cast<std::uint32_t>(alpha + (alpha >> 7));
        const std::uint32_t red_blue =
            (((colour & 0xFF00FFU) * a + (at & 0xFF00FFU) * (256 - a)) >> 8U) & 0xFF00FFU;
        const std::uint32_t green = (((colour & 0xFF00U) * a + (at & 0xFF00U) * (256 - a)) >> 8U) & 0xFF00U;
        at = red_blue | green | 0xFF000000U;
    }
};

struct Vertex {
    float x, y, u, v;
    ImU32 colour;
};

int alpha_of(ImU32 colour) {
    return static_cast<int>(colour >> 24U);
}

// A rectangle along the axes, of one colour: most of a page. Pixels whose centre lies inside, as a GPU does
// it.
void rectangle(const Target& target, const Clip& clip, const Texture& texture, const Vertex& a,
               const Vertex& c) {
    const int left = std::max(clip.left, static_cast<int>(std::ceil(a.x - 0.5F)));
    const int right = std::min(clip.right, static_cast<int>(std::ceil(c.x - 0.5F)));
    const int top = std::max(clip.top, static_cast<int>(std::ceil(a.y - 0.5F)));
    const int bottom = std::min(clip.bottom, static_cast<int>(std::ceil(c.y - 0.5F)));
    if (left >= right || top >= bottom) {
        return;
    }
    const int alpha = alpha_of(a.colour);
    if (a.u == c.u && a.v == c.v) {
        for (int y = top; y < bottom; ++y) {
            for (int x = left; x < right; ++x) {
                target.blend(x, y, a.colour, alpha);
            }
        }
        return;
    }
    const float du = (c.u - a.u) / (c.x - a.x);
    const float dv = (c.v - a.v) / (c.y - a.y);
    for (int y = top; y < bottom; ++y) {
        const float v = a.v + (static_cast<float>(y) + 0.5F - a.y) * dv;
        for (int x = left; x < right; ++x) {
            const float u = a.u + (static_cast<float>(x) + 0.5F - a.x) * du;
            target.blend(x, y, a.colour, static_cast<int>(texture.sample(u, v)) * alpha / 255);
        }
    }
}

void triangle(const Target& target, const Clip& clip, const Texture& texture, Vertex a, Vertex b, Vertex c) {
    float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (area == 0) {
        return;
    }
    if (area < 0) {
        std::swap(b, c);
        area = -area;
    }
    const int top = std::max(clip.top, static_cast<int>(std::floor(std::min({a.y, b.y, c.y}))));
    const int bottom = std::min(clip.bottom, static_cast<int>(std::ceil(std::max({a.y, b.y, c.y}))));
    const bool flat = a.u == b.u && a.u == c.u && a.v == b.v && a.v == c.v;
    const bool plain = a.colour == b.colour && a.colour == c.colour;
    const float texel = flat ? texture.sample(a.u, a.v) / 255 : 0;
    // Shared edges belong to one triangle only (top-left rule), or translucent seams would show.
    const auto owns = [](const Vertex& from, const Vertex& to) {
        return (to.y == from.y && to.x > from.x) || to.y < from.y;
    };
    const bool own_bc = owns(b, c);
    const bool own_ca = owns(c, a);
    const bool own_ab = owns(a, b);
    const int first = std::max(clip.left, static_cast<int>(std::floor(std::min({a.x, b.x, c.x}))));
    const int last = std::min(clip.right, static_cast<int>(std::ceil(std::max({a.x, b.x, c.x}))));
    for (int y = top; y < bottom; ++y) {
        const float py = static_cast<float>(y) + 0.5F;
        bool entered = false;
        for (int x = first; x < last; ++x) {
            const float px = static_cast<float>(x) + 0.5F;
            const float wa = (c.x - b.x) * (py - b.y) - (c.y - b.y) * (px - b.x);
            const float wb = (a.x - c.x) * (py - c.y) - (a.y - c.y) * (px - c.x);
            const float wc = (b.x - a.x) * (py - a.y) - (b.y - a.y) * (px - a.x);
            const bool inside = (wa > 0 || (wa == 0 && own_bc)) && (wb > 0 || (wb == 0 && own_ca)) &&
                                (wc > 0 || (wc == 0 && own_ab));
            if (!inside) {
                if (entered) {
                    break;
                }
                continue;
            }
            entered = true;
            const float ka = wa / area;
            const float kb = wb / area;
            const float kc = wc / area;
            float alpha = plain ? static_cast<float>(alpha_of(a.colour))
                                : ka * static_cast<float>(alpha_of(a.colour)) +
                                      kb * static_cast<float>(alpha_of(b.colour)) +
                                      kc * static_cast<float>(alpha_of(c.colour));
            alpha *=
                flat ? texel
                     : texture.sample(ka * a.u + kb * b.u + kc * c.u, ka * a.v + kb * b.v + kc * c.v) / 255;
            target.blend(x, y, a.colour, static_cast<int>(alpha + 0.5F));
        }
    }
}

Texture texture_of([[maybe_unused]] const ImDrawCmd& command) {
    Texture out;
#ifdef IMGUI_HAS_TEXTURES
    const ImTextureData* data = command.TexRef._TexData;
    if (data != nullptr && data->Pixels != nullptr) {
        out = {data->Pixels, data->Width, data->Height, data->BytesPerPixel};
    }
#else
    unsigned char* pixels = nullptr;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &out.width, &out.height);
    out.pixels = pixels;
#endif
    return out;
}

void accept_textures([[maybe_unused]] const ImDrawData& data) {
#ifdef IMGUI_HAS_TEXTURES
    // The pixels are read where ImGui keeps them.
    if (data.Textures == nullptr) {
        return;
    }
    for (ImTextureData* texture : *data.Textures) {
        texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed
                                                                          : ImTextureStatus_OK);
    }
#endif
}

} // namespace

void CpuRenderer::draw(ImDrawData& data, int width, int height) {
    accept_textures(data);
    pixels_.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFFFFFFFFU);
    const Target target{pixels_.data(), width};
    const float sx = data.FramebufferScale.x;
    const float sy = data.FramebufferScale.y;
    for (int list_at = 0; list_at < data.CmdListsCount; ++list_at) {
        const ImDrawList& list = *data.CmdLists[list_at];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const Texture texture = texture_of(command);
            if (texture.pixels == nullptr) {
                continue;
            }
            const auto bound = [](float value, int most) {
                return static_cast<int>(std::clamp(value, 0.0F, static_cast<float>(most)));
            };
            const Clip clip{bound(command.ClipRect.x * sx, width), bound(command.ClipRect.y * sy, height),
                            bound(command.ClipRect.z * sx, width), bound(command.ClipRect.w * sy, height)};
            const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
            const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
            const auto vertex = [&](unsigned index) {
                const ImDrawVert& from = vertices[indices[index]];
                return Vertex{from.pos.x * sx, from.pos.y * sy, from.uv.x * static_cast<float>(texture.width),
                              from.uv.y * static_cast<float>(texture.height), from.col};
            };
            for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
                const Vertex a = vertex(i);
                const Vertex b = vertex(i + 1);
                const Vertex c = vertex(i + 2);
                const bool quad = i + 5 < command.ElemCount && indices[i + 3] == indices[i] &&
                                  indices[i + 4] == indices[i + 2] && a.y == b.y && b.x == c.x && a.x < c.x &&
                                  a.y < c.y && a.colour == c.colour && a.colour == b.colour;
                if (quad) {
                    const Vertex d = vertex(i + 5);
                    if (d.x == a.x && d.y == c.y && d.colour == a.colour) {
                        rectangle(target, clip, texture, a, c);
                        i += 3;
                        continue;
                    }
                }
                triangle(target, clip, texture, a, b, c);
            }
        }
    }
}

} // namespace sigillo::app::render
