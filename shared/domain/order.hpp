#pragma once

#include "shared/domain/convention.hpp"

namespace sigillo::domain {

/// A professional Order: one file of assets/orders.
struct Order {
    OrderId id;
    LocalizedText name;
    LocalizedText short_name;
    Profession profession = Profession::architects;
    std::string province; ///< "FM"
    std::string mail;     ///< of the secretariat; empty, like the two below: not known
    std::string phone;
    std::string website;
    std::vector<SourceNote> sources;

    bool operator==(const Order&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("id", self.id);
        f("name", self.name);
        f("short_name", self.short_name);
        f("profession", self.profession);
        f("province", self.province);
        f("mail", self.mail);
        f("phone", self.phone);
        f("website", self.website);
        f("sources", self.sources);
    }
};

} // namespace sigillo::domain
