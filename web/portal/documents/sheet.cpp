#include "web/portal/documents/sheet.hpp"

#include "web/portal/documents/printable.hpp"

#include <hpdf.h>
#include <hpdf_doc.h>

#include <algorithm>
#include <functional>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr float page_width = 595.28F; // ISO 216 A4
constexpr float page_height = 841.89F;
constexpr float margin = 48.0F;
constexpr float top_margin = 42.0F;
constexpr float text_width = page_width - 2 * margin;
constexpr float bottom = 58.0F;
constexpr float leading = 1.33F;
constexpr float gap = 14.0F; ///< between columns

struct Colour {
    float red, green, blue;
};
constexpr Colour ink{0.10F, 0.13F, 0.17F};
constexpr Colour soft_ink{0.32F, 0.38F, 0.45F};
constexpr Colour accent{0.02F, 0.19F, 0.36F};
constexpr Colour hair{0.72F, 0.77F, 0.82F};
constexpr Colour ground{0.945F, 0.96F, 0.975F};

} // namespace

struct Sheet::Pdf {
    HPDF_Doc doc = nullptr;
    HPDF_Font regular = nullptr;
    HPDF_Font bold = nullptr;
    HPDF_Page page = nullptr;
    std::vector<HPDF_Page> pages;
    float y = 0; ///< top of what comes next
    std::string footer;

    [[nodiscard]] bool good() const {
        return doc != nullptr && HPDF_GetError(doc) == HPDF_OK && page != nullptr;
    }

    void new_page() {
        page = HPDF_AddPage(doc);
        if (page == nullptr) {
            return;
        }
        HPDF_Page_SetWidth(page, page_width);
        HPDF_Page_SetHeight(page, page_height);
        pages.push_back(page);
        y = page_height - top_margin;
    }
    void need(float points) {
        if (good() && y - points < bottom) {
            new_page();
        }
    }
    void font(const TextStyle& style) const {
        HPDF_Page_SetFontAndSize(page, style.bold ? bold : regular, style.size);
    }
    [[nodiscard]] float width(const std::string& text, const TextStyle& style) const {
        font(style);
        return HPDF_Page_TextWidth(page, text.c_str());
    }
    void fill(const Colour& colour) const {
        HPDF_Page_SetRGBFill(page, colour.red, colour.green, colour.blue);
    }
    /// One line whose top is at `top`.
    void put(const std::string& text, float x, float top, const TextStyle& style,
             const Colour& colour) const {
        if (text.empty()) {
            return;
        }
        fill(colour);
        font(style);
        HPDF_Page_BeginText(page);
        HPDF_Page_TextOut(page, x, top - style.size * 1.02F, text.c_str());
        HPDF_Page_EndText(page);
    }
    void put(const std::string& text, float x, float top, const TextStyle& style) const {
        put(text, x, top, style, style.soft ? soft_ink : ink);
    }
    void line(float from, float to, float at, float thick, const Colour& colour) const {
        HPDF_Page_SetRGBStroke(page, colour.red, colour.green, colour.blue);
        HPDF_Page_SetLineWidth(page, thick);
        HPDF_Page_MoveTo(page, from, at);
        HPDF_Page_LineTo(page, to, at);
        HPDF_Page_Stroke(page);
    }
    [[nodiscard]] std::vector<std::string> lines_of(const std::string& text, float room,
                                                    const TextStyle& style) const {
        return broken_into_lines(printable(text),
                                 [&](const std::string& part) { return width(part, style) <= room; });
    }
    /// Wrapped text from x; moves y.
    void paragraph(const std::string& text, float x, float room, const TextStyle& style) {
        for (const auto& part : lines_of(text, room, style)) {
            need(style.size * leading);
            if (!good()) {
                return;
            }
            put(part, x, y, style);
            y -= style.size * leading;
        }
    }
    void items(const std::vector<std::string>& list, const std::function<void(float top)>& mark) {
        const TextStyle style;
        for (const auto& item : list) {
            need(style.size * leading * 2);
            if (!good()) {
                return;
            }
            mark(y);
            paragraph(item, margin + 16, text_width - 16, style);
            y -= 2;
        }
    }
};

Sheet::Sheet(const FormFonts& fonts, const std::string& title, std::string footer)
    : pdf_(std::make_unique<Pdf>()) {
    // The handler does nothing: errors are asked for at the end.
    pdf_->doc = HPDF_New([](HPDF_STATUS, HPDF_STATUS, void*) {}, nullptr);
    HPDF_Doc doc = pdf_->doc;
    if (doc == nullptr) {
        return;
    }
    HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(doc);
    HPDF_SetCurrentEncoder(doc, "UTF-8");
    const char* regular = HPDF_LoadTTFontFromFile(doc, fonts.regular.c_str(), HPDF_TRUE);
    const char* bold = HPDF_LoadTTFontFromFile(doc, fonts.bold.c_str(), HPDF_TRUE);
    if (regular == nullptr || bold == nullptr) {
        return;
    }
    pdf_->regular = HPDF_GetFont(doc, regular, "UTF-8");
    pdf_->bold = HPDF_GetFont(doc, bold, "UTF-8");
    HPDF_SetInfoAttr(doc, HPDF_INFO_TITLE, printable(title).c_str());
    HPDF_SetInfoAttr(doc, HPDF_INFO_CREATOR, "Sigillo");
    HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr, "it-IT", nullptr));
    HPDF_Dict preferences = HPDF_Dict_New(doc->mmgr);
    HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
    HPDF_Dict_Add(doc->catalog, "ViewerPreferences", preferences);
    pdf_->footer = printable(footer);
    pdf_->new_page();
}

Sheet::~Sheet() {
    if (pdf_->doc != nullptr) {
        HPDF_Free(pdf_->doc);
    }
}

void Sheet::letterhead(const std::string& name, const std::string& below) {
    if (!pdf_->good()) {
        return;
    }
    pdf_->paragraph(name, margin, text_width, {11, true, false});
    pdf_->paragraph(below, margin, text_width, {8, false, true});
    pdf_->y -= 5;
    pdf_->line(margin, margin + text_width, pdf_->y, 1.4F, accent);
    pdf_->y -= 13;
}

void Sheet::title(const std::string& text, const std::string& below) {
    pdf_->paragraph(text, margin, text_width, {15.5F, true, false});
    if (!below.empty()) {
        pdf_->paragraph(below, margin, text_width, {9.5F, false, true});
    }
    pdf_->y -= 4;
}

void Sheet::heading(const std::string& text) {
    constexpr float height = 16;
    pdf_->y -= 4;
    keep(height + 44);
    if (!pdf_->good()) {
        return;
    }
    pdf_->fill(ground);
    HPDF_Page_Rectangle(pdf_->page, margin, pdf_->y - height, text_width, height);
    HPDF_Page_Fill(pdf_->page);
    const TextStyle style{9.5F, true, false};
    pdf_->put(printable(text), margin + 6, pdf_->y - 2.6F, style, accent);
    pdf_->y -= height + 6;
}

void Sheet::text(const std::string& text, TextStyle style) {
    if (pdf_->good()) {
        pdf_->paragraph(text, margin, text_width, style);
        pdf_->y -= 3;
    }
}

void Sheet::bullets(const std::vector<std::string>& items) {
    pdf_->items(items, [this](float top) { pdf_->put("•", margin + 5, top, {}); });
}

void Sheet::boxes(const std::vector<std::string>& items) {
    pdf_->items(items, [this](float top) {
        HPDF_Page_SetRGBStroke(pdf_->page, ink.red, ink.green, ink.blue);
        HPDF_Page_SetLineWidth(pdf_->page, 0.8F);
        HPDF_Page_Rectangle(pdf_->page, margin + 2, top - 10.2F, 8.4F, 8.4F);
        HPDF_Page_Stroke(pdf_->page);
    });
}

void Sheet::fields(const std::vector<SheetField>& fields, int columns) {
    const TextStyle label{7.2F, false, true};
    const TextStyle value{9.8F, false, false};
    const float width =
        (text_width - 12 - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    for (std::size_t first = 0; first < fields.size(); first += static_cast<std::size_t>(columns)) {
        const std::size_t last = std::min(fields.size(), first + static_cast<std::size_t>(columns));
        if (!pdf_->good()) {
            return;
        }
        std::size_t most = 1;
        std::vector<std::vector<std::string>> values;
        for (std::size_t i = first; i < last; ++i) {
            values.push_back(pdf_->lines_of(fields[i].value, width, value));
            most = std::max(most, values.back().size());
        }
        const bool blank = std::any_of(fields.begin() + static_cast<std::ptrdiff_t>(first),
                                       fields.begin() + static_cast<std::ptrdiff_t>(last),
                                       [](const SheetField& field) { return field.value.empty(); });
        const float height =
            label.size * leading + (blank ? 20.0F : static_cast<float>(most) * value.size * leading) + 3.5F;
        pdf_->need(height);
        if (!pdf_->good()) {
            return;
        }
        for (std::size_t i = first; i < last; ++i) {
            const float x = margin + 6 + static_cast<float>(i - first) * (width + gap);
            float at = pdf_->y;
            pdf_->put(printable(fields[i].label), x, at, label);
            at -= label.size * leading;
            if (fields[i].value.empty()) {
                pdf_->line(x, x + width, at - 15, 0.6F, soft_ink);
            }
            for (const auto& part : values[i - first]) {
                pdf_->put(part, x, at, value);
                at -= value.size * leading;
            }
        }
        pdf_->y -= height;
    }
}

void Sheet::table(const std::vector<SheetColumn>& columns,
                  const std::vector<std::vector<std::string>>& rows) {
    constexpr float pad = 5;
    const auto row_of = [&](const std::vector<std::string>& cells, const TextStyle& style) {
        std::vector<std::vector<std::string>> lines;
        std::size_t most = 1;
        for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
            lines.push_back(pdf_->lines_of(cells[i], columns[i].width * text_width - 2 * pad, style));
            most = std::max(most, lines.back().size());
        }
        const float height = static_cast<float>(most) * style.size * leading + 2 * pad - 2;
        pdf_->need(height);
        if (!pdf_->good()) {
            return;
        }
        float x = margin;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const float width = columns[i].width * text_width;
            float at = pdf_->y - pad + 1;
            for (const auto& part : lines[i]) {
                const float shift = columns[i].number ? width - pad - pdf_->width(part, style) : pad;
                pdf_->put(part, x + shift, at, style);
                at -= style.size * leading;
            }
            x += width;
        }
        pdf_->y -= height;
        pdf_->line(margin, margin + text_width, pdf_->y, 0.5F, hair);
    };
    std::vector<std::string> titles;
    for (const auto& column : columns) {
        titles.push_back(column.title);
    }
    if (!pdf_->good()) {
        return;
    }
    row_of(titles, {8, true, true});
    for (const auto& row : rows) {
        if (!pdf_->good()) {
            return;
        }
        row_of(row, {});
    }
    pdf_->y -= 4;
}

void Sheet::sum(const std::string& label, const std::string& amount, bool bold) {
    const TextStyle style{bold ? 11.0F : 9.5F, bold, false};
    pdf_->need(style.size * leading + 2);
    if (!pdf_->good()) {
        return;
    }
    const std::string right = printable(amount);
    const float at = margin + text_width - 5 - pdf_->width(right, style);
    pdf_->put(right, at, pdf_->y, style);
    const std::string left = printable(label);
    pdf_->put(left, margin + text_width - 115 - pdf_->width(left, style), pdf_->y, style);
    pdf_->y -= style.size * leading + 2;
}

void Sheet::signatures(const std::vector<std::string>& labels) {
    keep(46);
    if (!pdf_->good() || labels.empty()) {
        return;
    }
    const auto count = static_cast<float>(labels.size());
    const float width = (text_width - 12 - gap * (count - 1)) / count;
    float x = margin + 6;
    for (const auto& label : labels) {
        pdf_->line(x, x + width, pdf_->y - 28, 0.6F, soft_ink);
        pdf_->put(printable(label), x, pdf_->y - 30, {7.2F, false, true});
        x += width + gap;
    }
    pdf_->y -= 44;
}

void Sheet::space(float points) {
    pdf_->y -= points;
}

void Sheet::keep(float points) {
    pdf_->need(points);
}

domain::Result<std::string> Sheet::finish() {
    if (pdf_->good()) {
        const std::string count = std::to_string(pdf_->pages.size());
        for (std::size_t i = 0; i < pdf_->pages.size(); ++i) {
            pdf_->page = pdf_->pages[i];
            const TextStyle style{7.2F, false, true};
            pdf_->line(margin, margin + text_width, bottom - 14, 0.5F, hair);
            const std::string number = "Pagina " + std::to_string(i + 1) + " di " + count;
            const float width = pdf_->width(number, style);
            const auto left = pdf_->lines_of(pdf_->footer, text_width - width - gap, style);
            pdf_->put(left.empty() ? std::string() : left.front(), margin, bottom - 18, style);
            pdf_->put(number, margin + text_width - width, bottom - 18, style);
        }
    }
    const auto failed = [this] {
        const unsigned long code = pdf_->doc == nullptr ? 0 : HPDF_GetError(pdf_->doc);
        return Error(ErrorId::internal, {{"reason", "pdf " + std::to_string(code)}});
    };
    if (!pdf_->good() || HPDF_SaveToStream(pdf_->doc) != HPDF_OK) {
        return failed();
    }
    std::string bytes(HPDF_GetStreamSize(pdf_->doc), '\0');
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    const auto status = HPDF_ReadFromStream(pdf_->doc, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    if ((status != HPDF_OK && status != HPDF_STREAM_EOF) || size != bytes.size()) {
        return failed();
    }
    return bytes;
}

} // namespace sigillo::portal
