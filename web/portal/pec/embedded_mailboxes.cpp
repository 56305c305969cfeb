#include "web/portal/pec/embedded_mailboxes.hpp"

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/transliterate.hpp"
#include "shared/protocol/codec.hpp"
#include "web/portal/config/files.hpp"

#include <algorithm>
#include <mutex>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
namespace fs = std::filesystem;

namespace {

struct Kept {
    std::string request;
    std::string codice_fiscale;
    std::string address;
    std::string plan;
    int inbox_gb = 0;
    int archive_gb = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, protocol::text(1, 64));
        visit("codice_fiscale", self.codice_fiscale, protocol::text(16, 16));
        visit("address", self.address, protocol::text(3, 254));
        visit("plan", self.plan, protocol::text(1, 16));
        visit("inbox_gb", self.inbox_gb, protocol::integer(0, 100'000));
        visit("archive_gb", self.archive_gb, protocol::integer(0, 100'000));
    }
};

constexpr std::string_view domain_name = "@pec.example";

Error refused(const char* reason) {
    return Error(ErrorId::mailbox_provider_refused, {{"reason", reason}});
}
Error unavailable(const Error& why) {
    return Error(ErrorId::mailbox_provider_unavailable, {{"reason", std::string(domain::text_of(why.id))}});
}

bool is_safe(const std::string& id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// "Giulia Maria" as "giuliamaria".
std::string plain(std::string_view name) {
    std::string out;
    for (const char c : domain::transliterate(name)) {
        if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c - 'A' + 'a');
        }
    }
    return out;
}

class EmbeddedMailboxes final : public MailboxProvider {
  public:
    explicit EmbeddedMailboxes(fs::path folder) : folder_(std::move(folder)) {}

    domain::Result<std::string> open(const domain::RequestId& request,
                                     const domain::mailbox::Holder& holder) override {
        const std::scoped_lock lock(mutex_);
        const auto code = domain::CodiceFiscale::parse(holder.codice_fiscale);
        if (!is_safe(request.value) || !code) {
            return refused(code ? "request" : "codice_fiscale");
        }
        std::vector<std::string> taken;
        std::error_code error;
        for (fs::directory_iterator entry(folder_, error), end; !error && entry != end;
             entry.increment(error)) {
            if (entry->path().extension() != ".json") {
                continue;
            }
            const auto kept = read(entry->path());
            if (!kept) {
                return kept.error();
            }
            if (kept->request == request.value) {
                return kept->address;
            }
            taken.push_back(kept->address);
        }
        const std::string name = plain(holder.given_name) + "." + plain(holder.surname);
        std::string address = name + std::string(domain_name);
        for (int number = 2; std::find(taken.begin(), taken.end(), address) != taken.end(); ++number) {
            address = name + std::to_string(number) + std::string(domain_name);
        }
        const Kept made{request.value, code->text(), address, "standard", 1, 0};
        if (const auto kept = keep(made); !kept) {
            return kept.error();
        }
        return address;
    }

    domain::Status set_space(const domain::RequestId& request, const std::string& address,
                             const domain::mailbox::Space& space) override {
        const std::scoped_lock lock(mutex_);
        if (!is_safe(request.value)) {
            return refused("request");
        }
        std::error_code error;
        if (!fs::exists(file_of(request.value), error)) {
            return refused("no such mailbox");
        }
        auto kept = read(file_of(request.value));
        if (!kept) {
            return kept.error();
        }
        if (kept->address != address) {
            return refused("address");
        }
        kept->plan = domain::text_of(space.plan);
        kept->inbox_gb = space.inbox_gb;
        kept->archive_gb = space.archive_gb;
        return keep(*kept);
    }

  private:
    [[nodiscard]] fs::path file_of(const std::string& request) const { return folder_ / (request + ".json"); }

    static domain::Result<Kept> read(const fs::path& file) {
        const auto text = read_file(file);
        if (!text) {
            return unavailable(text.error());
        }
        const auto json = protocol::parse_bounded(*text, {4096, 2});
        if (!json) {
            return unavailable(json.error());
        }
        auto kept = protocol::decode<Kept>(*json);
        return kept ? std::move(kept) : domain::Result<Kept>(unavailable(kept.error()));
    }
    domain::Status keep(const Kept& kept) const {
        const auto written =
            write_file(file_of(kept.request), protocol::dump(protocol::encode(kept)) + "\n", 0600);
        return written ? domain::Status(domain::Done{}) : unavailable(written.error());
    }

    fs::path folder_;
    std::mutex mutex_;
};

} // namespace

domain::Result<std::unique_ptr<MailboxProvider>> make_embedded_mailboxes(fs::path folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (error) {
        return Error(ErrorId::configuration_invalid,
                     {{"file", folder.string()}, {"reason", error.message()}});
    }
    return std::unique_ptr<MailboxProvider>(std::make_unique<EmbeddedMailboxes>(std::move(folder)));
}

} // namespace sigillo::portal
