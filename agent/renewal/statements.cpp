#include "agent/renewal/statements.hpp"

#include "agent/renewal/guard.hpp"
#include "shared/pki/canonical_json.hpp"

namespace sigillo::agent {

domain::Result<std::string> statement_of(const Journal& journal) {
    auto requests = nlohmann::json::array();
    for (const auto& key : journal.keys) {
        requests.push_back({{"role", name_of(key.role)}, {"sha256", pki::sha256_hex(key.request)}});
    }
    return pki::canonical_text({{"type", "sigillo.renewal-statement/1"},
                                {"portal", journal.name.portal},
                                {"request", journal.name.request},
                                {"requests", requests}});
}

domain::Result<std::string> receipt_of(const RenewalName& name, const JournalKey& key) {
    return pki::canonical_text({{"type", "sigillo.renewal-receipt/1"},
                                {"portal", name.portal},
                                {"request", name.request},
                                {"role", name_of(key.role)},
                                {"certificate", pki::sha256_hex(key.certificate)}});
}

} // namespace sigillo::agent
