#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using samples::Player;

namespace {

portal::MailboxView mailbox(portal::MailboxStage stage) {
    portal::MailboxView view;
    view.row.id = "M-1";
    view.row.seq = 3;
    view.row.stage = stage;
    view.row.holder = "Maria Rossi";
    view.row.codice_fiscale = samples::codice_fiscale;
    view.own = true;
    view.email = "maria@example.it";
    view.mobile = "+393331234567";
    view.documents = {{"identity_card", "Carta d’identità", std::nullopt}};
    if (stage == portal::MailboxStage::active) {
        view.row.address = "maria.rossi@pec.example";
        view.vat_percent = 22;
        view.convention_version = std::string(64, 'a');
        view.offers = {{portal::AddOnKind::inbox_space, 200, 5, 0, 0},
                       {portal::AddOnKind::pro, 2000, 0, 3, 2}};
        view.clauses = {{"privacy", "Ho letto l’informativa.", false}};
    }
    return view;
}

Player member(portal::MailboxStage stage) {
    Player player{samples::at("/#/mailbox")};
    player.play(Went{"/#/mailbox", true}).answer<portal::GetMailbox>(mailbox(stage));
    return player;
}

void fill(Player& player) {
    player.play(MailboxTyped{MailboxField::number, "CA12345AB"});
    player.play(MailboxTyped{MailboxField::issued_on, "2022-05-10"});
    player.play(MailboxTyped{MailboxField::expires_on, "2032-05-09"});
}

} // namespace

TEST_CASE("a request goes to the Order with both papers and the contacts that the portal knows [R112]") {
    auto player = member(portal::MailboxStage::none);
    fill(player);
    player.play(Pressed{Command::choose_mailbox_form});
    CHECK(player.wanted<PickFile>().size() == 1);
    player.play(Pressed{Command::choose_mailbox_form}).play(FileKnown{"modulo.pdf", {'%', 'P'}});
    player.play(Pressed{Command::choose_mailbox_copy}).play(FileKnown{"carta.jpg", {0xFF, 0xD8}});
    player.play(Pressed{Command::ask_mailbox});
    const auto* call = player.called<portal::AskMailbox>();
    REQUIRE(call != nullptr);
    CHECK_FALSE(call->codice_fiscale);
    CHECK(call->email == "maria@example.it");
    CHECK(call->document == "identity_card");
    CHECK(call->signed_form == protocol::Bytes{'%', 'P'});
    player.answer<portal::AskMailbox>(mailbox(portal::MailboxStage::asked));
    CHECK(player.state.mailbox.view->row.stage == portal::MailboxStage::asked);
    CHECK(player.state.route == Route{Place::mailbox, "M-1"});
}

TEST_CASE("without a paper nothing is sent, and what was typed stays [R112]") {
    auto player = member(portal::MailboxStage::none);
    fill(player);
    player.play(Pressed{Command::choose_mailbox_form}).play(FileKnown{"modulo.pdf", {'%', 'P'}});
    player.play(Pressed{Command::ask_mailbox});
    CHECK(player.called<portal::AskMailbox>() == nullptr);
    CHECK(player.state.trouble->id == ErrorId::mailbox_papers_missing);
    CHECK(player.state.mailbox.text(MailboxField::number) == "CA12345AB");
}

TEST_CASE("a file that is too large is refused at once, not after its upload") {
    auto player = member(portal::MailboxStage::none);
    player.play(Pressed{Command::choose_mailbox_copy})
        .play(FileKnown{"carta.jpg", protocol::Bytes(4'000'001, 0xFF)});
    CHECK(player.state.trouble->id == ErrorId::mailbox_papers_wrong);
    CHECK(player.state.mailbox.copy.content.empty());
}

TEST_CASE("2 GB cost 4.88 euro with VAT, and are ordered at the price shown [R100] [R106]") {
    auto player = member(portal::MailboxStage::active);
    player.play(AddOnPressed{AddOnDeed::order, "", portal::AddOnKind::inbox_space});
    player.play(MailboxTyped{MailboxField::gb, "2"});
    REQUIRE(price_of(player.state.mailbox));
    CHECK(price_of(player.state.mailbox)->net == 400);
    CHECK(price_of(player.state.mailbox)->vat == 88);
    player.play(Pressed{Command::order_add_on});
    CHECK(player.state.trouble->id == ErrorId::clauses_not_accepted);
    player.play(ClauseAccepted{"privacy", true}).play(Pressed{Command::order_add_on});
    const auto* call = player.called<portal::OrderAddOn>();
    REQUIRE(call != nullptr);
    CHECK(call->gb == 2);
    CHECK(call->total == 488);
    CHECK(call->clauses_accepted == std::vector<std::string>{"privacy"});
}

TEST_CASE("more gigabytes than there is room for have no price and are not ordered [R100]") {
    auto player = member(portal::MailboxStage::active);
    player.play(AddOnPressed{AddOnDeed::order, "", portal::AddOnKind::inbox_space});
    for (const char* wrong : {"6", "0", "", "due", "1.5", "99999999999999999999"}) {
        player.play(MailboxTyped{MailboxField::gb, wrong});
        CHECK_FALSE(price_of(player.state.mailbox));
    }
    player.play(Pressed{Command::order_add_on});
    CHECK(player.called<portal::OrderAddOn>() == nullptr);
}

TEST_CASE("PRO is ordered without gigabytes [R101]") {
    auto player = member(portal::MailboxStage::active);
    player.play(AddOnPressed{AddOnDeed::order, "", portal::AddOnKind::pro});
    player.play(ClauseAccepted{"privacy", true}).play(Pressed{Command::order_add_on});
    const auto* call = player.called<portal::OrderAddOn>();
    REQUIRE(call != nullptr);
    CHECK(call->gb == 0);
    CHECK(call->total == 2440);
}

TEST_CASE("a mailed link leads an office's user to the office's page of the mailbox") {
    Player player{samples::at("/#/mailbox/M-1", {portal::Role::member, portal::Role::secretary})};
    player.play_in(member_edition(), Went{"/#/mailbox/M-1", true});
    auto view = mailbox(portal::MailboxStage::asked);
    view.own = false;
    player.answer_in<portal::GetMailbox>(member_edition(), view);
    const auto left = player.wanted<Leave>();
    REQUIRE(left.size() == 1);
    CHECK(left[0].url == "/office/#/mailbox/M-1");
}

TEST_CASE("the office declines with a reason, never without one") {
    Player player{samples::at("/office/#/mailbox/M-1", {portal::Role::secretary})};
    auto view = mailbox(portal::MailboxStage::asked);
    view.own = false;
    player.play(Went{"/office/#/mailbox/M-1", true}).answer<portal::GetMailbox>(view);
    player.play(Pressed{Command::decline_mailbox}).play(Pressed{Command::decline_mailbox});
    CHECK(player.called<portal::MailboxStep>() == nullptr);
    CHECK(player.state.mailbox.decline_open);
    player.play(MailboxTyped{MailboxField::note, "La copia non si legge."});
    player.play(Pressed{Command::decline_mailbox});
    const auto* call = player.called<portal::MailboxStep>();
    REQUIRE(call != nullptr);
    CHECK(call->note == "La copia non si legge.");
}

TEST_CASE("the office's choice of a list outlives the look at one mailbox [R98]") {
    Player player{samples::at("/office/#/mailboxes", {portal::Role::secretary})};
    player.play(Went{"/office/#/mailboxes", true});
    player.play(MailboxFilterChosen{portal::MailboxFilter::expiring});
    CHECK(player.called<portal::ListMailboxes>()->filter == portal::MailboxFilter::expiring);
    player.play(Went{"/office/#/mailbox/M-1", false}).play(Went{"/office/#/mailboxes", true});
    CHECK(player.called<portal::ListMailboxes>()->filter == portal::MailboxFilter::expiring);
}

TEST_CASE("the operator records what came in for a mailbox, and what went back [R108] [X20]") {
    Player player{samples::at("/office/#/mailbox/M-1", {portal::Role::operator_})};
    auto view = mailbox(portal::MailboxStage::active);
    view.own = false;
    player.play(Went{"/office/#/mailbox/M-1", true}).answer<portal::GetMailbox>(view);
    player.play(StepFilled{"amount/P-1", "20"});
    player.play(StepConfirmed{portal::Action::record_payment, "P-1"});
    CHECK(player.called<portal::RecordAddOnPayment>() == nullptr); // which day?
    player.play(StepFilled{"paid_on/P-1", "2026-11-20"});
    player.play(StepConfirmed{portal::Action::record_payment, "P-1"});
    const auto* paid = player.called<portal::RecordAddOnPayment>();
    REQUIRE(paid != nullptr);
    CHECK(paid->amount == 2000);
    CHECK(paid->payment == "P-1");
    CHECK(paid->paid_on == "2026-11-20");
    view.row.seq += 1;
    player.answer<portal::RecordAddOnPayment>(view);
    CHECK(player.state.desk.done == portal::Action::record_payment);
    player.play(StepConfirmed{portal::Action::record_refund, "P-1"});
    const auto* refunded = player.called<portal::RecordAddOnRefund>();
    REQUIRE(refunded != nullptr);
    CHECK(refunded->payment == "P-1");
    CHECK(refunded->seq == view.row.seq);
}
