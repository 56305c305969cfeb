#include "agent/card/module_session.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

// One signature a message at first, so that a slow card shows progress with each; more as long as the
// messages come back quickly, so that they cost nothing beside the signatures of a fast one.
constexpr std::size_t most_digests_per_message = 16;
constexpr std::chrono::milliseconds quick{100};
// A slow card takes about a second and a half for one.
constexpr std::chrono::milliseconds one_signature{3'000};

} // namespace

std::chrono::milliseconds ModuleSession::patience_after(const domain::Error& error) {
    // pcscd looks for a removal every few hundred milliseconds.
    const bool may_be_removal =
        error.id == ErrorId::card_operation_failed || error.id == ErrorId::card_module_failed ||
        error.id == ErrorId::card_read_only || error.id == ErrorId::card_full ||
        error.id == ErrorId::card_unreadable || error.id == ErrorId::card_certificate_missing;
    return std::chrono::milliseconds(may_be_removal ? 1'000 : 0);
}

ModuleSession::~ModuleSession() {
    (void)place_.host->call_in(place_.generation, host::Logout{place_.session}, settings_.call_timeout);
    // A module whose card was pulled in the middle of something is not trusted any more: OpenSC crashes some
    // calls after a key generation that was cut.
    place_.host->session_ended(place_.generation, gone_({}));
}

template <class Message>
domain::Result<typename Message::Reply> ModuleSession::call(Message message,
                                                            std::chrono::milliseconds timeout) {
    if (gone_({})) {
        return ErrorId::card_removed;
    }
    auto reply = place_.host->call_in(place_.generation, std::move(message), timeout);
    // The reader knows better than the module why it failed.
    if (!reply && gone_(patience_after(reply.error()))) {
        return ErrorId::card_removed;
    }
    return reply;
}

domain::Result<std::vector<Bytes>> ModuleSession::sign(ByteView key_id, std::span<const pki::Digest> digests,
                                                       const SignProgress& progress) {
    std::vector<Bytes> signatures;
    signatures.reserve(digests.size());
    std::size_t at_a_time = 1;
    while (signatures.size() < digests.size()) {
        const auto begin = std::chrono::steady_clock::now();
        const auto part =
            digests.subspan(signatures.size(), std::min(at_a_time, digests.size() - signatures.size()));
        auto reply = call(host::Sign{place_.session, Bytes(key_id.begin(), key_id.end()),
                                     std::vector<pki::Digest>(part.begin(), part.end())},
                          settings_.call_timeout + one_signature * part.size());
        if (!reply) {
            return reply.error();
        }
        if (reply->signatures.size() != part.size()) {
            return Error(ErrorId::card_module_failed, {{"reason", "message"}});
        }
        std::move(reply->signatures.begin(), reply->signatures.end(), std::back_inserter(signatures));
        at_a_time = std::chrono::steady_clock::now() - begin < quick
                        ? std::min(2 * at_a_time, most_digests_per_message)
                        : 1;
        if (progress) {
            progress(static_cast<int>(signatures.size()), static_cast<int>(digests.size()));
        }
    }
    return signatures;
}

domain::Result<host::ReadObjects::Reply> ModuleSession::objects() {
    host::ReadObjects::Reply all;
    for (const auto slot : place_.slots) {
        auto reply = call(host::ReadObjects{slot}, settings_.call_timeout);
        if (!reply) {
            return reply.error();
        }
        std::move(reply->certificates.begin(), reply->certificates.end(),
                  std::back_inserter(all.certificates));
        std::move(reply->keys.begin(), reply->keys.end(), std::back_inserter(all.keys));
    }
    return all;
}

domain::Result<Bytes> ModuleSession::generate_key_pair(ByteView key_id, const std::string& label, int bits) {
    const Bytes id(key_id.begin(), key_id.end());
    const auto used = used_ids();
    if (!used) {
        return used.error();
    }
    if (std::find(used->begin(), used->end(), id) != used->end()) {
        return Error(ErrorId::invalid_argument, {{"field", "key_id"}});
    }
    auto reply = call(host::Generate{place_.session, id, label, static_cast<std::uint64_t>(bits)},
                      settings_.generate_timeout);
    changed_();
    if (!reply) {
        return reply.error();
    }
    return std::move(reply->public_key);
}

domain::Result<Bytes> ModuleSession::public_key(ByteView key_id) {
    auto all = objects();
    if (!all) {
        return all.error();
    }
    const Bytes id(key_id.begin(), key_id.end());
    const host::StoredKey* private_key = nullptr;
    Bytes known;
    for (const auto& key : all->keys) {
        if (key.id == id) {
            private_key = key.is_private ? &key : private_key;
            known = known.empty() ? key.public_key : known;
        }
    }
    if (private_key == nullptr || known.empty()) {
        return ErrorId::not_found;
    }
    return known;
}

domain::Status ModuleSession::write_certificate(ByteView key_id, const std::string& label, ByteView der) {
    const auto reply = call(host::WriteCertificate{place_.session, Bytes(key_id.begin(), key_id.end()), label,
                                                   Bytes(der.begin(), der.end())},
                            settings_.generate_timeout);
    changed_();
    return reply ? domain::Status(domain::Done{}) : domain::Status(reply.error());
}

domain::Result<std::vector<Bytes>> ModuleSession::read_certificates(ByteView key_id) {
    auto all = objects();
    if (!all) {
        return all.error();
    }
    std::vector<Bytes> found;
    for (auto& certificate : all->certificates) {
        if (std::equal(certificate.id.begin(), certificate.id.end(), key_id.begin(), key_id.end()) &&
            std::find(found.begin(), found.end(), certificate.der) == found.end()) {
            found.push_back(std::move(certificate.der));
        }
    }
    return found;
}

domain::Result<std::vector<Bytes>> ModuleSession::used_ids() {
    const auto all = objects();
    if (!all) {
        return all.error();
    }
    std::set<Bytes> ids;
    for (const auto& certificate : all->certificates) {
        ids.insert(certificate.id);
    }
    for (const auto& key : all->keys) {
        ids.insert(key.id);
    }
    return std::vector<Bytes>(ids.begin(), ids.end());
}

domain::Status ModuleSession::change_pin(SecretString old_pin, SecretString new_pin) {
    const auto reply =
        call(host::ChangePin{place_.session, std::move(old_pin), std::move(new_pin)}, settings_.call_timeout);
    return reply ? domain::Status(domain::Done{}) : domain::Status(reply.error());
}

domain::Result<int> ModuleSession::orphan_keys() {
    const auto all = objects();
    if (!all) {
        return all.error();
    }
    std::set<Bytes> orphans;
    for (const auto& key : all->keys) {
        orphans.insert(key.id);
    }
    for (const auto& certificate : all->certificates) {
        orphans.erase(certificate.id);
    }
    return static_cast<int>(orphans.size());
}

} // namespace sigillo::agent
