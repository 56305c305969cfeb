#include "agent/dispatch/origin_policy.hpp"

#include "shared/protocol/json.hpp"

#include <algorithm>
#include <charconv>

namespace sigillo::agent {

namespace {

constexpr std::size_t file_limit = 64 * 1024;
constexpr std::size_t most_remembered = 64;
constexpr std::int64_t seconds_after_decline = 60;
constexpr const char* file_name = "origins.json";

bool is_port(std::string_view text, int default_port) {
    int port = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
    return failed == std::errc{} && end == text.data() + text.size() && !text.empty() && text[0] != '0' &&
           port >= 1 && port <= 65535 && port != default_port;
}

bool is_host_name(std::string_view text) {
    constexpr std::size_t longest = 253;
    return !text.empty() && text.size() <= longest && text.front() != '.' && text.front() != '-' &&
           text.find("..") == std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
           });
}

bool is_loopback(std::string_view host) {
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

} // namespace

bool is_origin_to_ask_about(std::string_view origin) {
    constexpr std::string_view https = "https://";
    constexpr std::string_view http = "http://";
    const bool secure = origin.substr(0, https.size()) == https;
    if (!secure && origin.substr(0, http.size()) != http) {
        return false;
    }
    std::string_view host = origin.substr(secure ? https.size() : http.size());
    const auto colon = host.find(':', host.substr(0, 1) == "[" ? host.find(']') : 0);
    if (colon != std::string_view::npos) {
        if (!is_port(host.substr(colon + 1), secure ? 443 : 80)) {
            return false;
        }
        host = host.substr(0, colon);
    }
    return is_loopback(host) || (secure && is_host_name(host));
}

OriginPolicy::OriginPolicy(Platform& platform, const std::vector<std::string>& configured, Clock now)
    : platform_(platform), now_(std::move(now)), configured_(configured.begin(), configured.end()) {}

void OriginPolicy::load() {
    loaded_ = true;
    const auto folder = platform_.state_folder();
    const auto content = folder ? platform_.read_file(*folder / file_name, file_limit) : folder.error();
    if (!content) {
        return;
    }
    const auto json =
        protocol::parse_bounded(pki::text_of(*content), {.max_bytes = file_limit, .max_depth = 2});
    if (!json || !json->is_array()) {
        return;
    }
    for (const auto& entry : *json) {
        if (entry.is_string() && is_origin_to_ask_about(entry.get_ref<const std::string&>())) {
            remembered_.insert(entry.get<std::string>());
        }
    }
}

OriginStanding OriginPolicy::standing(std::string_view origin) {
    const std::lock_guard lock(mutex_);
    if (configured_.count(origin) != 0) {
        return OriginStanding::allowed;
    }
    if (!is_origin_to_ask_about(origin)) {
        return OriginStanding::refused;
    }
    if (!loaded_) {
        load();
    }
    if (remembered_.count(origin) != 0) {
        return OriginStanding::allowed;
    }
    const auto declined = declined_until_.find(origin);
    return declined != declined_until_.end() && now_() < declined->second ? OriginStanding::refused
                                                                          : OriginStanding::unknown;
}

domain::Status OriginPolicy::remember(const std::string& origin) {
    const std::lock_guard lock(mutex_);
    if (remembered_.size() >= most_remembered) {
        return domain::ErrorId::storage_full;
    }
    remembered_.insert(origin);
    const auto folder = platform_.state_folder();
    if (!folder) {
        return folder.error();
    }
    protocol::Json list = protocol::Json::array();
    for (const auto& entry : remembered_) {
        list.push_back(entry);
    }
    return platform_.write_file(*folder / file_name, pki::view_of(protocol::dump(list)));
}

void OriginPolicy::decline(const std::string& origin) {
    const std::lock_guard lock(mutex_);
    declined_until_[origin] = now_() + seconds_after_decline;
}

} // namespace sigillo::agent
