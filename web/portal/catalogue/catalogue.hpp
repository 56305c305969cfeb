#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/result.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::portal {

/// An Order as assets/orders describes it.
struct OrderInfo {
    domain::OrderId id;
    domain::LocalizedText name;
    domain::LocalizedText short_name;
    domain::Profession profession = domain::Profession::architects;
    std::string province; ///< "FM"
    std::string mail;
    std::string phone;
    std::string website;
    std::vector<domain::SourceNote> sources;

    bool operator==(const OrderInfo&) const = default;
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

/// The conventions and Orders that the portal runs on. Immutable: threads may share it.
class Catalogue {
  public:
    /// Reads every `*.json` of both folders, or nothing: each problem is one error, `convention_file_invalid`
    /// with details `file`, `field` (JSON pointer) and `reason`.
    struct Loaded {
        std::shared_ptr<const Catalogue> catalogue; ///< null where there are errors
        std::vector<domain::Error> errors;
    };
    static Loaded load(const std::filesystem::path& conventions, const std::filesystem::path& orders);

    [[nodiscard]] const std::vector<domain::ConventionVersion>& conventions() const { return conventions_; }
    [[nodiscard]] const std::vector<OrderInfo>& orders() const { return orders_; }
    [[nodiscard]] const OrderInfo* order(const domain::OrderId& id) const;

    /// The version of that code in force for the Order on the day of Rome, or nullptr.
    [[nodiscard]] const domain::ConventionVersion*
    find(const domain::ConventionCode& code, const domain::OrderId& order, const domain::Date& day) const;
    /// The version that a request began under, by its hash.
    [[nodiscard]] const domain::ConventionVersion* by_hash(const domain::Digest& hash) const;
    /// The version in force that sells the product kind to the Order, the newest first, public or not.
    [[nodiscard]] const domain::ConventionVersion*
    selling(domain::ProductKind kind, const domain::OrderId& order, const domain::Date& day) const;
    /// In force for the Order on the day and public: all that a listing may ever show (R54).
    [[nodiscard]] std::vector<const domain::ConventionVersion*> listed(const domain::OrderId& order,
                                                                       const domain::Date& day) const;

  private:
    friend class CatalogueLoader;
    Catalogue() = default;
    std::vector<domain::ConventionVersion> conventions_;
    std::vector<OrderInfo> orders_;
};

} // namespace sigillo::portal
