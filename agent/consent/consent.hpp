#pragma once

#include "shared/domain/language.hpp"
#include "shared/domain/result.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sigillo::agent {

using domain::Language;

/// One line of a consent: what it is (a text key's sentence) and its value.
using ConsentField = std::pair<std::string, std::string>;

/// One thing that is agreed to; an act of a batch of 200 is one of 200 such.
struct ConsentItem {
    std::string title;
    std::vector<ConsentField> fields;
};

/// What the agent's own window shows, composed by the agent alone: nothing of it is a page's wording.
struct ConsentQuestion {
    Language language = Language::it;
    std::string title;
    /// One or two sentences: who asks, for what.
    std::string text;
    /// Shown with emphasis; empty where there is none.
    std::string warning;
    std::vector<ConsentItem> items;
    std::string accept; ///< label of the button that agrees
    std::string decline;
};

/// Whether the asker has gone meanwhile; then the window closes and the answer no longer matters.
using StillWanted = std::function<bool()>;

/// Asks the person at this computer, in a window that no page can draw or click.
class Consent {
  public:
    virtual ~Consent() = default;
    /// Waits for the person. Errors: consent_declined; consent_unavailable {reason} where no window can be
    /// shown.
    virtual domain::Status ask(const ConsentQuestion& question, const StillWanted& still_wanted) = 0;
};

} // namespace sigillo::agent
