#include "tests/domain/purchase/support/purchase_world.hpp"

#include <algorithm>

namespace sigillo::tests {

namespace {

std::string line(const SendNotice& notice) {
    return std::string(text_of(notice.channel)) + " to " + std::string(text_of(notice.recipient)) + ": " +
           notice.text_key;
}

std::string front_or_empty(const std::vector<std::string>& all) {
    return all.empty() ? std::string() : all.front();
}

} // namespace

PurchaseWorld::PurchaseWorld(const Article& article) : convention(read_convention(article.file)) {
    const auto sold = std::find_if(convention.products.begin(), convention.products.end(),
                                   [&](const Product& one) { return one.id.value == article.product; });
    REQUIRE(sold != convention.products.end());
    const bool offered = std::any_of(sold->delivery.begin(), sold->delivery.end(),
                                     [&](const DeliveryOption& option) { return option.to == article.to; });
    if (!offered) {
        sold->delivery.push_back({article.to, Cents{500}});
    }
    product = *sold;
    order = convention.orders.front();
    secretary = {PersonId("sara"), {}, {{Role::secretary, order}}};
    signatory = {PersonId("mario"), signer, {{Role::signatory, order}}};

    form.product = product.id;
    Holder& holder = form.holder;
    holder.given_name = "Maria";
    holder.surname = "Rossi";
    holder.sex = "F";
    holder.birth = {1980, 1, 1};
    holder.birth_place = "H501";
    holder.birth_place_name = "Roma";
    holder.codice_fiscale = "RSSMRA80A41H501Y";
    holder.residence = {"Via Roma 1", "18100", "Imperia", "IM", "IT"};
    holder.phone = "0183000000";
    holder.email = "maria.rossi@example.it";
    holder.mobile = "+393331234567";
    form.document = {DocumentKind::passport, "YA 1234567", "Questura", {2022, 5, 4}, {2032, 5, 3}};
    form.enrolment = {front_or_empty(terms().titles),
                      front_or_empty(terms().sections),
                      front_or_empty(terms().sectors),
                      "123",
                      {2008, 3, 1},
                      {2007, 12, 1}};
    if (product.photo) {
        form.photo = Digest("photo");
    }
    if (!product.identification.empty()) {
        form.identification = IdentificationMethod::digital_signature;
    }
    form.shipping.to = article.to;
    form.payment = PaymentMethod::card;

    facts.convention = convention;
    facts.subject = {RequestId("P-1"), order, PersonId("maria")};
    RegisterEntry entry;
    entry.order = order;
    entry.codice_fiscale = maria;
    entry.given_name = "Maria";
    entry.surname = "Rossi";
    entry.title = form.enrolment.title;
    entry.section = form.enrolment.section;
    entry.sector = form.enrolment.sector;
    entry.number = "0123";
    entry.registered_on = {2008, 3, 1};
    entry.email = "maria.rossi@example.it";
    entry.dues_paid_up_to = {2027, 12, 31};
    facts.register_entry = entry;
    facts.current_data = Digest("data");
    facts.act = ActFacts{Digest("act"), signer, {}, true, true, true, Digest("data")};
    facts.activation = ActivationFacts{true, true, true};
    now(at("2026-11-22T10:00:00Z"));
}

PurchaseWorld& PurchaseWorld::now(Instant instant) {
    facts.now = instant;
    facts.act->signing_time = instant;
    return *this;
}

Place PurchaseWorld::place() const {
    const auto price = price_of(convention, form);
    return {form, convention.hash, price ? price->total.gross : Cents{}, terms().clauses, false};
}

RecordIssued PurchaseWorld::issued() const {
    const CertificateInfo one{Serial("a1"), Digest("authentication"), facts.now,
                              add_years_in_rome(facts.now, std::max(product.certificate_years, 1)), false};
    CertificateInfo other = one;
    other.serial = Serial("b2");
    other.sha256 = Digest("signature");
    RecordIssued command;
    command.card_number = product.kind == ProductKind::new_card ? "7420001" : "";
    if (product.certificates == CertificateSet::cns_and_signature) {
        command.authentication = one;
    }
    if (product.certificates != CertificateSet::none) {
        command.signature = other;
    }
    if (product.activation == Activation::by_holder) {
        command.activation_code = Digest("code");
    }
    return command;
}

IdentityDocument PurchaseWorld::new_document() const {
    const Date today = rome_date(facts.now);
    return {DocumentKind::identity_card,
            "CA55555BB",
            "Comune di Torino",
            today,
            {today.year + 10, today.month, 1}};
}

RecordCollected PurchaseWorld::collected() const {
    return {{form.document.kind, "ya1234567", true, true, true}};
}

std::pair<Command, Actor> PurchaseWorld::sample(CommandKind kind) const {
    switch (kind) {
    case CommandKind::place:
        return {place(), member};
    case CommandKind::begin_payment:
        return {BeginPayment{PaymentId("p-new"), PaymentMethod::card}, member};
    case CommandKind::declare_payment:
        return {DeclarePayment{PaymentId("p-new"), PaymentMethod::bank_transfer, "CRO 12345678901",
                               rome_date(facts.now)},
                member};
    case CommandKind::record_payment:
        return {RecordPayment{PaymentId("p-1"), due(state), facts.now}, system};
    case CommandKind::record_originals:
        return {RecordOriginals{}, operator_staff};
    case CommandKind::choose_identification:
        return {ChooseIdentification{IdentificationMethod::cie}, member};
    case CommandKind::record_identified:
        return {RecordIdentified{state.form.identification.value_or(IdentificationMethod::cie)}, member};
    case CommandKind::correct: {
        Enrolment enrolment = form.enrolment;
        enrolment.qualified_on = {2007, 12, 2};
        return {Correct{enrolment}, secretary};
    }
    case CommandKind::validate:
        return {Validate{}, signatory};
    case CommandKind::reject:
        return {Reject{RejectionReason::data_wrong, "", PaymentUse::give_back}, secretary};
    case CommandKind::begin_issuance:
        return {BeginIssuance{}, operator_staff};
    case CommandKind::record_issued:
        return {issued(), system};
    case CommandKind::record_shipped:
        return {RecordShipped{"IT123"}, operator_staff};
    case CommandKind::record_arrived:
        return {RecordArrived{"Lunedì dalle 9"}, secretary};
    case CommandKind::record_collected:
        return {collected(), secretary};
    case CommandKind::activate:
        return {Activate{}, member};
    case CommandKind::change_status:
        return {ChangeStatus{CertificateChoice::both, CertificateStatus::suspended, StatusReason::holder_asks,
                             ""},
                secretary};
    case CommandKind::withdraw:
        return {Withdraw{}, member};
    case CommandKind::expire:
        return {Expire{}, system};
    case CommandKind::remind_order:
        return {RemindOrder{}, system};
    case CommandKind::remind_activation:
        return {RemindActivation{}, system};
    case CommandKind::replace_document:
        return {ReplaceDocument{new_document(), DocumentReason::lost_or_stolen, "Denuncia del 20 novembre"},
                secretary};
    case CommandKind::mark_refunded:
        return {MarkRefunded{PaymentId("p-1")}, operator_staff};
    }
    return {Expire{}, system};
}

Result<std::vector<Event>> PurchaseWorld::try_as(const Actor& actor, const Command& command) {
    facts.actor = actor;
    if (state.form.identification) {
        facts.identification =
            IdentificationFacts{*state.form.identification, maria, true, Digest("evidence")};
    }
    return decide(state, command, facts);
}

std::vector<Event> PurchaseWorld::as(const Actor& actor, const Command& command) {
    const auto events = try_as(actor, command);
    if (!events) {
        FAIL(std::string(name_of(command)) + " refused: " + std::string(domain::text_of(events.error().id)));
    }
    reactions.clear();
    for (const auto& event : events.value()) {
        state = evolve(std::move(state), event);
        for (auto& reaction : react(event, state, convention)) {
            reactions.push_back(std::move(reaction));
        }
    }
    for (auto& one : told_last()) {
        told.push_back(std::move(one));
    }
    return events.value();
}

std::string PurchaseWorld::refusal(const Actor& actor, const Command& command) {
    const auto events = try_as(actor, command);
    return events ? "accepted" : std::string(domain::text_of(events.error().id));
}

std::string PurchaseWorld::refusal(const Actor& actor, const Command& command, const char* detail) {
    const auto events = try_as(actor, command);
    if (events) {
        return "accepted";
    }
    const auto& details = events.error().details;
    const auto found = details.find(detail);
    return std::string(domain::text_of(events.error().id)) + " [" +
           (found == details.end() ? std::string("-") : found->second) + "]";
}

PurchaseWorld& PurchaseWorld::pay() {
    as(member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
    as(system, RecordPayment{PaymentId("p-1"), due(state), facts.now});
    return *this;
}

PurchaseWorld& PurchaseWorld::take(Step step) {
    switch (step) {
    case Step::payment:
        return pay();
    case Step::originals:
        as(operator_staff, RecordOriginals{});
        return *this;
    case Step::identification:
        as(member, RecordIdentified{*state.form.identification});
        return *this;
    case Step::validation:
        as(signatory, Validate{});
        return *this;
    case Step::issuance:
        if (state.stage != Stage::issuing) {
            as(operator_staff, BeginIssuance{});
        }
        as(system, issued());
        return *this;
    case Step::shipping:
        as(operator_staff, RecordShipped{"IT123"});
        return *this;
    case Step::arrival:
        as(secretary, RecordArrived{"Lunedì dalle 9"});
        return *this;
    case Step::collection:
        as(secretary, collected());
        return *this;
    case Step::activation:
        as(member, Activate{});
        return *this;
    }
    return *this;
}

PurchaseWorld& PurchaseWorld::before(Step step) {
    if (state.stage == Stage::none) {
        as(member, place());
    }
    while (next() != step) {
        REQUIRE(next().has_value());
        take(*next());
    }
    return *this;
}

PurchaseWorld& PurchaseWorld::to(Stage stage) {
    if (stage == Stage::none) {
        return *this;
    }
    as(member, place());
    const Instant start = facts.now;
    switch (stage) {
    case Stage::rejected:
        before(Step::validation)
            .as(secretary, Reject{RejectionReason::data_wrong, "", PaymentUse::give_back});
        return *this;
    case Stage::withdrawn:
        pay().as(member, Withdraw{});
        return *this;
    case Stage::expired:
        if (product.identified == IdentificationTime::before_validation) {
            before(Step::identification);
        }
        later(Duration::days(91)).as(system, Expire{});
        now(start);
        return *this;
    case Stage::revoked:
        before(Step::issuance).take(Step::issuance);
        later(Duration::days(122)).as(system, Expire{});
        now(start);
        return *this;
    case Stage::issuing:
        before(Step::issuance).as(operator_staff, BeginIssuance{});
        return *this;
    default:
        while (state.stage != stage) {
            REQUIRE(next().has_value());
            take(*next());
        }
        return *this;
    }
}

std::vector<std::string> PurchaseWorld::told_last() const {
    std::vector<std::string> lines;
    for (const auto& reaction : reactions) {
        if (const auto* notice = std::get_if<SendNotice>(&reaction)) {
            lines.push_back(line(*notice));
        } else if (const auto* secret = std::get_if<ReleaseSecret>(&reaction)) {
            lines.push_back(line(secret->notice));
        }
    }
    return lines;
}

std::map<std::string, std::string> PurchaseWorld::said(NoticeStep step) const {
    for (const auto& reaction : reactions) {
        const auto* notice = std::get_if<SendNotice>(&reaction);
        if (notice == nullptr) {
            const auto* secret = std::get_if<ReleaseSecret>(&reaction);
            notice = secret == nullptr ? nullptr : &secret->notice;
        }
        if (notice != nullptr && notice->step == step) {
            return notice->parameters;
        }
    }
    FAIL("nothing was told at " + std::string(text_of(step)));
    return {};
}

std::vector<Stage> stages_of(const Article& article) {
    const PurchaseWorld world(article);
    std::vector<Stage> stages{Stage::none, Stage::placed};
    for (const Step step : world.plan()) {
        if (step == Step::issuance) {
            stages.push_back(Stage::issuing);
        }
        stages.push_back(stage_after(step));
    }
    const bool certified = world.product.certificates != CertificateSet::none;
    if (world.product.activation == Activation::at_collection) {
        stages.back() = Stage::active;
    }
    if (!certified) {
        stages.back() = Stage::delivered;
    }
    if (world.product.validation) {
        stages.push_back(Stage::rejected);
    }
    stages.push_back(Stage::withdrawn);
    stages.push_back(Stage::expired);
    if (certified) {
        stages.push_back(Stage::revoked);
    }
    return stages;
}

} // namespace sigillo::tests
