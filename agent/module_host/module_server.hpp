#pragma once

#include "agent/module_host/pkcs11_login.hpp"

#include <map>
#include <memory>

namespace sigillo::agent::host {

/// Answers the agent's requests on one module, one after the other.
class ModuleServer {
  public:
    explicit ModuleServer(std::unique_ptr<Pkcs11Module> module) : module_(std::move(module)) {}
    ~ModuleServer();
    ModuleServer(const ModuleServer&) = delete;
    ModuleServer& operator=(const ModuleServer&) = delete;

    /// A frame for every frame, also for one that cannot be read.
    Bytes answer(ByteView frame);

  private:
    domain::Result<ListTokens::Reply> handle(ListTokens& request);
    domain::Result<ReadObjects::Reply> handle(ReadObjects& request);
    domain::Result<Login::Reply> handle(Login& request);
    domain::Result<Nothing> handle(Logout& request);
    domain::Result<Sign::Reply> handle(Sign& request);
    domain::Result<Generate::Reply> handle(Generate& request);
    domain::Result<Nothing> handle(WriteCertificate& request);
    domain::Result<Nothing> handle(ChangePin& request);
    domain::Result<Nothing> handle(UnblockPin& request);
    domain::Result<Token> token_in(CK_SLOT_ID slot, const std::string& serial);
    SlotLogin* login_of(std::uint64_t session);
    void close_unused();
    /// Forgets the log-in of a card that was pulled.
    void close_dead(CK_SLOT_ID slot);

    std::unique_ptr<Pkcs11Module> module_;
    std::map<CK_SLOT_ID, std::unique_ptr<SlotLogin>> logins_;
    std::map<std::uint64_t, CK_SLOT_ID> sessions_;
    std::uint64_t last_session_ = 0;
};

} // namespace sigillo::agent::host
