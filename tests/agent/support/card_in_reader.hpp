#pragma once

#include "agent/card/make_card_service.hpp"
#include "tests/agent/renewal/renewal_bench.hpp"
#include "tests/support/reader/card_order.hpp"
#include "tests/support/reader/reader_environment.hpp"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace sigillo::test {

/// Which card; two of one kind are copies of each other.
struct VirtualCardKind {
    std::string profile = "myeid"; ///< or "itacns", or "ts-cns", which another authority issued
    bool always = false;           ///< myeid: the signature key wants its PIN each time
    bool short_key = false;        ///< ts-cns: a key of 1024 bits
    auto operator<=>(const VirtualCardKind&) const = default;
};

/// A virtual card of the world's secretary that ends in 30 days, in the virtual reader, and a card service
/// that sees it through module process, opensc-pkcs11.so, pcscd and vpcd. PINs are 11111 (authentication) and
/// 22222 (signature), PUKs 12345678 and 87654321.
class CardInReader {
  public:
    explicit CardInReader(const VirtualCardKind& kind);
    ~CardInReader();
    CardInReader(const CardInReader&) = delete;
    CardInReader& operator=(const CardInReader&) = delete;

    /// Waits until the service sees the card, or none. The wait ends with the change, not with time.
    agent::CardSnapshot put_in(const tests::Insertion& insertion = {});
    void wait_until_out();

    tests::ReaderEnvironment reader;
    std::filesystem::path state;
    StateFolder folder;
    std::unique_ptr<agent::CardService> cards;

  private:
    int changes_now();
    void wait_for_change(int seen);

    std::mutex mutex_;
    std::condition_variable changed_;
    int changes_ = 0;
};

} // namespace sigillo::test
