#pragma once

#include "tests/virtual_card/card.hpp"

#include <functional>
#include <iosfwd>

namespace sigillo::virtual_card {

/// vpcd's framing: a length of two bytes, big-endian, then as many bytes.
class FrameDecoder {
  public:
    void feed(View bytes) { append(buffer_, bytes); }
    /// The next whole frame, without its length.
    [[nodiscard]] std::optional<Bytes> next();

  private:
    Bytes buffer_;
};

/// Precondition: at most 65535 bytes.
[[nodiscard]] Bytes encode_frame(View body);

/// A card in vpcd's reader: what each frame does to it and what goes back.
class CardSession {
  public:
    struct Options {
        /// The reader loses the card after this many APDUs that changed its state: the change is made and
        /// kept, the answer never arrives. 0: never.
        std::uint64_t cut_after = 0;
        std::ostream* transcript = nullptr; ///< not owned
    };
    using Save = std::function<bool(const Card&)>;

    enum class Next { go_on, cut, not_saved };
    struct Outcome {
        std::optional<Bytes> reply; ///< without its frame
        Next next = Next::go_on;
    };

    /// `save` keeps the card's state; it is called after each APDU that changed it, before the answer.
    CardSession(Card& card, Save save, Options options)
        : card_(card), save_(std::move(save)), options_(options), first_revision_(card.revision()) {}

    [[nodiscard]] Outcome handle(View frame);

  private:
    void note(char direction, std::string_view text) const;

    Card& card_;
    Save save_;
    Options options_;
    std::uint64_t first_revision_;
};

/// Why a connection ended.
enum class Ending { reader_gone, cut, not_saved, no_connection };

/// Puts the card into vpcd's slot at `host`:`port` and serves it until the reader goes away or the session
/// is cut. While nobody listens it tries again for up to `patience_ms`.
[[nodiscard]] Ending serve(CardSession& session, const std::string& host, std::uint16_t port,
                           int patience_ms);

} // namespace sigillo::virtual_card
