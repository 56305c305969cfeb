#pragma once

#include "shared/texts/texts.hpp"
#include "tests/app/ui/headless.hpp"
#include "tests/app/update/samples.hpp"
#include "web/app/screens/screens.hpp"

namespace sigillo::app::testing {

/// Draws a state and collects what the person says.
struct Shown {
    explicit Shown(State begin, float width = 1280) : state(std::move(begin)), page(width) {
        page.draw([this](ui::Ui& ui) {
            const auto& edition = samples::edition_of(state);
            for (auto& message : screens::draw(ui, state, edition, texts::compiled(state.language))) {
                said.push_back(std::move(message));
            }
        });
    }
    template <class M>
    const M* only() const {
        if (said.size() != 1) {
            return nullptr;
        }
        if constexpr (std::is_constructible_v<OfficeMessage, M>) {
            const auto* office = std::get_if<OfficeMessage>(&said.front());
            return office != nullptr ? std::get_if<M>(office) : nullptr;
        } else if constexpr (std::is_constructible_v<MemberMessage, M>) {
            const auto* member = std::get_if<MemberMessage>(&said.front());
            return member != nullptr ? std::get_if<M>(member) : nullptr;
        } else {
            return std::get_if<M>(&said.front());
        }
    }
    bool pressed(Command command) const {
        const auto* one = only<Pressed>();
        return one != nullptr && one->command == command;
    }
    State state;
    std::vector<Message> said;
    ui::testing::Headless page;
};

} // namespace sigillo::app::testing
