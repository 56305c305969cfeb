// Runs before main, and before Catch2 prints anything: an executable outside a reader environment becomes one
// inside. glibc hands the arguments to constructors.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

__attribute__((constructor)) void enter_reader(int argc, char** argv, char** /*environment*/) {
    if (std::getenv("SIGILLO_READER") != nullptr) {
        return;
    }
    char program[4096];
    const auto length = ::readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0) {
        std::perror("/proc/self/exe");
        ::_exit(125);
    }
    program[length] = '\0';
    char with_reader[] = SIGILLO_WITH_READER;
    char end_of_options[] = "--";
    std::vector<char*> arguments{with_reader, end_of_options, program};
    for (int i = 1; i < argc; ++i) {
        arguments.push_back(argv[i]);
    }
    arguments.push_back(nullptr);
    ::execv(with_reader, arguments.data());
    std::perror(with_reader);
    ::_exit(125);
}

} // namespace
