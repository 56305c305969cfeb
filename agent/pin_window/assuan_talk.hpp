#pragma once

#include "agent/consent/consent.hpp"
#include "agent/platform/platform.hpp"
#include "agent/platform/secret_string.hpp"

#include <assuan.h>

#include <memory>
#include <string>
#include <string_view>

namespace sigillo::agent {

/// The client's side of the Assuan protocol with one program, by libassuan. Its calls wait for the program
/// only as long as the answer is still wanted.
/// Errors of every call: consent_declined where it is no longer wanted, card_pin_window_failed {reason} where
/// the program is gone or says what nobody understands.
class AssuanTalk {
  public:
    /// Both must outlive this.
    AssuanTalk(TalkingProcess& process, const StillWanted& still_wanted)
        : process_(process), still_wanted_(still_wanted) {}

    domain::Status greet();
    /// What the program answers, also a refusal, is as good as done: old versions do not know every command.
    domain::Status command(const std::string& line);
    /// Further errors: card_pin_cancelled. Empty where the person typed more than a SecretString holds.
    domain::Result<SecretString> get_pin();

  private:
    struct ContextDeleter {
        void operator()(assuan_context_s* context) const { assuan_release(context); }
    };
    domain::Status wait();
    domain::Result<gpg_err_code_t> answer(SecretString* data);
    domain::Result<gpg_err_code_t> ask(const std::string& line, SecretString* data);

    TalkingProcess& process_;
    const StillWanted& still_wanted_;
    std::unique_ptr<assuan_context_s, ContextDeleter> context_;
};

} // namespace sigillo::agent
