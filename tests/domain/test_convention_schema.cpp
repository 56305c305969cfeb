#include "shared/domain/convention.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <type_traits>

using namespace sigillo::domain;
using nlohmann::json;

// The schema is for who writes a file; the portal reads with the structs. Here they are held together.
namespace {

using Names = std::set<std::string>;

json schema() {
    std::ifstream stream(std::string(SIGILLO_ASSETS) + "/conventions/schema.json");
    return json::parse(stream);
}

template <class T>
Names fields_of() {
    Names names;
    T value;
    T::each_field(value, [&](const char* name, auto&) { names.insert(name); });
    return names;
}

template <class E>
Names values_of() {
    Names names;
    for (const auto& [value, name] : EnumNames<E>::table) {
        names.emplace(name);
    }
    return names;
}

Names properties(const json& object) {
    Names names;
    for (const auto& [name, rest] : object.at("properties").items()) {
        names.insert(name);
    }
    return names;
}

/// What the schema says of a value, with one reference followed.
json rule(const json& whole, const std::string& definition, const std::string& property) {
    json found = whole.at("definitions").at(definition).at("properties").at(property);
    return found.contains("items") ? found.at("items") : found;
}

} // namespace

TEST_CASE("the schema knows exactly the fields that a convention's file is read into") {
    const json whole = schema();
    const auto same = [](const json& object, const Names& fields) {
        CHECK(properties(object) == fields);
        CHECK(object.at("required").get<Names>() == fields);
        CHECK(object.at("additionalProperties") == false);
    };
    const json& parts = whole.at("definitions");
    same(whole, fields_of<ConventionVersion>());
    same(parts.at("localized"), fields_of<LocalizedText>());
    same(parts.at("product"), fields_of<Product>());
    same(parts.at("identification_option"), fields_of<IdentificationOption>());
    same(parts.at("delivery_option"), fields_of<DeliveryOption>());
    same(parts.at("renewal"), fields_of<RenewalTerms>());
    same(parts.at("purchase"), fields_of<PurchaseTerms>());
    same(parts.at("mailbox"), fields_of<MailboxTerms>());
    same(parts.at("mailbox_plan"), fields_of<MailboxPlanTerms>());
    same(parts.at("statement"), fields_of<Statement>());
    same(parts.at("support"), fields_of<SupportContact>());
    same(parts.at("notice"), fields_of<NoticeRule>());
    same(parts.at("appearance"), fields_of<Appearance>());
    same(parts.at("source"), fields_of<SourceNote>());
}

TEST_CASE("the schema allows exactly the values that a convention's file can have") {
    const json whole = schema();
    const auto same = [&](const std::string& definition, const std::string& property, const Names& values) {
        CAPTURE(definition, property);
        CHECK(rule(whole, definition, property).at("enum").get<Names>() == values);
    };
    same("product", "kind", values_of<ProductKind>());
    same("product", "identified", values_of<IdentificationTime>());
    same("product", "activation", values_of<Activation>());
    same("product", "certificates", values_of<CertificateSet>());
    same("identification_option", "method", values_of<IdentificationMethod>());
    same("delivery_option", "to", values_of<Delivery>());
    same("purchase", "correction", values_of<DataCorrection>());
    same("statement", "place", values_of<StatementPlace>());
    same("notice", "flow", values_of<Flow>());
    same("mailbox_plan", "plan", values_of<MailboxPlan>());
    same("notice", "step", values_of<NoticeStep>());
    same("notice", "channel", values_of<Channel>());
    same("notice", "recipient", values_of<Recipient>());
    same("support", "report_fields", values_of<ReportField>());
    same("source", "mark", values_of<SourceMark>());
    CHECK(whole.at("properties").at("payment_methods").at("items").at("enum").get<Names>() ==
          values_of<PaymentMethod>());
    CHECK(whole.at("properties").at("profession").at("enum").get<Names>() == values_of<Profession>());
}
