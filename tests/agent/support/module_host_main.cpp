#include "agent/module_host/module_host.hpp"

int main(int argc, char** argv) {
    return argc == 2 ? sigillo::agent::run_module_host(*sigillo::agent::make_platform(), argv[1]) : 64;
}
