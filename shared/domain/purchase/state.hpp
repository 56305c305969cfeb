#pragma once

#include "shared/domain/purchase/event.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sigillo::domain::purchase {

/// An issued certificate and what has become of it.
struct IssuedCertificate {
    CertificateInfo info;
    CertificateStatus status = CertificateStatus::valid;

    bool operator==(const IssuedCertificate&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("info", self.info);
        f("status", self.status);
    }
};

/// A purchase as its events have made it.
struct State {
    std::int64_t sequence = 0; ///< how many events
    Stage stage = Stage::none;
    Subject subject;
    std::optional<Instant> placed_at;
    Instant progressed_at; ///< when the last step was done: what is next waits since then
    ConventionCode convention;
    Digest convention_hash;
    Form form; ///< with the Order's corrections, and the document that took the place of the first
    Price price;
    PaymentBook money;
    std::string payment_reference; ///< as the member declared it
    std::optional<Identified> identified;
    std::optional<Validation> validation;
    std::optional<Rejection> rejection;
    std::string card_number;
    std::optional<IssuedCertificate> authentication;
    std::optional<IssuedCertificate> signature;
    Digest activation_code;
    std::optional<Instant> issued_at;
    std::optional<HandOver> hand_over;
    std::optional<Instant> reminded_at; ///< the last time that the Order was
    std::optional<Instant> activation_reminded_at;
    std::optional<Instant> ended_at;

    bool operator==(const State&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("sequence", self.sequence);
        f("stage", self.stage);
        f("subject", self.subject);
        f("placed_at", self.placed_at);
        f("progressed_at", self.progressed_at);
        f("convention", self.convention);
        f("convention_hash", self.convention_hash);
        f("form", self.form);
        f("price", self.price);
        f("money", self.money);
        f("payment_reference", self.payment_reference);
        f("identified", self.identified);
        f("validation", self.validation);
        f("rejection", self.rejection);
        f("card_number", self.card_number);
        f("authentication", self.authentication);
        f("signature", self.signature);
        f("activation_code", self.activation_code);
        f("issued_at", self.issued_at);
        f("hand_over", self.hand_over);
        f("reminded_at", self.reminded_at);
        f("activation_reminded_at", self.activation_reminded_at);
        f("ended_at", self.ended_at);
    }
};

State evolve(State state, const Event& event);
State evolve(State state, const std::vector<Event>& events);

/// What is to be done next; none: nothing is left, or the purchase has ended. `product` is the purchase's
/// own.
std::optional<Step> next_step(const State& state, const Product& product);

/// What is still to be paid: the price less the credit used.
Cents due(const State& state);

} // namespace sigillo::domain::purchase
