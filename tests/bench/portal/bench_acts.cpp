// Acts verified and stored per second by the portal: the way of acts.submit from the message on. Leaves in
// FOLDER what floor_acts needs to do the same checks and write the same rows: before.db, after.db, ca.der,
// crl.der, 1.p7m and so on. Prints one line of JSON.

#include "tests/support/pki_world.hpp"
#include "web/portal/api/acts_desk.hpp"
#include "web/portal/api/issuance.hpp"
#include "web/portal/api/signatory_desk.hpp"
#include "web/portal/places/places.hpp"

#include <chrono>
#include <ctime>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace sigillo::bench {

namespace fs = std::filesystem;
using namespace portal;
using test::must;
using test::PkiWorld;

namespace {

constexpr const char* origin = "https://portal.example";
constexpr std::size_t most_acts_a_message = 200;
const domain::OrderId order("architetti-fermo");

class StandingClock final : public Clock {
  public:
    [[nodiscard]] domain::Instant now() const override { return {PkiWorld::now}; }
};

void must_hold(const domain::Status& status) {
    if (!status) {
        test::fail_fixture(status.error());
    }
}

void write_file(const fs::path& file, pki::ByteView bytes) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

double seconds_of(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// A portal of one thread with as many paid renewals as there will be acts.
class Portal {
  public:
    Portal(const fs::path& folder, const fs::path& sources)
        : key_(must(InstallationKey::create(folder / "installation.key"))),
          store_(must(open_sqlite_store(folder / "portal.db", key_))),
          catalogue_(Catalogue::load(sources / "assets/conventions", sources / "assets/orders").catalogue),
          trust_({{{PkiWorld::get().authority.certificate(), 0, PkiWorld::now + 10 * 365 * PkiWorld::day},
                   [](domain::Instant now) -> domain::Result<pki::Bytes> {
                       return PkiWorld::get().crl(now.seconds - 3600, now.seconds + PkiWorld::day);
                   }}}),
          renewals_(*store_, clock_, *catalogue_, trust_), purchases_(*store_, clock_, *catalogue_, places_),
          views_(renewals_), acts_(renewals_, purchases_, views_, origin, [this](std::function<void()> work) {
              posted_.push_back(std::move(work));
          }) {
        must_hold(trust_.refresh(clock_.now()));
        signatory_ = account("RSSMRA80A01H501U", "Mario", "Rossi", {{domain::Role::signatory, order}});
        domain::AppointSignatory appoint;
        appoint.codice_fiscale = signatory_.account.codice_fiscale;
        appoint.person_name = "Mario Rossi";
        appoint.from = {2026, 1, 1};
        must_hold(SignatoryDesk(renewals_).execute(order, domain::Actor::of_system(), std::nullopt,
                                                   std::nullopt, appoint));
    }

    void add_paid_renewal(int number) {
        const domain::Date birth{1940 + number / 336, number / 28 % 12 + 1, number % 28 + 1};
        const auto code =
            must(domain::compute_codice_fiscale({"Anna", "Esposito", domain::Sex::female, birth, "H501"}));
        const Caller member = account(code.text(), "Anna", "Esposito", {{domain::Role::member, order}});
        enrol(member.account, number);
        const CardRow card = give_card(member.account, number);
        place_and_pay(member, card, number);
    }

    /// Content given out by the portal, signed by the Order's signatory.
    std::vector<wire::SubmittedAct> signed_acts() {
        const pki::KeySigner key = PkiWorld::get().secretary.signature_signer();
        std::vector<wire::SubmittedAct> acts;
        for (std::size_t at = 0; at < requests_.size(); at += most_acts_a_message) {
            wire::PrepareActs message;
            message.requests.assign(requests_.begin() + static_cast<std::ptrdiff_t>(at),
                                    requests_.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                            at + most_acts_a_message, requests_.size())));
            for (const auto& act : must(acts_.handle(signatory_, message)).acts) {
                pki::KeySigner signer = key;
                acts.push_back(
                    {act.request, must(pki::sign_cades(act.content.value(), signer, PkiWorld::now))});
            }
        }
        return acts;
    }

    /// How many of them were validated.
    std::size_t submit(const std::vector<wire::SubmittedAct>& acts) {
        std::size_t validated = 0;
        for (std::size_t at = 0; at < acts.size(); at += most_acts_a_message) {
            wire::SubmitActs message;
            message.command = "command-" + std::to_string(at);
            message.acts.assign(
                acts.begin() + static_cast<std::ptrdiff_t>(at),
                acts.begin() + static_cast<std::ptrdiff_t>(std::min(at + most_acts_a_message, acts.size())));
            acts_.handle(signatory_, message, [&](domain::Result<wire::SubmitActs::Reply> reply) {
                for (const auto& result : must(std::move(reply)).results) {
                    if (result.failure) {
                        std::cerr << "refused: " << result.failure->error << '\n';
                    } else {
                        ++validated;
                    }
                }
            });
            while (!posted_.empty()) {
                const auto work = std::move(posted_.front());
                posted_.pop_front();
                work();
            }
        }
        return validated;
    }

  private:
    void write(Write write) {
        Transaction transaction;
        transaction.writes.push_back(std::move(write));
        must(store_->append(transaction));
    }

    Caller account(const std::string& code, const std::string& given_name, const std::string& surname,
                   std::vector<domain::RoleGrant> roles) {
        Account account;
        account.codice_fiscale = must(domain::CodiceFiscale::parse(code));
        account.person = must(store_->person_of(account.codice_fiscale));
        account.given_name = given_name;
        account.surname = surname;
        account.email = account.codice_fiscale.text() + "@example.it";
        account.email_verified = true;
        account.roles = std::move(roles);
        write(PutAccount{account});
        return {account, account.language};
    }

    void enrol(const Account& member, int number) {
        domain::RegisterEntry entry;
        entry.order = order;
        entry.codice_fiscale = member.codice_fiscale;
        entry.given_name = member.given_name;
        entry.surname = member.surname;
        entry.title = "Architetto";
        entry.section = "A";
        entry.sector = "Architettura";
        entry.number = std::to_string(number + 1);
        entry.registered_on = {2005, 3, 1};
        entry.email = member.email;
        entry.mobile = "+393331234567";
        entry.dues_paid_up_to = {2026, 12, 31};
        entry.version = 1;
        write(PutRegisterRow{{member.person, entry}});
    }

    CardRow give_card(const Account& member, int number) {
        const auto& world = PkiWorld::get();
        pki::Subject subject;
        subject.codice_fiscale = member.codice_fiscale.text();
        subject.given_name = member.given_name;
        subject.surname = member.surname;
        subject.role = world.secretary.subject.role;
        subject.role->number = std::to_string(number + 1);
        const auto issue = [&](pki::Profile profile, const pki::PrivateKey& key) {
            return must(world.authority.issue(
                {profile, subject, key.public_key(), PkiWorld::now - 1000 * PkiWorld::day,
                 PkiWorld::now + 30 * PkiWorld::day, pki::random_serial(), std::string(PkiWorld::crl_url)}));
        };
        const auto authentication =
            issue(pki::Profile::cns_authentication, world.secretary.authentication_key);
        const auto signature = issue(pki::Profile::signature, world.secretary.signature_key);
        CardRow card;
        card.person = member.person;
        card.order = order;
        card.convention = domain::ConventionCode("CNSCNA13");
        auto& certificates = card.certificates;
        certificates.card_number = std::to_string(7420000001 + number);
        certificates.holder = member.codice_fiscale;
        certificates.given_name = member.given_name;
        certificates.surname = member.surname;
        certificates.order_name = subject.role->order;
        certificates.title = subject.role->title;
        certificates.section = subject.role->section;
        certificates.sector = subject.role->sector;
        certificates.number = subject.role->number;
        certificates.registered_on = {2005, 3, 1};
        certificates.email = member.email;
        certificates.authentication = info_of(authentication);
        certificates.signature = info_of(signature);
        card.authentication_der = authentication.der();
        card.signature_der = signature.der();
        write(PutCard{card});
        return card;
    }

    void place_and_pay(const Caller& member, const CardRow& card, int number) {
        const auto* convention = catalogue_->find(card.convention, order, {2026, 1, 15});
        const auto* product = domain::product_of(*convention, domain::ProductKind::cns_renewal);
        Execution execution;
        execution.request = must(renewals_.next_request(card));
        execution.actor = member.actor();
        execution.card = card;
        const auto price = must(domain::price_of(*product)).gross;
        execution.command =
            domain::renewal::PlaceRenewal{convention->hash, price, convention->renewal->clauses};
        must(renewals_.execute(execution));
        const domain::PaymentId payment("P-" + std::to_string(number));
        execution.command = domain::renewal::BeginPayment{payment, domain::PaymentMethod::card};
        must(renewals_.execute(execution));
        execution.command = domain::renewal::RecordPayment{payment, price, clock_.now()};
        must(renewals_.execute_as_system(execution));
        requests_.push_back(execution.request.value);
    }

    StandingClock clock_;
    InstallationKey key_;
    std::unique_ptr<Store> store_;
    std::shared_ptr<const Catalogue> catalogue_;
    TrustStore trust_;
    Renewals renewals_;
    Places places_;
    Purchases purchases_;
    Views views_;
    std::deque<std::function<void()>> posted_;
    ActsDesk acts_;
    Caller signatory_;
    std::vector<std::string> requests_;
};

int run(int count, const fs::path& folder, const fs::path& sources) {
    std::vector<wire::SubmittedAct> acts;
    double wall = 0;
    double processor = 0;
    std::size_t validated = 0;
    {
        Portal portal(folder, sources);
        for (int i = 0; i < count; ++i) {
            portal.add_paid_renewal(i);
        }
        acts = portal.signed_acts();
        // As SQLite would find it after a restart: the write-ahead log beside it is part of it.
        for (const char* end : {"", "-wal"}) {
            fs::copy_file((folder / "portal.db").string() + end, (folder / "before.db").string() + end,
                          fs::copy_options::overwrite_existing);
        }
        const double wall_begin = seconds_of(CLOCK_MONOTONIC);
        const double processor_begin = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
        validated = portal.submit(acts);
        processor = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - processor_begin;
        wall = seconds_of(CLOCK_MONOTONIC) - wall_begin;
    }
    if (validated != acts.size()) {
        std::cerr << acts.size() - validated << " acts were refused\n";
        return 1;
    }
    fs::rename(folder / "portal.db", folder / "after.db");
    const auto& world = PkiWorld::get();
    write_file(folder / "ca.der", world.authority.certificate().der());
    write_file(folder / "crl.der", world.crl(PkiWorld::now - 3600, PkiWorld::now + PkiWorld::day));
    for (std::size_t i = 0; i < acts.size(); ++i) {
        write_file(folder / (std::to_string(i + 1) + ".p7m"), acts[i].p7m);
    }
    std::cout << R"({"acts": )" << acts.size() << R"(, "wall_s": )" << wall << R"(, "cpu_s": )" << processor
              << R"(, "now": )" << PkiWorld::now << "}\n";
    return 0;
}

} // namespace
} // namespace sigillo::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: bench_acts COUNT FOLDER SOURCES\n";
        return 2;
    }
    return sigillo::bench::run(std::stoi(argv[1]), argv[2], argv[3]);
}
