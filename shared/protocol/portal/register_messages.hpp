#pragma once

#include "shared/protocol/common_messages.hpp"
#include "shared/protocol/portal/command_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The Order's register (Albo), for its secretary and administrator.
namespace sigillo::protocol::portal {

/// Bytes of a file.
inline constexpr std::size_t max_register_file = std::size_t{8} * 1024 * 1024;

enum class EnrolmentStatus { enrolled, suspended, cancelled };

/// A member as the register has them.
struct RegisterEntry {
    std::string codice_fiscale;
    std::string given_name;
    std::string surname;
    std::string title;
    std::string section;
    std::string sector;
    std::string number;
    std::string registered_on;
    std::string email;
    std::string mobile;
    EnrolmentStatus status{};
    std::optional<std::string> dues_paid_up_to; ///< last day covered; absent: never paid
    bool dues_paid = false;                     ///< as of today

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("given_name", self.given_name, text(0, 128));
        visit("surname", self.surname, text(0, 128));
        visit("title", self.title, text(0, 128));
        visit("section", self.section, text(0, 64));
        visit("sector", self.sector, text(0, 128));
        visit("number", self.number, text(0, 64));
        visit("registered_on", self.registered_on, date());
        visit("email", self.email, text(0, 256));
        visit("mobile", self.mobile, text(0, 32));
        visit("status", self.status, any());
        visit("dues_paid_up_to", self.dues_paid_up_to, date());
        visit("dues_paid", self.dues_paid, any());
    }
};

struct RegisterImportNote {
    std::int64_t at = 0;
    std::string by;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("at", self.at, instant());
        visit("by", self.by, text(0, 256));
    }
};

struct ListRegister {
    static constexpr std::string_view method = "register.list";
    std::string search; ///< in name, codice fiscale and number
    int page = 0;       ///< from 0; 50 entries a page

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("search", self.search, text(0, 128));
        visit("page", self.page, integer(0, 100'000));
    }

    struct Reply {
        std::vector<RegisterEntry> entries; ///< by surname
        int total = 0;                      ///< that match
        int members = 0;                    ///< in the register, whatever the search
        std::int64_t version = 0;
        std::optional<RegisterImportNote> imported; ///< the last import, if there was one

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("entries", self.entries, list(0, 50));
            visit("total", self.total, integer(0, 1'000'000));
            visit("members", self.members, integer(0, 1'000'000));
            visit("version", self.version, integer(0, max_integer));
            visit("imported", self.imported, any());
        }
    };
};

struct RegisterMember {
    int line = 0; ///< of the file; 0: in none
    std::string codice_fiscale;
    std::string name;
    std::string number;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("line", self.line, integer(0, 10'000'000));
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("name", self.name, text(0, 257));
        visit("number", self.number, text(0, 64));
    }
};

struct RegisterFieldChange {
    std::string field; ///< text key is `domain.field.<field>`
    std::string before;
    std::string after;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("field", self.field, text(1, 32));
        visit("before", self.before, text(0, 256));
        visit("after", self.after, text(0, 256));
    }
};

struct RegisterChange {
    RegisterMember member;
    std::vector<RegisterFieldChange> fields;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("member", self.member, any());
        visit("fields", self.fields, list(1, 12));
    }
};

struct RegisterProblem {
    int line = 0;
    std::string column; ///< as the file's header has it; empty: the line as a whole
    Failure failure;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("line", self.line, integer(1, 10'000'000));
        visit("column", self.column, text(0, 128));
        visit("failure", self.failure, any());
    }
};

/// What a file would change. Nothing is written.
struct PreviewRegister {
    static constexpr std::string_view method = "register.preview";
    Bytes file; ///< CSV

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("file", self.file, bytes(1, max_register_file));
    }

    struct Reply {
        std::string digest; ///< names this preview in the import
        std::int64_t version = 0;
        int added = 0;
        int changed = 0;
        int unchanged = 0;
        int missing = 0;
        int problems = 0;
        std::vector<RegisterMember> first_added;
        std::vector<RegisterChange> first_changed;
        std::vector<RegisterMember> first_missing; ///< in the register, in no line of the file
        std::vector<RegisterProblem> first_problems;
        std::vector<std::string> ignored_columns;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("digest", self.digest, text(64, 64));
            visit("version", self.version, integer(0, max_integer));
            visit("added", self.added, integer(0, 1'000'000));
            visit("changed", self.changed, integer(0, 1'000'000));
            visit("unchanged", self.unchanged, integer(0, 1'000'000));
            visit("missing", self.missing, integer(0, 1'000'000));
            visit("problems", self.problems, integer(0, 10'000'000));
            visit("first_added", self.first_added, list(0, 200));
            visit("first_changed", self.first_changed, list(0, 200));
            visit("first_missing", self.first_missing, list(0, 200));
            visit("first_problems", self.first_problems, list(0, 200));
            visit("ignored_columns", self.ignored_columns, list(0, 100, text(1, 128)));
        }
    };
};

/// Carries out the preview of this digest, or nothing.
struct ImportRegister {
    static constexpr std::string_view method = "register.import";
    std::string command;
    Bytes file;
    std::string digest;
    bool cancel_missing = false; ///< members whom the file does not name; false: they stay

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("file", self.file, bytes(1, max_register_file));
        visit("digest", self.digest, text(64, 64));
        visit("cancel_missing", self.cancel_missing, any());
    }

    struct Reply {
        std::int64_t version = 0;
        int added = 0;
        int changed = 0;
        int cancelled = 0;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("version", self.version, integer(0, max_integer));
            visit("added", self.added, integer(0, 1'000'000));
            visit("changed", self.changed, integer(0, 1'000'000));
            visit("cancelled", self.cancelled, integer(0, 1'000'000));
        }
    };
};

} // namespace sigillo::protocol::portal

namespace sigillo::protocol {
template <>
struct EnumNames<portal::EnrolmentStatus> {
    static constexpr auto texts =
        names_up_to<portal::EnrolmentStatus::cancelled>("enrolled", "suspended", "cancelled");
};
} // namespace sigillo::protocol
