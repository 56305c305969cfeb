#include "web/portal/provision/channels.hpp"

#include "web/portal/config/files.hpp"

namespace sigillo::portal {

namespace {

domain::Result<SmtpSettings> smtp_settings(const MailConfig& config) {
    SmtpSettings settings;
    settings.host = config.host;
    settings.port = static_cast<int>(config.port);
    settings.security = config.security == "tls"        ? SmtpSettings::Security::tls
                        : config.security == "starttls" ? SmtpSettings::Security::starttls
                                                        : SmtpSettings::Security::none;
    settings.user = config.user.value_or("");
    settings.ca_file = config.ca_file.value_or("");
    settings.from = config.from;
    settings.from_name = config.from_name;
    settings.reply_to = config.reply_to.value_or("");
    if (config.password_file) {
        auto password = read_secret(*config.password_file);
        if (!password) {
            return password.error();
        }
        settings.password = std::move(*password);
    }
    return settings;
}

domain::Result<std::unique_ptr<Mailer>> open_mailer(const MailConfig& config) {
    const auto settings = smtp_settings(config);
    return settings ? make_smtp_mailer(*settings) : domain::Result<std::unique_ptr<Mailer>>(settings.error());
}

domain::Result<std::unique_ptr<SmsGateway>> open_gateway(const SmsConfig& config) {
    SmsSettings settings;
    settings.url = config.url;
    if (config.token_file) {
        auto token = read_secret(*config.token_file);
        if (!token) {
            return token.error();
        }
        settings.bearer_token = std::move(*token);
    }
    return make_sms_gateway(settings);
}

} // namespace

domain::Result<Channels> open_channels(const Config& config) {
    Channels channels;
    auto mail = open_mailer(config.mail);
    if (!mail) {
        return mail.error();
    }
    channels.mail = std::move(*mail);
    if (config.pec) {
        auto pec = open_mailer(*config.pec);
        if (!pec) {
            return pec.error();
        }
        channels.pec = std::move(*pec);
    }
    if (config.sms) {
        auto sms = open_gateway(*config.sms);
        if (!sms) {
            return sms.error();
        }
        channels.sms = std::move(*sms);
    }
    return channels;
}

} // namespace sigillo::portal
