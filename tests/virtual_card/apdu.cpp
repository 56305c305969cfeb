#include "tests/virtual_card/apdu.hpp"

#include <algorithm>

namespace sigillo::virtual_card {
namespace {

constexpr std::uint8_t chaining_bit = 0x10;
constexpr std::uint8_t ins_get_response = 0xC0;

bool is_interindustry(std::uint8_t cla) {
    return (cla & ~chaining_bit) == 0;
}

Bytes only_status(std::uint16_t status) {
    return {static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status & 0xFF)};
}

} // namespace

std::optional<Command> parse_command(View apdu) {
    if (apdu.size() < 4) {
        return std::nullopt;
    }
    Command command{apdu[0], apdu[1], apdu[2], apdu[3], {}, std::nullopt};
    const auto body = apdu.subspan(4);
    if (body.empty()) {
        return command;
    }
    const auto short_le = [](std::uint8_t byte) -> std::size_t { return byte == 0 ? 256 : byte; };
    const auto extended_le = [](std::size_t value) -> std::size_t { return value == 0 ? 65536 : value; };
    if (body.size() == 1) {
        command.le = short_le(body[0]);
        return command;
    }
    if (body[0] != 0) {
        const std::size_t lc = body[0];
        if (body.size() != 1 + lc && body.size() != 2 + lc) {
            return std::nullopt;
        }
        command.data = copy(body.subspan(1, lc));
        if (body.size() == 2 + lc) {
            command.le = short_le(body.back());
        }
        return command;
    }
    if (body.size() < 3) {
        return std::nullopt;
    }
    const std::size_t length = be16(body, 1);
    if (body.size() == 3) {
        command.le = extended_le(length);
        return command;
    }
    if (length == 0 || (body.size() != 3 + length && body.size() != 5 + length)) {
        return std::nullopt;
    }
    command.data = copy(body.subspan(3, length));
    if (body.size() == 5 + length) {
        command.le = extended_le(be16(body, 3 + length));
    }
    return command;
}

Bytes Channel::transmit(View apdu, const Handler& handler) {
    auto command = parse_command(apdu);
    if (!command) {
        reset();
        return only_status(sw::wrong_length);
    }
    if (is_interindustry(command->cla) && command->ins == ins_get_response) {
        return get_response(*command);
    }
    waiting_.clear();

    const auto continues = [&] {
        return command->ins == chain_->ins && command->p1p2() == chain_->p1p2() &&
               chain_->data.size() + command->data.size() <= chain_limit;
    };
    if (chain_ && !continues()) {
        chain_.reset();
        return only_status(sw::last_of_chain_expected);
    }
    if (is_interindustry(command->cla) && (command->cla & chaining_bit) != 0) {
        if (chain_) {
            append(chain_->data, command->data);
        } else {
            chain_ = std::move(command);
        }
        return only_status(sw::ok);
    }
    if (chain_) {
        append(chain_->data, command->data);
        command->data = std::move(chain_->data);
        chain_.reset();
    }
    return answer(handler(*command), command->le);
}

void Channel::reset() {
    chain_.reset();
    waiting_.clear();
}

Bytes Channel::answer(Response response, std::optional<std::size_t> le) {
    const auto now = std::min(response.data.size(), le.value_or(0));
    Bytes bytes(response.data.begin(), response.data.begin() + static_cast<std::ptrdiff_t>(now));
    if (now == response.data.size()) {
        append(bytes, only_status(response.status));
        return bytes;
    }
    waiting_.assign(response.data.begin() + static_cast<std::ptrdiff_t>(now), response.data.end());
    const auto rest = waiting_.size() > 255 ? 0 : waiting_.size();
    append(bytes, only_status(static_cast<std::uint16_t>(0x6100 | rest)));
    return bytes;
}

Bytes Channel::get_response(const Command& command) {
    if (waiting_.empty()) {
        return only_status(sw::conditions_not_satisfied);
    }
    auto rest = std::move(waiting_);
    waiting_.clear();
    return answer(Response(std::move(rest)), command.le.value_or(256));
}

} // namespace sigillo::virtual_card
