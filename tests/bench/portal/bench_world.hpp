#pragma once

#include "tests/support/pki_world.hpp"
#include "web/portal/api/purchase/purchases.hpp"
#include "web/portal/api/views.hpp"
#include "web/portal/places/places.hpp"

#include <filesystem>
#include <string>
#include <vector>

// A portal of one thread on a real store, and the members of one Order, for what is measured on it.
namespace sigillo::bench {

namespace fs = std::filesystem;
using namespace portal;
using test::must;
using test::PkiWorld;

class StandingClock final : public Clock {
  public:
    [[nodiscard]] domain::Instant now() const override { return {PkiWorld::now}; }
};

inline void must_hold(const domain::Status& status) {
    if (!status) {
        test::fail_fixture(status.error());
    }
}

/// Where the members belong, and what they buy under.
struct Society {
    domain::OrderId order;
    domain::ConventionCode convention;
    std::string title;
    std::string sector;
};

class BenchPortal {
  public:
    BenchPortal(const fs::path& folder, const fs::path& sources, Society society);

    Caller account(const std::string& code, const std::string& given_name, const std::string& surname,
                   std::vector<domain::RoleGrant> roles);
    /// The member of that number, enrolled: Anna Esposito, born on some other day each.
    Caller member(int number);
    /// A renewal in the Order's queue; its id.
    std::string add_paid_renewal(int number);
    /// A purchase in the Order's queue; its id.
    std::string add_paid_purchase(int number);

    StandingClock clock;
    InstallationKey installation_key;
    std::unique_ptr<Store> store;
    std::shared_ptr<const Catalogue> catalogue;
    TrustStore trust;
    Renewals renewals;
    Places places;
    Purchases purchases;
    Views views;

  private:
    void write(Write write);
    void enrol(const Account& member, int number);
    CardRow give_card(const Account& member, int number);

    Society society_;
};

} // namespace sigillo::bench
