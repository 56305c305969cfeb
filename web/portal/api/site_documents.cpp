#include "web/portal/api/site.hpp"

#include <algorithm>

// What the portal gives to be saved: acts as they were signed, and papers as they are printed.
namespace sigillo::portal {

using domain::ErrorId;

HttpResponse download(std::string_view content_type, const std::string& name, std::string content) {
    HttpResponse response = HttpResponse::of(200, content_type, std::move(content));
    response.headers.emplace_back("content-disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

domain::Status Site::note_view(const Caller& caller, const std::string& request,
                               const std::string& document) {
    return log_.note("views", desks_.now(), "document.viewed", caller.account.person.value,
                     {{"request", request}, {"document", document}});
}

void Site::document_of(const HttpRequest& request, std::string_view id_and_file, const Responder& respond) {
    const auto in = door_.session(request.cookie);
    if (!in) {
        respond(failure_response(in.error()));
        return;
    }
    const auto caller = desks_.views.caller(in->account, in->account.language);
    if (!caller) {
        respond(failure_response(caller.error()));
        return;
    }
    const auto slash = std::min(id_and_file.find('/'), id_and_file.size());
    const std::string id(id_and_file.substr(0, slash));
    const std::string file(id_and_file.substr(std::min(slash + 1, id_and_file.size())));
    if (file == "act.p7m") {
        respond(signed_act(*caller, id));
        return;
    }
    auto paper = desks_.papers.paper(*caller, domain::RequestId(id), file);
    if (!paper) {
        respond(failure_response(paper.error()));
        return;
    }
    if (const auto noted = note_view(*caller, id, file); !noted) {
        respond(failure_response(noted.error()));
        return;
    }
    struct Printing {
        Paper paper;
        domain::Result<std::string> pdf = ErrorId::internal;
    };
    const auto printing = std::make_shared<Printing>();
    printing->paper = std::move(*paper);
    const bool begun =
        background_.run([printing] { printing->pdf = printing->paper.print(); },
                        [printing, respond] {
                            respond(printing->pdf ? download("application/pdf", printing->paper.file_name,
                                                             std::move(*printing->pdf))
                                                  : failure_response(printing->pdf.error()));
                        });
    if (!begun) {
        respond(failure_response(ErrorId::busy));
    }
}

HttpResponse Site::signed_act(const Caller& caller, const std::string& id) {
    const auto document = desks_.acts.signed_act(caller, domain::RequestId(id));
    if (!document) {
        return failure_response(document.error());
    }
    if (const auto noted = note_view(caller, id, document->sha256.value); !noted) {
        return failure_response(noted.error());
    }
    return download("application/pkcs7-mime; smime-type=signed-data", "act.p7m",
                    pki::text_of(document->content));
}

void Site::own_data(const HttpRequest& request, const Responder& respond) {
    const auto in = door_.session(request.cookie);
    if (!in) {
        respond(failure_response(in.error()));
        return;
    }
    const auto caller = desks_.views.caller(in->account, in->account.language);
    if (!caller) {
        respond(failure_response(caller.error()));
        return;
    }
    if (const auto noted = log_.note("views", desks_.now(), "data.exported", in->account.person.value, {});
        !noted) {
        respond(failure_response(noted.error()));
        return;
    }
    desks_.clerk.work<domain::Result<std::string>>(
        [this, caller = *caller] { return desks_.privacy.copy(caller); },
        [this, respond](const domain::Result<std::string>& copy) {
            if (!copy) {
                respond(failure_response(copy.error()));
                return;
            }
            HttpResponse response = HttpResponse::json(200, *copy);
            response.headers.emplace_back("content-disposition",
                                          "attachment; filename=\"sigillo-" +
                                              domain::to_text(domain::rome_date(desks_.now())) + ".json\"");
            respond(std::move(response));
        });
}

HttpResponse Site::mailbox_file(const HttpRequest& request, std::string_view below) {
    const auto in = door_.session(request.cookie);
    if (!in) {
        return failure_response(in.error());
    }
    const auto caller = desks_.views.caller(in->account, in->account.language);
    if (!caller) {
        return failure_response(caller.error());
    }
    const auto slash = below.find('/');
    if (slash == std::string_view::npos) {
        return failure_response(ErrorId::not_found);
    }
    const std::string id(below.substr(0, slash));
    const auto file = desks_.mailboxes.file(*caller, id, below.substr(slash + 1));
    if (!file) {
        return failure_response(file.error());
    }
    if (!file->sha256.empty()) {
        if (const auto noted = note_view(*caller, id, file->sha256.value); !noted) {
            return failure_response(noted.error());
        }
    }
    return download(file->type, file->name, file->content);
}

} // namespace sigillo::portal
