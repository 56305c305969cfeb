#include "shared/pki/bytes.hpp"
#include "shared/pki/canonical_json.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/codec/json_fields.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace sigillo::portal {

namespace {

using codec::Json;
namespace fs = std::filesystem;

constexpr std::size_t file_max_bytes = 256 * 1024;
constexpr int file_max_depth = 12;

domain::Error invalid(const fs::path& file, std::string field, std::string reason) {
    return {domain::ErrorId::convention_file_invalid,
            {{"file", file.string()}, {"field", std::move(field)}, {"reason", std::move(reason)}}};
}

/// An error of the domain's checks, which do not know the file.
domain::Error in_file(const fs::path& file, domain::Error error) {
    error.details.emplace("file", file.string());
    return error;
}

} // namespace

class CatalogueLoader {
  public:
    Catalogue::Loaded load(const fs::path& conventions, const fs::path& orders) {
        for_each_file(orders, [this](const fs::path& file, const Json& json) { add_order(file, json); });
        for_each_file(conventions,
                      [this](const fs::path& file, const Json& json) { add_convention(file, json); });
        if (errors_.empty()) {
            if (auto together = domain::check_together(result_->conventions_); !together) {
                errors_.push_back(in_file(conventions, together.error()));
            }
        }
        if (!errors_.empty()) {
            result_.reset();
        }
        return {std::move(result_), std::move(errors_)};
    }

  private:
    template <class Add>
    void for_each_file(const fs::path& folder, Add add) {
        std::error_code error;
        std::vector<fs::path> files;
        for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
            if (it->path().extension() == ".json" && it->path().filename() != "schema.json") {
                files.push_back(it->path());
            }
        }
        if (error) {
            errors_.push_back(invalid(folder, "", "cannot be read: " + error.message()));
            return;
        }
        if (files.empty()) {
            errors_.push_back(invalid(folder, "", "holds no *.json file"));
        }
        // The order of a folder differs between file systems; messages and choices must not.
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            std::ifstream in(file, std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
            if (!in.is_open() || in.bad()) {
                errors_.push_back(invalid(file, "", "cannot be read"));
                continue;
            }
            Json json;
            if (auto fault = codec::parse_strict(text, file_max_bytes, file_max_depth, json)) {
                errors_.push_back(invalid(file, fault->pointer, fault->reason));
                continue;
            }
            add(file, json);
        }
    }

    void add_order(const fs::path& file, const Json& json) {
        OrderInfo order;
        if (auto fault = codec::read(json, order)) {
            errors_.push_back(invalid(file, fault->pointer, fault->reason));
        } else if (order.id.empty() || order.id.value != file.stem().string()) {
            errors_.push_back(invalid(file, "/id", "must be the name of the file"));
        } else if (order.name.it.empty() || order.name.en.empty()) {
            errors_.push_back(invalid(file, "/name", "must be given in both languages"));
        } else {
            result_->orders_.push_back(std::move(order));
        }
    }

    void add_convention(const fs::path& file, const Json& json) {
        domain::ConventionVersion version;
        if (auto fault = codec::read(json, version)) {
            errors_.push_back(invalid(file, fault->pointer, fault->reason));
            return;
        }
        if (auto checked = domain::check(version); !checked) {
            errors_.push_back(in_file(file, checked.error()));
            return;
        }
        for (std::size_t i = 0; i < version.orders.size(); ++i) {
            if (result_->order(version.orders[i]) == nullptr) {
                errors_.push_back(invalid(file, "/orders/" + std::to_string(i),
                                          "is no Order of the orders' folder: " + version.orders[i].value));
                return;
            }
        }
        // A version gets its last day, and its sources better notes, without becoming another version:
        // neither is what a member agreed to.
        Json agreed = json;
        agreed.erase("valid_to");
        agreed.erase("sources");
        const auto canonical = pki::canonical_text(agreed);
        if (!canonical) {
            errors_.push_back(invalid(file, "", "has no canonical form"));
            return;
        }
        version.hash = domain::Digest(pki::sha256_hex(pki::view_of(*canonical)));
        if (result_->by_hash(version.hash) != nullptr) {
            errors_.push_back(invalid(file, "", "says the same as another file"));
            return;
        }
        result_->conventions_.push_back(std::move(version));
    }

    std::shared_ptr<Catalogue> result_{new Catalogue};
    std::vector<domain::Error> errors_;
};

Catalogue::Loaded Catalogue::load(const fs::path& conventions, const fs::path& orders) {
    return CatalogueLoader().load(conventions, orders);
}

} // namespace sigillo::portal
