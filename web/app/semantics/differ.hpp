#pragma once

#include "web/app/semantics/operations.hpp"

#include <string>
#include <unordered_map>

namespace sigillo::app::semantics {

// Keeps what the page shows and tells how to get to the next tree. An unchanged tree gives no operation.
class Differ {
  public:
    void next(Tree tree, Operations& out);
    // What the person just typed or toggled is in the page already: without this the next difference would
    // write it back, and the caret would jump. A state that refuses it still differs from this and is
    // written.
    void page_has_value(Id id, std::string value);
    void page_has_checked(Id id, bool checked);
    const Tree& shown() const { return shown_; }

  private:
    void structure(const Tree& tree, Operations& out);
    void contents(const Node* before, const Rect* parent_before, const Node& node, const Rect* parent,
                  Operations& out);

    Tree shown_;
    std::unordered_map<Id, std::size_t> index_;
};

} // namespace sigillo::app::semantics
