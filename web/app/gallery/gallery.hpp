#pragma once

// Every widget on one page, for looking at and for the tests of the widget layer. Not part of the app.

#include "web/app/shell/host.hpp"
#include "web/app/ui/ui.hpp"

#include <set>

namespace sigillo::app::gallery {

class Gallery : public Application {
  public:
    void start() override {}
    bool draw(ui::Ui& ui) override;
    void location_changed() override {}
    void connectivity_changed(bool on) override { online_ = on; }

  private:
    bool cards(ui::Ui& ui);
    bool fields(ui::Ui& ui);
    bool lists(ui::Ui& ui);
    bool overlays(ui::Ui& ui);

    ui::Language language_ = ui::Language::italian;
    std::string email_ = "maria.rossi@example.it";
    std::string password_, note_, order_ = "to", identification_ = "spid";
    bool agreed_ = false, dialog_ = false, toast_ = false, online_ = true, failed_ = false;
    std::size_t tab_ = 0, page_ = 0;
    std::set<std::size_t> chosen_{1};
};

} // namespace sigillo::app::gallery
