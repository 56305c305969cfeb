#pragma once

#include "shared/domain/card_certificates.hpp"
#include "shared/domain/register_entry.hpp"

#include <string>
#include <vector>

namespace sigillo::domain {

/// One line of the comparison that the secretary sees. `field` is one of the register's field names; the
/// translation `domain.field.<field>` names it for people.
struct FieldDifference {
    std::string field;
    std::string register_value;
    std::string certificate_value;
    bool differs = false;

    bool operator==(const FieldDifference&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("field", self.field);
        f("register_value", self.register_value);
        f("certificate_value", self.certificate_value);
        f("differs", self.differs);
    }
};

/// Every field of a holder that both sides can state, in a fixed order, the equal ones too. Names and titles
/// are compared without regard to case, diacritics and spacing, numbers without leading zeros; what a
/// certificate does not state (it has no role) differs from nothing.
std::vector<FieldDifference> differences(const RegisterEntry& entry, const CardCertificates& certificates);

bool any_differs(const std::vector<FieldDifference>& lines);

} // namespace sigillo::domain
