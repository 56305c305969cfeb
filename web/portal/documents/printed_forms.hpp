#pragma once

#include "shared/domain/instant.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/order.hpp"
#include "shared/domain/purchase/values.hpp"
#include "shared/domain/result.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::portal {

/// What the member signs when the kit is handed over (R27, R28, R69, R70, X7).
struct CollectionForm {
    domain::Order order;
    std::string convention; ///< code; empty: none is shown
    domain::RequestId request;
    std::string product; ///< as it is sold, Italian
    std::string card_number;
    domain::purchase::Holder holder;
    domain::purchase::IdentityDocument document; ///< as named at registration
    domain::purchase::Enrolment enrolment;
    domain::Date printed_on;
};

struct ReceiptLine {
    std::string text;
    domain::Cents net;
    domain::VatRate vat_rate;
    domain::Cents vat;
};
struct ReceiptPayment {
    std::string method; ///< as people say it: "carta", "bonifico"
    std::string reference;
    domain::Cents amount;
    domain::Date on;
};
/// What was paid, and what became of it (X20).
struct Receipt {
    std::string number;
    domain::Date issued_on;
    domain::RequestId request;
    std::string convention; ///< code; empty: none is shown
    std::string order_name;
    std::string seller;
    std::string customer; ///< who pays, and below whose tax code and address
    std::string tax_code;
    domain::purchase::Address address;
    std::string holder; ///< who it is for, where that is somebody else; or empty
    std::vector<ReceiptLine> lines;
    domain::Total total;
    domain::Cents credit;    ///< of an earlier payment, used here; 0: none
    std::string credit_from; ///< the request that it comes from
    std::optional<ReceiptPayment> payment;
    std::optional<ReceiptPayment> refund;
};

/// The request for a PEC mailbox to the secretariat (R112, R113). Without a holder it is a blank to fill in.
struct MailboxForm {
    domain::Order order;
    std::optional<domain::purchase::Holder> holder;
    domain::purchase::Enrolment enrolment;
    std::optional<domain::purchase::IdentityDocument> document;
    std::string mailbox; ///< what is asked for: "STANDARD, 1 GB, gratuita per gli iscritti" (R99)
};

struct FormFonts {
    std::filesystem::path regular = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    std::filesystem::path bold = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf";
};

/// Papers to print and to download: A4, in Italian, as PDF with the fonts in it. From any thread.
class PrintedForms {
  public:
    /// Error: `configuration_invalid` with `file` for a font that cannot be used.
    static domain::Result<std::unique_ptr<PrintedForms>> open(FormFonts fonts = {});

    /// The PDF's bytes. Characters that the font lacks are printed as a box, a form that needs more room
    /// goes on on the next page. Error: `internal` with `reason`.
    [[nodiscard]] domain::Result<std::string> collection_form(const CollectionForm& form) const;
    [[nodiscard]] domain::Result<std::string> receipt(const Receipt& receipt) const;
    [[nodiscard]] domain::Result<std::string> mailbox_form(const MailboxForm& form) const;

  private:
    explicit PrintedForms(FormFonts fonts) : fonts_(std::move(fonts)) {}
    FormFonts fonts_;
};

} // namespace sigillo::portal
