#include "web/portal/server/server.hpp"

#include "web/portal/server/loop.hpp"

namespace sigillo::portal {

Server::Server(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Server::~Server() = default;

domain::Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options,
                                                      Application& application) {
    auto loop = std::make_unique<Loop>(options, application);
    if (auto listening = loop->listen(); !listening) {
        return listening.error();
    }
    return std::unique_ptr<Server>(new Server(std::move(loop)));
}

int Server::port() const {
    return loop_->port();
}
void Server::run() {
    loop_->run();
}
void Server::stop() {
    loop_->stop();
}
void Server::post(std::function<void()> task) {
    loop_->post(std::move(task));
}
void Server::send(SocketId socket, std::string text) {
    loop_->send(socket, std::move(text));
}
void Server::close(SocketId socket) {
    loop_->close(socket);
}

} // namespace sigillo::portal
