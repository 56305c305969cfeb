#include "tests/protocol/golden_runner.hpp"

#include <cstdio>

int main() {
    int failed = 0;
    for (std::size_t at = 0; at < sigillo::tests::golden_frame_count; ++at) {
        const auto& golden = sigillo::tests::golden_frames[at];
        const auto outcome = sigillo::tests::run_golden(golden);
        if (!outcome.as_expected) {
            ++failed;
            std::printf("%.*s: %s\n", static_cast<int>(golden.name.size()), golden.name.data(),
                        outcome.what.c_str());
        }
    }
    std::printf("%d passed, %d failed\n", static_cast<int>(sigillo::tests::golden_frame_count) - failed,
                failed);
    return failed == 0 ? 0 : 1;
}
