#include "web/portal/register/register_plan.hpp"

#include <cstdint>
#include <cstdlib>

// Whatever file a secretary chooses: what is read holds to the limits of its fields, every problem names a
// line, and the same file gives the same plan.

using namespace sigillo::portal;
namespace domain = sigillo::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const domain::OrderId order("O-1");
    const auto file = read_register_file(bytes, order);
    if (!file) {
        return 0;
    }
    for (const auto& line : file->lines) {
        const auto& entry = line.entry;
        if (entry.codice_fiscale.empty() || entry.surname.empty() || entry.surname.size() > 64 ||
            entry.number.size() > 32 || entry.email.size() > 254 || entry.mobile.size() > 20 ||
            !domain::is_valid(entry.registered_on) || line.line < 2) {
            std::abort();
        }
    }
    for (const auto& problem : file->problems) {
        if (problem.line < 2) {
            std::abort();
        }
    }
    const auto nobody = [](const std::string&, const domain::CodiceFiscale&) { return false; };
    const ContactOwners owners{nobody, nobody};
    const auto plan = plan_import(*file, bytes, order, {}, 0, owners);
    const auto again = plan_import(*file, bytes, order, {}, 0, owners);
    if (plan.digest != again.digest || plan.added.size() > file->lines.size()) {
        std::abort();
    }
    return 0;
}
