// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace headroom::test {

class KafkaClient;

enum class RecordShape { values, nullValues, emptyValues, headers };

/// What one topic of the memory tests holds. Sizes in bytes, before compression.
struct Backlog {
    const char* id;
    bool demo;            ///< on the demo broker, a fresh one for each run; else a topic on real Kafka, filled once
    int partitions;
    double mebibytes;     ///< all keys, values and headers together; the demo broker decides by itself
    std::size_t least;    ///< of a value; sizes are spread log-uniformly up to `most`
    std::size_t most;
    const char* codec;
    double compressible;  ///< about so many times smaller
    std::int64_t batch;   ///< the producer's batches, before compression
    RecordShape shape;
};

[[nodiscard]] std::span<const Backlog> backlogTable() noexcept;

/// Creates the topic (named after the row) and fills it; every record is confirmed by the broker.
[[nodiscard]] core::Result<void> fillBacklog(const KafkaClient& client, const Backlog& backlog);

/// Options of `headroom-cli demo-broker` that serve such a backlog to the readers of `group`.
[[nodiscard]] std::vector<std::string> demoArguments(const Backlog& backlog, const std::string& group);

} // namespace headroom::test
