#include "web/portal/api/desks.hpp"

#include "shared/protocol/codec.hpp"

namespace sigillo::portal {

namespace {

template <class Reply>
domain::Result<protocol::Json> encoded(const domain::Result<Reply>& reply) {
    if (!reply) {
        return reply.error();
    }
    return protocol::encode(*reply);
}

/// Every message has its line: a new one without does not compile.
struct Dispatch {
    Desks& desks;
    const Caller& caller;
    const Answer& answer;

    void operator()(const wire::Hello& message) const {
        if (message.version != wire::version) {
            answer(domain::Error(domain::ErrorId::version_unsupported,
                                 {{"version", std::to_string(wire::version)}}));
            return;
        }
        wire::Hello::Reply reply;
        reply.version = wire::version;
        reply.origin = desks.origin;
        reply.now = desks.now().seconds;
        reply.user = desks.views.user(caller);
        answer(protocol::encode(reply));
    }
    void operator()(const wire::Overview& message) const {
        auto reply = desks.member.handle(caller, message);
        auto drafts = desks.drafts.drafts(caller);
        auto conventions = desks.drafts.conventions(caller);
        if (!reply || !drafts || !conventions) {
            answer(!reply ? reply.error() : !drafts ? drafts.error() : conventions.error());
            return;
        }
        reply->drafts = std::move(*drafts);
        reply->conventions = std::move(*conventions);
        answer(protocol::encode(*reply));
    }
    void operator()(const wire::PlaceRenewal& message) const {
        answer(encoded(desks.member.handle(caller, message)));
    }
    void operator()(const wire::GetRequest& message) const {
        answer(is_purchase(message.request) ? encoded(desks.purchases.handle(caller, message))
                                            : encoded(desks.member.handle(caller, message)));
    }
    void operator()(const wire::BeginPayment& message) const {
        answer(is_purchase(message.request) ? encoded(desks.purchases.handle(caller, message))
                                            : encoded(desks.member.handle(caller, message)));
    }
    void operator()(const wire::Withdraw& message) const {
        answer(is_purchase(message.request) ? encoded(desks.purchases.handle(caller, message))
                                            : encoded(desks.member.handle(caller, message)));
    }
    void operator()(const wire::ReturnCredit& message) const {
        answer(encoded(desks.member.handle(caller, message)));
    }
    void operator()(const wire::Reject& message) const {
        answer(is_purchase(message.request) ? encoded(desks.purchases.handle(caller, message))
                                            : encoded(desks.secretary.handle(caller, message)));
    }
    void operator()(const wire::Queue& message) const {
        answer(encoded(desks.secretary.handle(caller, message)));
    }
    void operator()(const wire::PrepareActs& message) const {
        answer(encoded(desks.acts.handle(caller, message)));
    }
    void operator()(const wire::SubmitActs& message) const {
        desks.acts.handle(caller, message, [answer = answer](const auto& reply) { answer(encoded(reply)); });
    }
    void operator()(const wire::SubmitKeys& message) const {
        answer(encoded(desks.keys.handle(caller, message)));
    }
    void operator()(const wire::ConfirmInstalled& message) const {
        answer(encoded(desks.keys.handle(caller, message)));
    }
    void operator()(const wire::ListSignatories& message) const {
        answer(encoded(desks.signatories.handle(caller, message)));
    }
    void operator()(const wire::AppointSignatory& message) const {
        answer(encoded(desks.signatories.handle(caller, message)));
    }
    void operator()(const wire::WithdrawSignatory& message) const {
        answer(encoded(desks.signatories.handle(caller, message)));
    }
    void operator()(const wire::FindPlaces& message) const { answer(encoded(desks.places.handle(message))); }
    void operator()(const wire::ListRegister& message) const { with_the_clerk(desks.registers, message); }
    void operator()(const wire::PreviewRegister& message) const { with_the_clerk(desks.registers, message); }
    void operator()(const wire::ImportRegister& message) const { with_the_clerk(desks.registers, message); }
    void operator()(const wire::GetPrivacy& message) const { with_the_clerk(desks.privacy, message); }
    void operator()(const wire::EraseOwnData& message) const { with_the_clerk(desks.privacy, message); }
    void operator()(const wire::ListConventions& message) const {
        answer(encoded(desks.conventions.handle(caller, message)));
    }
    void operator()(const wire::ListOffices& message) const {
        answer(encoded(desks.conventions.handle(caller, message)));
    }
    void operator()(const wire::ListUsers& message) const {
        answer(encoded(desks.users.handle(caller, message)));
    }
    void operator()(const wire::InviteUser& message) const {
        answer(encoded(desks.users.handle(caller, message)));
    }
    void operator()(const wire::ChangeUser& message) const {
        answer(encoded(desks.users.handle(caller, message)));
    }
    void operator()(const wire::InviteUserAgain& message) const {
        answer(encoded(desks.users.handle(caller, message)));
    }
    void operator()(const wire::FindConvention& message) const {
        answer(encoded(desks.drafts.handle(caller, message)));
    }
    void operator()(const wire::OpenDraft& message) const {
        answer(encoded(desks.drafts.handle(caller, message)));
    }
    void operator()(const wire::SaveDraft& message) const {
        answer(encoded(desks.drafts.handle(caller, message)));
    }
    void operator()(const wire::UploadPhoto& message) const {
        answer(encoded(desks.drafts.handle(caller, message)));
    }
    void operator()(const wire::DiscardDraft& message) const {
        answer(encoded(desks.drafts.handle(caller, message)));
    }
    void operator()(const wire::PlaceDraft& message) const {
        answer(encoded(desks.drafts.handle(caller, message)));
    }
    void operator()(const wire::DeclarePayment& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::ChooseIdentification& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::BeginIdentification& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::ProveIdentity& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::SendOtp& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::Activate& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::CorrectEnrolment& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::RecordStep& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::RecordPayment& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::HandOver& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::ChangeCertificates& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }

    void operator()(const wire::ReplaceDocument& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }
    void operator()(const wire::RecordRefund& message) const {
        answer(encoded(desks.purchases.handle(caller, message)));
    }

    void operator()(const wire::ListWork& message) const {
        answer(encoded(desks.provider.handle(caller, message)));
    }
    void operator()(const wire::GetMailbox& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::AskMailbox& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::MailboxStep& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::OrderAddOn& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::PayAddOn& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::DeclareAddOnPayment& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::RecordAddOnPayment& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::RecordAddOnRefund& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }
    void operator()(const wire::ListMailboxes& message) const {
        answer(encoded(desks.mailboxes.handle(caller, message)));
    }

    template <class Desk, class Message>
    void with_the_clerk(Desk& desk, const Message& message) const {
        desks.clerk.handle(desk, caller, message,
                           [answer = answer](const auto& reply) { answer(encoded(reply)); });
    }

    /// Which desk a message about a request belongs to; one that the caller may not see is the same to both.
    [[nodiscard]] bool is_purchase(const std::string& request) const {
        const auto seen = desks.views.visible(domain::RequestId(request), caller);
        return seen && seen->kind == RequestKind::purchase;
    }
};

} // namespace

void dispatch(Desks& desks, const Caller& caller, const wire::Request& request, const Answer& answer) {
    std::visit(Dispatch{desks, caller, answer}, request);
}

} // namespace sigillo::portal
