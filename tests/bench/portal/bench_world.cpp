#include "tests/bench/portal/bench_world.hpp"

#include "shared/domain/purchase/price.hpp"
#include "web/portal/api/issuance.hpp"

namespace sigillo::bench {

namespace {

constexpr domain::Date today{2026, 1, 15}; // PkiWorld's

domain::Date birth_of(int number) {
    return {1940 + number / 336, number / 28 % 12 + 1, number % 28 + 1};
}

std::string mobile_of(int number) {
    return "+39333" + std::to_string(1'000'000 + number);
}

} // namespace

BenchPortal::BenchPortal(const fs::path& folder, const fs::path& sources, Society society)
    : installation_key(must(InstallationKey::create(folder / "installation.key"))),
      store(must(open_sqlite_store(folder / "portal.db", installation_key))),
      catalogue(Catalogue::load(sources / "assets/conventions", sources / "assets/orders").catalogue),
      trust({{{PkiWorld::get().authority.certificate(), 0, PkiWorld::now + 10 * 365 * PkiWorld::day},
              [](domain::Instant now) -> domain::Result<pki::Bytes> {
                  return PkiWorld::get().crl(now.seconds - 3600, now.seconds + PkiWorld::day);
              }}}),
      renewals(*store, clock, *catalogue, trust), purchases(*store, clock, *catalogue, places),
      views(renewals), society_(std::move(society)) {
    must_hold(trust.refresh(clock.now()));
}

void BenchPortal::write(Write write) {
    Transaction transaction;
    transaction.writes.push_back(std::move(write));
    must(store->append(transaction));
}

Caller BenchPortal::account(const std::string& code, const std::string& given_name,
                            const std::string& surname, std::vector<domain::RoleGrant> roles) {
    Account account;
    account.codice_fiscale = must(domain::CodiceFiscale::parse(code));
    account.person = must(store->person_of(account.codice_fiscale));
    account.given_name = given_name;
    account.surname = surname;
    account.email = account.codice_fiscale.text() + "@example.it";
    account.email_verified = true;
    account.roles = std::move(roles);
    write(PutAccount{account});
    return {account, account.language};
}

Caller BenchPortal::member(int number) {
    const auto code = must(
        domain::compute_codice_fiscale({"Anna", "Esposito", domain::Sex::female, birth_of(number), "H501"}));
    Caller caller = account(code.text(), "Anna", "Esposito", {{domain::Role::member, society_.order}});
    enrol(caller.account, number);
    return caller;
}

void BenchPortal::enrol(const Account& member, int number) {
    domain::RegisterEntry entry;
    entry.order = society_.order;
    entry.codice_fiscale = member.codice_fiscale;
    entry.given_name = member.given_name;
    entry.surname = member.surname;
    entry.title = society_.title;
    entry.section = "A";
    entry.sector = society_.sector;
    entry.number = std::to_string(number + 1);
    entry.registered_on = {2005, 3, 1};
    entry.email = member.email;
    entry.mobile = mobile_of(number);
    entry.dues_paid_up_to = {2026, 12, 31};
    entry.version = 1;
    write(PutRegisterRow{{member.person, entry}});
}

CardRow BenchPortal::give_card(const Account& member, int number) {
    const auto& world = PkiWorld::get();
    pki::Subject subject;
    subject.codice_fiscale = member.codice_fiscale.text();
    subject.given_name = member.given_name;
    subject.surname = member.surname;
    subject.role = world.secretary.subject.role;
    subject.role->number = std::to_string(number + 1);
    const auto issue = [&](pki::Profile profile, const pki::PrivateKey& key) {
        return must(world.authority.issue(
            {profile, subject, key.public_key(), PkiWorld::now - 1000 * PkiWorld::day,
             PkiWorld::now + 30 * PkiWorld::day, pki::random_serial(), std::string(PkiWorld::crl_url)}));
    };
    const auto authentication = issue(pki::Profile::cns_authentication, world.secretary.authentication_key);
    const auto signature = issue(pki::Profile::signature, world.secretary.signature_key);
    CardRow card;
    card.person = member.person;
    card.order = society_.order;
    card.convention = society_.convention;
    auto& certificates = card.certificates;
    certificates.card_number = std::to_string(7420000001 + number);
    certificates.holder = member.codice_fiscale;
    certificates.given_name = member.given_name;
    certificates.surname = member.surname;
    certificates.order_name = subject.role->order;
    certificates.title = subject.role->title;
    certificates.section = subject.role->section;
    certificates.sector = subject.role->sector;
    certificates.number = subject.role->number;
    certificates.registered_on = {2005, 3, 1};
    certificates.email = member.email;
    certificates.authentication = info_of(authentication);
    certificates.signature = info_of(signature);
    card.authentication_der = authentication.der();
    card.signature_der = signature.der();
    write(PutCard{card});
    return card;
}

std::string BenchPortal::add_paid_renewal(int number) {
    const Caller who = member(number);
    const CardRow card = give_card(who.account, number);
    const auto* convention = catalogue->find(card.convention, society_.order, today);
    const auto* product = domain::product_of(*convention, domain::ProductKind::cns_renewal);
    RenewalExecution execution;
    execution.request = must(renewals.next_request(card));
    execution.actor = who.actor();
    execution.card = card;
    const auto price = must(domain::price_of(*product)).gross;
    execution.command = domain::renewal::PlaceRenewal{convention->hash, price, convention->renewal->clauses};
    must(renewals.execute(execution));
    const domain::PaymentId payment("P-" + std::to_string(number));
    execution.command = domain::renewal::BeginPayment{payment, domain::PaymentMethod::card};
    must(renewals.execute(execution));
    execution.command = domain::renewal::RecordPayment{payment, price, clock.now()};
    must(renewals.execute_as_system(execution));
    return execution.request.value;
}

std::string BenchPortal::add_paid_purchase(int number) {
    const Caller who = member(number);
    const auto* convention = catalogue->find(society_.convention, society_.order, today);
    domain::purchase::Form form;
    form.product = domain::ProductId("card-role");
    auto& holder = form.holder;
    holder.given_name = who.account.given_name;
    holder.surname = who.account.surname;
    holder.sex = "F";
    holder.birth = birth_of(number);
    holder.birth_place = "H501";
    holder.birth_place_name = "Roma";
    holder.codice_fiscale = who.account.codice_fiscale.text();
    holder.residence = {"Via Roma 1", "18100", "Imperia", "IM", "IT"};
    holder.email = who.account.email;
    holder.mobile = mobile_of(number);
    form.document = {
        domain::purchase::DocumentKind::passport, "YA1234567", "Questura", {2022, 5, 1}, {2031, 4, 30}};
    form.enrolment = {society_.title, "A", society_.sector, std::to_string(number + 1), {2005, 3, 1}, {}};
    form.shipping.to = domain::Delivery::to_order;
    form.payment = domain::PaymentMethod::card;
    const auto price = must(domain::purchase::price_of(*convention, form)).total.gross;
    PurchaseExecution execution;
    execution.request = domain::RequestId("A-" + std::to_string(number));
    execution.actor = who.actor();
    execution.subject = domain::purchase::Subject{execution.request, society_.order, who.account.person};
    execution.convention = society_.convention;
    execution.command =
        domain::purchase::Place{form, convention->hash, price, convention->purchase->clauses, false};
    must(purchases.execute(execution));
    const domain::PaymentId payment("A-P-" + std::to_string(number));
    execution.command = domain::purchase::BeginPayment{payment, domain::PaymentMethod::card};
    must(purchases.execute(execution));
    execution.command = domain::purchase::RecordPayment{payment, price, clock.now()};
    must(purchases.execute_as_system(execution));
    return execution.request.value;
}

} // namespace sigillo::bench
