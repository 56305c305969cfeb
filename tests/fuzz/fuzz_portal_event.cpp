#include "web/portal/codec/event_codec.hpp"

#include <cstdlib>
#include <filesystem>

// A stored payload, whatever is in it, is decoded or refused with an error of its own.

using namespace sigillo;
using namespace sigillo::portal;

namespace {

class NoKeys final : public PersonKeys {
  public:
    domain::Result<Bytes> wrapped_key(const domain::PersonId&) override { return domain::ErrorId::not_found; }
    domain::Result<Bytes> add_wrapped_key(const domain::PersonId&, const Bytes& wrapped) override {
        return wrapped;
    }
};

InstallationKey make_key() {
    std::string name = (std::filesystem::temp_directory_path() / "sigillo-fuzz-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        std::abort();
    }
    auto key = InstallationKey::create(std::filesystem::path(name) / "key");
    std::filesystem::remove_all(name);
    if (!key) {
        std::abort();
    }
    return *key;
}

template <std::size_t Index = 0>
std::string_view type_of(std::size_t wanted) {
    if constexpr (Index < std::variant_size_v<domain::renewal::Event>) {
        return wanted == Index ? std::variant_alternative_t<Index, domain::renewal::Event>::name
                               : type_of<Index + 1>(wanted);
    } else {
        return "unheard-of";
    }
}

} // namespace

// First byte: which event; the rest its payload.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const InstallationKey key = make_key();
    static NoKeys keys;
    static Vault vault(key, keys);
    if (size == 0) {
        return 0;
    }
    StoredEvent event;
    event.stream = {StreamKind::request, "R-1"};
    event.seq = 1;
    event.event = {std::string(type_of(data[0] % (std::variant_size_v<domain::renewal::Event> + 1))),
                   1,
                   {1'800'000'000},
                   "system",
                   std::string(reinterpret_cast<const char*>(data) + 1, size - 1)};
    const auto decoded = decode_renewal(event, vault);
    if (decoded && domain::renewal::name_of(*decoded) != event.event.type) {
        std::abort();
    }
    (void)decode_signatory(event, vault);
    return 0;
}
