#include "agent/card/reader_watch.hpp"

#include <winscard.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>

namespace sigillo::agent {

namespace {

using namespace std::chrono_literals;

// Winscard tells of readers that come and go through a reader of this name.
constexpr const char* new_reader = "\\\\?PnP?\\Notification";
constexpr DWORD wait_ms = 60'000;
constexpr auto retry = 2s;
constexpr auto first_look = 3s;

class PcscContext {
  public:
    PcscContext() {
        valid_ = SCardEstablishContext(SCARD_SCOPE_USER, nullptr, nullptr, &context_) == SCARD_S_SUCCESS;
    }
    ~PcscContext() {
        if (valid_) {
            SCardReleaseContext(context_);
        }
    }
    PcscContext(const PcscContext&) = delete;
    PcscContext& operator=(const PcscContext&) = delete;
    [[nodiscard]] bool valid() const { return valid_; }
    [[nodiscard]] SCARDCONTEXT get() const { return context_; }

  private:
    SCARDCONTEXT context_ = 0;
    bool valid_ = false;
};

std::vector<std::string> reader_names(SCARDCONTEXT context) {
    DWORD size = 0;
    if (SCardListReaders(context, nullptr, nullptr, &size) != SCARD_S_SUCCESS || size == 0) {
        return {};
    }
    std::vector<char> list(size);
    if (SCardListReaders(context, nullptr, list.data(), &size) != SCARD_S_SUCCESS) {
        return {};
    }
    std::vector<std::string> names;
    for (const char* name = list.data(); name < list.data() + list.size() && *name != '\0';
         name += std::strlen(name) + 1) {
        names.emplace_back(name);
    }
    return names;
}

class PcscWatch final : public ReaderWatch {
  public:
    ~PcscWatch() override {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
        // A cancel that comes just before the wait begins is lost, so it is repeated.
        while (thread_.joinable() && !finished_) {
            if (waiting_in_) {
                SCardCancel(*waiting_in_);
            }
            wake_.wait_for(lock, 20ms, [this] { return finished_; });
        }
        lock.unlock();
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    void start(std::function<void()> changed) override {
        changed_ = std::move(changed);
        thread_ = std::thread([this] { run(); });
    }

    std::optional<std::vector<WatchedReader>> readers() override {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, first_look, [this] { return looked_; });
        return readers_;
    }

    bool leaves(const std::string& reader, std::uint64_t event, std::chrono::milliseconds patience) override {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, first_look, [this] { return looked_; });
        return wake_.wait_for(lock, patience, [&] {
            return !readers_ ||
                   std::none_of(readers_->begin(), readers_->end(), [&](const WatchedReader& other) {
                       return other.name == reader && other.card_present && other.event == event;
                   });
        });
    }

    std::optional<Bytes> transmit(const std::string& reader, ByteView command) override {
        const PcscContext context;
        SCARDHANDLE card = 0;
        DWORD protocol = 0;
        if (!context.valid() ||
            SCardConnect(context.get(), reader.c_str(), SCARD_SHARE_SHARED,
                         SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol) != SCARD_S_SUCCESS) {
            return std::nullopt;
        }
        std::array<unsigned char, 258> answer{};
        DWORD size = answer.size();
        LONG result = SCardBeginTransaction(card);
        if (result == SCARD_S_SUCCESS) {
            result = SCardTransmit(card, protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1,
                                   command.data(), static_cast<DWORD>(command.size()), nullptr, answer.data(),
                                   &size);
            SCardEndTransaction(card, SCARD_LEAVE_CARD);
        }
        SCardDisconnect(card, SCARD_LEAVE_CARD);
        if (result != SCARD_S_SUCCESS || size < 2) {
            return std::nullopt;
        }
        return Bytes(answer.begin(), answer.begin() + static_cast<std::ptrdiff_t>(size));
    }

  private:
    void run() {
        while (!stopped()) {
            {
                const PcscContext context;
                if (context.valid()) {
                    watch(context.get());
                }
            }
            publish(std::nullopt);
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, retry, [this] { return stopping_; });
        }
        const std::lock_guard lock(mutex_);
        finished_ = true;
        wake_.notify_all();
    }

    // Until the service fails or the watch ends.
    void watch(SCARDCONTEXT context) {
        std::map<std::string, DWORD> known;
        DWORD known_readers = SCARD_STATE_UNAWARE;
        bool first = true;
        while (!stopped()) {
            const auto names = reader_names(context);
            std::vector<SCARD_READERSTATE> states(names.size() + 1);
            for (std::size_t i = 0; i < names.size(); ++i) {
                states[i].szReader = names[i].c_str();
                const auto before = known.find(names[i]);
                states[i].dwCurrentState = before == known.end() ? SCARD_STATE_UNAWARE : before->second;
            }
            states.back().szReader = new_reader;
            states.back().dwCurrentState = known_readers;
            // A new reader is not waited for: its state is asked at once.
            const bool all_known =
                known.size() == names.size() &&
                std::all_of(names.begin(), names.end(), [&](const auto& n) { return known.contains(n); });
            if (!enter_wait(context)) {
                return;
            }
            const LONG result = SCardGetStatusChange(context, all_known && !first ? wait_ms : 0,
                                                     states.data(), static_cast<DWORD>(states.size()));
            leave_wait();
            first = false;
            if (result != SCARD_S_SUCCESS && result != SCARD_E_TIMEOUT && result != SCARD_E_UNKNOWN_READER) {
                return;
            }
            known.clear();
            std::vector<WatchedReader> now;
            for (std::size_t i = 0; i < names.size(); ++i) {
                const auto& state = states[i];
                known[names[i]] = state.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
                if ((state.dwEventState & (SCARD_STATE_UNKNOWN | SCARD_STATE_IGNORE)) == 0) {
                    now.push_back(reader_of(names[i], state));
                }
            }
            known_readers = states.back().dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
            publish(std::move(now));
        }
    }

    WatchedReader reader_of(const std::string& name, const SCARD_READERSTATE& state) {
        WatchedReader reader;
        reader.name = name;
        reader.card_present = (state.dwEventState & SCARD_STATE_PRESENT) != 0;
        if (reader.card_present) {
            reader.atr.assign(state.rgbAtr, state.rgbAtr + state.cbAtr);
        }
        // The service counts insertions and removals in the high word, so that a card pulled and put back
        // between two looks shows too.
        const auto count = static_cast<std::uint64_t>(state.dwEventState >> 16);
        auto& seen = events_[name];
        if (seen.present != reader.card_present || seen.count != count) {
            seen = {reader.card_present, count, ++last_event_};
        }
        reader.event = seen.event;
        return reader;
    }

    void publish(std::optional<std::vector<WatchedReader>> now) {
        bool changed = false;
        {
            const std::lock_guard lock(mutex_);
            changed = looked_ && readers_ != now;
            looked_ = true;
            readers_ = std::move(now);
        }
        wake_.notify_all();
        if (changed && changed_) {
            changed_();
        }
    }

    bool stopped() {
        const std::lock_guard lock(mutex_);
        return stopping_;
    }
    bool enter_wait(SCARDCONTEXT context) {
        const std::lock_guard lock(mutex_);
        if (!stopping_) {
            waiting_in_ = context;
        }
        return !stopping_;
    }
    void leave_wait() {
        const std::lock_guard lock(mutex_);
        waiting_in_.reset();
    }

    struct Seen {
        bool present = false;
        std::uint64_t count = 0;
        std::uint64_t event = 0;
    };
    std::function<void()> changed_;
    std::map<std::string, Seen> events_;
    std::uint64_t last_event_ = 0;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    bool finished_ = false;
    bool looked_ = false;
    std::optional<SCARDCONTEXT> waiting_in_;
    std::optional<std::vector<WatchedReader>> readers_;
    std::thread thread_;
};

} // namespace

std::unique_ptr<ReaderWatch> make_pcsc_watch() {
    return std::make_unique<PcscWatch>();
}

} // namespace sigillo::agent
