#include "tests/agent/pin_window/own_memory.hpp"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <vector>

namespace sigillo::test {

namespace {

constexpr char mask = 0x5a;

char changed(char c) {
    return static_cast<char>(c ^ mask);
}

} // namespace

std::string masked(std::string_view text) {
    std::string result;
    std::transform(text.begin(), text.end(), std::back_inserter(result), changed);
    return result;
}

int places_in_own_memory(const std::string& masked) {
    struct Region {
        std::uintptr_t begin;
        std::uintptr_t end;
    };
    std::vector<Region> regions;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        Region region{};
        char dash = 0;
        std::string access;
        std::istringstream(line) >> std::hex >> region.begin >> dash >> region.end >> access;
        if (access.substr(0, 1) == "r" && line.find("[v") == std::string::npos) {
            regions.push_back(region);
        }
    }
    int places = 0;
    std::vector<char> copy;
    for (const auto& region : regions) {
        copy.resize(region.end - region.begin);
        iovec into{copy.data(), copy.size()};
        iovec from{reinterpret_cast<void*>(region.begin), copy.size()};
        const auto got = ::process_vm_readv(::getpid(), &into, 1, &from, 1, 0);
        if (got <= 0) {
            continue;
        }
        // Masked where it lies, so that the copy is not found when its own region is looked at.
        std::transform(copy.begin(), copy.end(), copy.begin(), changed);
        for (auto at = copy.begin();; ++at) {
            at = std::search(at, copy.begin() + got, masked.begin(), masked.end());
            if (at == copy.begin() + got) {
                break;
            }
            ++places;
        }
        std::fill(copy.begin(), copy.end(), '\0');
    }
    return places;
}

} // namespace sigillo::test
