#pragma once

#include "web/portal/api/live.hpp"
#include "web/portal/issuer/embedded_issuer.hpp"
#include "web/portal/server/server.hpp"
#include "web/portal/server/static_files.hpp"

namespace sigillo::portal {

struct SiteSettings {
    std::string origin;
    std::string name;
    std::vector<std::int64_t> agent_ports;
    std::optional<std::string> demo_address;
    std::vector<std::string> trusted_proxies; ///< canonical addresses
};

/// What the portal serves: the app, the sign-in, the socket, the provider's call-back, the authority's files.
class Site final : public Application {
  public:
    /// `every_second` runs what is due by time; problems of the portal itself go to `report`, without
    /// personal data.
    Site(SiteSettings settings, const StaticFiles& files, Door& door, Live& live, Desks& desks, Store& store,
         EmbeddedIssuer& authority, Background& background, std::function<void()> every_second,
         std::function<void(std::string_view what, const domain::Error&)> report);

    void handle(const HttpRequest& request, Responder respond) override;
    int admit(const HttpRequest& upgrade) override;
    void opened(SocketId socket, const HttpRequest& upgrade) override;
    void received(SocketId socket, std::string_view text) override;
    void refused(SocketId socket, const domain::Error& error) override { live_.refused(socket, error); }
    void closed(SocketId socket) override { live_.closed(socket); }
    void tick() override;
    /// Tells open pages what changed.
    void changed();

  private:
    void get(const HttpRequest& request, const Responder& respond);
    void post(const HttpRequest& request, const Responder& respond);
    void sign_in_password(const HttpRequest& request, const Responder& respond);
    HttpResponse forgotten_password(const HttpRequest& request);
    void set_password(const HttpRequest& request, const Responder& respond);
    void change_password(const HttpRequest& request, const Responder& respond);
    HttpResponse sign_in_card(const HttpRequest& request);
    HttpResponse challenge(const HttpRequest& request);
    HttpResponse sign_out(const HttpRequest& request);
    HttpResponse session(const HttpRequest& request);
    /// What belongs to a request, for whoever may see it: "<id>/act.p7m", "<id>/form.pdf".
    void document_of(const HttpRequest& request, std::string_view id_and_file, const Responder& respond);
    HttpResponse signed_act(const Caller& caller, const std::string& id);
    /// Looking at a document is an event of its own; if it cannot be noted, nobody looks.
    domain::Status note_view(const Caller& caller, const std::string& request, const std::string& document);
    void own_data(const HttpRequest& request, const Responder& respond);
    HttpResponse mailbox_file(const HttpRequest& request, std::string_view below);
    HttpResponse payment_callback(const HttpRequest& request);
    HttpResponse identity_callback(const HttpRequest& request);
    HttpResponse welcome(const Door::SignedIn& in);
    /// Who asks, for limits and for the audit.
    [[nodiscard]] std::string client_of(const HttpRequest& request) const;
    [[nodiscard]] protocol::http::Session session_of(const Caller* caller) const;

    SiteSettings settings_;
    const StaticFiles& files_;
    Door& door_;
    Live& live_;
    Desks& desks_;
    SystemLog log_;
    EmbeddedIssuer& authority_;
    Background& background_;
    std::function<void()> every_second_;
    std::function<void(std::string_view what, const domain::Error&)> report_;
};

/// The HTTP status that fits an error.
int status_of(domain::ErrorId id);
HttpResponse failure_response(const domain::Error& error);
/// A file to be saved under that name: letters, digits, dots and hyphens.
HttpResponse download(std::string_view content_type, const std::string& name, std::string content);

} // namespace sigillo::portal
