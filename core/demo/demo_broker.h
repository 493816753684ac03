// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/base/units.h"

namespace headroom::core {

/// What the demo broker serves and what its generator produces. Every value is a command line option of
/// `headroom-cli demo-broker`; checkDemoLoad() says what is allowed.
struct DemoLoad {
    std::string topic = "demo.orders"; ///< Kafka topic name
    std::int64_t partitions = 8;       ///< 1..1000
    std::int64_t brokers = 1;          ///< 1..20, which share the partitions
    double messagesPerSecond = 500;    ///< 0: as fast as the broker takes them (with a reader: as the backlog bound allows)
    std::string size = "mixed";        ///< bytes of a value: fixed:N, uniform:MIN-MAX, or mixed (JSON orders, some large)
    double compressibility = 3;        ///< about this many times smaller under lz4; 1: random bytes; 1..200
    std::string codec = "lz4";         ///< none, gzip, snappy, lz4, zstd
    std::string keys = "order";        ///< none, order (a key stays on its partition)
    std::int64_t headers = 2;          ///< record headers, 0..100
    double burstSeconds = 0;           ///< a burst each so many seconds, lasting 1 s (at most half of it); 0: none
    double burstFactor = 10;           ///< how much faster a burst is; 1..1000
    double poisonShare = 0;            ///< share of records with hostile payloads (null, huge, binary, bidi, 10,000 headers); 0..1
    std::int64_t initialMessages = 2000; ///< produced at once at the start, within the backlog bound
    std::int64_t messages = 0;         ///< stop producing after so many (the broker goes on serving), 0: never
    /// Stored bytes of a partition that its reader has not got to; when there are more, the partition gets nothing new,
    /// so that the 5 MiB a partition keeps are never exceeded and a pause loses nothing. 64 KiB..4 MiB.
    std::int64_t backlogBytes = 3 * mib;
    /// Where the reader is: what this group has committed, or better, what the parent tells (see runDemoBroker).
    /// Empty and nothing told: nobody is waited for, producing goes on at its rate and the oldest records drop out.
    std::string group;
    std::int64_t batchBytes = 64 * kib; ///< most bytes of one stored batch before compression; a fetch gets one per partition; 1 KiB..900 KiB
    std::int64_t rebalanceDelayMs = 0; ///< wait of a new group for further members
    std::uint64_t seed = 1;            ///< the same seed gives the same records
    bool dieWithStdin = false;         ///< end when standard input ends (for programs that start it)
};

/// Fails with the name of the member, the value and what is allowed.
[[nodiscard]] Result<void> checkDemoLoad(const DemoLoad& load);

/// Runs the broker (librdkafka's mock cluster, loopback only, a port of its own) and its generator in this process
/// until SIGTERM, SIGINT or, with dieWithStdin, the end of standard input. Prints and flushes two lines first:
/// `bootstrap.servers=HOST:PORT` and `topic=NAME`; problems go to standard error.
/// With dieWithStdin it obeys lines on standard input: `position PARTITION OFFSET` says how far the reader is (it
/// replaces what the group committed, so that a reader that never commits is served as well), `broker down` breaks all
/// connections and refuses new ones until `broker up`.
/// Call it from main before any other thread exists: it blocks SIGTERM and SIGINT. Memory: the broker keeps at most
/// 5 MiB a partition, the send queue is bounded at 32 MiB.
/// Told to end, it ends the process at once with code 0 and does not return. Returns 1 when it could not start, 2 when
/// the load is not allowed.
[[nodiscard]] int runDemoBroker(const DemoLoad& load);

} // namespace headroom::core
