// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/demo_broker.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "core/demo/demo_generator.h"
#include "core/demo/demo_producer.h"

namespace headroom::core {
namespace {

constexpr int tickMs = 5;
constexpr std::size_t longestLine = 256;

/// What ends the program: a signal, or the end of standard input. Also the lines that come there.
class Orders {
public:
    Orders(bool readStdin, DemoProducer& producer) : m_readStdin(readStdin), m_producer(producer)
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGINT);
        m_signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    ~Orders() { ::close(m_signals); }
    Orders(const Orders&) = delete;
    Orders& operator=(const Orders&) = delete;

    /// Waits at most `ms`; false when it is time to end.
    bool wait(int ms)
    {
        std::array<pollfd, 2> fds{{{m_signals, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
        if (::poll(fds.data(), m_readStdin ? 2 : 1, ms) <= 0)
            return true;
        if (fds[0].revents != 0)
            return false;
        return fds[1].revents == 0 || read();
    }

private:
    bool read()
    {
        std::array<char, 4096> buffer;
        const auto got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got <= 0)
            return got < 0 && (errno == EINTR || errno == EAGAIN);
        m_text.append(buffer.data(), static_cast<std::size_t>(got));
        for (auto end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n')) {
            obey(m_text.substr(0, end));
            m_text.erase(0, end + 1);
        }
        if (m_text.size() > longestLine)
            m_text.clear();
        return true;
    }
    void obey(const std::string& line)
    {
        int partition = 0;
        long long offset = 0;
        if (std::sscanf(line.c_str(), "position %d %lld", &partition, &offset) == 2)
            m_producer.readerAt(partition, offset);
        else if (line == "broker down" || line == "broker up")
            m_producer.setReachable(line == "broker up");
    }

    const bool m_readStdin;
    DemoProducer& m_producer;
    int m_signals = -1;
    std::string m_text;
};

template <class T>
struct Allowed {
    const char* name;
    T value;
    T least;
    T most;
};

template <class T>
Result<void> checkRange(const Allowed<T>& a)
{
    if (a.value >= a.least && a.value <= a.most)
        return {};
    return fail(ErrorCode::invalidSetting, fmt::format("--{} = {}: out of range. Allowed: {} ... {}.", a.name, a.value, a.least, a.most), a.name);
}

Result<void> checkNames(const DemoLoad& load)
{
    const std::string_view legal = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (load.topic.empty() || load.topic.size() > 249 || load.topic.find_first_not_of(legal) != std::string::npos)
        return fail(ErrorCode::invalidSetting, fmt::format("--topic = \"{}\": not a topic's name. Allowed: 1 to 249 letters, digits, dots, dashes and underscores.", load.topic), "topic");
    if (load.keys != "none" && load.keys != "order")
        return fail(ErrorCode::invalidSetting, fmt::format("--keys = \"{}\": unknown. Allowed: none, order.", load.keys), "keys");
    for (const auto* codec : {"none", "gzip", "snappy", "lz4", "zstd"})
        if (load.codec == codec)
            return {};
    return fail(ErrorCode::invalidSetting, fmt::format("--codec = \"{}\": unknown. Allowed: none, gzip, snappy, lz4, zstd.", load.codec), "codec");
}

} // namespace

Result<void> checkDemoLoad(const DemoLoad& load)
{
    if (auto law = parseSizeLaw(load.size); !law)
        return tl::unexpected(std::move(law.error()));
    constexpr std::int64_t most = 1'000'000'000'000;
    for (const auto& range : {Allowed<std::int64_t>{"partitions", load.partitions, 1, 1000}, {"brokers", load.brokers, 1, 20}, {"headers", load.headers, 0, 100},
             {"initial-messages", load.initialMessages, 0, most}, {"messages", load.messages, 0, most},
             {"backlog-bytes", load.backlogBytes, 64 * kib, 4 * mib}, {"batch-bytes", load.batchBytes, kib, 900 * kib},
             {"rebalance-delay-ms", load.rebalanceDelayMs, 0, 60'000}})
        if (auto checked = checkRange(range); !checked)
            return checked;
    for (const auto& range : {Allowed<double>{"messages-per-second", load.messagesPerSecond, 0, 10e6},
             {"compressibility", load.compressibility, 1, 200}, {"burst-seconds", load.burstSeconds, 0, 86'400},
             {"burst-factor", load.burstFactor, 1, 1000}, {"poison-share", load.poisonShare, 0, 1}})
        if (auto checked = checkRange(range); !checked)
            return checked;
    return checkNames(load);
}

int runDemoBroker(const DemoLoad& load)
{
    if (auto checked = checkDemoLoad(load); !checked) {
        fmt::print(stderr, "demo broker: {}\n", checked.error().message);
        return 2;
    }
    sigset_t ours; // before the library's threads exist: they inherit the mask
    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ours, nullptr);
    (void)std::signal(SIGPIPE, SIG_IGN); // nobody has to go on reading our output

    auto producer = DemoProducer::create(load);
    if (!producer) {
        fmt::print(stderr, "demo broker: {}\n", producer.error().message);
        return 1;
    }
    fmt::print("bootstrap.servers={}\ntopic={}\n", (*producer)->bootstrapServers(), load.topic);
    if (std::fflush(stdout) != 0)
        return 1;
    (*producer)->connect();
    Orders orders(load.dieWithStdin, **producer);
    while (orders.wait((*producer)->step() ? tickMs : 0)) { }
    // Nothing here outlives the process, and the client's orderly end may take a second.
    (void)std::fflush(nullptr);
    ::_exit(0);
}

} // namespace headroom::core
