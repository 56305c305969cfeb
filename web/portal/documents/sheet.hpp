#pragma once

#include "shared/domain/result.hpp"
#include "web/portal/documents/printed_forms.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// The parts that our papers are made of, over libharu. Internal to this folder.
namespace sigillo::portal {

/// Lengths in points; 72 make an inch.
struct TextStyle {
    float size = 9.2F;
    bool bold = false;
    bool soft = false; ///< in the colour of labels
};

struct SheetField {
    std::string label;
    std::string value; ///< empty: a line to write on
};

struct SheetColumn {
    std::string title;
    float width = 0; ///< share of the sheet's width
    bool number = false;
};

/// A4 pages filled from the top; what does not fit goes on on the next one. Any text is taken: what is not
/// UTF-8 or has no glyph becomes a mark, words too long for a line are broken. After a failure the calls do
/// nothing, and `finish` tells it.
class Sheet {
  public:
    /// `title` is the document's; `footer` stands at the foot of each page beside its number.
    Sheet(const FormFonts& fonts, const std::string& title, std::string footer);
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;
    ~Sheet();

    /// Who it is from, at the head of the first page.
    void letterhead(const std::string& name, const std::string& below);
    void title(const std::string& text, const std::string& below);
    void heading(const std::string& text);
    void text(const std::string& text, TextStyle style = {});
    void bullets(const std::vector<std::string>& items);
    /// With an empty box to tick before each.
    void boxes(const std::vector<std::string>& items);
    void fields(const std::vector<SheetField>& fields, int columns);
    void table(const std::vector<SheetColumn>& columns, const std::vector<std::vector<std::string>>& rows);
    /// A line of a sum, to the right; the last one of all is bold.
    void sum(const std::string& label, const std::string& amount, bool bold);
    /// Lines to write on side by side, each with what goes there below it.
    void signatures(const std::vector<std::string>& labels);
    void space(float points);
    /// The next `points` stay together on one page.
    void keep(float points);

    /// The PDF. Error: `internal` with `reason`.
    domain::Result<std::string> finish();

  private:
    struct Pdf;
    std::unique_ptr<Pdf> pdf_;
};

} // namespace sigillo::portal
