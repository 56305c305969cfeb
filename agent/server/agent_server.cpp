#include "agent/server/agent_server.hpp"

#include "agent/server/loop.hpp"

namespace sigillo::agent {

AgentServer::AgentServer(ServerOptions options, Platform& platform,
                         std::function<void(const std::string&)> log)
    : loop_(std::make_unique<Loop>(std::move(options), platform, std::move(log))) {}
AgentServer::~AgentServer() = default;

domain::Status AgentServer::listen() {
    return loop_->listen();
}
void AgentServer::run(SocketEvents& events) {
    loop_->run(events);
}
void AgentServer::stop() {
    loop_->stop();
}
void AgentServer::send(SocketId socket, std::string text) {
    loop_->send(socket, std::move(text));
}
void AgentServer::close(SocketId socket) {
    loop_->close(socket);
}
void AgentServer::post(std::function<void()> task) {
    loop_->post(std::move(task));
}

} // namespace sigillo::agent
