#pragma once

#include <string>
#include <utility>

namespace sigillo::domain {

/// A name that cannot be taken for another kind of name. The empty one stands for "none yet".
template <class Tag>
struct Id {
    std::string value;

    Id() = default;
    explicit Id(std::string text) : value(std::move(text)) {}

    [[nodiscard]] bool empty() const { return value.empty(); }
    bool operator==(const Id&) const = default;
    bool operator<(const Id& other) const { return value < other.value; }
};

using RequestId = Id<struct RequestTag>;
using CommandId = Id<struct CommandTag>;
using PersonId = Id<struct PersonTag>;
using OrderId = Id<struct OrderTag>;
using ConventionCode = Id<struct ConventionTag>;
using ProductId = Id<struct ProductTag>;
using PaymentId = Id<struct PaymentTag>;
/// SHA-256 in lower-case hexadecimal, 64 characters.
using Digest = Id<struct DigestTag>;
/// A certificate's serial number in lower-case hexadecimal without leading zeros.
using Serial = Id<struct SerialTag>;

} // namespace sigillo::domain
