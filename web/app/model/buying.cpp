#include "web/app/model/buying.hpp"

namespace sigillo::app {

using protocol::portal::DraftField;
using protocol::portal::DraftPage;

std::string_view value_in(const Buying& buying, const DraftField& field) {
    const auto typed = buying.typed.find(field.name);
    return typed != buying.typed.end() ? std::string_view(typed->second) : std::string_view(field.value);
}

std::string_view value_of(const Buying& buying, std::string_view name) {
    if (buying.draft) {
        for (const DraftPage& page : buying.draft->pages) {
            for (const DraftField& field : page.fields) {
                if (field.name == name) {
                    return value_in(buying, field);
                }
            }
        }
    }
    return {};
}

const DraftPage* page_of(const Buying& buying, std::string_view name) {
    if (buying.draft) {
        for (const DraftPage& page : buying.draft->pages) {
            if (page.page == name) {
                return &page;
            }
        }
    }
    return nullptr;
}

std::string_view page_after(const Buying& buying, std::string_view name) {
    const auto& pages = buying.draft->pages;
    for (std::size_t i = 0; i + 1 < pages.size(); ++i) {
        if (pages[i].page == name) {
            return pages[i + 1].page;
        }
    }
    return summary_page;
}

std::string_view page_before(const Buying& buying, std::string_view name) {
    const auto& pages = buying.draft->pages;
    for (std::size_t i = 1; i < pages.size(); ++i) {
        if (pages[i].page == name) {
            return pages[i - 1].page;
        }
    }
    return name == summary_page ? std::string_view(pages.back().page) : std::string_view{};
}

} // namespace sigillo::app
