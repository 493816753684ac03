// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace headroom::test {

/// Speaks as much of Kafka's protocol as a login by PLAIN takes, and refuses it with a message that repeats the password, as a
/// careless or hostile broker may, and tries to write into the terminal's clipboard, to begin a line of its own and to turn the
/// direction of writing around. Thread: one of its own, one connection at a time.
class EchoingBroker {
public:
    /// Behind the echo.
    static constexpr std::string_view traps = "\x1b]52;c;aGVsbG8=\a\x1b[31m\nforged line\u202Eback";

    EchoingBroker()
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
    ~EchoingBroker()
    {
        m_stop = true;
        m_thread.join();
        close(m_fd);
    }
    EchoingBroker(const EchoingBroker&) = delete;
    EchoingBroker& operator=(const EchoingBroker&) = delete;

    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }
    /// Logins refused so far.
    [[nodiscard]] int logins() const { return m_logins; }

private:
    static std::string number(std::uint64_t value, int bytes)
    {
        std::string out;
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
            out += static_cast<char>((value >> shift) & 0xFFU);
        return out;
    }
    static std::string text(std::string_view value) { return number(value.size(), 2) + std::string(value); }
    static std::uint64_t read(std::string_view from, std::size_t at, std::size_t bytes)
    {
        std::uint64_t value = 0;
        for (std::size_t i = at; i < at + bytes && i < from.size(); ++i)
            value = value << 8U | static_cast<unsigned char>(from[i]);
        return value;
    }

    /// The body of the answer to one request; empty: hang up.
    std::string answer(std::string_view request)
    {
        constexpr std::uint64_t saslHandshake = 17, apiVersions = 18, saslAuthenticate = 36;
        const std::uint64_t key = read(request, 0, 2), version = read(request, 2, 2);
        if (key == apiVersions) {
            constexpr std::array<std::array<std::uint64_t, 3>, 6> known{{{1, 0, 11}, {3, 0, 8}, {10, 0, 2}, {saslHandshake, 0, 1}, {apiVersions, 0, 0}, {saslAuthenticate, 0, 0}}};
            std::string out = number(version == 0 ? 0 : 35, 2) + number(known.size(), 4); // 35: this version is not known here
            for (const auto& [api, from, to] : known)
                out += number(api, 2) + number(from, 2) + number(to, 2);
            return out;
        }
        if (key == saslHandshake)
            return number(0, 2) + number(1, 4) + text("PLAIN");
        if (key != saslAuthenticate)
            return {};
        ++m_logins;
        const std::string_view login = request.substr(request.rfind('\0') + 1); // what stands behind the last 0 is the password
        return number(58, 2) + text("no such password: " + std::string(login) + std::string(traps)) + number(0, 4);
    }

    /// Exactly so many bytes, as long as nobody stops.
    bool receive(int peer, std::string& into, std::size_t wanted) const
    {
        into.clear();
        while (into.size() < wanted && !m_stop) {
            pollfd waiting{peer, POLLIN, 0};
            if (poll(&waiting, 1, 50) <= 0)
                continue;
            std::array<char, 4096> piece{};
            const ssize_t got = recv(peer, piece.data(), std::min(piece.size(), wanted - into.size()), 0);
            if (got <= 0)
                return false;
            into.append(piece.data(), static_cast<std::size_t>(got));
        }
        return into.size() == wanted;
    }

    void talk(int peer)
    {
        std::string head, request;
        while (receive(peer, head, 4) && receive(peer, request, read(head, 0, 4))) {
            const std::string body = answer(request);
            if (body.empty())
                return;
            const std::string reply = number(body.size() + 4, 4) + request.substr(4, 4) + body;
            static_cast<void>(!send(peer, reply.data(), reply.size(), MSG_NOSIGNAL));
        }
    }

    void serve()
    {
        while (!m_stop) {
            pollfd waiting{m_fd, POLLIN, 0};
            if (poll(&waiting, 1, 50) <= 0)
                continue;
            const int peer = accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC);
            talk(peer);
            close(peer);
        }
    }

    const int m_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int m_port = 0;
    std::atomic<bool> m_stop{false};
    std::atomic<int> m_logins{0};
    std::thread m_thread;
};

} // namespace headroom::test
