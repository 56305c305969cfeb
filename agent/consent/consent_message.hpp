#pragma once

#include "agent/consent/consent.hpp"
#include "agent/platform/bytes.hpp"

// What the agent and its consent window say over their pipe: one question, one answer.
namespace sigillo::agent {

Bytes write_question(const ConsentQuestion& question);
/// Errors: message_malformed.
domain::Result<ConsentQuestion> read_question(ByteView frame);

Bytes write_answer(bool accepted);
/// Errors: message_malformed.
domain::Result<bool> read_answer(ByteView frame);

} // namespace sigillo::agent
