#pragma once

#include "tests/portal/api/portal_world.hpp"

#include <string>
#include <vector>

namespace sigillo::portal::test {

inline pki::Bytes photograph(unsigned char width_high = 0x01, unsigned char width_low = 0xE0) {
    return {0xFF, 0xD8, 0xFF, 0xE0,       0x00,      0x04, 0x00, 0x00, 0xFF, 0xC0, 0x00, 0x0B,
            0x08, 0x02, 0x80, width_high, width_low, 0x01, 0x01, 0x11, 0x00, 0xFF, 0xD9};
}

/// A member who orders, and the people who carry the order out.
struct Shop : PortalWorld {
    Caller buyer = member();

    static Caller with_role(Caller who, domain::Role role, const char* of) {
        who.account.roles = {{role, domain::OrderId(of)}};
        return who;
    }
    Caller secretary_of(const char* of) { return with_role(secretary(), domain::Role::secretary, of); }
    Caller provider() { return with_role(administrator(), domain::Role::operator_staff, ""); }

    void enrol_at(const char* of) {
        auto entry = entry_of(member_code, "Mario", "Rossi");
        entry.order = domain::OrderId(of);
        entry.title = "Ingegnere";
        entry.sector = "Industriale";
        enrol(entry);
    }

    wire::Draft open(const char* code, const char* of) {
        const auto draft = drafts->handle(buyer, wire::OpenDraft{code, of});
        REQUIRE(draft);
        return *draft;
    }
    wire::Draft save(const wire::Draft& draft, std::vector<wire::FieldValue> values) {
        const auto saved = drafts->handle(buyer, wire::SaveDraft{draft.id, draft.seq, std::move(values)});
        if (!saved) {
            UNSCOPED_INFO(domain::text_of(saved.error().id) << " " << saved.error().details.begin()->second);
        }
        REQUIRE(saved);
        return *saved;
    }
    static std::vector<wire::FieldValue> personal() {
        return {{"holder.sex", "M"},
                {"holder.birth", "1980-01-01"},
                {"holder.birth_place", "H501"},
                {"holder.birth_place_name", "Roma"},
                {"holder.residence.street", "Via Roma 1"},
                {"holder.residence.postcode", "63900"},
                {"holder.residence.municipality", "Fermo"},
                {"holder.residence.province", "FM"},
                {"holder.mobile", "+393331234567"},
                {"document.kind", "passport"},
                {"document.number", "YA 1234567"},
                {"document.issued_by", "Questura di Fermo"},
                {"document.issued_on", "2020-05-01"},
                {"document.expires_on", "2030-04-30"},
                {"enrolment.section", "A"},
                {"enrolment.number", "123"},
                {"enrolment.registered_on", "2005-03-01"},
                {"payment", "card"}};
    }
    domain::Result<wire::RequestView> place(const wire::Draft& draft) {
        std::vector<std::string> clauses;
        for (const auto& clause : draft.clauses) {
            clauses.push_back(clause.name);
        }
        return drafts->handle(buyer, wire::PlaceDraft{command(), draft.id, draft.seq,
                                                      draft.convention_version, draft.total, clauses, false});
    }
    /// The architects' kit of Fermo, filled in.
    wire::Draft filled_kit() {
        auto draft = save(open("CNSCNA13", "architetti-fermo"), {{"product", "cns-kit"}});
        auto values = personal();
        values.push_back({"enrolment.title", "Architetto"});
        draft = save(draft, values);
        const auto with_photo = drafts->handle(buyer, wire::UploadPhoto{draft.id, draft.seq, photograph()});
        REQUIRE(with_photo);
        return *with_photo;
    }
    wire::Draft filled_remote() {
        enrol_at("ingegneri-imperia");
        auto draft = save(open("FRCNI25", "ingegneri-imperia"), {{"product", "remote-otp-mobile"}});
        auto values = personal();
        values.push_back({"enrolment.title", "Ingegnere"});
        values.push_back({"enrolment.sector", "Industriale"});
        values.push_back({"identification", "cns"});
        return save(draft, values);
    }
    wire::RequestView pay_by_card(const wire::RequestView& view) {
        const auto begun =
            purchase_desk->handle(buyer, wire::BeginPayment{command(), view.row.id, view.row.seq});
        REQUIRE(begun);
        const auto payment = store->payments_of(domain::RequestId(view.row.id))->back().id.value;
        const auto reported = member_desk->payment_reported(R"({"payment":")" + payment + R"(","amount":)" +
                                                                std::to_string(view.purchase->due) + "}",
                                                            "good");
        REQUIRE(reported);
        return show(view);
    }
    wire::RequestView show(const wire::RequestView& view, std::optional<Caller> who = std::nullopt) {
        const auto shown = purchase_views->request(domain::RequestId(view.row.id), who ? *who : buyer);
        REQUIRE(shown);
        return *shown;
    }
    domain::Result<wire::RequestView> step(const Caller& who, const wire::RequestView& view,
                                           wire::Action action, const char* note = "") {
        return purchase_desk->handle(
            who, wire::RecordStep{command(), view.row.id, show(view).row.seq, action, note});
    }
    std::string challenge_signed(const wire::RequestView& view, const std::string& nonce) {
        const auto text = pki::canonical_text({{"type", "sigillo.identification/1"},
                                               {"origin", PortalWorld::origin},
                                               {"nonce", nonce},
                                               {"request", view.row.id}});
        REQUIRE(text);
        return *text;
    }
};

inline std::string id_of(const domain::Error& error) {
    return std::string(domain::text_of(error.id));
}

template <class T>
std::string refusal(const domain::Result<T>& result) {
    return result ? std::string() : id_of(result.error());
}

inline const wire::DraftField* field(const wire::Draft& draft, const std::string& name) {
    for (const auto& page : draft.pages) {
        for (const auto& each : page.fields) {
            if (each.name == name) {
                return &each;
            }
        }
    }
    return nullptr;
}

} // namespace sigillo::portal::test
