#pragma once

#include <optional>
#include <string>

// What the command line does beside serving. Each prints to standard output and error and returns the exit
// status.
namespace sigillo::portal {

struct CaIssueOptions {
    std::string profile;
    std::string subject;
    std::string csr;
    std::string public_key;
    std::string new_key;
    std::string not_before;
    std::string not_after;
    std::string serial;
    std::string out;
};

int run_ca_init(const std::string& config);
int run_ca_issue(const std::string& config, const CaIssueOptions& options);
int run_ca_revoke(const std::string& config, const std::string& serial);
int run_ca_crl(const std::string& config);
int run_provision(const std::string& config, const std::string& world);
int run_audit_verify(const std::string& config);
int run_audit_checkpoint(const std::string& config);

} // namespace sigillo::portal
