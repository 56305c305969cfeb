#include "tests/portal/api/shop.hpp"
#include "web/portal/notices/notices.hpp"

#include <map>
#include <set>

// What people are told of a purchase: each thing once, to the right person, also where the portal is cut off
// in the middle of it.

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

namespace {

/// The machine stops here.
struct PowerCut {};

/// Notes what leaves, by the id that a receiver recognises a second copy by.
struct Post final : Mailer, SmsGateway {
    domain::Status send(const Email& email) override {
        left[email.to + ": " + email.subject].insert(email.message_id);
        cut();
        return domain::Done{};
    }
    domain::Status send(const Sms& sms) override {
        left[sms.to + ": SMS"].insert(sms.id);
        cut();
        return domain::Done{};
    }
    void cut() {
        if (cut_after_sending) {
            throw PowerCut{};
        }
    }
    std::map<std::string, std::set<std::string>> left;
    bool cut_after_sending = false;
};

/// Does the work, and is cut off before that is noted.
class CutOff final : public JobHandler {
  public:
    CutOff(std::unique_ptr<JobHandler> inner, const bool& cut) : inner_(std::move(inner)), cut_(cut) {}
    [[nodiscard]] std::string kind() const override { return inner_->kind(); }
    JobOutcome handle(const OutboxItem& item, Instant now) override {
        auto outcome = inner_->handle(item, now);
        if (cut_) {
            throw PowerCut{};
        }
        return outcome;
    }

  private:
    std::unique_ptr<JobHandler> inner_;
    const bool& cut_;
};

struct Told : Shop {
    Post post;
    bool cut_after_composing = false;
    bool cut_after_working = false;

    /// The portal's own process, started anew: its store, its jobs. True where it came to rest.
    bool run() {
        const auto key = InstallationKey::load(folder.path() / "installation.key");
        REQUIRE(key);
        const auto own = open_sqlite_store(folder.path() / "portal.db", *key);
        REQUIRE(own);
        std::vector<std::unique_ptr<JobHandler>> handlers;
        for (auto& handler :
             purchase_jobs(std::make_shared<Purchases>(**own, clock, *catalogue, birth_places), *bureau,
                           *issuer, payments, [] {})) {
            handlers.push_back(std::make_unique<CutOff>(std::move(handler), cut_after_working));
        }
        handlers.push_back(std::make_unique<CutOff>(
            std::make_unique<NoticeComposer>(**own, *catalogue, NoticeSettings{origin}),
            cut_after_composing));
        handlers.push_back(std::make_unique<EmailSender>(post));
        handlers.push_back(std::make_unique<SmsSender>(post));
        try {
            Outbox outbox(**own, clock, std::move(handlers));
            const auto ran =
                outbox.run_due(); // the power is cut out of it: Catch would take that for a failure
            REQUIRE(ran);
            return true;
        } catch (const PowerCut&) {
            return false;
        }
    }
    /// Cut off at each kind of place again and again, and started anew after the lease, until all is done.
    void run_with_power_cuts() {
        constexpr int rounds = 60;
        for (int round = 0; round < rounds; ++round) {
            post.cut_after_sending = round < 20 && round % 3 == 0;
            cut_after_composing = round < 20 && round % 3 == 1;
            cut_after_working = round < 20 && round % 3 == 2;
            if (run() && round >= 20) {
                return;
            }
            clock.pass(Duration{OutboxSettings{}.lease.seconds + 1});
        }
        FAIL("it never comes to rest");
    }
    void settle(bool power_cuts) {
        if (power_cuts) {
            run_with_power_cuts();
        } else {
            while (clock.pass(Duration{1}), !run()) {
            }
        }
    }
    /// An architect's kit, from the order to the hand-over.
    std::map<std::string, std::set<std::string>> whole_way(bool power_cuts) {
        const auto placed = place(filled_kit());
        REQUIRE(placed);
        settle(power_cuts);
        const auto view = pay_by_card(*placed);
        settle(power_cuts);
        REQUIRE(step(provider(), view, wire::Action::record_originals));
        REQUIRE(step(provider(), view, wire::Action::begin_issuance));
        settle(power_cuts);
        settle(power_cuts);
        REQUIRE(step(provider(), view, wire::Action::record_shipped, "1Z999"));
        REQUIRE(step(secretary(), view, wire::Action::record_arrived, "Dalle 9 alle 12"));
        settle(power_cuts);
        return post.left;
    }
    /// A kit paid by bank transfer, given up, its money sent back by the operator.
    std::map<std::string, std::set<std::string>> given_up(bool power_cuts) {
        const auto placed = place(save(filled_kit(), {{"payment", "bank_transfer"}}));
        REQUIRE(placed);
        settle(power_cuts);
        const std::string today = domain::to_text(domain::rome_date(clock.now()));
        REQUIRE(purchase_desk->handle(buyer, wire::DeclarePayment{command(), placed->row.id, placed->row.seq,
                                                                  "CRO 12345678901", today}));
        const auto payment = store->payments_of(domain::RequestId(placed->row.id))->back().id.value;
        const auto seq = [&] { return show(*placed).row.seq; };
        REQUIRE(
            purchase_desk->handle(provider(), wire::RecordPayment{command(), placed->row.id, seq(), payment,
                                                                  placed->purchase->due, today}));
        settle(power_cuts);
        REQUIRE(purchase_desk->handle(buyer, wire::Withdraw{command(), placed->row.id, seq()}));
        settle(power_cuts);
        REQUIRE(
            purchase_desk->handle(provider(), wire::RecordRefund{command(), placed->row.id, seq(), payment}));
        settle(power_cuts);
        return post.left;
    }
};

} // namespace

TEST_CASE("a refund made by hand is told to the member once, also where the power is cut at every turn X20") {
    Told calm;
    const auto expected = calm.given_up(false);
    Told cut;
    const auto left = cut.given_up(true);
    int returned = 0;
    for (const auto& [what, ids] : left) {
        CAPTURE(what);
        CHECK(ids.size() == 1);
        returned +=
            what.find("rimbors") != std::string::npos || what.find("restitui") != std::string::npos ? 1 : 0;
    }
    CHECK(left.size() == expected.size());
    CHECK(returned == 1);
}

TEST_CASE(
    "each notice of a purchase leaves once, also where the power is cut at every turn R22 R25 R61 R66") {
    Told calm;
    const auto expected = calm.whole_way(false);
    CHECK(expected.size() >= 5);
    Told cut;
    const auto left = cut.whole_way(true);
    for (const auto& [what, ids] : expected) {
        CAPTURE(what);
        CHECK(ids.size() == 1);
    }
    for (const auto& [what, ids] : left) {
        CAPTURE(what);
        CHECK(ids.size() == 1);
    }
    CHECK(left.size() == expected.size());
}
