#pragma once

#include "shared/protocol/portal/mailbox_messages.hpp"

#include <array>
#include <optional>
#include <string>

// PEC mailboxes: a member's own, and those of an Order's members.
namespace sigillo::app {

enum class MailboxField {
    codice_fiscale, ///< of the member whom the office enters a form for
    email,
    mobile,
    document,
    number,
    issued_by,
    issued_on,
    expires_on,
    gb,
    payment_method,
    reference,
    paid_on,
    note,
    search
};
constexpr std::size_t mailbox_fields = 14;

enum class Paper { form, copy };
/// A file that was chosen and not sent yet.
struct ChosenFile {
    std::string name;
    protocol::Bytes content;
};

struct Mailbox {
    std::optional<protocol::portal::MailboxView> view;
    std::array<std::string, mailbox_fields> typed;
    bool asked = false;            ///< sent once: what is missing or wrong is marked
    std::optional<Paper> choosing; ///< which of the two the browser was asked for
    ChosenFile form;
    ChosenFile copy;
    std::optional<protocol::portal::AddOnKind> ordering; ///< what is about to be ordered
    std::string renewing;                                ///< the add-on that the order lengthens
    std::string declaring;                               ///< the add-on whose payment is stated
    bool withdraw_open = false;
    bool decline_open = false;

    /// What the office watches.
    protocol::portal::MailboxFilter filter = protocol::portal::MailboxFilter::asked;
    int page = 0;
    std::optional<protocol::portal::ListMailboxes::Reply> list;

    [[nodiscard]] const std::string& text(MailboxField field) const {
        return typed[static_cast<std::size_t>(field)];
    }
    std::string& text(MailboxField field) { return typed[static_cast<std::size_t>(field)]; }
};

/// What an add-on costs that is not ordered yet.
struct MailboxPrice {
    std::int64_t net = 0;
    std::int64_t vat = 0;

    [[nodiscard]] std::int64_t total() const { return net + vat; }
};
/// The gigabytes typed; 0 where they are no number.
int gigabytes(const Mailbox& mailbox);
/// Of what is about to be ordered; nothing where it cannot be.
std::optional<MailboxPrice> price_of(const Mailbox& mailbox);
const protocol::portal::AddOn* add_on(const Mailbox& mailbox, std::string_view id);
const protocol::portal::AddOnOffer* offer(const Mailbox& mailbox, protocol::portal::AddOnKind kind);

} // namespace sigillo::app
