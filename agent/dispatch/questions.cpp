#include "agent/dispatch/questions.hpp"

#include "shared/texts/texts.hpp"

namespace sigillo::agent {

namespace {

using texts::text;

/// Code points that change how other text is shown: controls, bidirectional marks and overrides, separators
/// of lines, the byte order mark (Unicode 15, UAX #9).
bool hides(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xe0000 && c <= 0xe0fff);
}

std::string role_name(Language language, CertificateRole role) {
    return text(language,
                role == CertificateRole::signature ? "agent.role.signature" : "agent.role.authentication");
}

std::string day(Language language, std::int64_t instant) {
    return text(language, "agent.value.date", {{"value", domain::to_rfc3339({instant})}});
}

std::string value_of(Language language, std::string_view name, const std::string& value) {
    if (value.empty()) {
        return text(language, "agent.none");
    }
    const std::string visible = shown(value);
    if (name == "issued_at" || name == "expires_at") {
        return text(language, "agent.value.time", {{"value", visible}});
    }
    if (name == "registered_on" || name == "dues_paid_up_to") {
        return text(language, "agent.value.date", {{"value", visible}});
    }
    if (name == "decision" || name == "enrolment_status") {
        const std::string key = (name == "decision" ? "domain.act_decision." : "domain.enrolment.") + visible;
        return texts::has_text(key) ? text(language, key) : visible;
    }
    return visible;
}

std::string value_of(Language language, std::string_view name, std::int64_t value) {
    const std::string number = std::to_string(value);
    return name == "price_gross_cents" ? text(language, "agent.value.money", {{"value", number}}) : number;
}

/// Of a PIN that serves one role only; else empty.
std::string role_of_pin(Language language, const CardPin& pin) {
    return pin.roles.size() == 1 ? role_name(language, pin.roles.front()) : std::string();
}

std::string_view description_of(const PinReason& reason) {
    switch (reason.purpose) {
    case PinPurpose::sign_in:
        return "agent.pin.sign_in";
    case PinPurpose::identification:
        return "agent.pin.identification";
    case PinPurpose::acts:
        return reason.acts == 1 ? "agent.pin.acts_one" : "agent.pin.acts_many";
    case PinPurpose::renewal:
        return "agent.pin.renewal";
    case PinPurpose::change:
        return "agent.pin.change";
    }
    return "agent.pin.renewal";
}

std::vector<ConsentField> card_fields(Language language, const CardSnapshot& card,
                                      const pki::Certificate& certificate) {
    return {{text(language, "agent.field.holder"), shown(holder_of(certificate))},
            {text(language, "agent.field.codice_fiscale"), shown(certificate.codice_fiscale())},
            {text(language, "agent.field.card"), shown(card.serial)},
            {text(language, "agent.field.expires"), day(language, certificate.not_after())}};
}

} // namespace

std::string shown(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        char32_t code = length == 1 ? lead : lead & (0x7fU >> length);
        for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
            code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
        }
        if (hides(code)) {
            out += "\xef\xbf\xbd"; // U+FFFD
        } else {
            out += text.substr(at, length);
        }
        at += length;
    }
    return out;
}

std::string holder_of(const pki::Certificate& certificate) {
    const auto& facts = certificate.facts();
    if (facts.surname.empty() && facts.given_name.empty()) {
        return facts.common_name;
    }
    return facts.surname + (facts.surname.empty() || facts.given_name.empty() ? "" : " ") + facts.given_name;
}

ConsentQuestion ask_about_origin(const Caller& caller) {
    const auto language = caller.language;
    ConsentQuestion question;
    question.language = language;
    question.title = text(language, "agent.origin.title");
    question.text = text(language, "agent.origin.text", {{"origin", caller.origin}});
    question.warning = text(language, "agent.origin.warning");
    question.items = {{"", {{text(language, "agent.field.site"), caller.origin}}}};
    question.accept = text(language, "agent.origin.accept");
    question.decline = text(language, "agent.decline");
    return question;
}

ConsentQuestion ask_to_sign_in(const Caller& caller, const CardSnapshot& card,
                               const pki::Certificate& signer) {
    const auto language = caller.language;
    ConsentQuestion question;
    question.language = language;
    question.title = text(language, "agent.sign_in.title");
    question.text = text(language, "agent.sign_in.text",
                         {{"origin", caller.origin}, {"holder", shown(holder_of(signer))}});
    question.items = {{"", {{text(language, "agent.field.site"), caller.origin}}}};
    auto& fields = question.items.front().fields;
    for (auto& field : card_fields(language, card, signer)) {
        fields.push_back(std::move(field));
    }
    question.accept = text(language, "agent.sign_in.accept");
    question.decline = text(language, "agent.cancel");
    return question;
}

ConsentQuestion ask_to_prove_identity(const Caller& caller, const CardSnapshot& card,
                                      const CardCertificate& signer, const std::string& request) {
    const auto language = caller.language;
    const auto& certificate = signer.certificate;
    ConsentQuestion question;
    question.language = language;
    question.title = text(language, "agent.identity.title");
    question.text = text(language, "agent.identity.text",
                         {{"origin", caller.origin}, {"holder", shown(holder_of(certificate))}});
    question.items = {{"",
                       {{text(language, "agent.field.site"), caller.origin},
                        {text(language, "agent.field.request"), shown(request)}}}};
    auto& fields = question.items.front().fields;
    for (auto& field : card_fields(language, card, certificate)) {
        fields.push_back(std::move(field));
    }
    fields.emplace_back(text(language, "agent.field.certificate"), role_name(language, signer.role));
    fields.emplace_back(text(language, "agent.field.issuer"), shown(certificate.facts().issuer));
    question.accept = text(language, "agent.identity.accept");
    question.decline = text(language, "agent.cancel");
    return question;
}

std::vector<ConsentField> fields_of_act(Language language, const domain::ValidationAct& act) {
    std::vector<ConsentField> fields;
    domain::for_each_field(act, [&](const char* name, const auto& value) {
        fields.emplace_back(text(language, std::string("domain.act.") + name),
                            value_of(language, name, value));
    });
    return fields;
}

ConsentQuestion ask_to_sign_acts(const Caller& caller, const CardSnapshot&, const pki::Certificate& signer,
                                 const std::vector<domain::ValidationAct>& acts) {
    const auto language = caller.language;
    const std::string count = std::to_string(acts.size());
    const bool one = acts.size() == 1;
    ConsentQuestion question;
    question.language = language;
    question.title =
        text(language, one ? "agent.acts.title_one" : "agent.acts.title_many", {{"count", count}});
    question.text =
        text(language, "agent.acts.text", {{"origin", caller.origin}, {"holder", shown(holder_of(signer))}});
    for (const auto& act : acts) {
        question.items.push_back({text(language, "agent.acts.item",
                                       {{"holder", shown(act.data.surname + " " + act.data.given_name)},
                                        {"request", shown(act.request)}}),
                                  fields_of_act(language, act)});
    }
    question.accept =
        text(language, one ? "agent.acts.accept_one" : "agent.acts.accept_many", {{"count", count}});
    question.decline = text(language, "agent.cancel");
    return question;
}

ConsentQuestion ask_to_renew(const Caller& caller, const CardSnapshot& card, const pki::Certificate& holder,
                             const std::string& request, const std::vector<CertificateRole>& roles) {
    const auto language = caller.language;
    ConsentQuestion question;
    question.language = language;
    question.title = text(language, "agent.renewal.title");
    question.text = text(language, "agent.renewal.text",
                         {{"origin", caller.origin}, {"holder", shown(holder_of(holder))}});
    if (card.decryption_key) {
        question.warning = text(language, "agent.renewal.decryption");
    }
    question.items = {{"",
                       {{text(language, "agent.field.site"), caller.origin},
                        {text(language, "agent.field.request"), shown(request)}}}};
    auto& fields = question.items.front().fields;
    for (auto& field : card_fields(language, card, holder)) {
        fields.push_back(std::move(field));
    }
    std::string renewed;
    for (const auto role : roles) {
        renewed += (renewed.empty() ? "" : ", ") + role_name(language, role);
    }
    fields.emplace_back(text(language, "agent.field.renewed"), renewed);
    question.accept = text(language, "agent.renewal.accept");
    question.decline = text(language, "agent.cancel");
    return question;
}

PinQuestion ask_pin(const Caller& caller, const PinReason& reason, const CardPin& pin, bool again,
                    std::optional<int> tries) {
    const auto language = caller.language;
    PinQuestion question;
    question.language = language;
    question.description = text(language, description_of(reason),
                                {{"origin", caller.origin},
                                 {"holder", shown(reason.holder)},
                                 {"count", std::to_string(reason.acts)}});
    const bool both = pin.roles.size() > 1;
    const bool signature = !pin.roles.empty() && pin.roles.front() == CertificateRole::signature;
    question.prompt = text(language, both        ? "agent.pin.prompt.both"
                                     : signature ? "agent.pin.prompt.signature"
                                                 : "agent.pin.prompt.authentication");
    if (again) {
        question.error =
            text(language, "agent.pin.wrong", {{"tries", tries ? std::to_string(*tries) : std::string()}});
    }
    if (tries == 1) {
        const auto warning = text(language, "agent.pin.last_try");
        question.error += (question.error.empty() ? "" : " ") + warning;
    }
    return question;
}

PinQuestion ask_new_pin(const Caller& caller, const std::string& holder, const CardPin& pin, bool again,
                        bool differed) {
    const auto language = caller.language;
    PinQuestion question;
    question.language = language;
    question.description = text(language, again ? "agent.pin.new_again" : "agent.pin.new",
                                {{"origin", caller.origin}, {"holder", shown(holder)}});
    question.prompt = text(language, again ? "agent.pin.prompt.new_again" : "agent.pin.prompt.new",
                           {{"role", role_of_pin(language, pin)}});
    if (differed) {
        question.error = text(language, "agent.pin.differ");
    }
    return question;
}

PinQuestion ask_puk(const Caller& caller, const std::string& holder, const CardPin& pin, bool wrong,
                    std::optional<int> tries) {
    const auto language = caller.language;
    PinQuestion question;
    question.language = language;
    question.form = PinForm::puk;
    question.description =
        text(language, "agent.puk.unblock", {{"origin", caller.origin}, {"holder", shown(holder)}});
    question.prompt = text(language, "agent.puk.prompt", {{"role", role_of_pin(language, pin)}});
    if (wrong) {
        question.error =
            text(language, "agent.puk.wrong", {{"tries", tries ? std::to_string(*tries) : std::string()}});
    }
    if (tries == 1) {
        question.error += (question.error.empty() ? "" : " ") + text(language, "agent.puk.last_try");
    }
    return question;
}

} // namespace sigillo::agent
