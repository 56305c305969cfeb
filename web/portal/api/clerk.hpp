#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/server/server.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace sigillo::portal {

/// Does beside the loop what takes long: a register's file of ten thousand members, half a second to read,
/// compare and write; everything that is held about a person. The desks that it serves have a store of
/// their own, and nobody else calls them. One piece of work at a time, in the order in which it came. On the
/// loop's thread.
class Clerk {
  public:
    template <class Message>
    using Answer = std::function<void(domain::Result<typename Message::Reply>)>;

    explicit Clerk(Background& background) : background_(background) {}

    /// Errors: those of the desk, `busy` where too much waits.
    template <class Desk, class Message>
    void handle(Desk& desk, const Caller& caller, const Message& message, Answer<Message> answer) {
        work<domain::Result<typename Message::Reply>>(
            [&desk, caller, message] { return desk.handle(caller, message); }, std::move(answer));
    }
    /// `make` runs elsewhere, `use` with what it made here.
    template <class Made>
    void work(std::function<Made()> make, std::function<void(Made)> use) {
        auto made = std::make_shared<std::optional<Made>>();
        take({[made, make = std::move(make)] { *made = make(); }, [made, use] { use(std::move(**made)); },
              [use] { use(domain::ErrorId::busy); }});
    }

  private:
    struct Work {
        std::function<void()> run;
        std::function<void()> done;
        std::function<void()> refuse;
    };
    void take(Work work);
    void next();

    Background& background_;
    std::deque<Work> waiting_;
    bool busy_ = false; ///< with the first of them
};

} // namespace sigillo::portal
