// A page of 50 out of an Order's queue and out of the operator's list, as the portal answers it: from the
// decoded message to the reply. Half of the requests are purchases, half renewals, all of them real and
// waiting for the Order, which is the dearest page: for each row the portal decides whether it may be signed
// for. Prints one line of JSON.

#include "tests/bench/portal/bench_world.hpp"
#include "web/portal/api/provider_desk.hpp"
#include "web/portal/api/secretary_desk.hpp"

#include <algorithm>
#include <ctime>
#include <iostream>

namespace sigillo::bench {

namespace {

const Society imperia{domain::OrderId("ingegneri-imperia"), domain::ConventionCode("CNSCNI18"), "Ingegnere",
                      "Industriale"};
constexpr int rounds = 15;

double seconds_of(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Medians of some calls in milliseconds: as they took, and of the processor alone, which a busy machine
/// leaves as it is.
template <class Call>
void measure(const char* name, Call&& call) {
    std::vector<double> wall;
    std::vector<double> processor;
    for (int i = 0; i < rounds; ++i) {
        const double wall_begin = seconds_of(CLOCK_MONOTONIC);
        const double processor_begin = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
        call(i);
        processor.push_back((seconds_of(CLOCK_PROCESS_CPUTIME_ID) - processor_begin) * 1000);
        wall.push_back((seconds_of(CLOCK_MONOTONIC) - wall_begin) * 1000);
    }
    std::sort(wall.begin(), wall.end());
    std::sort(processor.begin(), processor.end());
    std::cout << R"(")" << name << R"(_ms": )" << wall[wall.size() / 2] << R"(, ")" << name << R"(_cpu_ms": )"
              << processor[processor.size() / 2] << ", ";
}

int run(int count, const fs::path& folder, const fs::path& sources) {
    BenchPortal portal(folder, sources, imperia);
    for (int i = 0; i < count; ++i) {
        if (i % 2 == 0) {
            portal.add_paid_purchase(i);
        } else {
            portal.add_paid_renewal(i);
        }
    }
    const Caller secretary =
        portal.account("RSSMRA80A01H501U", "Mario", "Rossi", {{domain::Role::secretary, imperia.order}});
    const Caller provider =
        portal.account("VRDGPP75B02H501B", "Giuseppe", "Verdi", {{domain::Role::operator_staff, {}}});
    SecretaryDesk desk(portal.renewals, portal.purchases, portal.views);
    ProviderDesk provider_desk(portal.renewals, portal.views);
    const int pages = count / queue_page_size;
    const auto queue = [&](const char* search, int page) {
        const auto reply =
            must(desk.handle(secretary, wire::Queue{wire::QueueFilter::to_validate, search, page}));
        const bool all = std::all_of(reply.rows.begin(), reply.rows.end(),
                                     [](const auto& row) { return row.may_validate; });
        if (reply.rows.size() != queue_page_size || !all) {
            std::cerr << "a page is not what it should be\n";
        }
    };
    const auto work = [&](wire::WorkFilter filter, const char* search, int page) {
        must(provider_desk.handle(provider, wire::ListWork{filter, search, page}));
    };
    std::cout << "{";
    measure("queue", [&](int round) { queue("", round * pages / rounds); });
    measure("search", [&](int round) { queue("esposito anna", round * pages / rounds); });
    measure("work", [&](int round) { work(wire::WorkFilter::all, "", round * pages / rounds); });
    measure("work_due", [&](int) { work(wire::WorkFilter::due_soon, "", 0); });
    measure("work_search", [&](int round) { work(wire::WorkFilter::all, "espos", round * pages / rounds); });
    std::cout << R"("requests": )" << count << "}\n";
    return 0;
}

} // namespace
} // namespace sigillo::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: bench_queue COUNT FOLDER SOURCES\n";
        return 2;
    }
    return sigillo::bench::run(std::stoi(argv[1]), argv[2], argv[3]);
}
