// Acts verified and stored per second by the portal: the way of acts.submit from the message on. Leaves in
// FOLDER what floor_acts needs to do the same checks and write the same rows: before.db, after.db, ca.der,
// crl.der, 1.p7m and so on. Prints one line of JSON.

#include "tests/bench/portal/bench_world.hpp"
#include "web/portal/api/acts_desk.hpp"
#include "web/portal/api/signatory_desk.hpp"

#include <chrono>
#include <ctime>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace sigillo::bench {

namespace {

constexpr const char* origin = "https://portal.example";
constexpr std::size_t most_acts_a_message = 200;
const Society fermo{domain::OrderId("architetti-fermo"), domain::ConventionCode("CNSCNA13"), "Architetto",
                    "Architettura"};

void write_file(const fs::path& file, pki::ByteView bytes) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

double seconds_of(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// With as many paid renewals as there will be acts.
class Portal : BenchPortal {
  public:
    Portal(const fs::path& folder, const fs::path& sources)
        : BenchPortal(folder, sources, fermo),
          acts_(renewals, purchases, views, origin,
                [this](std::function<void()> work) { posted_.push_back(std::move(work)); }) {
        signatory_ = account("RSSMRA80A01H501U", "Mario", "Rossi", {{domain::Role::signatory, fermo.order}});
        domain::AppointSignatory appoint;
        appoint.codice_fiscale = signatory_.account.codice_fiscale;
        appoint.person_name = "Mario Rossi";
        appoint.from = {2026, 1, 1};
        must_hold(SignatoryDesk(renewals).execute(fermo.order, domain::Actor::of_system(), std::nullopt,
                                                  std::nullopt, appoint));
    }

    void add_paid_renewal(int number) { requests_.push_back(BenchPortal::add_paid_renewal(number)); }

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
