#include "shared/pki/cades.hpp"
#include "shared/pki/canonical_json.hpp"
#include "web/portal/audit/audit.hpp"
#include "web/portal/audit/files.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sigillo::portal::audit {
namespace {

using Json = nlohmann::json;

constexpr const char* type = "sigillo.checkpoint.1";

domain::Error not_written(std::string reason) {
    return {domain::ErrorId::audit_write_failed, {{"reason", std::move(reason)}}};
}

domain::Error not_written(const domain::Error& cause) {
    return not_written(std::string(domain::text_of(cause.id)));
}

bool read_integer(const Json& json, const char* name, std::int64_t& out) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number_integer()) {
        return false;
    }
    out = found->get<std::int64_t>();
    return true;
}

bool read_text(const Json& json, const char* name, std::string& out) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) {
        return false;
    }
    out = found->get<std::string>();
    return true;
}

bool read_head(const Json& json, Head& out) {
    std::string stream;
    std::string hash;
    if (!json.is_object() || json.size() != 3 || !read_text(json, "stream", stream) ||
        !read_integer(json, "seq", out.seq) || !read_text(json, "hash", hash)) {
        return false;
    }
    const auto slash = stream.find('/');
    const auto kind = domain::parse_enum<StreamKind>(stream.substr(0, slash));
    const auto digest = pki::bytes_of_hex(hash);
    if (slash == std::string::npos || !kind || !digest || digest->size() != out.hash.size()) {
        return false;
    }
    out.stream = {*kind, stream.substr(slash + 1)};
    std::copy(digest->begin(), digest->end(), out.hash.begin());
    return out.seq > 0;
}

} // namespace

std::string canonical_text(const Checkpoint& checkpoint) {
    Json heads = Json::array();
    for (const auto& head : checkpoint.heads) {
        heads.push_back(
            {{"stream", text_of(head.stream)}, {"seq", head.seq}, {"hash", pki::hex_of(head.hash)}});
    }
    const Json json = {{"type", type},
                       {"number", checkpoint.number},
                       {"previous", checkpoint.previous},
                       {"upto", checkpoint.upto},
                       {"at", domain::to_rfc3339(checkpoint.at)},
                       {"heads", std::move(heads)}};
    const auto text = pki::canonical_text(json);
    return text ? *text : std::string();
}

domain::Result<Checkpoint> parse_checkpoint(std::string_view canonical) {
    const auto json = pki::parse_canonical(canonical);
    if (!json) {
        return json.error();
    }
    Checkpoint out;
    std::string type_text;
    std::string at;
    if (!json->is_object() || json->size() != 6 || !read_text(*json, "type", type_text) ||
        type_text != type || !read_integer(*json, "number", out.number) ||
        !read_text(*json, "previous", out.previous) || !read_integer(*json, "upto", out.upto) ||
        !read_text(*json, "at", at) || !json->contains("heads") || !(*json)["heads"].is_array()) {
        return domain::ErrorId::pki_malformed;
    }
    const auto instant = domain::parse_rfc3339(at);
    if (!instant) {
        return domain::ErrorId::pki_malformed;
    }
    out.at = *instant;
    for (const auto& head : (*json)["heads"]) {
        if (!read_head(head, out.heads.emplace_back())) {
            return domain::ErrorId::pki_malformed;
        }
    }
    return out;
}

std::string file_name(std::int64_t number) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "checkpoint-%08lld.p7m", static_cast<long long>(number));
    return text.data();
}

Checkpoints::Checkpoints(Store& store, pki::Signer& signer, std::filesystem::path folder, Deliver deliver)
    : store_(store), signer_(signer), folder_(std::move(folder)), deliver_(std::move(deliver)) {}

domain::Result<int> Checkpoints::write(domain::Instant now) {
    auto last = store_.last_checkpoint();
    if (!last) {
        return not_written(last.error());
    }
    // The row is written before the file: a machine that stopped in between has left the file to do.
    if (*last) {
        if (auto kept = keep_file(folder_ / file_name((*last)->number), (*last)->p7m); !kept) {
            return kept.error();
        }
    }
    const auto newest = store_.last_change();
    if (!newest) {
        return not_written(newest.error());
    }
    int written = 0;
    Checkpoint next;
    next.at = now;
    next.number = *last ? (*last)->number : 0;
    next.upto = *last ? (*last)->upto : 0;
    next.previous = *last ? pki::sha256_hex((*last)->p7m) : std::string();
    while (next.upto < *newest) {
        const auto after = next.upto;
        const auto upto = store_.change_after_streams(after, checkpoint_max_streams);
        if (!upto) {
            return not_written(upto.error());
        }
        auto heads = store_.heads_between(after, *upto);
        if (!heads) {
            return not_written(heads.error());
        }
        ++next.number;
        next.upto = *upto;
        next.heads = std::move(*heads);
        const auto content = canonical_text(next);
        const auto p7m = pki::sign_cades(pki::view_of(content), signer_, now.seconds);
        if (!p7m) {
            return not_written(p7m.error());
        }
        if (auto added = store_.add_checkpoint({next.number, next.upto, *p7m}); !added) {
            return not_written(added.error());
        }
        if (auto kept = keep_file(folder_ / file_name(next.number), *p7m); !kept) {
            return kept.error();
        }
        if (deliver_) {
            if (auto delivered = deliver_(next.number, *p7m); !delivered) {
                return not_written(delivered.error());
            }
        }
        next.previous = pki::sha256_hex(*p7m);
        ++written;
    }
    return written;
}

} // namespace sigillo::portal::audit
