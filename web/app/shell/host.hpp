#pragma once

// What the app asks of the browser. The shell implements these ports with the page's JavaScript; tests with
// scripted doubles. Callbacks come back on the app's one loop, never from inside the call that asked, and
// each one is followed by a redraw.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::app {

struct HttpRequest {
    std::string method = "GET";
    std::string path; // on the page's own origin, beginning with "/", or a whole URL
    std::string json; // body; empty: none
};

struct HttpResponse {
    int status = 0; // 0: no answer (offline, refused, cut); `body` is empty then
    std::string body;
};

class Http {
  public:
    virtual ~Http() = default;
    // Calls back once. Credentials go along on the page's own origin only.
    virtual void fetch(HttpRequest request, std::function<void(HttpResponse)> done) = 0;
};

// A connection closes when its owner lets go of it; no callback follows then.
class WebSocket {
  public:
    virtual ~WebSocket() = default;
    virtual void send(std::string_view text) = 0;
};

struct WebSocketHandlers {
    std::function<void()> on_open;
    std::function<void(std::string text)> on_message;
    // Also when it never opened: the browser does not say why. 1006: cut or refused.
    std::function<void(int code)> on_close;
};

class WebSockets {
  public:
    virtual ~WebSockets() = default;
    // `url`: "ws:" or "wss:", or a path beginning with "/" on the page's own host.
    virtual std::unique_ptr<WebSocket> open(std::string url, WebSocketHandlers handlers) = 0;
};

using TimerId = std::uint32_t;

class Timers {
  public:
    virtual ~Timers() = default;
    virtual TimerId after(std::uint32_t milliseconds, std::function<void()> fire) = 0; // once
    virtual void cancel(TimerId timer) = 0; // of a timer that fired: nothing
};

class WallClock {
  public:
    virtual ~WallClock() = default;
    virtual std::int64_t unix_milliseconds() const = 0;
    virtual int zone_offset_minutes() const = 0; // east of Greenwich positive, at this moment
};

// sessionStorage: survives a reload, ends with the tab.
class Storage {
  public:
    virtual ~Storage() = default;
    virtual std::string get(std::string_view key) const = 0;            // empty: absent
    virtual bool set(std::string_view key, std::string_view value) = 0; // false: full or forbidden
    virtual void remove(std::string_view key) = 0;
};

class Navigation {
  public:
    virtual ~Navigation() = default;
    virtual std::string location() const = 0;           // path, query and fragment: "/#/request/R-7"
    virtual std::string origin() const = 0;             // "https://portale.example"
    virtual void push(std::string_view path) = 0;       // a new entry of the history, no load
    virtual void replace(std::string_view path) = 0;    // the same entry
    virtual void leave(std::string_view url) = 0;       // loads `url` in this tab (the payment page)
    virtual std::string preferred_language() const = 0; // "it", "en-GB"...
    virtual std::string texts_address(std::string_view language) const = 0; // of the file with its sentences
};

// What a person takes along from a page to ask for help. `done` says whether the browser allowed it.
class Reports {
  public:
    virtual ~Reports() = default;
    virtual void copy(std::string_view text, std::function<void(bool)> done) = 0; // to the clipboard
    // The page as it is shown, saved as a file: its picture, or its text where the browser shows it plain.
    // `name` without an extension.
    virtual void picture(std::string_view name, std::function<void(bool)> done) = 0;
};

struct Photo {
    bool sound = false; // false: the file is no picture
    std::string url;    // of what is in `jpeg`, for the page to show; valid until the next one
    std::vector<std::uint8_t> jpeg;
};

// A portrait from a file of the person's, cut to 480 by 640 pixels and below 300,000 bytes.
class Photos {
  public:
    virtual ~Photos() = default;
    // Opens the browser's choice of a file, within a click. Calls back if one is chosen.
    virtual void choose(std::function<void(Photo)> done) = 0;
    // The same file with its frame moved or made closer, in tenths of what it shows.
    virtual void frame(int right, int down, int closer, std::function<void(Photo)> done) = 0;
};

struct PickedFile {
    std::string name;
    std::vector<std::uint8_t> content;
};

class Files {
  public:
    virtual ~Files() = default;
    // Opens the browser's choice of a file, within a click. `kinds` as in HTML's `accept`. Calls back if one
    // is chosen and can be read.
    virtual void pick(std::string_view kinds, std::function<void(PickedFile)> done) = 0;
};

enum class Permission { granted, denied, prompt, unknown };

class Permissions {
  public:
    virtual ~Permissions() = default;
    // May this page connect to programs of this computer? `unknown` where the browser does not ask.
    virtual void local_network(std::function<void(Permission)> done) = 0;
};

struct Host {
    Http& http;
    WebSockets& sockets;
    Timers& timers;
    WallClock& clock;
    Storage& storage;
    Navigation& navigation;
    Reports& reports;
    Permissions& permissions;
    Photos& photos;
    Files& files;
};

namespace ui {
class Ui;
}

// What the shell runs. All calls come from the same loop.
class Application {
  public:
    virtual ~Application() = default;
    virtual void start() = 0;                   // once, before the first frame
    virtual bool ready() const { return true; } // false: nothing to show yet, no frame is drawn
    // Draws the current state. Called only when something happened: what a person did in a frame is returned
    // by the widgets of the next one, and a frame in which `draw` changed its state asks for another by
    // returning true.
    virtual bool draw(ui::Ui& ui) = 0;
    virtual void location_changed() = 0; // back and forward buttons; navigation.location() tells where
    virtual void connectivity_changed(bool on) = 0; // navigator.onLine
};

} // namespace sigillo::app
