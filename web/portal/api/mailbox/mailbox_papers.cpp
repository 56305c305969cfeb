#include "shared/texts/texts.hpp"
#include "web/portal/api/mailbox/mailbox_desk.hpp"

// The form to sign, and what was handed in.
namespace sigillo::portal {

using domain::ErrorId;

namespace {

domain::Order as_order(const OrderInfo& info) {
    domain::Order order;
    order.id = info.id;
    order.name = info.name;
    order.short_name = info.short_name;
    order.profession = info.profession;
    order.province = info.province;
    order.mail = info.mail;
    order.phone = info.phone;
    order.website = info.website;
    return order;
}

} // namespace

std::string paper_type(pki::ByteView content) {
    const std::string_view text(reinterpret_cast<const char*>(content.data()), content.size());
    return text.rfind("%PDF-", 0) == 0               ? "application/pdf"
           : text.rfind("\xFF\xD8\xFF", 0) == 0      ? "image/jpeg"
           : text.rfind("\x89PNG\r\n\x1A\n", 0) == 0 ? "image/png"
                                                     : "";
}

domain::Result<MailboxFile> MailboxDesk::form(const Caller& caller, const std::string& id) {
    MailboxForm form;
    domain::OrderId order;
    const auto staff_order = caller.staff_order();
    if (id != "new") {
        const auto seen = views_.visible(domain::RequestId(id), caller);
        const auto loaded = seen ? mailboxes_.load(domain::RequestId(id)) : seen.error();
        if (!loaded) {
            return loaded.error();
        }
        const auto& asked = loaded->state.form;
        order = loaded->state.subject.order;
        form.document = asked.document;
        form.holder = domain::purchase::Holder{};
        form.holder->given_name = asked.holder.given_name;
        form.holder->surname = asked.holder.surname;
        form.holder->codice_fiscale = asked.holder.codice_fiscale;
        form.holder->email = asked.holder.email;
        form.holder->mobile = asked.holder.mobile;
    } else if (staff_order) {
        order = *staff_order; // a blank to fill in at the office's counter
    } else {
        const auto subject = mailboxes_.next_of(caller.account.person);
        if (!subject) {
            return subject.error();
        }
        const auto entry = mailboxes_.store().register_row(subject->order, subject->member);
        if (!entry) {
            return entry.error();
        }
        const auto& member = entry->entry;
        order = subject->order;
        form.holder = domain::purchase::Holder{};
        form.holder->given_name = member.given_name;
        form.holder->surname = member.surname;
        form.holder->codice_fiscale = member.codice_fiscale.text();
        form.holder->email = caller.account.email;
        form.holder->mobile = caller.account.mobile.empty() ? member.mobile : caller.account.mobile;
        form.enrolment.title = member.title;
        form.enrolment.section = member.section;
        form.enrolment.sector = member.sector;
        form.enrolment.number = member.number;
        form.enrolment.registered_on = member.registered_on;
    }
    const auto* info = mailboxes_.catalogue().order(order);
    if (info == nullptr) {
        return ErrorId::not_found;
    }
    form.order = as_order(*info);
    const auto* convention = domain::mailbox_convention(mailboxes_.catalogue().conventions(), order,
                                                        domain::rome_date(mailboxes_.now()));
    const auto* plan = convention != nullptr
                           ? domain::plan_terms(*convention->mailbox, domain::MailboxPlan::standard)
                           : nullptr;
    if (plan != nullptr) {
        form.mailbox = texts::text(domain::Language::it, "mailbox.form.standard",
                                   {{"gb", std::to_string(plan->inbox_gb)}});
    }
    auto pdf = forms_.mailbox_form(form);
    if (!pdf) {
        return pdf.error();
    }
    return MailboxFile{"application/pdf", "richiesta-pec.pdf", std::move(*pdf), {}};
}

domain::Result<MailboxFile> MailboxDesk::file(const Caller& caller, const std::string& id,
                                              std::string_view what) {
    if (what == "form.pdf") {
        return form(caller, id);
    }
    const bool copy = what == "document";
    if (!copy && what != "signed-form") {
        return ErrorId::not_found;
    }
    const domain::RequestId mailbox(id);
    const auto seen = views_.visible(mailbox, caller);
    const auto loaded = seen ? mailboxes_.load(mailbox) : seen.error();
    if (!loaded) {
        return loaded.error();
    }
    const auto& asked = loaded->state.form;
    auto document = mailboxes_.store().document(copy ? asked.document_copy : asked.signed_form);
    if (!document) {
        return document.error();
    }
    const std::string type = paper_type(document->content);
    const std::string ending = type == "application/pdf" ? ".pdf" : type == "image/jpeg" ? ".jpg" : ".png";
    return MailboxFile{type, (copy ? "documento" : "modulo-firmato") + ending,
                       pki::text_of(document->content), document->sha256};
}

} // namespace sigillo::portal
