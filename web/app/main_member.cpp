#include "web/app/app/app.hpp"
#include "web/app/editions/editions.hpp"
#include "web/app/shell/fresh_id.hpp"
#include "web/app/shell/shell.hpp"

#include <memory>

int main() {
    namespace app = sigillo::app;
    app::shell::run([](app::Host& host) {
        return std::make_unique<app::App>(host, app::shell::fresh_id, app::member_edition());
    });
}
