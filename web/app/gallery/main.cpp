#include "web/app/gallery/gallery.hpp"
#include "web/app/shell/shell.hpp"

int main() {
    sigillo::app::shell::run(
        [](sigillo::app::Host&) { return std::make_unique<sigillo::app::gallery::Gallery>(); });
}
