// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <string>
#include <thread>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace headroom::test {

/// A server on loopback that is no Kafka broker: it takes each connection, hears the first words, answers with a text of
/// its own (or none) and hangs up. Thread: one of its own, one connection at a time.
class StrayServer {
public:
    explicit StrayServer(std::string answer) : m_answer(std::move(answer))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address); // the one cast the socket interface is made for
        const bool listening = bind(m_fd, generic, size) == 0 && listen(m_fd, 16) == 0 && getsockname(m_fd, generic, &size) == 0;
        m_port = listening ? ntohs(address.sin_port) : 0;
        m_thread = std::thread([this] { serve(); });
    }
    ~StrayServer()
    {
        m_stop = true;
        m_thread.join();
        close(m_fd);
    }
    StrayServer(const StrayServer&) = delete;
    StrayServer& operator=(const StrayServer&) = delete;

    [[nodiscard]] int port() const { return m_port; }

private:
    void serve()
    {
        while (!m_stop) {
            pollfd waiting{m_fd, POLLIN, 0};
            if (poll(&waiting, 1, 50) <= 0) {
                continue;
            }
            const int peer = accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC);
            std::array<char, 512> heard{};
            if (recv(peer, heard.data(), heard.size(), 0) > 0 && !m_answer.empty()) {
                static_cast<void>(!send(peer, m_answer.data(), m_answer.size(), MSG_NOSIGNAL));
            }
            close(peer);
        }
    }

    const std::string m_answer;
    const int m_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int m_port = 0;
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

} // namespace headroom::test
