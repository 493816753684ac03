// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace headroom::test {

/// What the proxy does to the bytes that pass, in both directions unless it says otherwise.
struct LinkFaults {
    std::chrono::milliseconds latency{0};  ///< each piece is passed on so much later
    std::size_t sliceBytes = 0;            ///< pieces of at most so many bytes, each sent by itself; 0: as they come
    std::size_t bytesPerSecond = 0;        ///< of responses; 0: no bound
    double corruptShare = 0;               ///< of response bytes; the same seed corrupts the same bytes
    std::uint32_t seed = 1;
    /// Changes a whole small answer (its length field first) before it goes on; on the proxy's thread. Empty: nothing.
    std::function<void(std::string& answer)> rewrite = {};
    bool frozen = false;                   ///< connections stay open and are accepted, nothing passes
    bool refusing = false;                 ///< new connections are closed at once
};

/// A TCP proxy on loopback in front of one Kafka broker on loopback. In the broker's answers it replaces the broker's
/// address by its own, so that a client that asks where the brokers are stays behind it. Until told otherwise it passes
/// everything on unchanged.
/// Thread: one of its own; all calls from any. Bound: 256 KiB in each direction of a connection, then it reads no more.
class FaultProxy {
public:
    /// `upstream` is "127.0.0.1:PORT". Throws when it cannot listen.
    explicit FaultProxy(const std::string& upstream);
    ~FaultProxy();
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    /// "127.0.0.1:PORT": what clients connect to.
    [[nodiscard]] std::string address() const;
    void set(const LinkFaults& faults);
    /// Closes every connection there is, with what is on its way; new ones are accepted.
    void cut();
    /// Open connections, and bytes passed on so far.
    [[nodiscard]] int connections() const;
    [[nodiscard]] std::uint64_t passedBytes() const;

private:
    struct Core;
    std::unique_ptr<Core> m_core;
    std::jthread m_thread;
};

} // namespace headroom::test
