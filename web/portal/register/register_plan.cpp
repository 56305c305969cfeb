#include "web/portal/register/register_plan.hpp"

#include "shared/domain/transliterate.hpp"
#include "shared/pki/bytes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::array all_columns = {
    RegisterColumn::codice_fiscale, RegisterColumn::surname,       RegisterColumn::given_name,
    RegisterColumn::title,          RegisterColumn::section,       RegisterColumn::sector,
    RegisterColumn::number,         RegisterColumn::registered_on, RegisterColumn::email,
    RegisterColumn::mobile,         RegisterColumn::status,        RegisterColumn::dues_paid_up_to};

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool all_capitals(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view without_zeros(std::string_view number) {
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return number;
}

bool same_value(RegisterColumn column, const std::string& before, const std::string& after) {
    if (before == after) {
        return true;
    }
    switch (column) {
    case RegisterColumn::surname:
    case RegisterColumn::given_name:
    case RegisterColumn::title:
    case RegisterColumn::sector:
        // A register in capitals does not say how a name is written, nor where its accents are.
        return all_capitals(after) && !after.empty() &&
               domain::transliterate(before) == domain::transliterate(after);
    case RegisterColumn::number:
        return without_zeros(before) == without_zeros(after);
    case RegisterColumn::email:
        return lower(before) == lower(after);
    case RegisterColumn::codice_fiscale:
    case RegisterColumn::section:
    case RegisterColumn::registered_on:
    case RegisterColumn::mobile:
    case RegisterColumn::status:
    case RegisterColumn::dues_paid_up_to:
        return false;
    }
    return false;
}

void take_value(RegisterColumn column, const domain::RegisterEntry& from, domain::RegisterEntry& to) {
    switch (column) {
    case RegisterColumn::codice_fiscale:
        to.codice_fiscale = from.codice_fiscale;
        return;
    case RegisterColumn::surname:
        to.surname = from.surname;
        return;
    case RegisterColumn::given_name:
        to.given_name = from.given_name;
        return;
    case RegisterColumn::title:
        to.title = from.title;
        return;
    case RegisterColumn::section:
        to.section = from.section;
        return;
    case RegisterColumn::sector:
        to.sector = from.sector;
        return;
    case RegisterColumn::number:
        to.number = from.number;
        return;
    case RegisterColumn::registered_on:
        to.registered_on = from.registered_on;
        return;
    case RegisterColumn::email:
        to.email = from.email;
        return;
    case RegisterColumn::mobile:
        to.mobile = from.mobile;
        return;
    case RegisterColumn::status:
        to.status = from.status;
        return;
    case RegisterColumn::dues_paid_up_to:
        to.dues_paid_up_to = from.dues_paid_up_to;
        return;
    }
}

/// The contacts of one kind: who has them, in which line.
class Contacts {
  public:
    struct Owner {
        domain::CodiceFiscale person;
        int line = 0; ///< 0: not in the file
    };
    void add(const std::string& contact, const domain::CodiceFiscale& person, int line) {
        if (!contact.empty()) {
            owners_[lower(contact)].push_back({person, line});
        }
    }
    /// Somebody else who has it; null where nobody.
    [[nodiscard]] const Owner* other(const std::string& contact, const domain::CodiceFiscale& person) const {
        const auto found = owners_.find(lower(contact));
        if (contact.empty() || found == owners_.end()) {
            return nullptr;
        }
        const auto owner = std::find_if(found->second.begin(), found->second.end(),
                                        [&](const Owner& o) { return !(o.person == person); });
        return owner == found->second.end() ? nullptr : &*owner;
    }

  private:
    std::map<std::string, std::vector<Owner>> owners_;
};

class Planner {
  public:
    Planner(RegisterFile file, const std::vector<domain::RegisterEntry>& current, const ContactOwners& owners)
        : file_(std::move(file)), owners_(owners) {
        for (const auto& entry : current) {
            current_[entry.codice_fiscale] = &entry;
        }
    }

    RegisterPlan plan() {
        drop_repeated();
        merge_with_register();
        drop_contacts_of_others();
        sort();
        return std::move(plan_);
    }

  private:
    void problem(const RegisterLine& line, std::optional<RegisterColumn> column, Error error) {
        plan_.problems.push_back({line.line, column ? file_.header(*column) : "", std::move(error)});
    }

    void drop_repeated() {
        std::map<domain::CodiceFiscale, std::vector<int>> lines;
        for (const auto& line : file_.lines) {
            lines[line.entry.codice_fiscale].push_back(line.line);
        }
        std::vector<RegisterLine> kept;
        for (auto& line : file_.lines) {
            const auto& where = lines[line.entry.codice_fiscale];
            if (where.size() == 1) {
                kept.push_back(std::move(line));
                continue;
            }
            const int other = where.front() == line.line ? where[1] : where.front();
            problem(line, RegisterColumn::codice_fiscale,
                    Error(ErrorId::register_line_duplicate, {{"line", std::to_string(other)}}));
        }
        file_.lines = std::move(kept);
    }

    /// Each line becomes the entry as it would be.
    void merge_with_register() {
        for (auto& line : file_.lines) {
            const auto known = current_.find(line.entry.codice_fiscale);
            if (known == current_.end()) {
                continue;
            }
            domain::RegisterEntry merged = *known->second;
            for (const RegisterColumn column : file_.columns) {
                if (!same_value(column, value_of(merged, column), value_of(line.entry, column))) {
                    take_value(column, line.entry, merged);
                }
            }
            line.entry = std::move(merged);
        }
    }

    void drop_contacts_of_others() {
        Contacts emails;
        Contacts mobiles;
        std::set<domain::CodiceFiscale> good_lines;
        for (const auto& line : file_.lines) {
            good_lines.insert(line.entry.codice_fiscale);
            emails.add(line.entry.email, line.entry.codice_fiscale, line.line);
            mobiles.add(line.entry.mobile, line.entry.codice_fiscale, line.line);
        }
        for (const auto& [code, entry] : current_) {
            if (!good_lines.contains(code) && entry->status != domain::EnrolmentStatus::cancelled) {
                emails.add(entry->email, code, 0);
                mobiles.add(entry->mobile, code, 0);
            }
        }
        for (const auto& line : file_.lines) {
            const bool email_free = free(line, RegisterColumn::email, line.entry.email, emails,
                                         owners_.email_of_other, ErrorId::register_email_of_other);
            const bool mobile_free = free(line, RegisterColumn::mobile, line.entry.mobile, mobiles,
                                          owners_.mobile_of_other, ErrorId::register_mobile_of_other);
            if (email_free && mobile_free) {
                place(line);
            }
        }
    }

    bool free(const RegisterLine& line, RegisterColumn column, const std::string& contact,
              const Contacts& contacts, const ContactOwners::Question& of_other, ErrorId refusal) {
        if (contact.empty() || !file_.columns.contains(column)) {
            return true;
        }
        const auto& person = line.entry.codice_fiscale;
        if (const auto* other = contacts.other(contact, person); other != nullptr) {
            problem(line, column,
                    other->line == 0 ? Error(refusal)
                                     : Error(refusal, {{"line", std::to_string(other->line)}}));
            return false;
        }
        if (of_other(contact, person)) {
            problem(line, column, Error(refusal));
            return false;
        }
        return true;
    }

    void place(const RegisterLine& line) {
        const auto known = current_.find(line.entry.codice_fiscale);
        if (known == current_.end()) {
            plan_.added.push_back({line.line, line.entry, {}});
            return;
        }
        EntryChange change{line.line, line.entry, {}};
        for (const RegisterColumn column : all_columns) {
            auto before = value_of(*known->second, column);
            auto after = value_of(line.entry, column);
            if (before != after) {
                change.fields.push_back({std::string(field_of(column)), std::move(before), std::move(after)});
            }
        }
        if (change.fields.empty()) {
            ++plan_.unchanged;
        } else {
            plan_.changed.push_back(std::move(change));
        }
    }

    void sort() {
        for (const auto& [code, entry] : current_) {
            if (!file_.named.contains(code) && entry->status != domain::EnrolmentStatus::cancelled) {
                plan_.missing.push_back(*entry);
            }
        }
        std::sort(plan_.missing.begin(), plan_.missing.end(), [](const auto& a, const auto& b) {
            return std::tie(a.surname, a.given_name, a.codice_fiscale) <
                   std::tie(b.surname, b.given_name, b.codice_fiscale);
        });
        for (auto& wrong : file_.problems) {
            plan_.problems.push_back(std::move(wrong));
        }
        std::stable_sort(plan_.problems.begin(), plan_.problems.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        plan_.ignored_columns = std::move(file_.ignored_columns);
    }

    RegisterFile file_;
    const ContactOwners& owners_;
    std::map<domain::CodiceFiscale, const domain::RegisterEntry*> current_;
    RegisterPlan plan_;
};

/// Every value has its length before it, so that no two plans are the same text.
std::string digest_of(const RegisterPlan& plan, const domain::OrderId& order) {
    std::string text = "sigillo.register-import/1";
    const auto add = [&text](std::string_view value) {
        text += "\n" + std::to_string(value.size()) + ":";
        text += value;
    };
    const auto add_entry = [&add](const domain::RegisterEntry& entry) {
        for (const RegisterColumn column : all_columns) {
            add(value_of(entry, column));
        }
    };
    add(order.value);
    add(std::to_string(plan.version));
    add(plan.file_sha256);
    for (const auto* changes : {&plan.added, &plan.changed}) {
        add(std::to_string(changes->size()));
        for (const auto& change : *changes) {
            add_entry(change.after);
            for (const auto& field : change.fields) {
                add(field.field);
                add(field.before);
            }
        }
    }
    add(std::to_string(plan.unchanged));
    add(std::to_string(plan.missing.size()));
    for (const auto& entry : plan.missing) {
        add_entry(entry);
    }
    add(std::to_string(plan.problems.size()));
    return pki::sha256_hex(pki::view_of(text));
}

} // namespace

std::string value_of(const domain::RegisterEntry& entry, RegisterColumn column) {
    switch (column) {
    case RegisterColumn::codice_fiscale:
        return entry.codice_fiscale.text();
    case RegisterColumn::surname:
        return entry.surname;
    case RegisterColumn::given_name:
        return entry.given_name;
    case RegisterColumn::title:
        return entry.title;
    case RegisterColumn::section:
        return entry.section;
    case RegisterColumn::sector:
        return entry.sector;
    case RegisterColumn::number:
        return entry.number;
    case RegisterColumn::registered_on:
        return domain::to_text(entry.registered_on);
    case RegisterColumn::email:
        return entry.email;
    case RegisterColumn::mobile:
        return entry.mobile;
    case RegisterColumn::status:
        return std::string(domain::text_of(entry.status));
    case RegisterColumn::dues_paid_up_to:
        return domain::to_text(entry.dues_paid_up_to);
    }
    return {};
}

RegisterPlan plan_import(RegisterFile file, std::string_view bytes, const domain::OrderId& order,
                         const std::vector<domain::RegisterEntry>& current, std::int64_t version,
                         const ContactOwners& owners) {
    RegisterPlan plan = Planner(std::move(file), current, owners).plan();
    plan.version = version;
    plan.file_sha256 = pki::sha256_hex(pki::view_of(bytes));
    plan.digest = digest_of(plan, order);
    return plan;
}

domain::Result<std::vector<domain::RegisterEntry>> entries_of(const RegisterPlan& plan,
                                                              MissingMembers missing) {
    if (missing == MissingMembers::cancel && !plan.problems.empty()) {
        return ErrorId::register_lines_wrong;
    }
    std::vector<domain::RegisterEntry> entries;
    for (const auto* changes : {&plan.added, &plan.changed}) {
        for (const auto& change : *changes) {
            entries.push_back(change.after);
        }
    }
    if (missing == MissingMembers::cancel) {
        for (auto entry : plan.missing) {
            entry.status = domain::EnrolmentStatus::cancelled;
            entries.push_back(std::move(entry));
        }
    }
    for (auto& entry : entries) {
        entry.version = plan.version + 1;
    }
    return entries;
}

} // namespace sigillo::portal
