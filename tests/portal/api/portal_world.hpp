#pragma once

#include "shared/pki/authority.hpp"
#include "shared/pki/cades.hpp"
#include "shared/pki/canonical_json.hpp"
#include "shared/pki/pkcs10.hpp"
#include "web/portal/api/desks.hpp"
#include "web/portal/api/jobs.hpp"
#include "web/portal/api/mailbox/mailbox_jobs.hpp"
#include "web/portal/api/purchase/purchase_jobs.hpp"
#include "web/portal/issuer/embedded_bureau.hpp"
#include "web/portal/issuer/embedded_issuer.hpp"
#include "web/portal/pec/embedded_mailboxes.hpp"
#include "web/portal/provision/provision.hpp"

#include "tests/support/catch.hpp"

#include <deque>
#include <filesystem>

// A portal on a real store, a real authority and real keys; only clock, payment provider and card are
// stand-ins.
namespace sigillo::portal::test {

using domain::Duration;
using domain::ErrorId;
using domain::Instant;

class SetClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override { return now_; }
    void set(Instant at) { now_ = at; }
    void pass(Duration length) { now_ = now_ + length; }

  private:
    Instant now_{1'795'000'000}; // November 2026
};

/// Does the work at once.
class AtOnce final : public Background {
  public:
    bool run(std::function<void()> work, std::function<void()> done) override {
        work();
        done();
        return true;
    }
};

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "sigillo-api-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Says what the script says, in order; a call too many or too few fails.
class ScriptedPayments final : public PaymentProvider {
  public:
    ~ScriptedPayments() override { CHECK(refunds.empty()); }
    [[nodiscard]] std::string name() const override { return "scripted"; }
    [[nodiscard]] std::string page_of(const PaymentStart& start) const override {
        return "https://pay.example/" + start.payment.value + "/" + std::to_string(start.amount.value);
    }
    [[nodiscard]] domain::Result<PaymentReport>
    read_callback(std::string_view body, std::string_view signature, Instant now) const override {
        if (signature != "good") {
            return ErrorId::payment_not_authentic;
        }
        const auto json = nlohmann::json::parse(body);
        return PaymentReport{
            domain::PaymentId(json["payment"]), {json["amount"]}, PaymentReport::Outcome::paid, now, "T-1"};
    }
    domain::Status refund(std::string_view, const domain::PaymentId& payment, domain::Cents amount) override {
        if (refunds.empty()) {
            FAIL_CHECK("an unexpected refund");
            return ErrorId::payment_unavailable;
        }
        CHECK(refunds.front() == std::pair(payment.value, amount.value));
        refunds.pop_front();
        return domain::Done{};
    }
    std::deque<std::pair<std::string, std::int64_t>> refunds;
};

/// Keys and certificates of one card, in memory.
struct SoftCard {
    pki::PrivateKey authentication_key;
    pki::PrivateKey signature_key;
    pki::Certificate authentication;
    pki::Certificate signature;
};

class PortalWorld {
  public:
    static constexpr const char* origin = "http://127.0.0.1:8420";
    static constexpr const char* order = "architetti-fermo";
    static constexpr const char* member_code = "RSSMRA80A01H501U";
    static constexpr const char* signatory_code = "BNCLRA70A41H501B";

    PortalWorld();

    Caller caller(const char* login) {
        auto account = store->account_by_login(login);
        REQUIRE(account);
        return {*account, domain::Language::it};
    }
    Caller member() { return caller("mario@example.it"); }
    Caller secretary() { return caller("segreteria@example.it"); }
    Caller administrator() { return caller("presidente@example.it"); }

    SoftCard make_card(const char* code, const char* given_name, const char* surname, Instant not_before,
                       Instant not_after);
    void tell(const char* serial, const char* code, const SoftCard& card);
    void enrol(const domain::RegisterEntry& entry);
    void appoint(const char* code, domain::Date from, std::optional<domain::Date> until = std::nullopt,
                 const char* of = order);
    domain::RegisterEntry entry_of(const char* code, const char* given_name, const char* surname) const;

    /// Placed, paid and in the Order's queue.
    wire::RequestView paid_request();
    wire::RequestView placed_request();
    domain::Status pay(const wire::RequestView& view, std::int64_t amount, std::string* payment = nullptr);
    /// What the signatory's card makes of a prepared act.
    pki::Bytes signed_act(const std::string& content, const SoftCard& card, Instant at) {
        pki::KeySigner signer(card.signature_key, card.signature);
        const auto p7m = pki::sign_cades(pki::view_of(content), signer, at.seconds);
        REQUIRE(p7m);
        return *p7m;
    }
    std::string prepared(const std::string& request) {
        auto reply = acts->handle(secretary(), wire::PrepareActs{{request}});
        REQUIRE(reply);
        REQUIRE(reply->acts.size() == 1);
        REQUIRE(reply->acts[0].content);
        return pki::text_of(*reply->acts[0].content);
    }
    domain::Status submit(const std::string& request, const pki::Bytes& p7m,
                          const char* command = "command-1") {
        return acts->submit(secretary(), {request, p7m}, command);
    }
    /// Empty where it was accepted.
    std::string refusal(const domain::Status& status) {
        return status ? std::string() : std::string(domain::text_of(status.error().id));
    }
    /// All of them, as the program has them.
    Desks desks() {
        return {*views,         *member_desk, *secretary_desk, *acts,      *keys,
                *signatories,   *places,      clerk,           *registers, *privacy,
                *conventions,   *users,       *links,          *drafts,    *purchase_desk,
                *provider_desk, *papers,      *mailbox_desk,   origin,     [this] { return clock.now(); }};
    }
    int run_jobs();
    /// The last OTP that was to be sent by SMS for the request; empty where there was none.
    std::string sent_otp(const std::string& request);

    Folder folder;
    SetClock clock;
    std::unique_ptr<EmbeddedIssuer> issuer;
    std::unique_ptr<Store> store;
    std::shared_ptr<const Catalogue> catalogue;
    std::unique_ptr<TrustStore> trust;
    ScriptedPayments payments;
    std::unique_ptr<Renewals> renewals;
    std::unique_ptr<Views> views;
    Places birth_places;
    std::unique_ptr<Purchases> purchases;
    std::unique_ptr<PurchaseViews> purchase_views;
    std::unique_ptr<DraftDesk> drafts;
    std::unique_ptr<PurchaseDesk> purchase_desk;
    std::unique_ptr<Bureau> bureau;
    std::unique_ptr<PrintedForms> forms;
    std::unique_ptr<Mailboxes> mailboxes;
    std::unique_ptr<MailboxViews> mailbox_views;
    std::unique_ptr<MailboxDesk> mailbox_desk;
    std::unique_ptr<MailboxProvider> mailbox_provider;
    std::unique_ptr<Issuance> issuance;
    std::unique_ptr<MemberDesk> member_desk;
    std::unique_ptr<SecretaryDesk> secretary_desk;
    std::unique_ptr<ProviderDesk> provider_desk;
    std::unique_ptr<Papers> papers;
    std::unique_ptr<ActsDesk> acts;
    std::unique_ptr<KeysDesk> keys;
    std::unique_ptr<SignatoryDesk> signatories;
    std::unique_ptr<PlacesDesk> places;
    std::unique_ptr<RegisterDesk> registers;
    std::unique_ptr<PrivacyDesk> privacy;
    std::unique_ptr<ConventionsDesk> conventions;
    Passwords passwords{PasswordCost::interactive};
    AtOnce background;
    Clerk clerk{background};
    std::unique_ptr<PasswordLinks> links;
    std::unique_ptr<UsersDesk> users;
    std::optional<SoftCard> member_card;
    std::optional<SoftCard> signatory_card;
    std::size_t keys_used = 0;
    int commands = 0;
    std::string command() { return "command-" + std::to_string(1000 + commands++); }
};

} // namespace sigillo::portal::test
