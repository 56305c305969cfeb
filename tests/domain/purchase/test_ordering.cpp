#include "shared/domain/purchase/fields.hpp"
#include "tests/domain/purchase/support/purchase_world.hpp"

#include <functional>

using namespace sigillo::tests;

namespace {

std::string refused(const Article& article, const std::function<void(PurchaseWorld&)>& change,
                    const char* detail = nullptr) {
    PurchaseWorld world(article);
    change(world);
    return detail == nullptr ? world.refusal(world.member, world.place())
                             : world.refusal(world.member, world.place(), detail);
}

} // namespace

TEST_CASE("everything in order, each article of the sources can be ordered R39") {
    for (const auto& article : every_article) {
        PurchaseWorld world(article);
        CAPTURE(article.file, article.product);
        const auto events = world.as(world.member, world.place());
        REQUIRE(events.size() == 1);
        CHECK(world.state.stage == Stage::placed);
        CHECK(world.state.form == world.form);
        CHECK(world.state.convention_hash == world.convention.hash);
    }
}

TEST_CASE("a code that does not fit the product is refused, and named R116") {
    PurchaseWorld world(imperia_cns);
    Place place = world.place();
    place.form.product = ProductId("remote-otp-mobile");
    CHECK(world.refusal(world.member, place, "code") == "product-not-sold [CNSCNI18]");
    PurchaseWorld remote(otp_mobile);
    place = remote.place();
    place.form.product = ProductId("card-role");
    CHECK(remote.refusal(remote.member, place, "code") == "product-not-sold [FRCNI25]");
}

TEST_CASE("a renewal on the card cannot be bought as a purchase R140") {
    PurchaseWorld world(imperia_cns);
    Place place = world.place();
    place.form.product = ProductId("cns-renewal");
    CHECK(world.refusal(world.member, place) == "product-not-sold");
}

TEST_CASE("a convention sells to its own Orders alone, and while it is in force R1 R3 R57 R117 X1") {
    CHECK(refused(pavia, [](PurchaseWorld& world) {
              world.order = OrderId("ingegneri-imperia");
              world.facts.subject.order = world.order;
              world.facts.register_entry->order = world.order;
          }) == "product-not-sold");
    CHECK(refused(pavia, [](PurchaseWorld& world) { world.now(at("2014-12-31T12:00:00Z")); }) ==
          "product-not-sold");
    // The first of January 2028 begins at 23:00 UTC: from then on the code renews only.
    CHECK(refused(pavia, [](PurchaseWorld& world) {
              world.facts.register_entry->dues_paid_up_to = {2028, 12, 31};
              world.now(at("2027-12-31T22:59:59Z"));
          }) == "accepted");
    CHECK(refused(pavia, [](PurchaseWorld& world) {
              world.facts.register_entry->dues_paid_up_to = {2028, 12, 31};
              world.now(at("2027-12-31T23:00:00Z"));
          }) == "product-not-sold");
    CHECK(refused(pavia, [](PurchaseWorld& world) { world.facts.convention.reset(); }) == "product-not-sold");
}

TEST_CASE("who is not in that Order's register cannot order R1") {
    for (const auto& article : every_article) {
        CAPTURE(article.file);
        CHECK(refused(article, [](PurchaseWorld& world) { world.facts.register_entry.reset(); }) ==
              "register-not-enrolled");
        CHECK(refused(article, [](PurchaseWorld& world) {
                  world.facts.register_entry->order = OrderId("another-order");
              }) == "register-not-enrolled");
        for (const auto status : {EnrolmentStatus::suspended, EnrolmentStatus::cancelled}) {
            CHECK(refused(article, [&](PurchaseWorld& world) {
                      world.facts.register_entry->status = status;
                  }) == "register-not-enrolled");
        }
    }
}

TEST_CASE("dues are checked as of today when it is ordered R51") {
    for (const auto& article : every_article) {
        CAPTURE(article.file);
        CHECK(refused(article, [](PurchaseWorld& world) {
                  world.facts.register_entry->dues_paid_up_to = {2026, 11, 21};
              }) == "register-dues-unpaid");
        CHECK(refused(article, [](PurchaseWorld& world) {
                  world.facts.register_entry->dues_paid_up_to = {2026, 11, 22};
              }) == "accepted");
    }
    CHECK(refused(torino, [](PurchaseWorld& world) { world.facts.register_entry->dues_paid_up_to = {}; }) ==
          "register-dues-unpaid");
}

TEST_CASE("where the data must coincide with the register exactly, each that differs is refused and named "
          "R120") {
    const auto with = [](const std::function<void(Form&)>& change) {
        PurchaseWorld world(imperia_cns);
        change(world.form);
        return world.refusal(world.member, world.place(), "field");
    };
    CHECK(with([](Form& form) { form.enrolment.title = "Ingegnere Iunior"; }) ==
          "register-data-differ [title]");
    CHECK(with([](Form& form) { form.enrolment.section = "B"; }) == "register-data-differ [section]");
    CHECK(with([](Form& form) { form.enrolment.sector = "Informazione"; }) ==
          "register-data-differ [sector]");
    CHECK(with([](Form& form) { form.enrolment.number = "124"; }) == "register-data-differ [number]");
    CHECK(with([](Form& form) {
              form.enrolment.registered_on = {2008, 3, 2};
          }) == "register-data-differ [registered_on]");
    // The same number with zeros in front is the same number.
    CHECK(with([](Form& form) { form.enrolment.number = "000123"; }) == "accepted");
}

TEST_CASE("a name that differs from the register is refused before anything is paid R120 R11") {
    PurchaseWorld world(imperia_cns);
    world.facts.register_entry->given_name = "Maria Luisa";
    CHECK(world.refusal(world.member, world.place(), "field") == "register-data-differ [given_name]");
    world.facts.register_entry->given_name = "Maria";
    world.facts.register_entry->surname = "Rossi Bianchi";
    CHECK(world.refusal(world.member, world.place(), "field") == "register-data-differ [surname]");
    // Goods have no register data in them.
    PurchaseWorld reader(reader_home);
    reader.facts.register_entry->given_name = "Maria Luisa";
    CHECK(reader.refusal(reader.member, reader.place()) == "accepted");
}

TEST_CASE("where the Order checks the data itself, a difference does not stop the order R62 X6") {
    for (const auto& article : {torino, pavia}) {
        CHECK(refused(article, [](PurchaseWorld& world) { world.form.enrolment.number = "124"; }) ==
              "accepted");
    }
}

TEST_CASE("an e-mail address or a mobile number belongs to one codice fiscale only X5") {
    for (const auto& article : every_article) {
        CHECK(refused(
                  article, [](PurchaseWorld& world) { world.facts.email_of_another = true; }, "field") ==
              "contact-of-someone-else [holder.email]");
        CHECK(refused(
                  article, [](PurchaseWorld& world) { world.facts.mobile_of_another = true; }, "field") ==
              "contact-of-someone-else [holder.mobile]");
    }
}

TEST_CASE("mobile number and e-mail address are collected with the order R50") {
    CHECK(refused(
              torino, [](PurchaseWorld& world) { world.form.holder.mobile = " "; }, "field") ==
          "field-missing [holder.mobile]");
    CHECK(refused(
              torino, [](PurchaseWorld& world) { world.form.holder.email.clear(); }, "field") ==
          "field-missing [holder.email]");
    for (const char* wrong : {"maria", "maria@", "@example.it", "maria@example", "a@b@c.it", "a b@c.it"}) {
        CHECK(refused(
                  torino, [&](PurchaseWorld& world) { world.form.holder.email = wrong; }, "field") ==
              "field-invalid [holder.email]");
    }
    for (const char* wrong :
         {"333", "+39 333 1234567", "abc12345678", "+3933312345678901", "3331234567", "+390734123456"}) {
        CHECK(refused(
                  torino, [&](PurchaseWorld& world) { world.form.holder.mobile = wrong; }, "field") ==
              "field-invalid [holder.mobile]");
    }
}

TEST_CASE(
    "article, identification method, holder and billing data, shipping, payment are asked in this order "
    "R33 R35 R36 R37 R38 R40") {
    const PurchaseWorld world(torino);
    const auto* product = product_by_id(*world.facts.convention, world.form.product);
    REQUIRE(product != nullptr);
    CHECK(pages_of(*product) == std::vector<Page>{Page::product, Page::identification, Page::holder,
                                                  Page::document, Page::enrolment, Page::billing,
                                                  Page::shipping, Page::payment});
}

TEST_CASE("a mobile number is kept in one way however it is typed, so that it is known again R50 X5") {
    const auto kept = [](const char* typed) {
        Form form;
        REQUIRE(set_field(form, "holder.mobile", typed));
        return form.holder.mobile;
    };
    for (const char* typed : {"+393331234567", "+39 333 123 4567", "0039 333-1234567", "333 1234567",
                              "(333) 123.45.67", "333/1234567"}) {
        CHECK(kept(typed) == "+393331234567");
    }
    CHECK(kept("+41 79 123 45 67") == "+41791234567");
    CHECK(kept("333 12") == "33312");
}

TEST_CASE("codice fiscale and province are kept in capitals") {
    Form form;
    REQUIRE(set_field(form, "holder.codice_fiscale", "rssmra80a01 h501u"));
    REQUIRE(set_field(form, "holder.residence.province", "fm"));
    CHECK(form.holder.codice_fiscale == "RSSMRA80A01H501U");
    CHECK(form.holder.residence.province == "FM");
}

TEST_CASE("the registration asks for each of the personal data R5 R36 R59 R119") {
    const std::vector<std::pair<std::string, std::function<void(Holder&)>>> all{
        {"holder.given_name", [](Holder& holder) { holder.given_name.clear(); }},
        {"holder.surname", [](Holder& holder) { holder.surname.clear(); }},
        {"holder.sex", [](Holder& holder) { holder.sex.clear(); }},
        {"holder.birth", [](Holder& holder) { holder.birth = {}; }},
        {"holder.birth_place", [](Holder& holder) { holder.birth_place.clear(); }},
        {"holder.codice_fiscale", [](Holder& holder) { holder.codice_fiscale.clear(); }},
        {"holder.residence.street", [](Holder& holder) { holder.residence.street.clear(); }},
        {"holder.residence.postcode", [](Holder& holder) { holder.residence.postcode.clear(); }},
        {"holder.residence.municipality", [](Holder& holder) { holder.residence.municipality.clear(); }},
        {"holder.residence.province", [](Holder& holder) { holder.residence.province.clear(); }},
        {"holder.residence.country", [](Holder& holder) { holder.residence.country.clear(); }},
        {"holder.email", [](Holder& holder) { holder.email.clear(); }},
        {"holder.mobile", [](Holder& holder) { holder.mobile.clear(); }}};
    for (const auto& article : {architects, torino, pavia, imperia_cns}) {
        for (const auto& [field, clear] : all) {
            CAPTURE(article.file, field);
            CHECK(refused(
                      article, [&, &clear = clear](PurchaseWorld& world) { clear(world.form.holder); },
                      "field") == "field-missing [" + field + "]");
        }
    }
    // Who lives abroad has no province; beside the mobile a phone and a fax may be missing.
    CHECK(refused(torino, [](PurchaseWorld& world) {
              world.form.holder.residence = {"Unter den Linden 1", "10117", "Berlin", "", "DE"};
              world.form.holder.phone.clear();
              world.form.holder.fax.clear();
          }) == "accepted");
}

TEST_CASE("the codice fiscale is checked against the data and the account") {
    CHECK(refused(
              torino, [](PurchaseWorld& world) { world.form.holder.surname = "Bianchi"; }, "field") ==
          "codice-fiscale-mismatch [surname]");
    CHECK(refused(
              torino, [](PurchaseWorld& world) { world.form.holder.sex = "M"; }, "field") ==
          "codice-fiscale-mismatch [sex]");
    CHECK(refused(
              torino,
              [](PurchaseWorld& world) {
                  world.form.holder.birth = {1980, 1, 2};
              },
              "field") == "codice-fiscale-mismatch [birth]");
    CHECK(refused(torino, [](PurchaseWorld& world) {
              world.form.holder.codice_fiscale = "RSSMRA80A41H501Z";
          }) == "codice-fiscale-check-character");
    CHECK(refused(
              torino, [](PurchaseWorld& world) { world.member.codice_fiscale = world.signer; }, "field") ==
          "codice-fiscale-mismatch [account]");
}

TEST_CASE("the bill can go to somebody else, who is then named with tax code and address R21 R36") {
    const auto billed = [](const std::function<void(Billing&)>& change) {
        PurchaseWorld world(architects);
        world.form.billing = {
            false, "Studio Rossi s.r.l.", "01234567890", {"Via Po 2", "10123", "Torino", "TO", "IT"}, ""};
        change(world.form.billing);
        return world.refusal(world.member, world.place(), "field");
    };
    CHECK(billed([](Billing&) {}) == "accepted");
    CHECK(billed([](Billing& billing) { billing.name.clear(); }) == "field-missing [billing.name]");
    CHECK(billed([](Billing& billing) { billing.tax_code.clear(); }) == "field-missing [billing.tax_code]");
    CHECK(billed([](Billing& billing) { billing.address.street.clear(); }) ==
          "field-missing [billing.address.street]");
    CHECK(billed([](Billing& billing) { billing.address.postcode = "1012"; }) ==
          "field-invalid [billing.address.postcode]");
}

TEST_CASE(
    "where the kit goes is the holder's residence or another address, where there is a choice R37 R10") {
    PurchaseWorld world(torino);
    world.form.shipping.to_residence = false;
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [shipping.addressee]");
    world.form.shipping.addressee = "Portineria";
    world.form.shipping.address = {"Via Po 2", "10123", "Torino", "TO", "IT"};
    CHECK(world.refusal(world.member, world.place()) == "accepted");
    PurchaseWorld locked(architects);
    locked.form.shipping.to = Delivery::to_holder;
    CHECK(locked.refusal(locked.member, locked.place(), "field") == "field-invalid [shipping.to]");
}
