#pragma once

#include "shared/domain/renewal/event.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sigillo::domain::renewal {

/// A renewal as its events have made it.
struct State {
    std::int64_t sequence = 0; ///< how many events
    Stage stage = Stage::none;
    Subject subject;
    std::optional<Instant> invited_at;
    std::optional<Instant> placed_at;
    ConventionCode convention; ///< from `placed` on, like the four below
    Digest convention_hash;
    ProductId product;
    Total price;
    PaymentBook money;
    std::optional<Validation> validation;
    std::optional<Rejection> rejection;
    std::optional<KeyRequests> keys;
    std::optional<CertificateInfo> new_authentication;
    std::optional<CertificateInfo> new_signature;
    std::optional<Instant> certified_at;
    std::optional<Instant> reminded_at; ///< the last time that the Order was
    std::optional<Instant> ended_at;

    bool operator==(const State&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("sequence", self.sequence);
        f("stage", self.stage);
        f("subject", self.subject);
        f("invited_at", self.invited_at);
        f("placed_at", self.placed_at);
        f("convention", self.convention);
        f("convention_hash", self.convention_hash);
        f("product", self.product);
        f("price", self.price);
        f("money", self.money);
        f("validation", self.validation);
        f("rejection", self.rejection);
        f("keys", self.keys);
        f("new_authentication", self.new_authentication);
        f("new_signature", self.new_signature);
        f("certified_at", self.certified_at);
        f("reminded_at", self.reminded_at);
        f("ended_at", self.ended_at);
    }
};

State evolve(State state, const Event& event);
State evolve(State state, const std::vector<Event>& events);

} // namespace sigillo::domain::renewal
