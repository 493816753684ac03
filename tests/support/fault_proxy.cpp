// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_proxy.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <list>
#include <mutex>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/response_frames.h"

namespace headroom::test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t maxQueued = 256 * 1024;

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void tune(int socket)
{
    const int one = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one); // a slice is a packet
    ::fcntl(socket, F_SETFL, O_NONBLOCK);
}

/// One direction of a connection.
struct Pipe {
    struct Piece {
        Clock::time_point due;
        std::string bytes;
    };
    std::deque<Piece> pieces;
    std::size_t queued = 0; ///< bytes
    bool ended = false; ///< the sender has closed
};

struct Connection {
    int client = -1;
    int broker = -1;
    Pipe requests;
    Pipe responses;
    ResponseFrames frames;
    bool broken = false;

    Connection(int clientFd, int brokerFd, int brokerPort, int proxyPort) : client(clientFd), broker(brokerFd), frames(brokerPort, proxyPort) { }
    ~Connection()
    {
        ::close(client);
        ::close(broker);
    }
    bool over() const { return broken || (requests.ended && requests.pieces.empty()) || (responses.ended && responses.pieces.empty()); }
};

} // namespace

struct FaultProxy::Core {
    int listener = -1;
    int wake = -1;
    int port = 0;
    int upstreamPort = 0;
    mutable std::mutex mutex; ///< guards the next three
    LinkFaults wanted;
    bool cutWanted = false;
    std::uint64_t changes = 0;
    std::atomic<int> open{0};
    std::atomic<std::uint64_t> passed{0};
    std::list<Connection> connections;
    LinkFaults faults; ///< the proxy thread's copy
    std::uint64_t seen = 0;
    std::mt19937 random{1};
    double allowance = 0; ///< response bytes that may pass by now
    Clock::time_point allowedAt = Clock::now();
    void run(const std::stop_token& stop);
    void obey();
    void accept();
    void read(Connection& at, bool response);
    void write(Connection& at, bool response);
    std::size_t mayPass(bool response, std::size_t size);
    void corrupt(std::string& bytes);
    int timeout() const;
    void turn();
};

FaultProxy::FaultProxy(const std::string& upstream) : m_core(std::make_unique<Core>())
{
    m_core->upstreamPort = std::stoi(upstream.substr(upstream.rfind(':') + 1));
    m_core->wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    m_core->listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (::bind(m_core->listener, raw, size) != 0 || ::listen(m_core->listener, 64) != 0 || ::getsockname(m_core->listener, raw, &size) != 0)
        throw std::runtime_error("the fault proxy cannot listen on loopback");
    m_core->port = ntohs(address.sin_port);
    m_thread = std::jthread([core = m_core.get()](const std::stop_token& stop) { core->run(stop); });
}

FaultProxy::~FaultProxy()
{
    m_thread.request_stop();
    ::eventfd_write(m_core->wake, 1);
    m_thread.join();
    ::close(m_core->listener);
    ::close(m_core->wake);
}

std::string FaultProxy::address() const { return "127.0.0.1:" + std::to_string(m_core->port); }
int FaultProxy::connections() const { return m_core->open; }
std::uint64_t FaultProxy::passedBytes() const { return m_core->passed; }

void FaultProxy::set(const LinkFaults& faults)
{
    const std::scoped_lock lock(m_core->mutex);
    m_core->wanted = faults;
    ++m_core->changes;
    ::eventfd_write(m_core->wake, 1);
}

void FaultProxy::cut()
{
    const std::scoped_lock lock(m_core->mutex);
    m_core->cutWanted = true;
    ::eventfd_write(m_core->wake, 1);
}

void FaultProxy::Core::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        obey();
        turn();
        connections.remove_if([](const Connection& at) { return at.over(); });
    }
}

void FaultProxy::Core::obey()
{
    const std::scoped_lock lock(mutex);
    if (std::exchange(seen, changes) != changes)
        random.seed(wanted.seed);
    faults = wanted;
    if (cutWanted)
        connections.clear();
    cutWanted = false;
    open = static_cast<int>(connections.size());
}

/// One poll, and what it found.
void FaultProxy::Core::turn()
{
    std::vector<pollfd> polled{{wake, POLLIN, 0}, {listener, POLLIN, 0}};
    const auto wants = [&](const Pipe& incoming, const Pipe& outgoing) {
        const bool reads = !faults.frozen && !incoming.ended && incoming.queued < maxQueued;
        const bool writes = !faults.frozen && !outgoing.pieces.empty() && outgoing.pieces.front().due <= Clock::now() && allowance >= 1;
        return static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
    };
    allowance = faults.bytesPerSecond == 0 ? 1e9 : allowance;
    for (const Connection& at : connections) {
        // Frozen: not even the end of a connection is looked at, as behind a link that swallows all packets.
        polled.push_back({faults.frozen ? -1 : at.client, wants(at.requests, at.responses), 0});
        polled.push_back({faults.frozen ? -1 : at.broker, wants(at.responses, at.requests), 0});
    }
    ::poll(polled.data(), polled.size(), timeout());
    if (eventfd_t ignored = 0; ::eventfd_read(wake, &ignored) == 0)
        return; // there are new wishes: first those
    std::size_t index = 2;
    for (Connection& at : connections) {
        const short client = polled[index++].revents;
        const short broker = polled[index++].revents;
        if (((client | broker) & (POLLERR | POLLNVAL)) != 0)
            at.broken = true;
        if ((client & (POLLIN | POLLHUP)) != 0 && !at.requests.ended)
            read(at, false);
        if ((broker & (POLLIN | POLLHUP)) != 0 && !at.responses.ended)
            read(at, true);
        if (!faults.frozen) {
            write(at, false);
            write(at, true);
        }
    }
    if ((polled[1].revents & POLLIN) != 0)
        accept();
}

int FaultProxy::Core::timeout() const
{
    if (faults.frozen)
        return -1;
    auto soonest = Clock::time_point::max();
    for (const Connection& at : connections) {
        for (const Pipe* pipe : {&at.requests, &at.responses})
            soonest = pipe->pieces.empty() ? soonest : std::min(soonest, pipe->pieces.front().due);
    }
    if (soonest == Clock::time_point::max())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(soonest - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 5, 1000)); // due and not passed on: the bandwidth's turn comes
}

void FaultProxy::Core::accept()
{
    const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0)
        return;
    const int broker = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(upstreamPort);
    if (faults.refusing || ::connect(broker, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(client);
        ::close(broker);
        return;
    }
    tune(client);
    tune(broker);
    connections.emplace_back(client, broker, upstreamPort, port);
}

void FaultProxy::Core::read(Connection& at, bool response)
{
    Pipe& pipe = response ? at.responses : at.requests;
    std::array<char, 65536> buffer;
    const ssize_t got = ::recv(response ? at.broker : at.client, buffer.data(), buffer.size(), 0);
    at.broken = at.broken || (got < 0 && errno != EAGAIN && errno != EINTR);
    if (got < 0)
        return;
    pipe.ended = got == 0;
    const std::string_view read(buffer.data(), static_cast<std::size_t>(got));
    std::string bytes = response ? at.frames.pass(read, faults.rewrite) : std::string(read);
    if (response)
        corrupt(bytes);
    pipe.queued += bytes.size();
    if (!bytes.empty())
        pipe.pieces.push_back({Clock::now() + faults.latency, std::move(bytes)});
}

void FaultProxy::Core::corrupt(std::string& bytes)
{
    if (faults.corruptShare <= 0)
        return;
    std::bernoulli_distribution chosen(faults.corruptShare);
    for (char& byte : bytes) {
        if (chosen(random))
            byte = static_cast<char>(byte ^ (1U << (random() % 8)));
    }
}

std::size_t FaultProxy::Core::mayPass(bool response, std::size_t size)
{
    if (faults.sliceBytes > 0)
        size = std::min(size, faults.sliceBytes);
    if (!response || faults.bytesPerSecond == 0)
        return size;
    const auto now = Clock::now();
    const double rate = static_cast<double>(faults.bytesPerSecond);
    allowance = std::min(allowance + rate * std::chrono::duration<double>(now - allowedAt).count(), std::max(1.0, rate / 20)); // 50 ms of it at once
    allowedAt = now;
    return std::min(size, static_cast<std::size_t>(allowance));
}

void FaultProxy::Core::write(Connection& at, bool response)
{
    Pipe& pipe = response ? at.responses : at.requests;
    const int most = faults.sliceBytes > 0 ? 1 : 1000; // a slice a turn: the other side can see it alone
    for (int writes = 0; writes < most && !at.broken && !pipe.pieces.empty() && pipe.pieces.front().due <= Clock::now(); ++writes) {
        std::string& bytes = pipe.pieces.front().bytes;
        const std::size_t size = mayPass(response, bytes.size());
        const ssize_t sent = size == 0 ? 0 : ::send(response ? at.client : at.broker, bytes.data(), size, MSG_NOSIGNAL | MSG_DONTWAIT);
        at.broken = sent < 0 && errno != EAGAIN && errno != EINTR;
        if (sent <= 0)
            return;
        const auto count = static_cast<std::size_t>(sent);
        allowance -= response ? static_cast<double>(count) : 0;
        passed += count;
        pipe.queued -= count;
        bytes.erase(0, count);
        if (bytes.empty())
            pipe.pieces.pop_front();
    }
}

} // namespace headroom::test
