#pragma once

// The operations that turn one tree into the next, in one buffer that the page's JavaScript reads
// (little-endian): an operation's byte, then its operands: u32 ids, f32 numbers, strings as u32 length and
// UTF-8 bytes. shell/library_sigillo.js is the reader; the enumeration's order is the wire's.

#include "web/app/semantics/tree.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sigillo::app::semantics {

enum class Operation : std::uint8_t {
    end,      //
    create,   // id, parent, id of the sibling before (0: first), tag
    remove,   // id, with all that is in it
    move,     // id, parent, id of the sibling before
    text,     // id, text
    set,      // id, attribute, value
    unset,    // id, attribute
    rect,     // id, x, y, width, height; relative to the parent's
    value,    // id, text
    checked,  // id, u32
    focus,    // id
    title,    // text
    language, // text
    announce, // u32 assertive, text
    height    // f32
};

class Operations {
  public:
    Operations& begin(Operation operation);
    Operations& id(Id id) { return u32(id); }
    Operations& u32(std::uint32_t number);
    Operations& f32(float number);
    Operations& text(std::string_view text);

    // Whole operations collected elsewhere.
    void append(const std::vector<std::uint8_t>& bytes) {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }

    bool empty() const { return bytes_.empty(); }
    void clear() { bytes_.clear(); }
    const std::vector<std::uint8_t>& bytes() const { return bytes_; }

  private:
    std::vector<std::uint8_t> bytes_;
};

} // namespace sigillo::app::semantics
