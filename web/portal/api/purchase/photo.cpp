#include "web/portal/api/purchase/draft_desk.hpp"

namespace sigillo::portal {

namespace {

constexpr std::size_t longest = 1'000'000;
constexpr int width_wanted = 480;
constexpr int height_wanted = 640;

domain::Error unfit(const char* reason) {
    return {domain::ErrorId::field_invalid, {{"field", "photo"}, {"reason", reason}}};
}

/// Start of frame: 0xC0 to 0xCF but for the Huffman, arithmetic and JPG markers (ITU T.81, table B.1).
bool is_frame(unsigned char marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

} // namespace

domain::Status check_photo(pki::ByteView jpeg) {
    if (jpeg.size() > longest) {
        return unfit("size");
    }
    if (jpeg.size() < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8 || jpeg[jpeg.size() - 2] != 0xFF ||
        jpeg[jpeg.size() - 1] != 0xD9) {
        return unfit("format");
    }
    std::size_t at = 2;
    while (at + 9 <= jpeg.size() && jpeg[at] == 0xFF) {
        const unsigned char marker = jpeg[at + 1];
        const std::size_t length = (std::size_t{jpeg[at + 2]} << 8U) + jpeg[at + 3];
        if (is_frame(marker)) {
            const int height = (jpeg[at + 5] << 8) + jpeg[at + 6];
            const int width = (jpeg[at + 7] << 8) + jpeg[at + 8];
            return width == width_wanted && height == height_wanted ? domain::Status(domain::Done{})
                                                                    : domain::Status(unfit("dimensions"));
        }
        if (length < 2) {
            break;
        }
        at += 2 + length;
    }
    return unfit("format");
}

} // namespace sigillo::portal
