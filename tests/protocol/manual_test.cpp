#include "shared/domain/error.hpp"
#include "shared/protocol/visitor.hpp"
#include "tests/protocol/every_message.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <map>
#include <sstream>

// PROTOCOL.md is written by hand, but what it says of fields is held to what the messages describe.
using namespace sigillo;
using namespace sigillo::protocol;

namespace {

using Describe = void (*)(void*, FieldVisitor&);

/// The parts that stand in the manual under their own heading.
const std::map<Describe, std::string>& named_parts() {
    static const std::map<Describe, std::string> names{
        {describe_erased<Failure>, "Failure"},
        {describe_erased<KeyRequest>, "KeyRequest"},
        {describe_erased<NewCertificate>, "NewCertificate"},
        {describe_erased<Receipt>, "Receipt"},
        {describe_erased<agent::Act>, "Act"},
        {describe_erased<agent::Card>, "Card"},
        {describe_erased<agent::Certificate>, "Certificate"},
        {describe_erased<agent::Pin>, "Pin"},
        {describe_erased<agent::Reader>, "Reader"},
        {describe_erased<agent::SignedAct>, "SignedAct"},
        {describe_erased<portal::ActResult>, "ActResult"},
        {describe_erased<portal::Comparison>, "Comparison"},
        {describe_erased<portal::Credit>, "Credit"},
        {describe_erased<portal::KnownCard>, "KnownCard"},
        {describe_erased<portal::KnownCertificate>, "KnownCertificate"},
        {describe_erased<portal::OfficeUser>, "OfficeUser"},
        {describe_erased<portal::OfficeUserList>, "OfficeUserList"},
        {describe_erased<portal::Permission>, "Permission"},
        {describe_erased<portal::Place>, "Place"},
        {describe_erased<portal::PreparedAct>, "PreparedAct"},
        {describe_erased<portal::PriceLine>, "PriceLine"},
        {describe_erased<portal::RegisterChange>, "RegisterChange"},
        {describe_erased<portal::RegisterEntry>, "RegisterEntry"},
        {describe_erased<portal::RegisterFieldChange>, "RegisterFieldChange"},
        {describe_erased<portal::RegisterImportNote>, "RegisterImportNote"},
        {describe_erased<portal::RegisterMember>, "RegisterMember"},
        {describe_erased<portal::RegisterProblem>, "RegisterProblem"},
        {describe_erased<portal::RequestRow>, "RequestRow"},
        {describe_erased<portal::RequestView>, "RequestView"},
        {describe_erased<portal::Signatory>, "Signatory"},
        {describe_erased<portal::SignatoryList>, "SignatoryList"},
        {describe_erased<portal::SubmittedAct>, "SubmittedAct"},
        {describe_erased<portal::SupportContact>, "SupportContact"},
        {describe_erased<portal::TimelineEntry>, "TimelineEntry"},
        {describe_erased<portal::ClauseView>, "ClauseView"},
        {describe_erased<portal::ConventionChange>, "ConventionChange"},
        {describe_erased<portal::ConventionPrice>, "ConventionPrice"},
        {describe_erased<portal::ConventionRow>, "ConventionRow"},
        {describe_erased<portal::ConventionVersionView>, "ConventionVersionView"},
        {describe_erased<portal::Office>, "Office"},
        {describe_erased<portal::Draft>, "Draft"},
        {describe_erased<portal::PaperView>, "PaperView"},
        {describe_erased<portal::WorkRow>, "WorkRow"},
        {describe_erased<portal::DraftField>, "DraftField"},
        {describe_erased<portal::DraftPage>, "DraftPage"},
        {describe_erased<portal::DraftRow>, "DraftRow"},
        {describe_erased<portal::FieldOption>, "FieldOption"},
        {describe_erased<portal::FieldValue>, "FieldValue"},
        {describe_erased<portal::PurchaseView>, "PurchaseView"},
        {describe_erased<portal::StatementView>, "StatementView"},
        {describe_erased<portal::StepView>, "StepView"},
        {describe_erased<portal::SummaryLine>, "SummaryLine"},
        {describe_erased<portal::User>, "User"},
        {describe_erased<portal::AddOn>, "AddOn"},
        {describe_erased<portal::AddOnOffer>, "AddOnOffer"},
        {describe_erased<portal::HistoryLine>, "HistoryLine"},
        {describe_erased<portal::MailboxPermission>, "MailboxPermission"},
        {describe_erased<portal::MailboxRow>, "MailboxRow"},
        {describe_erased<portal::MailboxSpace>, "MailboxSpace"},
        {describe_erased<portal::MailboxView>, "MailboxView"},
    };
    return names;
}

std::string span(const Type& type) {
    return type.min == type.max ? std::to_string(type.min)
                                : std::to_string(type.min) + " to " + std::to_string(type.max);
}

/// The type column of the manual.
std::string type_text(const Type& type) {
    switch (type.kind) {
    case Kind::text:
        return "text, " + span(type) + " bytes";
    case Kind::date:
        return "date";
    case Kind::integer32:
    case Kind::integer64:
        return type.max == instant().max ? "instant"
               : type.min == cents().min ? "cents"
                                         : "integer, " + span(type);
    case Kind::boolean:
        return "boolean";
    case Kind::bytes:
        return "base64 of " + span(type) + " bytes";
    case Kind::enumeration: {
        std::string out;
        for (std::int64_t at = 0; at <= type.max; ++at) {
            out += (at == 0 ? "`\"" : ", `\"") + std::string(type.names[at]) + "\"`";
        }
        return out;
    }
    case Kind::details:
        return "details";
    case Kind::message: {
        const auto found = named_parts().find(type.describe);
        return found == named_parts().end() ? "a part without a name" : "[" + found->second + "]";
    }
    case Kind::list:
        return "list of " + span(type) + ": " + type_text(*type.item);
    }
    return "";
}

class Rows final : public FieldVisitor {
  public:
    [[nodiscard]] std::vector<std::string> take() const { return rows_; }

  private:
    void field(const Field& field) override {
        rows_.push_back("| `" + std::string(field.name) + "` | " +
                        (field.optional != nullptr ? "optional " : "") + type_text(field.type) + " |");
    }
    std::vector<std::string> rows_;
};

template <class Message>
std::vector<std::string> rows_of() {
    Message message{};
    Rows rows;
    describe_erased<Message>(&message, rows);
    return rows.take();
}

std::string manual() {
    std::ifstream file(SIGILLO_MANUAL);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// What stands under a heading, up to the next one; empty where there is no such heading.
std::string section(const std::string& text, const std::string& heading) {
    const std::size_t start = text.find("\n" + heading + "\n");
    if (start == std::string::npos) {
        return {};
    }
    const std::size_t body = start + heading.size() + 2;
    return text.substr(body, text.find("\n#", body) - body);
}

std::vector<std::string> written_rows(const std::string& text) {
    std::vector<std::string> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("| `", 0) == 0) {
            rows.push_back(line.substr(0, line.find(" |", line.find(" | ") + 3) + 2));
        }
    }
    return rows;
}

constexpr const char* reply_mark = "\n**Reply**";

/// The manual's heading for a name of every_message.hpp.
std::string heading_of(const std::string& name) {
    const std::size_t gap = name.find(' ');
    return "### " + name.substr(0, gap) + ": " + name.substr(gap + 1);
}

template <class Message>
void check_message(const std::string& text, std::string name) {
    const std::size_t reply = name.find(" reply");
    const bool is_reply = reply != std::string::npos;
    const std::string found = section(text, heading_of(name.substr(0, reply)));
    REQUIRE_FALSE(found.empty());
    const std::size_t mark = found.find(reply_mark);
    if (!is_reply) {
        CHECK(written_rows(found.substr(0, mark)) == rows_of<Message>());
        return;
    }
    REQUIRE(mark != std::string::npos);
    const auto part = named_parts().find(describe_erased<Message>);
    if (part == named_parts().end()) {
        CHECK(written_rows(found.substr(mark)) == rows_of<Message>());
    } else {
        CHECK(found.find("[" + part->second + "]", mark) != std::string::npos);
    }
}

template <class Part>
void check_part(const std::string& text) {
    const std::string& name = named_parts().at(describe_erased<Part>);
    INFO(name);
    CHECK(written_rows(section(text, "### " + name)) == rows_of<Part>());
}

} // namespace

TEST_CASE("the manual has every message with its fields and bounds") {
    const std::string text = manual();
    tests::for_each_message([&]<class Message>(const std::string& name, tests::Of<Message>) {
        INFO(name);
        if (name != "failure") {
            check_message<Message>(text, name);
        }
    });
}

TEST_CASE("the manual has every part of a message with its fields and bounds") {
    const std::string text = manual();
    check_part<Failure>(text);
    check_part<KeyRequest>(text);
    check_part<NewCertificate>(text);
    check_part<Receipt>(text);
    check_part<agent::Act>(text);
    check_part<agent::Card>(text);
    check_part<agent::Certificate>(text);
    check_part<agent::Pin>(text);
    check_part<agent::Reader>(text);
    check_part<agent::SignedAct>(text);
    check_part<portal::ActResult>(text);
    check_part<portal::Comparison>(text);
    check_part<portal::Credit>(text);
    check_part<portal::KnownCard>(text);
    check_part<portal::KnownCertificate>(text);
    check_part<portal::OfficeUser>(text);
    check_part<portal::OfficeUserList>(text);
    check_part<portal::Permission>(text);
    check_part<portal::Place>(text);
    check_part<portal::PreparedAct>(text);
    check_part<portal::PriceLine>(text);
    check_part<portal::RegisterChange>(text);
    check_part<portal::RegisterEntry>(text);
    check_part<portal::RegisterFieldChange>(text);
    check_part<portal::RegisterImportNote>(text);
    check_part<portal::RegisterMember>(text);
    check_part<portal::RegisterProblem>(text);
    check_part<portal::RequestRow>(text);
    check_part<portal::RequestView>(text);
    check_part<portal::Signatory>(text);
    check_part<portal::SignatoryList>(text);
    check_part<portal::SubmittedAct>(text);
    check_part<portal::SupportContact>(text);
    check_part<portal::TimelineEntry>(text);
    check_part<portal::ClauseView>(text);
    check_part<portal::ConventionChange>(text);
    check_part<portal::ConventionPrice>(text);
    check_part<portal::ConventionRow>(text);
    check_part<portal::ConventionVersionView>(text);
    check_part<portal::Office>(text);
    check_part<portal::Draft>(text);
    check_part<portal::DraftField>(text);
    check_part<portal::DraftPage>(text);
    check_part<portal::DraftRow>(text);
    check_part<portal::FieldOption>(text);
    check_part<portal::FieldValue>(text);
    check_part<portal::PaperView>(text);
    check_part<portal::PurchaseView>(text);
    check_part<portal::WorkRow>(text);
    check_part<portal::StatementView>(text);
    check_part<portal::StepView>(text);
    check_part<portal::SummaryLine>(text);
    check_part<portal::User>(text);
    check_part<portal::AddOn>(text);
    check_part<portal::AddOnOffer>(text);
    check_part<portal::HistoryLine>(text);
    check_part<portal::MailboxPermission>(text);
    check_part<portal::MailboxRow>(text);
    check_part<portal::MailboxSpace>(text);
    check_part<portal::MailboxView>(text);
}

TEST_CASE("the manual says what every error means") {
    const std::string text = manual();
    for (const char* id : {
#define SIGILLO_ERROR(name, id_text) id_text,
#include "shared/domain/error_ids.def"
#undef SIGILLO_ERROR
         }) {
        INFO(id);
        CHECK(text.find("\n| `" + std::string(id) + "` | ") != std::string::npos);
    }
}
