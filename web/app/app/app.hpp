#pragma once

#include "shared/texts/loaded.hpp"
#include "web/app/shell/host.hpp"
#include "web/app/update/update.hpp"

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace sigillo::app {

/// The app at the edge: draws the state, feeds `update` what happens, and does what it asks for through the
/// host's ports.
class App : public Application {
  public:
    /// `fresh_id`: 8 to 64 characters, never the same twice, also in other tabs. `host` outlives the app.
    App(Host& host, std::function<std::string()> fresh_id, const Edition& edition);

    void start() override;
    [[nodiscard]] bool ready() const override;
    bool draw(ui::Ui& ui) override;
    void location_changed() override;
    void connectivity_changed(bool on) override;

    [[nodiscard]] const State& state() const { return state_; }

  private:
    struct Runner;

    void dispatch(Message message);
    void run(Effect effect);
    [[nodiscard]] const std::optional<texts::LoadedTexts>& texts_of(domain::Language language) const;
    void fetch_texts(domain::Language language);
    void fetch_session(HttpRequest request, bool after_sign_in);
    Connection& portal();
    Connection& agent();
    void remember();

    Host& host_;
    std::function<std::string()> fresh_id_;
    const Edition& edition_;
    std::array<std::optional<texts::LoadedTexts>, 2> texts_; ///< by language
    State state_;
    std::deque<Message> inbox_;
    bool running_ = false;
    std::unique_ptr<Connection> portal_;
    std::unique_ptr<Connection> agent_;
    std::string saved_;
};

} // namespace sigillo::app
