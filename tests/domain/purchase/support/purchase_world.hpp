#pragma once

#include "shared/domain/purchase/deadlines.hpp"
#include "shared/domain/purchase/decide.hpp"
#include "shared/domain/purchase/form.hpp"
#include "shared/domain/purchase/plan.hpp"
#include "shared/domain/purchase/react.hpp"
#include "tests/domain/support/convention_file.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sigillo::tests {

using namespace sigillo::domain;
using namespace sigillo::domain::purchase;

inline Instant at(const std::string& rfc3339) {
    return parse_rfc3339(rfc3339).value();
}

/// What is bought, under which convention, and where it goes.
struct Article {
    const char* file;
    const char* product;
    Delivery to;
};

/// The procedures of the sources.
inline constexpr Article architects{"cnscna13-dimostrativo-2013.json", "cns-kit", Delivery::to_order};
inline constexpr Article fermo{"cnscna13-fermo-2024.json", "cns-kit", Delivery::to_order};
inline constexpr Article torino{"torino-2025.json", "card-role", Delivery::to_holder};
/// Collected, and activated with a code: no source has it, a convention may.
inline constexpr Article torino_to_order{"torino-2025.json", "card-role", Delivery::to_order};
inline constexpr Article pavia{"fding1793-pavia-2015.json", "kit-standard", Delivery::to_order};
inline constexpr Article imperia_cns{"cnscni18-imperia-2025.json", "card-role", Delivery::to_order};
inline constexpr Article otp_mobile{"frcni25-imperia-2025.json", "remote-otp-mobile", Delivery::nothing};
inline constexpr Article otp_display{"frcni25-imperia-2025.json", "remote-otp-display", Delivery::to_holder};
inline constexpr Article reader_home{"cnscni18-imperia-2025.json", "reader-desktop", Delivery::to_holder};
inline constexpr Article reader_at_order{"cnscni18-imperia-2025.json", "reader-key", Delivery::to_order};
inline constexpr Article every_article[] = {architects,  torino,      torino_to_order,
                                            pavia,       imperia_cns, otp_mobile,
                                            otp_display, reader_home, reader_at_order};

/// Maria Rossi buys the article on 22 November 2026, everything being in order. Tests change what they are
/// about. What anybody is told, and whatever else events set off, is kept as it comes.
struct PurchaseWorld {
    ConventionVersion convention;
    Product product;
    OrderId order;
    Facts facts;
    Form form;
    State state;
    std::vector<Reaction> reactions; ///< to the last command
    std::vector<std::string> told;   ///< since the beginning: "email to member: notice.purchase.placed"

    CodiceFiscale maria = CodiceFiscale::parse("RSSMRA80A41H501Y").value();
    CodiceFiscale signer = CodiceFiscale::parse("RSSMRA80A01H501U").value();
    Actor member{PersonId("maria"), maria, {{Role::member, {}}}};
    Actor stranger{PersonId("bruno"), signer, {{Role::member, {}}}};
    Actor secretary;
    Actor signatory;
    Actor other_secretary{PersonId("ugo"), {}, {{Role::secretary, OrderId("another-order")}}};
    Actor operator_staff{PersonId("olga"), {}, {{Role::operator_staff, {}}}};
    Actor auditor{PersonId("aldo"), {}, {{Role::auditor, {}}}};
    Actor system = Actor::of_system();

    explicit PurchaseWorld(const Article& article);

    PurchaseWorld& now(Instant instant);
    PurchaseWorld& later(Duration duration) { return now(facts.now + duration); }
    [[nodiscard]] const PurchaseTerms& terms() const { return *convention.purchase; }
    [[nodiscard]] std::vector<Step> plan() const { return plan_of(product, form.shipping.to); }
    [[nodiscard]] std::optional<Step> next() const { return next_step(state, product); }

    [[nodiscard]] Place place() const;
    [[nodiscard]] RecordIssued issued() const;
    [[nodiscard]] RecordCollected collected() const;
    /// Issued today, for ten years.
    [[nodiscard]] IdentityDocument new_document() const;
    /// One command of each kind with contents that hold, by who may give it.
    [[nodiscard]] std::pair<Command, Actor> sample(CommandKind kind) const;

    Result<std::vector<Event>> try_as(const Actor& actor, const Command& command);
    /// Decides, applies and reacts; the events are returned. Fails the test where it is refused.
    std::vector<Event> as(const Actor& actor, const Command& command);
    /// "accepted", or the id of the error. Nothing changes.
    std::string refusal(const Actor& actor, const Command& command);
    /// Likewise, with a detail of the error in brackets.
    std::string refusal(const Actor& actor, const Command& command, const char* detail);

    /// By card, what is due.
    PurchaseWorld& pay();
    PurchaseWorld& take(Step step);
    /// Takes the usual way to a stage. To an end of which there are several: from after payment.
    PurchaseWorld& to(Stage stage);
    /// Everything until the step is next.
    PurchaseWorld& before(Step step);

    template <class R>
    [[nodiscard]] std::vector<R> set_off() const {
        std::vector<R> found;
        for (const auto& reaction : reactions) {
            if (const auto* one = std::get_if<R>(&reaction)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    /// What was told at that step by the last command: its parameters. Fails the test where nothing was.
    [[nodiscard]] std::map<std::string, std::string> said(NoticeStep step) const;
    /// What the last command made anybody be told.
    [[nodiscard]] std::vector<std::string> told_last() const;
};

/// Every stage that the article passes through or can end in.
std::vector<Stage> stages_of(const Article& article);

} // namespace sigillo::tests
