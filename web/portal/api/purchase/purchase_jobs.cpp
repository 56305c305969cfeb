#include "web/portal/api/purchase/purchase_jobs.hpp"

#include "shared/pki/authority.hpp"
#include "web/portal/api/cycle_jobs.hpp"
#include "web/portal/api/issuance.hpp"
#include "web/portal/api/purchase/purchase_desk.hpp"
#include "web/portal/api/purchase/purchase_reactions.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::purchase::Stage;
using domain::purchase::State;

namespace {

KitOrder order_for(const State& state, const domain::purchase::Facts& facts, const Catalogue& catalogue,
                   Store& store, domain::Instant now) {
    const auto& product = *domain::product_by_id(*facts.convention, state.form.product);
    const auto& form = state.form;
    KitOrder order;
    order.request = state.subject.request;
    order.certificates = product.certificates;
    order.on_card = product.kind == domain::ProductKind::new_card;
    const auto code = domain::CodiceFiscale::parse(form.holder.codice_fiscale);
    order.holder = {form.holder.given_name, form.holder.surname, code ? code->text() : std::string(),
                    form.holder.email};
    if (product.role_certificate) {
        const auto* info = catalogue.order(state.subject.order);
        order.role = pki::RoleData{info != nullptr ? info->name.it : state.subject.order.value,
                                   form.enrolment.title,
                                   form.enrolment.section,
                                   form.enrolment.sector,
                                   form.enrolment.number,
                                   domain::to_text(form.enrolment.registered_on),
                                   domain::to_text(form.enrolment.qualified_on)};
    }
    order.codes_in_kit = product.activation == domain::Activation::at_collection;
    order.not_after = domain::add_years_in_rome(now, product.certificate_years);
    if (!form.photo.empty()) {
        if (auto photo = store.document(form.photo); photo) {
            order.photo = std::move(photo->content);
        }
    }
    return order;
}

/// Letters and digits that cannot be taken for one another, in two groups.
std::string random_code() {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // 32: no bias
    const auto bytes = pki::random_serial();
    std::string code;
    for (std::size_t i = 0; i < 10; ++i) {
        code += letters[bytes[i + 1] & 31U];
        if (i == 4) {
            code += '-';
        }
    }
    return code;
}

/// Both PIN and PUK, halved: neither part is of use without the other (R48, R49).
void keep_codes(const Kit& kit, const State& state, std::vector<Write>& writes) {
    const auto half = [&](bool first) {
        const auto part = [&](std::string_view code) {
            const std::size_t middle = (code.size() + 1) / 2;
            return std::string(first ? code.substr(0, middle) : code.substr(middle));
        };
        return "PIN " + part(kit.pin.view()) + ", PUK " + part(kit.puk.view());
    };
    if (kit.pin.empty()) {
        return;
    }
    writes.emplace_back(PutSecret{state.subject.request, "first_part", state.subject.member, half(true)});
    writes.emplace_back(PutSecret{state.subject.request, "second_part", state.subject.member, half(false)});
}

/// A number that another card has would make that one's renewals this one's.
domain::Status check_card_is_new(Store& store, const std::string& number) {
    if (number.empty()) {
        return domain::Done{};
    }
    const auto known = store.card(number);
    if (known) {
        return Error(ErrorId::issued_card_number_wrong, {{"number", number}});
    }
    return known.error().id == ErrorId::not_found ? domain::Status(domain::Done{})
                                                  : domain::Status(known.error());
}

/// What the portal knows of a card from now on: its renewal begins with it.
domain::Status keep_card(const Kit& kit, const State& state, std::vector<Write>& writes,
                         domain::purchase::RecordIssued& command) {
    const auto read = [&](const std::optional<pki::Bytes>& der,
                          std::optional<domain::CertificateInfo>& info) -> domain::Status {
        if (!der) {
            return domain::Done{};
        }
        const auto certificate = pki::Certificate::from_der(*der);
        if (!certificate) {
            return certificate.error();
        }
        info = info_of(*certificate);
        writes.emplace_back(PutDocument{{info->sha256, "certificate", {}, *der}});
        return domain::Done{};
    };
    if (const auto done = read(kit.authentication, command.authentication); !done) {
        return done;
    }
    if (const auto done = read(kit.signature, command.signature); !done) {
        return done;
    }
    command.card_number = kit.card_number;
    if (kit.card_number.empty() || !command.authentication || !command.signature) {
        return domain::Done{};
    }
    const auto& form = state.form;
    CardRow card;
    card.person = state.subject.member;
    card.order = state.subject.order;
    card.convention = state.convention;
    card.certificates.card_number = kit.card_number;
    if (const auto code = domain::CodiceFiscale::parse(form.holder.codice_fiscale); code) {
        card.certificates.holder = *code;
    }
    card.certificates.given_name = form.holder.given_name;
    card.certificates.surname = form.holder.surname;
    card.certificates.title = form.enrolment.title;
    card.certificates.section = form.enrolment.section;
    card.certificates.sector = form.enrolment.sector;
    card.certificates.number = form.enrolment.number;
    card.certificates.registered_on = form.enrolment.registered_on;
    card.certificates.email = form.holder.email;
    card.certificates.authentication = *command.authentication;
    card.certificates.signature = *command.signature;
    card.authentication_der = *kit.authentication;
    card.signature_der = *kit.signature;
    writes.emplace_back(PutCard{std::move(card)});
    return domain::Done{};
}

JobOutcome issue(Purchases& purchases, Bureau& bureau, const RequestJob& job, domain::Instant now) {
    const domain::RequestId request(job.request);
    const auto loaded = purchases.load(request);
    if (!loaded) {
        return outcome_of(loaded.error());
    }
    const State& state = loaded->state;
    if (state.stage != Stage::issuing) {
        return JobDone{};
    }
    const auto facts = purchases.facts(state, domain::Actor::of_system());
    if (!facts) {
        return outcome_of(facts.error());
    }
    const auto* product =
        facts->convention ? domain::product_by_id(*facts->convention, state.form.product) : nullptr;
    if (product == nullptr) {
        return JobFailed{Error(ErrorId::convention_unknown)};
    }
    const auto kit =
        bureau.make(order_for(state, *facts, purchases.catalogue(), purchases.store(), now), now);
    if (!kit) {
        return outcome_of(kit.error());
    }
    PurchaseExecution execution;
    execution.request = request;
    domain::purchase::RecordIssued command;
    if (const auto fresh = check_card_is_new(purchases.store(), kit->card_number); !fresh) {
        return outcome_of(fresh.error());
    }
    if (const auto kept = keep_card(*kit, state, execution.writes, command); !kept) {
        return JobFailed{kept.error()};
    }
    if (product->activation == domain::Activation::by_holder) {
        const std::string code = random_code();
        command.activation_code = activation_digest(purchases.store().vault(), request, code);
        execution.writes.emplace_back(PutSecret{request, "activation_code", state.subject.member, code});
        keep_codes(*kit, state, execution.writes);
    }
    execution.command = std::move(command);
    const auto executed = purchases.execute_as_system(std::move(execution));
    if (!executed && executed.error().id != ErrorId::request_wrong_stage) {
        return outcome_of(executed.error());
    }
    if (const auto forgotten = bureau.forget_codes(request); !forgotten) {
        return outcome_of(forgotten.error());
    }
    return JobDone{};
}

JobOutcome set_status(Issuer& issuer, const RequestJob& job, domain::Instant now) {
    constexpr int cessation_of_operation = 5;
    const auto status = domain::parse_enum<domain::purchase::CertificateStatus>(job.command);
    if (!status) {
        return JobFailed{Error(ErrorId::invalid_argument, {{"field", "command"}})};
    }
    const auto set = issuer.set_status(job.serial, *status, cessation_of_operation, now);
    return set ? JobOutcome(JobDone{}) : outcome_of(set.error());
}

} // namespace

std::vector<std::unique_ptr<JobHandler>> purchase_jobs(const std::shared_ptr<Purchases>& purchases,
                                                       Bureau& bureau, Issuer& issuer,
                                                       PaymentProvider& payments,
                                                       std::function<void()> changed) {
    std::vector<std::unique_ptr<JobHandler>> handlers;
    const auto add = [&](std::string_view kind, RequestJobHandler::Work work) {
        handlers.push_back(std::make_unique<RequestJobHandler>(kind, std::move(work), changed));
    };
    add(job_purchase_issue, [purchases, &bureau](const RequestJob& job, domain::Instant now) {
        return issue(*purchases, bureau, job, now);
    });
    add(job_purchase_refund, [purchases, &payments](const RequestJob& job, domain::Instant now) {
        return give_back(*purchases, payments, job, now);
    });
    add(job_purchase_deadline, [purchases](const RequestJob& job, domain::Instant) {
        return meet_deadline<domain::purchase::Expire, domain::purchase::RemindOrder,
                             domain::purchase::RemindActivation>(*purchases, job);
    });
    add(job_purchase_status,
        [&issuer](const RequestJob& job, domain::Instant now) { return set_status(issuer, job, now); });
    return handlers;
}

} // namespace sigillo::portal
