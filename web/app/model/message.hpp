#pragma once

#include "web/app/model/state.hpp"

// What happens: a person's act, or the answer to an effect.
namespace sigillo::app {

// ---- A person's
struct Went { ///< followed a link of the app, or the browser's back button (`moved`)
    std::string path;
    bool moved = false;
};
struct LanguageChosen {
    domain::Language language;
};
enum class Field {
    user,
    password,
    current_password,
    search,
    reject_note,
    signatory_name,
    signatory_codice_fiscale,
    signatory_from,
    signatory_until,
    last_day
};
struct Typed {
    Field field;
    std::string text;
};
/// The clauses of an order, in the order of `State::accepted`.
enum class Clause { contract, privacy, data_unchanged, immediate_execution, specific_approval };
/// What is pressed and says no more than that.
enum class Command {
    sign_in,
    sign_in_with_card,
    sign_out,
    retry,
    read_card,
    place,
    pay,
    ask_withdraw,
    withdraw,
    close_dialog,
    begin_install,
    search,
    sign_selected,
    validate_one,
    ask_reject,
    reject,
    ask_appoint,
    appoint,
    withdraw_signatory,
    search_register,
    pick_register_file,
    drop_register_file,
    import_register,
    ask_user,
    save_user,
    ask_link,
    set_password,
    change_password,
    ask_erasure,
    erase_own_data,
    open_report,
    return_credit,
    find_convention,
    open_draft,
    draft_forward,
    draft_back,
    ask_discard,
    discard_draft,
    place_draft,
    choose_photo,
    use_photo,
    declare_payment,
    choose_other_identification,
    begin_identification,
    send_otp,
    activate,
    read_pins,
    choose_mailbox_form,
    choose_mailbox_copy,
    ask_mailbox,
    withdraw_mailbox,
    order_add_on,
    declare_add_on,
    find_member,
    request_mailbox,
    decline_mailbox,
    search_mailboxes
};
struct Pressed {
    Command command;
};
struct CardChosen {
    std::string card;
};

// ---- A member's
struct ClauseTicked {
    Clause clause;
    bool on;
};
struct DraftTyped { ///< in a field of the wizard
    std::string name;
    std::string value;
};
struct PlaceSought {
    std::string field;
    std::string text;
    std::string birth_date;
};
struct PlaceChosen {
    std::string code;
};
struct BuyTyped {
    std::string code;
};
struct OrderChosen {
    std::string order;
};
struct ClauseAccepted {
    std::string name;
    bool on;
};
struct CreditTicked {
    bool on;
};
struct ErrorsFocused {};
struct PhotoFramed { ///< moved or scaled: in steps of a tenth of its size
    int right;
    int down;
    int closer;
};
enum class StepField { reference, paid_on, code, codice_fiscale, otp };
struct StepTyped {
    StepField field;
    std::string text;
};
struct IdentificationChosen {
    std::string method;
};
/// Something about an add-on; `order` begins one of that kind.
enum class AddOnDeed { order, renew, pay, declare, cancel };
struct AddOnPressed {
    AddOnDeed deed;
    std::string id;
    portal::AddOnKind kind{};
};
struct PinAsked {
    std::string card;
    std::optional<protocol::CertificateRole> role;
    bool unblock;
};
struct ErasureUnderstood {
    bool on;
};
using MemberMessage = std::variant<ErasureUnderstood, ClauseTicked, DraftTyped, PlaceSought, PlaceChosen,
                                   BuyTyped, OrderChosen, ClauseAccepted, CreditTicked, ErrorsFocused,
                                   PhotoFramed, StepTyped, IdentificationChosen, PinAsked, AddOnPressed>;

struct FileKnown { ///< the person chose a file
    std::string name;
    protocol::Bytes content;
};

// ---- Of those who work for an Order
enum class Box { deputy, keep_payment };
struct Ticked {
    Box box;
    bool on;
};
struct FilterChosen {
    portal::QueueFilter filter;
};
struct QueuePageChosen {
    int page;
};
struct RowToggled {
    std::size_t row;
};
struct AllToggled {
    bool on;
};
struct ReasonChosen {
    portal::RejectReason reason;
};
struct WithdrawSignatoryAsked {
    std::string codice_fiscale;
};
struct UserAsked { ///< to be changed
    std::string codice_fiscale;
};
struct UserTyped {
    UserField field;
    std::string text;
};
struct UserTicked {
    UserBox box;
    bool on;
};
struct InviteAgainAsked {
    std::string codice_fiscale;
};
struct WorkFilterChosen {
    portal::WorkFilter filter;
};
struct StepOpened { ///< its form is shown, or no longer
    std::optional<portal::Action> action;
};
struct StepFilled {
    std::string field;
    std::string value;
};
struct StepConfirmed {
    portal::Action action{};
    std::string about{}; ///< which payment
};
struct RegisterTyped { ///< what is searched
    std::string text;
};
struct RegisterPageChosen {
    int page;
};
struct PreviewPartChosen { ///< new tab or page of what a file would change
    PreviewPart part;
    std::size_t page;
};
struct CancelMissingTicked {
    bool on;
};
struct OfficeAsked { ///< to be opened by a first administrator
    std::string order;
};
struct MailboxFilterChosen {
    portal::MailboxFilter filter;
};
struct MailboxPageChosen {
    int page;
};
using OfficeMessage =
    std::variant<MailboxFilterChosen, MailboxPageChosen, WorkFilterChosen, StepOpened, StepFilled,
                 StepConfirmed, OfficeAsked, FileKnown, RegisterTyped, RegisterPageChosen, PreviewPartChosen,
                 CancelMissingTicked, UserAsked, UserTyped, UserTicked, InviteAgainAsked, Ticked,
                 FilterChosen, QueuePageChosen, RowToggled, AllToggled, ReasonChosen, WithdrawSignatoryAsked>;

struct MailboxTyped {
    MailboxField field;
    std::string text;
};

struct ReportAsked {
    ReportWay way;
    std::string content; ///< the text, or the picture's name
};

// ---- The world's
struct Started {
    std::string origin;
    std::string location;
    domain::Language language;
};
struct SessionKnown {
    domain::Result<http::Session> session;
    bool after_sign_in = false;
};
struct TextsKnown { ///< the sentences of a language are there, or could not be had
    domain::Language language;
    bool there;
};
struct PhotoKnown {  ///< a picture was chosen or framed anew
    bool sound;      ///< false: the file is no picture
    std::string url; ///< of what is to be sent, for the page to show
    protocol::Bytes jpeg;
};
struct PasswordAnswered { ///< a link was asked for, or a password chosen
    domain::Status done;
};
struct ChallengeKnown {
    domain::Result<http::Challenge> challenge;
};
struct LinkChanged {
    Link link;
};
struct PermissionKnown {
    Permission permission;
};
enum class Timer { session, poll, agent, texts, save };
struct TimerFired {
    Timer timer;
};
struct PortalNotified {
    portal::Notification what;
};
struct AgentNotified {
    agent::Notification what;
};
/// The answer to a call, with the call. It is decoded where it is dealt with: a message for each kind of
/// reply would make the program that people download a third larger.
struct PortalReplied {
    Call call;
    domain::Result<protocol::Json> reply;
};
struct AgentReplied {
    Call call;
    domain::Result<protocol::Json> reply;
};

using Message =
    std::variant<Went, LanguageChosen, Typed, Pressed, CardChosen, MemberMessage, OfficeMessage, MailboxTyped,
                 FileKnown, ReportAsked, Reported, Started, PasswordAnswered, SessionKnown, TextsKnown,
                 PhotoKnown, ChallengeKnown, LinkChanged, PermissionKnown, TimerFired, PortalNotified,
                 AgentNotified, PortalReplied, AgentReplied>;

} // namespace sigillo::app
